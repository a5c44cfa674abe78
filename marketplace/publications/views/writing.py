"""`/words/mine/`, `/words/new/<kind>/<reference>/`: write, follow, mend and take back one's own words."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt
from marketplace.common.paging import turn_to_page
from marketplace.publications.actions import change_words, withdraw_words, write_words
from marketplace.publications.forms import WordsForm, marked_in
from marketplace.publications.models import Publication
from marketplace.publications.ports import About, subject_of
from marketplace.publications.queries import own_words
from marketplace.publications.rules import may_change, may_withdraw
from marketplace.publications.states import REASON_SENTENCES, STATUS_SENTENCES, Kind, PublicationStatus

WRITTEN_HERE: Final = frozenset({Kind.NEED_UPDATE, Kind.THANKS, Kind.PROGRAMME})
"""A dedication is written on the page of its gift, a story in the editor of pages."""


@require_safe
@login_required
@never_cache
def my_words(request: HttpRequest) -> HttpResponse:
    """Everything the reader wrote, newest first."""
    return render(request, "publications/mine.html", {"page": turn_to_page(request, own_words(request.user))})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def new_words(request: HttpRequest, kind: str, reference: str) -> HttpResponse:
    """Write about a need or a programme."""
    if kind not in WRITTEN_HERE:
        raise Http404
    by, about = user_of(request), subject_of(kind).about(reference)
    if about is None:
        raise Http404
    verdict = subject_of(kind).may_write(by, reference)
    form = WordsForm(*_sent(request), kind=kind)
    made: list[Publication] = []
    status = 0
    if request.method == "POST":
        status = attempt(form, lambda: made.append(_write(by, kind, reference, form, _hands_in(request))))
        if not status:
            return _done(request, made[0])
    context = {"form": form, "kind": Kind(kind), "about": about, "verdict": verdict}
    return _page(request, context | {"marked": marked_in(kind, reference, form)}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def own(request: HttpRequest, reference: str) -> HttpResponse:
    """One's own words: how far they have come, what is to be mended, and a form as long as they may be changed."""
    words = get_object_or_404(own_words(request.user).select_related("picture"), reference=reference)
    by, kind, status = user_of(request), words.kind, 0
    verdict = may_change(by, words)
    form = WordsForm(*_sent(request), kind=kind, publication=words, initial=WordsForm.initial_of(words))
    if request.method == "POST":
        status = attempt(form, lambda: _change(by, words, form, _hands_in(request)))
        if not status:
            return _done(request, words)
    context = {
        "form": form,
        "kind": Kind(kind),
        "words": words,
        "about": subject_of(kind).about(words.subject_reference) or About(title=_("no longer shown")),
        "verdict": verdict,
        "sentence": STATUS_SENTENCES[PublicationStatus(words.status)],
        "reason": REASON_SENTENCES.get(words.hold_code, ""),
        "may_withdraw": may_withdraw(by, words),
    }
    return _page(request, context | {"marked": marked_in(kind, words.subject_reference, form)}, status)


@require_POST
@login_required
@never_cache
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take one's own words back, for good."""
    words = get_object_or_404(own_words(request.user), reference=reference)
    form = Form(request.POST)
    status = attempt(form, lambda: withdraw_words(by=user_of(request), publication=words))
    if status:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    else:
        messages.success(request, _("Withdrawn. The words are erased."))
    return redirect("own_words", reference)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _hands_in(request: HttpRequest) -> bool:
    return request.POST.get("do") != "keep"


@transaction.atomic
def _write(by: User, kind: str, reference: str, form: WordsForm, hand_in: bool) -> Publication:
    subject_of(kind).may_write(by, reference).require()  # before a file is kept
    writing = form.writing(by)
    return write_words(by=by, kind=kind, subject_reference=reference, writing=writing, hand_in=hand_in)


@transaction.atomic
def _change(by: User, words: Publication, form: WordsForm, hand_in: bool) -> None:
    may_change(by, words).require()  # before a file is kept
    change_words(by=by, publication=words, writing=form.writing(by), hand_in=hand_in)


def _done(request: HttpRequest, words: Publication) -> HttpResponse:
    if words.status == PublicationStatus.SUBMITTED:
        messages.success(request, _("Handed in. A second officer reads it; you will be told."))
    else:
        messages.success(request, _("Kept. Nobody but you sees it."))
    return redirect("own_words", words.reference)


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    crumbs = [(_("What I wrote"), reverse("my_words"))]
    return render(request, "publications/write.html", context | {"crumbs": crumbs}, status=status or 200)
