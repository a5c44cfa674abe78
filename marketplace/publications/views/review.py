"""`/words/review/`: what waits for a second officer, and the page on which one decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.marking import mark_texts
from marketplace.common.paging import turn_to_page
from marketplace.publications.actions import (
    hide_words,
    publish_words,
    return_words,
    show_words_again,
    withdraw_words,
)
from marketplace.publications.forms import RemarkForm
from marketplace.publications.models import WORDS, Publication
from marketplace.publications.ports import About, subject_of
from marketplace.publications.queries import words_for_officer
from marketplace.publications.rules import judges, may_publish, may_show_again
from marketplace.publications.states import (
    OFFICER_DECIDED,
    PUBLICATION_LIFECYCLE,
    REASON_SENTENCES,
    Kind,
    PublicationStatus,
)

S = PublicationStatus
VIEWS: Final = {
    "waiting": (gettext_lazy("Waiting for you"), S.SUBMITTED),
    "returned": (gettext_lazy("Sent back"), S.RETURNED),
    "published": (gettext_lazy("Published"), S.PUBLISHED),
    "hidden": (gettext_lazy("Hidden"), S.HIDDEN),
}
DONE: Final = {
    "publish": gettext_lazy("Approved. It can be seen now."),
    "return": gettext_lazy("Sent back. The author has been told what to mend."),
    "hide": gettext_lazy("Hidden. Nobody outside sees it now."),
    "show_again": gettext_lazy("It can be seen again."),
    "withdraw": gettext_lazy("Withdrawn for good."),
}
NAMES: Final = {
    "text": gettext_lazy("Text"),
    "text_en": gettext_lazy("Text in English"),
    "alternative_text": gettext_lazy("What the picture shows"),
    "alternative_text_en": gettext_lazy("What the picture shows, in English"),
}


@require_safe
@login_required
@never_cache
def review_list(request: HttpRequest) -> HttpResponse:
    """The officer's words by what is to be done with them; what waits longest comes first."""
    if not holds_role(request.user, Role.OFFICER):
        raise Http404
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "waiting"
    rows = words_for_officer(request.user)
    shown = rows.filter(status=VIEWS[view][1]).order_by("submitted_at" if view == "waiting" else "-reviewed_at", "pk")
    views = [
        {
            "label": label,
            "url": f"?view={name}",
            "current": name == view,
            "count": rows.filter(status=status).count() if name == "waiting" else None,
        }
        for name, (label, status) in VIEWS.items()
    ]
    return render(
        request, "publications/review_list.html", {"page": turn_to_page(request, shown), "views": views, "view": view}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """The words as the public will see them, what they stand on, and the decision."""
    words = get_object_or_404(words_for_officer(request.user), reference=reference)
    decision = request.POST.get("decision", "")
    remark = RemarkForm(posted(request) if decision == "return" else None)
    form, status = (remark if decision == "return" else Form(posted(request))), 0
    if request.method == "POST":
        if decision not in DECISIONS:
            raise Http404
        status = attempt(form, lambda: DECISIONS[decision](user_of(request), words, request, form.cleaned_data))
        if not status:
            messages.success(request, DONE[decision])
            return redirect("words_to_review")
        words.refresh_from_db()
    context = _context(user_of(request), words) | {"faulty": form, "remark": remark}
    return render(request, "publications/review.html", context, status=status or 200)


def _context(reader: User, words: Publication) -> dict[str, Any]:
    subject, reference = subject_of(words.kind), words.subject_reference
    texts = {name: getattr(words, name) for name in WORDS if getattr(words, name)}
    marked = mark_texts(texts, {name: subject.scan(reference, text) for name, text in texts.items()})
    return {
        "words": words,
        "kind": Kind(words.kind),
        "about": subject.about(reference) or About(title=_("no longer shown")),
        "marked": [(NAMES[text.field], text) for text in marked],
        "findings": [finding for text in marked for finding in text.findings],
        "verdict": judges(reader, words),
        "may_publish": may_publish(reader, words),
        "may_show_again": may_show_again(reader, words),
        "agreed": subject.still_agreed(reference),
        "reason": REASON_SENTENCES.get(words.hold_code, ""),
        "may": {verb: bool(PUBLICATION_LIFECYCLE.may(words, verb)) for verb in DONE},
        "crumbs": [(_("Words to review"), reverse("words_to_review"))],
    }


def _seen(request: HttpRequest) -> int:
    """The version that the officer read; a missing or broken number counts as an old one."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def _hide(by: User, words: Publication) -> None:
    judges(by, words).require()
    hide_words(by=by, publication=words, code=OFFICER_DECIDED)


Decision = Callable[[User, Publication, HttpRequest, dict[str, Any]], None]
DECISIONS: Final[dict[str, Decision]] = {
    "publish": lambda by, words, request, _given: publish_words(by=by, publication=words, seen=_seen(request)),
    "return": lambda by, words, request, given: return_words(
        by=by, publication=words, remark=given["remark"], seen=_seen(request)
    ),
    "hide": lambda by, words, _request, _given: _hide(by, words),
    "show_again": lambda by, words, _request, _given: show_words_again(by=by, publication=words),
    "withdraw": lambda by, words, _request, _given: withdraw_words(by=by, publication=words, because=OFFICER_DECIDED),
}
