"""The second officer's task in Wagtail's workflow for stories: it is decided at the desk for words, nowhere else."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from marketplace.accounts.models import User

NAME = "Second officer reads a story"


class StoryReview(Task):  # type: ignore[misc]
    """Starting it hands the words in; the decision at `/words/review/` finishes it."""

    def start(self, workflow_state: Any, user: User | None = None) -> Any:
        """Wagtail asks when an editor submits or submits again."""
        from cms.stories.actions import hand_in_story  # late: actions know the pages, which know this task

        state = super().start(workflow_state, user)
        if user is not None:
            hand_in_story(by=user, page=workflow_state.content_object.specific)
        return state

    def get_actions(self, _page: Any, _user: User) -> list[tuple[str, Any, bool]]:
        """None of Wagtail's buttons decides."""
        return []

    def page_locked_for_user(self, _page: Any, _user: User) -> bool:
        """Nobody changes what an officer is reading."""
        return True

    locked_for_user = page_locked_for_user

    def get_task_states_user_can_moderate(self, _user: User, **_kwargs: Any) -> models.QuerySet[TaskState]:
        """Wagtail's own list stays empty: officers find stories among their words to review."""
        nothing: models.QuerySet[TaskState] = TaskState.objects.none()
        return nothing

    @classmethod
    def get_description(cls) -> str:
        """What an editor of workflows reads."""
        return str(_("A second officer reads the words at the desk for words; the author cannot."))


def story_workflow() -> Any:
    """The workflow of every story, made once."""
    from wagtail.models import Workflow, WorkflowTask

    task, _made = StoryReview.objects.get_or_create(name=NAME)
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    return workflow
