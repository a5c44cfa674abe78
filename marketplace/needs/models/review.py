"""The second officer's task in Wagtail's workflow, and what is asked of the author."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.common.rows import Row
from marketplace.needs.models.need import Need
from marketplace.needs.ports import review_desk

LONGEST_COMMENT = 500


class SentBackField(models.TextChoices):
    """What a comment may stand at: what the author can mend."""

    TITLE = "title", _("Title")
    TEXT = "text", _("Text")
    AID_TYPE = "aid_type", _("Aid type")
    OTHER = "other", _("Something else")


class SecondOfficerReview(Task):  # type: ignore[misc]
    """What any officer for the place may do, never the author; each decision ends in one of our actions."""

    def on_action(self, task_state: Any, user: User, action_name: str, **given: str) -> None:
        """Wagtail's own buttons end here; the need is the task's, whatever the address said. Raises `DomainError`."""
        need = task_state.workflow_state.content_object
        if action_name == "approve":
            review_desk().approve(by=user, need=need)
        elif action_name == "reject":
            review_desk().send_back(by=user, need=need, field=given.get("field", ""), comment=given.get("comment", ""))

    def get_actions(self, obj: Need, user: User) -> list[tuple[str, Any, bool]]:
        """(action, label, asks for a comment), empty for whoever may not review."""
        if not obj.reviewable_by(user).passed:
            return []
        return [("reject", _("Send back"), True), ("approve", _("Approve"), False)]

    def get_form_for_action(self, action: str) -> type[forms.Form] | None:
        """A comment at a field for sending back; approving asks for nothing."""
        return review_desk().form_for(action)

    def user_can_access_editor(self, obj: Need, user: User) -> bool:
        """Wagtail asks before it shows the editor."""
        return obj.judged_by(user).passed

    def locked_for_user(self, obj: Need, user: User) -> bool:
        """Nobody but a second officer changes a text under review."""
        return not obj.judged_by(user).passed

    def user_can_lock(self, obj: Need, user: User) -> bool:
        """A second officer may keep the text for herself while she works on it."""
        return obj.judged_by(user).passed

    user_can_unlock = user_can_lock

    def get_task_states_user_can_moderate(self, user: User, **_kwargs: Any) -> models.QuerySet[TaskState]:
        """Open reviews of the officer's places that are not the officer's own work."""
        states: models.QuerySet[TaskState] = TaskState.objects.filter(task=self.task_ptr)
        if not holds_role(user, Role.OFFICER):
            return states.none()
        keys = [str(key) for key in Need.objects.judged_by(user).values_list("pk", flat=True)]
        return states.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=keys)

    @classmethod
    def get_description(cls) -> str:
        """What an editor of workflows reads."""
        return str(_("A second officer for the place approves or sends back; the author cannot."))


class ReviewComment(Row):
    """What the second officer asks the author to mend, at a field."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=20, choices=SentBackField.choices)
    text = models.CharField(max_length=LONGEST_COMMENT)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.field
