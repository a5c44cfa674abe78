"""Needs in Wagtail's admin: officers read and edit words there and decide; nothing is made, published or deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, WorkflowActionView

from marketplace.common.verdict import DomainError
from marketplace.needs.forms import NeedWordsForm
from marketplace.needs.models import Need
from marketplace.needs.states import Audience


class NeedEditView(EditView):  # type: ignore[misc]
    """Saving keeps a draft; the two decisions end in our actions; nothing else can be pressed."""

    def user_has_permission(self, permission: str) -> bool:
        policy = self.permission_policy
        return bool(policy.user_has_permission_for_instance(self.request.user, permission, self.live_object))

    def get_available_actions(self) -> list[str]:
        return [action for action in super().get_available_actions() if action in ("edit", "workflow-action")]

    def form_valid(self, form: NeedWordsForm) -> Any:
        if self.action != "workflow-action":
            return super().form_valid(form)
        self.form = form
        if form.has_changed():
            return self.say_no(_("Save your change first; another officer must then review it."))
        try:
            self.workflow_action_action()
        except DomainError as refusal:
            return self.say_no(str(refusal))
        return redirect("needs_to_review")

    def say_no(self, sentence: str) -> Any:
        """The editor again, with the sentence and what was typed."""
        self.form.add_error(None, sentence)
        self.produced_error_code, self.produced_error_message = "refused", sentence
        return self.form_invalid(self.form)


class NeedDecisionView(WorkflowActionView):  # type: ignore[misc]
    """The decision in a dialogue; a refusal is a sentence on the next page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().post(request, *args, **kwargs)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("needs_to_review")


class NeedViewSet(SnippetViewSet):  # type: ignore[misc]
    """Draft, workflow, preview and lock; copying, adding, publishing and deleting are refused by the permissions."""

    model = Need
    icon = "form"
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("title", "reference", "status", "audience", "place")
    list_filter = ("status", "audience", "need_kind")
    list_per_page = 20
    edit_view_class = NeedEditView
    workflow_action_view_class = NeedDecisionView
    edit_handler = ObjectList(
        [
            HelpPanel(template="needs/admin_help.html"),
            FieldPanel("title"),
            FieldPanel("text"),
        ],
        base_form_class=NeedWordsForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Need]:
        """The officer's places; what is private has nothing to edit."""
        return Need.objects.for_officer(request.user).exclude(audience=Audience.PRIVATE).order_by("-pk")
