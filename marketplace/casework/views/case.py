"""`/casework/<ref>/`: what we know of a household, the way of its needs, and who has read it; its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.casework.actions import assess_case, shred_case
from marketplace.casework.codes import Dimension
from marketplace.casework.forms.others import AssessmentForm, ShredForm
from marketplace.casework.models import DIMENSIONS, Assessment, Case
from marketplace.casework.presentation.log import say_log
from marketplace.casework.presentation.spider import Spider, draw_spider
from marketplace.casework.presentation.trails import state_of, trail_of
from marketplace.casework.queries import access_log, hand_overs_visible_to, read_case
from marketplace.casework.rules import may_shred, may_work_on
from marketplace.casework.views.confidential import confidential, readers_only
from marketplace.common import clock
from marketplace.common.answers import attempt
from marketplace.common.identifiers import mask_identifier
from marketplace.common.paging import turn_to_page


@require_GET
@confidential
def case_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One household; opening it is logged before anything is shown."""
    reader = readers_only(request)
    case = read_case(by=reader, reference=reference, purpose="page")
    return render(request, "casework/case.html", _context(request, reader, case))


@require_http_methods(["GET", "POST"])
@confidential
def assessment(request: HttpRequest, reference: str) -> HttpResponse:
    """The six dimensions after a visit, beside what was found before."""
    worker = user_of(request)
    case = read_case(by=worker, reference=reference, purpose="assessment")
    may_work_on(worker, case).require()
    form = AssessmentForm(request.POST or None, initial={"visited_on": clock.today()})
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: _assess(worker, case, form))
        if not status:
            messages.success(request, _("The assessment is recorded. The newest scores decide how urgent a need is."))
            return redirect("casework_case", case.reference)
    history = list(case.assessments.select_related("by")[:10])
    context = {"case": case, "form": form, "spider": spider_of(case, history), "history": history}
    scores = [form[dimension.value] for dimension in Dimension]
    return render(request, "casework/assessment.html", {**context, "scores": scores}, status=status)


@require_http_methods(["GET", "POST"])
@confidential
def erase(request: HttpRequest, reference: str) -> HttpResponse:
    """The end of a file, on a page of its own."""
    officer = readers_only(request)
    case = read_case(by=officer, reference=reference, purpose="erasure")
    verdict = may_shred(officer, case)
    form, status = ShredForm(request.POST or None), 200
    if request.method == "POST":
        status = attempt(form, lambda: shred_case(by=officer, case=case, because=form.cleaned_data["because"]))
        if not status:
            messages.success(request, _("The file is erased. What was consented and decided stays on record."))
            return redirect("casework_list")
    return render(request, "casework/erase.html", {"case": case, "form": form, "verdict": verdict}, status=status)


def spider_of(case: Case, history: list[Assessment]) -> Spider:
    """The present scores, and the last but one assessment as an outline."""
    names = [(dimension.value, str(dimension.label)) for dimension in Dimension]
    before = history[1].scores if len(history) > 1 else None
    return draw_spider(names, {name: getattr(case, name) for name in DIMENSIONS}, before)


def _assess(worker: User, case: Case, form: AssessmentForm) -> None:
    said = form.cleaned_data
    assess_case(by=worker, case=case, visited_on=said["visited_on"], scores=form.scores(), note=said["note"])


def _context(request: HttpRequest, reader: User, case: Case) -> dict[str, Any]:
    drafts = list(case.drafts.select_related("need", "case").order_by("pk"))
    log = turn_to_page(request, access_log(case))
    history = list(case.assessments.select_related("by")[:2])
    return {
        "case": case,
        "masked_id": mask_identifier(case.head_id),
        "members": [{"member": m, "masked_id": mask_identifier(m.id_number)} for m in case.members.all()],
        "drafts": [{"draft": draft, "state": state_of(draft), "trail": trail_of(draft)} for draft in drafts],
        "promises": hand_overs_visible_to(reader).filter(need__in=[draft.need_id for draft in drafts]),
        "spider": spider_of(case, history),
        "assessed": history[0] if history else None,
        "log": log,
        "log_lines": say_log(log.rows),
        "verdict": may_work_on(reader, case),
        "may_erase": may_shred(reader, case).passed,
    }
