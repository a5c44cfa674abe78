"""What Wagtail's workflow does when the second officer has approved."""

from __future__ import annotations

from typing import Any


def finish_review(workflow_state: Any, user: Any = None) -> None:
    """A page goes live at once; an approved need waits for its release, which publishes the whole batch."""
    from wagtail.models import Page  # late: Wagtail imports this function while it defines its models

    content = workflow_state.content_object
    if isinstance(content, Page):
        content.get_latest_revision().publish(user=user)
