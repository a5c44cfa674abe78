"""`/casework/<ref>/drafts/new/`, `/casework/drafts/<ref>/`: from the household's words to what the public will see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.casework.actions import (
    change_draft,
    end_slip,
    issue_slip,
    record_consent,
    rewrite_draft,
    start_draft,
    submit_draft,
    withdraw_consent,
    withdraw_draft,
)
from marketplace.casework.codes import ConsentKind, WithdrawReason
from marketplace.casework.forms.drafts import ConsentForm, FactsForm, NewDraftForm, WithdrawForm, WordsForm
from marketplace.casework.models import Case, NeedDraft, Slip
from marketplace.casework.queries import read_case, read_draft
from marketplace.casework.rules import may_work_on
from marketplace.casework.slips.paper import paper_of
from marketplace.casework.views.confidential import confidential, readers_only
from marketplace.casework.views.draft_page import draft_context
from marketplace.common import clock
from marketplace.common.answers import attempt
from marketplace.needs.models import Need
from marketplace.needs.queries import reason_sentence
from marketplace.needs.states import NeedStatus


@require_http_methods(["GET", "POST"])
@confidential
def new_draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what the household needs and whether it may be published."""
    worker = user_of(request)
    case = read_case(by=worker, reference=reference, purpose="draft")
    may_work_on(worker, case).require()
    form = NewDraftForm(request.POST or None, initial={"given_on": clock.today()})
    made: list[NeedDraft] = []
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: made.append(_start(worker, case, form)))
        if not status:
            messages.success(request, _("Written down. Now find words for the public."))
            return redirect("casework_draft", made[0].reference)
    return render(request, "casework/new_draft.html", {"case": case, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@confidential
def draft_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What we know beside what the public will see; POST keeps the public words and scans them."""
    reader = readers_only(request)
    draft = read_draft(by=reader, reference=reference, purpose="draft")
    form = WordsForm(request.POST or None, initial={"title": draft.title, "text": draft.text})
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: rewrite_draft(by=reader, draft=draft, **form.cleaned_data))
        if not status:
            return redirect("casework_draft", draft.reference)
    return _page(request, reader, reference, words=form, status=status)


@require_POST
@confidential
def facts(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct what the need is, apart from its words."""
    worker = readers_only(request)
    draft = read_draft(by=worker, reference=reference, purpose="draft")
    form = FactsForm(request.POST)
    status = attempt(form, lambda: change_draft(by=worker, draft=draft, **form.facts()))
    if status:
        return _page(request, worker, reference, facts=form, status=status)
    messages.success(request, _("The facts are corrected."))
    return redirect("casework_draft", reference)


@require_POST
@confidential
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand the draft to the second officer, or learn why it is kept for private match."""
    worker = readers_only(request)
    draft = read_draft(by=worker, reference=reference, purpose="draft")
    form = Form(request.POST)
    made: list[Need] = []
    status = attempt(form, lambda: made.append(submit_draft(by=worker, draft=draft)))
    if status:
        return _page(request, worker, reference, submit=form, status=status)
    if made[0].status == NeedStatus.PRIVATE_MATCH:
        why = {"reason": reason_sentence(made[0].hold_code)}
        messages.warning(request, _("It is kept for private match: %(reason)s") % why)
    else:
        messages.success(request, _("Handed in. A second officer reviews it; you will be told."))
    return redirect("casework_draft", reference)


@require_POST
@confidential
def consent(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what the household or the guardian said; a no takes a submitted need back."""
    worker = readers_only(request)
    draft = read_draft(by=worker, reference=reference, purpose="consent")
    form = ConsentForm(request.POST, prefix="consent")
    status = attempt(form, lambda: _record(worker, draft, form))
    if status:
        return _page(request, worker, reference, consent=form, status=status)
    messages.success(request, _("Recorded what was said."))
    return redirect("casework_draft", reference)


@require_POST
@confidential
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the need back; the page it returns to shows the proof."""
    worker = readers_only(request)
    draft = read_draft(by=worker, reference=reference, purpose="draft")
    form = WithdrawForm(request.POST, prefix="withdraw")
    status = attempt(form, lambda: _withdraw(worker, draft, form.cleaned_data["because"]))
    if status:
        return _page(request, worker, reference, withdraw=form, status=status)
    messages.success(request, _("The need is withdrawn. The proof is below."))
    return redirect("casework_draft", reference)


@require_POST
@confidential
def print_slip(request: HttpRequest, reference: str) -> HttpResponse:
    """The household's slip as a page to print: its code is shown this once, and an older one opens nothing more."""
    worker = readers_only(request)
    draft = read_draft(by=worker, reference=reference, purpose="slip")
    form = Form(request.POST)
    made: list[tuple[Slip, str]] = []
    status = attempt(form, lambda: made.append(issue_slip(by=worker, draft=draft)))
    if status:
        return _page(request, worker, reference, slip=form, status=status)
    slip, code = made[0]
    response = HttpResponse(paper_of(slip, code), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="slip.pdf"'
    return response


@require_POST
@confidential
def stop_slip(request: HttpRequest, reference: str) -> HttpResponse:
    """It was lost: its code opens nothing from now on."""
    worker = readers_only(request)
    draft = read_draft(by=worker, reference=reference, purpose="slip")
    form = Form(request.POST)
    status = attempt(form, lambda: end_slip(by=worker, draft=draft))
    if status:
        return _page(request, worker, reference, slip=form, status=status)
    messages.success(request, _("The slip opens nothing any more."))
    return redirect("casework_draft", reference)


def _page(request: HttpRequest, reader: User, reference: str, *, status: int, **forms: Any) -> HttpResponse:
    draft = NeedDraft.objects.select_related("case", "need").get(reference=reference)
    return render(request, "casework/draft.html", draft_context(reader, draft, forms), status=status)


def _start(worker: User, case: Case, form: NewDraftForm) -> NeedDraft:
    said = form.cleaned_data
    draft = start_draft(by=worker, case=case, title=said["title"].strip(), story=said["story"], **form.facts())
    words = ((ConsentKind.PUBLICATION, said["publication"]), (ConsentKind.GUARDIAN, said["guardian"]))
    for kind, given in words:
        if given is not None:
            record_consent(by=worker, draft=draft, kind=kind, given=given, given_on=said["given_on"])
    return draft


def _record(worker: User, draft: NeedDraft, form: ConsentForm) -> None:
    said = form.cleaned_data
    kind = ConsentKind(said["kind"])
    if said["given"]:
        record_consent(by=worker, draft=draft, kind=kind, given=True, given_on=said["given_on"])
    else:
        withdraw_consent(by=worker, draft=draft, kind=kind, on=said["given_on"])


def _withdraw(worker: User, draft: NeedDraft, because: WithdrawReason) -> None:
    if because == WithdrawReason.CONSENT_WITHDRAWN:
        withdraw_consent(by=worker, draft=draft, kind=ConsentKind.PUBLICATION, on=clock.today())
    else:
        withdraw_draft(by=worker, draft=draft, because=because)
