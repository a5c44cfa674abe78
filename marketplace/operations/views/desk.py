"""`/desk/`: what waits for me, since when, until when, and what happens if I do nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.presentation.dates import say_moment
from marketplace.accounts.models import User
from marketplace.common.paging import Turned, turn_to_page
from marketplace.notifications.actions import mark_all_read, mark_read
from marketplace.notifications.models import Notice, WorkItem
from marketplace.notifications.queries import (
    about,
    due_soon,
    notices_of,
    overdue,
    unread_notices_of,
    work_done_by,
    work_of,
)
from marketplace.notifications.wording import TOPICS, Said, say, topic_of

PER_PAGE = 20
VIEWS = {
    "waiting": gettext_lazy("waiting"),
    "overdue": gettext_lazy("overdue"),
    "soon": gettext_lazy("within two days"),
    "done": gettext_lazy("done"),
}


@require_GET
@login_required
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """The reader's work by view and topic, the most pressing first, and the newest notices."""
    view, topic = _asked(request)
    page = turn_to_page(request, about(_work(request, view), topic), PER_PAGE)
    notices = Paginator(notices_of(request.user), PER_PAGE).get_page(request.GET.get("notices"))
    context = {
        "view": view,
        "topic": topic,
        "views": _views(request, view, topic),
        "topics": _topics(request),
        "page": page,
        "tasks": _tasks(page),
        "notices": notices,
        "told": [{"notice": notice, "text": say(notice.kind, notice.params).what} for notice in notices],
        "unread": unread_notices_of(request.user).count(),
    }
    return render(request, "operations/desk.html", context)


@require_POST
@login_required
def open_notice(request: HttpRequest, reference: str) -> HttpResponse:
    """Mark one of the reader's notices read and go where it points."""
    notice = get_object_or_404(notices_of(request.user), reference=reference)
    _mark(request.user, notice)
    return redirect(notice.url or "desk")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every notice of the reader read."""
    if isinstance(request.user, User):
        mark_all_read(by=request.user)
    return redirect("desk")


def _asked(request: HttpRequest) -> tuple[str, str]:
    view, topic = request.GET.get("view", ""), request.GET.get("topic", "")
    return view if view in VIEWS else "waiting", topic if topic in TOPICS else ""


def _work(request: HttpRequest, view: str) -> QuerySet[WorkItem]:
    if view == "done":
        return work_done_by(request.user)
    waiting = work_of(request.user)
    return {"overdue": overdue, "soon": due_soon}[view](waiting) if view in ("overdue", "soon") else waiting


def _topics(request: HttpRequest) -> list[tuple[str, str]]:
    """Topics in which something waits for the reader, in the order of the settings page."""
    present = {topic_of(kind) for kind in work_of(request.user).order_by().values_list("kind", flat=True).distinct()}
    return [(topic, str(name)) for topic, name in TOPICS.items() if topic in present]


def _views(request: HttpRequest, view: str, topic: str) -> list[dict[str, Any]]:
    """Each view with what it holds; what is done is not counted."""
    return [
        {
            "label": label,
            "url": f"?{urlencode({'view': name, 'topic': topic})}",
            "count": None if name == "done" else about(_work(request, name), topic).count(),
            "current": name == view,
        }
        for name, label in VIEWS.items()
    ]


def _tasks(page: Turned[WorkItem]) -> list[dict[str, Any]]:
    return [_task(item, say(item.kind, item.params)) for item in page.rows]


def _task(item: WorkItem, said: Said) -> dict[str, Any]:
    """Since when, until when, and what happens if nothing is done; of finished work only when it was done."""
    if item.done_at:
        return {"title": said.what, "url": item.url, "detail": _("done %(when)s") % {"when": say_moment(item.done_at)}}
    since = _("since %(when)s") % {"when": say_moment(item.created_at)}
    detail = f"{since} · {said.otherwise}" if said.otherwise else since
    return {"title": said.what, "url": item.url, "due": item.due_at, "detail": detail}


def _mark(user: object, notice: Notice) -> None:
    if isinstance(user, User):
        mark_read(by=user, notice=notice)
