"""An editor hands a story in; what becomes of its words moves the page."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from cms.models.pages import TextPage
from cms.stories.text import text_of
from marketplace.accounts.models import User
from marketplace.documents.actions import store_upload
from marketplace.documents.inspection import FORMATS
from marketplace.publications.actions import Writing, replace_words
from marketplace.publications.events import WordsHidden, WordsPublished, WordsReturned, WordsWithdrawn
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus

S = PublicationStatus
PICTURE_PURPOSE: Final = "publication"


@transaction.atomic
def hand_in_story(*, by: User, page: TextPage) -> Publication:
    """Its newest words wait for a second officer; those approved before are withdrawn and the page is away."""
    newest = page.get_latest_revision_as_object()
    writing = Writing(text=text_of(newest), **_picture_of(by, newest))
    return replace_words(by=by, kind=Kind.STORY, subject_reference=str(page.pk), writing=writing)


@transaction.atomic
def publish_approved_story(event: WordsPublished) -> None:
    """Listener: finish the workflow, which publishes exactly what was approved."""
    words, page = _story(event.publication_id)
    if words is None or page is None or words.status != S.PUBLISHED:
        return
    task = _task_of(page)
    if task is not None:
        task.approve(user=words.reviewer)
    elif not page.live:
        page.get_latest_revision().publish(user=words.reviewer)


@transaction.atomic
def send_story_back(event: WordsReturned) -> None:
    """Listener: the workflow waits for the editor; the remark stays with us."""
    words, page = _story(event.publication_id)
    task = _task_of(page) if page is not None else None
    if words is not None and words.status == S.RETURNED and task is not None:
        task.reject(user=None)


@transaction.atomic
def take_story_away(event: WordsHidden | WordsWithdrawn) -> None:
    """Listener: a page whose words are hidden or gone is no longer live, unless newer ones were approved."""
    words, page = _story(event.publication_id)
    if words is None or page is None or not page.live:
        return
    if not Publication.objects.filter(kind=Kind.STORY, subject_reference=str(page.pk), status=S.PUBLISHED).exists():
        page.unpublish()


def _picture_of(by: User, page: TextPage) -> dict[str, Any]:
    """A copy of the picture for the officer's desk; one that is not declared is approved by nobody anyway."""
    image = page.picture
    if image is None or not image.is_declared or not image.alternative_text.strip():
        return {}
    with image.file.open("rb") as file:
        copy = store_upload(by=by, purpose=PICTURE_PURPOSE, data=file.read(), accept=frozenset(FORMATS))
    return {"picture": copy, "alternative_text": image.alternative_text, "picture_declared": True}


def _story(key: int) -> tuple[Publication | None, TextPage | None]:
    words = Publication.objects.select_related("reviewer").filter(pk=key, kind=Kind.STORY).first()
    if words is None:
        return None, None
    return words, TextPage.objects.filter(pk=words.subject_reference).first()


def _task_of(page: TextPage):  # type: ignore[no-untyped-def]
    state = page.current_workflow_task_state
    return state if state is not None and state.status == state.STATUS_IN_PROGRESS else None
