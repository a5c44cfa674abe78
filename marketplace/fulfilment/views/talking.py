"""`/needs/<ref>/messages/<organisation>/`: a question and its answer, each passed on by an officer."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.detectors import scan
from marketplace.common.marking import mark_texts
from marketplace.fulfilment.actions import refuse_message, release_message, withdraw_message, write_message
from marketplace.fulfilment.forms import MessageForm, RefuseMessageForm
from marketplace.fulfilment.models import Message
from marketplace.fulfilment.ports import file_behind
from marketplace.fulfilment.queries import messages_visible_to
from marketplace.fulfilment.rules import may_pass_on, may_read_words, may_write, reads_both_sides
from marketplace.fulfilment.states import MessageStatus
from marketplace.fulfilment.views.reading import crumbs_to
from marketplace.needs.models import Need
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import may_finish_for


@dataclass(frozen=True, slots=True)
class Line:
    """One message as the reader may act on it."""

    message: Message
    may_decide: bool
    may_withdraw: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def conversation(request: HttpRequest, reference: str, organisation: str) -> HttpResponse:
    """Read what was released and what one wrote oneself; write; an officer decides what is passed on."""
    need = get_object_or_404(Need.objects.select_related("author"), reference=reference)
    partner = get_object_or_404(Organisation, reference=organisation)
    reader, writes = user_of(request), may_write(request.user, need, partner)
    is_a_side = bool(writes) or writes.code == "SUSPENDED_STARTS_NOTHING"
    if not is_a_side and not reads_both_sides(reader, need):
        raise Http404
    form = MessageForm(posted(request) if request.POST.get("do") == "write" else None)
    refusal, decided, status = RefuseMessageForm(), forms.Form(posted(request)), 200
    if request.POST.get("do") == "write":
        status = attempt(
            form,
            lambda: write_message(by=reader, need=need, organisation=partner, text=form.cleaned_data["text"]),
        )
        told = _("Sent. An officer reads it before the other side does.")
    elif request.method == "POST":
        status, told = _decide(request, reader, need, partner, decided)
    if request.method == "POST" and not status:
        messages.success(request, told)
        return redirect("conversation", reference=reference, organisation=organisation)
    lines = [_line(reader, each) for each in messages_visible_to(reader, need, partner)]
    if lines and not is_a_side:
        file_behind().note_reading(reader, need)
    text = form.data.get("text", "") if status else ""
    context = {
        "need": need,
        "organisation": partner,
        "shows_words": may_read_words(reader, need, partner),
        "is_helper": may_finish_for(reader, partner),
        "lines": lines,
        "form": form,
        "refusal": refusal,
        "refused": decided,
        "verdict": writes,
        "marked": mark_texts({"text": text}, {"text": scan(text)}) if text and scan(text) else [],
        "crumbs": crumbs_to(request),
    }
    return render(request, "fulfilment/conversation.html", context, status=status)


def _decide(
    request: HttpRequest, reader: User, need: Need, partner: Organisation, decided: forms.Form
) -> tuple[int, str]:
    """(status, what is said when it is done)"""
    rows = messages_visible_to(reader, need, partner)
    message = get_object_or_404(rows, reference=request.POST.get("message", ""))
    deed = request.POST.get("do", "")
    if deed == "release":
        return attempt(decided, lambda: release_message(by=reader, message=message)), _("Passed on.")
    if deed == "withdraw":
        return attempt(decided, lambda: withdraw_message(by=reader, message=message)), _("Taken back.")
    if deed != "refuse":
        raise Http404
    refusal = RefuseMessageForm(request.POST)
    status = attempt(
        refusal, lambda: refuse_message(by=reader, message=message, because=refusal.cleaned_data["because"])
    )
    for sentence in refusal.non_field_errors():
        decided.add_error(None, sentence)
    return status, _("Not passed on. Its writer reads why.")


def _line(reader: User, message: Message) -> Line:
    waits = message.status == MessageStatus.WAITING
    return Line(message, waits and bool(may_pass_on(reader, message)), waits and message.by_id == reader.pk)
