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
    WorkflowMixin,
    WorkflowState,
)

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY, Reader, holds_role, places_of
from marketplace.common.rows import PublicRow
from marketplace.common.verdict import YES, Verdict, no
from marketplace.needs.codes import AidType, DeadlineBand, NeedKind, QuantityBand, UrgencyBand
from marketplace.needs.states import NEED_LIFECYCLE, VISIBLE, Audience, NeedStatus

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

RESTORED = frozenset({"id", "title", "text", "search_text", "search_tokens", "latest_revision"})
"""All that an earlier revision may bring back."""

DISTRICT_LEVEL = 2
LONGEST_TITLE, LONGEST_TEXT = 60, 1000


class NeedQuerySet(models.QuerySet["Need"]):
    """Rows by what they are; whose eyes may see them is said in `queries.py`."""

    def judged_by(self, reader: Reader) -> NeedQuerySet:
        """Those that wait for a second officer and are for this one: of the reader's places, not the reader's own."""
        return self.for_officer(reader).filter(status=NeedStatus.SUBMITTED).exclude(author_id=reader.pk)

    def for_officer(self, reader: Reader) -> NeedQuerySet:
        """Those of the officer's places; what is published for more than a district is any officer's."""
        places = places_of(reader, Role.OFFICER)
        if not places:
            return self.none()
        if CITY in places:
            return self.all()
        mine = models.Q(place_level__isnull=True) | models.Q(place_level__gt=DISTRICT_LEVEL)
        for place in places:
            mine |= models.Q(place__startswith=place)
        return self.filter(mine)


class Need(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, PublicRow):  # type: ignore[misc]
    """A need as the world may know it. A private row carries its kind and reference only.

    `live` says that outlets show it now; a need whose help is promised may be taken from them and still be served.
    """

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
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)

    search_text = models.TextField(blank=True, editable=False)
    search_tokens = models.TextField(blank=True, editable=False)
    """What `search.py` derives from title and text, nothing else."""

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

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-released_at", "reference"]
        constraints = [
            NEED_LIFECYCLE.constraint("need_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="need_audience_is_known"),
            models.CheckConstraint(
                condition=~models.Q(audience=Audience.PRIVATE)
                | models.Q(
                    aid_type__isnull=True,
                    place__isnull=True,
                    place_level__isnull=True,
                    age_band__isnull=True,
                    family__isnull=True,
                    health__isnull=True,
                    urgency_band__isnull=True,
                    quantity_band__isnull=True,
                    deadline_band__isnull=True,
                    month__isnull=True,
                    title="",
                    text="",
                    search_text="",
                    search_tokens="",
                ),
                name="private_need_carries_kind_and_reference_only",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=NeedStatus.PRIVATE_MATCH) | models.Q(audience=Audience.PRIVATE),
                name="need_for_private_match_has_no_audience",
            ),
            models.CheckConstraint(
                condition=models.Q(live=False)
                | models.Q(
                    status__in=sorted(VISIBLE),
                    audience__in=[Audience.OPEN, Audience.PARTNERS],
                    released_at__isnull=False,
                    month__isnull=False,
                    place__isnull=False,
                    place_level__isnull=False,
                ),
                name="need_is_shown_only_when_released_to_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewer__isnull=True) | ~models.Q(reviewer=models.F("author")),
                name="need_is_not_reviewed_by_its_author",
            ),
            models.CheckConstraint(condition=models.Q(helpers__gte=1), name="need_wants_at_least_one_helper"),
        ]
        indexes = [
            models.Index(
                fields=["-released_at", "reference"], name="needs_in_the_order_of_lists", condition=models.Q(live=True)
            )
        ]

    def __str__(self) -> str:
        return self.reference  # Wagtail writes this into its logs, which outlive the words

    @property
    def revisions(self) -> Any:
        return self._revisions

    def judged_by(self, reader: Reader) -> Verdict:
        """An officer for the published place (for wider areas than a district: any officer), but never the author."""
        narrow = self.place if self.place_level and self.place_level <= DISTRICT_LEVEL else None
        if not holds_role(reader, Role.OFFICER, place=narrow):
            return no(_("Only a bureau officer for this area can review."), code="NOT_AN_OFFICER")
        if self.author_id == reader.pk:
            return no(_("You wrote this need; a second officer must review it."), code="AUTHOR_CANNOT_REVIEW")
        return YES

    def reviewable_by(self, reader: Reader) -> Verdict:
        """Whether the reader may decide now: a second officer who did not change the words, and no other holds them."""
        verdict = self.judged_by(reader)
        if verdict and self.latest_revision and self.latest_revision.user_id == reader.pk:
            return no(_("You changed the text; another officer must review it."), code="EDITOR_CANNOT_REVIEW")
        if verdict and self.locked and self.locked_by_id != reader.pk:
            return no(_("Another officer has locked this need and is working on it."), code="LOCKED")
        return verdict

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision brings back words, never where the need stands in its life nor what the gate decided."""
        restored = super().with_content_json(content)
        for field in self._meta.concrete_fields:
            if field.name not in RESTORED:
                setattr(restored, field.attname, getattr(self, field.attname))
        return restored

    def get_preview_template(self, _request: Any, _mode_name: str) -> str:
        """The card as the public will see it."""
        return "needs/preview.html"

    def get_preview_context(self, _request: Any, _mode_name: str) -> dict[str, Any]:
        """The need itself: the template asks for its export line."""
        return {"need": self}
