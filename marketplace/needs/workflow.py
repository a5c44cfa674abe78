"""Wagtail's workflow for needs: one task, the second officer; what happens when it is done."""

from __future__ import annotations

from typing import Any

NAME = "Second officer review"


def finish_review(workflow_state: Any, user: Any = None) -> None:
    """A page goes live at once; an approved need waits for its release, which publishes the whole batch."""
    from wagtail.models import Page  # late: Wagtail imports this function while it defines its models

    content = workflow_state.content_object
    if isinstance(content, Page):
        content.get_latest_revision().publish(user=user)


def review_workflow() -> Any:
    """The workflow assigned to needs, made once (a fresh database has none)."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

    from marketplace.needs.models import Need, SecondOfficerReview

    content_type = ContentType.objects.get_for_model(Need)
    assigned = WorkflowContentType.objects.filter(content_type=content_type).select_related("workflow").first()
    if assigned:
        return assigned.workflow
    task, _made = SecondOfficerReview.objects.get_or_create(name=NAME)
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
    return workflow
