"""The public model of a need: whitelisted, generalised fields only. The case points to it, never the reverse."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    Task,
    TaskState,
    WorkflowMixin,
    WorkflowState,
)

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.rows import PublicRow, Row
from marketplace.common.verdict import YES, Verdict, no
from marketplace.needs.codes import AidType, DeadlineBand, NeedKind, QuantityBand, UrgencyBand
from marketplace.needs.states import NEED_LIFECYCLE, Audience, NeedStatus

PUBLISHED_FACTS = (
    "need_kind",
    "aid_type",
    "place",
    "place_level",
    "age_band",
    "family",
    "health",
    "urgency_band",
    "quantity_band",
    "deadline_band",
    "month",
    "title",
    "text",
)
"""The whitelist: the columns of `export_needs` beside reference and status."""


KEPT_ON_RESTORE = (
    "status",
    "audience",
    "reviewer_id",
    "reviewed_at",
    "released_at",
    "month",
    "version",
    "hold_code",
)


class Need(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, PublicRow):  # type: ignore[misc]
    """A need as the world may know it. A private row carries its kind and reference only."""

    need_kind = models.CharField(_("kind of help"), max_length=12, choices=NeedKind.choices)
    aid_type = models.CharField(_("aid type"), max_length=12, choices=AidType.choices, null=True, blank=True)
    place = models.CharField(max_length=9, null=True, blank=True)
    place_level = models.PositiveSmallIntegerField(null=True, blank=True)
    age_band = models.CharField(max_length=8, null=True, blank=True)
    family = models.CharField(max_length=12, null=True, blank=True)
    health = models.CharField(max_length=16, null=True, blank=True)
    urgency_band = models.CharField(max_length=8, choices=UrgencyBand.choices, null=True, blank=True)
    quantity_band = models.CharField(max_length=12, choices=QuantityBand.choices, null=True, blank=True)
    deadline_band = models.CharField(max_length=12, choices=DeadlineBand.choices, null=True, blank=True)
    month = models.CharField(max_length=7, null=True, blank=True)
    title = models.CharField(_("title"), max_length=60, blank=True)
    text = models.TextField(_("text"), max_length=1000, blank=True)

    search_text = models.TextField(blank=True, editable=False)
    search_tokens = models.TextField(blank=True, editable=False)
    """What `search_index.py` derives from title and text, nothing else."""

    helpers = models.PositiveSmallIntegerField(default=1)
    """Demand: how many helpers are wanted at most; goods accepted in part raise it by one for the rest."""
    audience = models.CharField(max_length=10, choices=Audience.choices)
    status = models.CharField(max_length=14, choices=NeedStatus.choices, default=NeedStatus.SUBMITTED)
    hold_code = models.CharField(max_length=40, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True, db_index=True)
    version = models.PositiveIntegerField(default=1)
    """Grows with every visible change; caches and the search index carry it."""

    _revisions = GenericRelation(
        Revision, content_type_field="base_content_type", object_id_field="object_id", for_concrete_model=False
    )
    workflow_states = GenericRelation(
        WorkflowState, content_type_field="base_content_type", object_id_field="object_id", for_concrete_model=False
    )

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            NEED_LIFECYCLE.constraint("need_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=~models.Q(audience=Audience.PRIVATE)
                | models.Q(
                    aid_type__isnull=True,
                    place__isnull=True,
                    age_band__isnull=True,
                    family__isnull=True,
                    health__isnull=True,
                    urgency_band__isnull=True,
                    quantity_band__isnull=True,
                    deadline_band__isnull=True,
                    title="",
                    text="",
                ),
                name="private_need_carries_kind_and_reference_only",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewer__isnull=True) | ~models.Q(reviewer=models.F("author")),
                name="need_is_not_reviewed_by_its_author",
            ),
            models.CheckConstraint(condition=models.Q(helpers__gte=1), name="need_wants_at_least_one_helper"),
        ]
        indexes = [
            models.Index(fields=["audience", "status", "-released_at", "-id"], name="needs_in_the_order_of_lists")
        ]

    def __str__(self) -> str:
        return self.title or self.reference

    @property
    def revisions(self) -> Any:
        return self._revisions

    def reviewable_by(self, reader: Reader) -> Verdict:
        """An officer for the published place (for wider areas: any officer), but never the author."""
        place = self.place if self.place and self.place.isdigit() else None
        if not holds_role(reader, Role.OFFICER, place=place):
            return no(_("Only a bureau officer for this area can review."), code="NOT_AN_OFFICER")
        if self.author_id == reader.pk:
            return no(_("You wrote this need; a second officer must review it."), code="AUTHOR_CANNOT_REVIEW")
        return YES

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision brings back words and facts, never where the need stands in its life."""
        restored = super().with_content_json(content)
        for name in KEPT_ON_RESTORE:
            setattr(restored, name, getattr(self, name))
        return restored


class SecondOfficerReview(Task):  # type: ignore[misc]
    """The workflow task that any officer for the place may do, never the author."""

    def user_can_access_editor(self, obj: Need, user: User) -> bool:
        """Wagtail asks before it shows the editor."""
        return obj.reviewable_by(user).passed

    def get_actions(self, obj: Need, user: User) -> list[tuple[str, Any, bool]]:
        """(action, label, asks for a comment), empty for whoever may not review."""
        if not obj.reviewable_by(user).passed:
            return []
        return [("reject", _("Send back"), True), ("approve", _("Approve"), False)]

    def get_task_states_user_can_moderate(self, user: User, **_kwargs: Any) -> models.QuerySet[TaskState]:
        """Open reviews that are not the user's own work."""
        open_states = TaskState.objects.filter(task=self.task_ptr, status=TaskState.STATUS_IN_PROGRESS)
        return open_states.exclude(workflow_state__requested_by=user) if user.is_authenticated else open_states.none()

    @classmethod
    def get_description(cls) -> str:
        """What an editor of workflows reads."""
        return str(_("A second officer for the place approves or sends back; the author cannot."))


class ReviewComment(Row):
    """What the second officer asks the author to mend, at a field."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=20)
    text = models.CharField(max_length=500)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.field


class Release(PublicRow):
    """A batch of needs shown to the world at one moment, so that no export differs from the last by one need."""

    released_at = models.DateTimeField()
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["-released_at"]
