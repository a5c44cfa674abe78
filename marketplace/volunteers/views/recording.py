"""`/partner/service/`: recording what was served, correcting it, and answering wishes for certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.naming import said
from marketplace.organisations.doors import for_partners
from marketplace.volunteers.actions import (
    correct_record,
    decline_certificate,
    decline_correction,
    enter_times,
    issue_service_certificate,
    mark_absent,
    record_service,
    revoke_service_certificate,
)
from marketplace.volunteers.forms.records import AnswerForm, CorrectionForm, RecordForm, TimesForm
from marketplace.volunteers.hours import hours_shown, minutes_served
from marketplace.volunteers.models import Activity, SignUp
from marketplace.volunteers.queries import (
    corrections_of_host,
    records_of_host,
    requests_of_host,
    sign_ups_of_host,
)
from marketplace.volunteers.queries.papers import in_national_system, records_to_certify
from marketplace.volunteers.rules import may_certify, may_record_for
from marketplace.volunteers.states import RecordStatus, RequestStatus, SignUpStatus

UNTRUE = "FOUND_UNTRUE"


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm the time of one person; enter it first where nobody checked in or out."""
    row = get_object_or_404(sign_ups_of_host(request.user), reference=reference)
    do = request.POST.get("do", "")
    times = TimesForm(posted(request) if do == "times" else None, initial=_window(row))
    form = RecordForm(posted(request) if do == "record" else None)
    refused, status = forms.Form(posted(request)), 200
    by = user_of(request)
    if do == "times":
        status = attempt(times, lambda: enter_times(by=by, sign_up=row, **times.cleaned_data))
    elif do == "record":
        status = attempt(form, lambda: record_service(by=by, sign_up=row, **form.cleaned_data))
    elif do == "absent":
        status = attempt(refused, lambda: mark_absent(by=by, sign_up=row))
    elif request.method == "POST":
        raise Http404
    if request.method == "POST" and not status:
        return _next(request, row, do)
    context = {
        "row": row,
        "activity": row.activity,
        "times": times,
        "form": form,
        "refused": refused,
        "verdict": may_record_for(request.user, row),
        "asks_times": row.status in (SignUpStatus.SIGNED_UP, SignUpStatus.PRESENT, SignUpStatus.ABSENT),
        "asks_record": row.status == SignUpStatus.SERVED,
        "hours": hours_shown(minutes_served(row.present_minutes, 0)),
        "crumbs": _crumbs(row.activity),
    }
    return render(request, "volunteers/record.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the next version of a record, or say why it stands."""
    found = get_object_or_404(records_of_host(request.user), reference=reference)
    asked = corrections_of_host(request.user).filter(record=found).first()
    do, by = request.POST.get("do", ""), user_of(request)
    form = CorrectionForm(
        posted(request) if do == "correct" else None,
        initial={"minutes": found.minutes, "travel_minutes": found.travel_minutes},
    )
    answer, status = AnswerForm(posted(request) if do == "decline" else None), 200
    if do == "correct":
        status = attempt(form, lambda: correct_record(by=by, record=found, **form.cleaned_data))
    elif do == "decline" and asked is not None:
        status = attempt(answer, lambda: decline_correction(by=by, correction=asked, **answer.cleaned_data))
    elif request.method == "POST":
        raise Http404
    if request.method == "POST" and not status:
        messages.success(request, _("Done. The volunteer has been told."))
        return redirect("partner_activity", reference=found.sign_up.activity.reference)
    context = {
        "record": found,
        "activity": found.sign_up.activity,
        "versions": records_of_host(request.user).filter(sign_up=found.sign_up).order_by("-version"),
        "asked": asked,
        "form": form,
        "answer": answer,
        "is_in_force": found.status == RecordStatus.IN_FORCE,
        "verdict": may_record_for(request.user, found.sign_up),
        "crumbs": _crumbs(found.sign_up.activity),
    }
    return render(request, "volunteers/correct.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def answer_certificate(request: HttpRequest, reference: str) -> HttpResponse:
    """What the certificate would say, and whether it is issued in our name."""
    wish = get_object_or_404(requests_of_host(request.user), reference=reference)
    do, by = request.POST.get("do", ""), user_of(request)
    refused, status = forms.Form(posted(request)), 200
    answer = AnswerForm(posted(request) if do == "decline" else None)
    if do == "issue":
        status = attempt(refused, lambda: issue_service_certificate(by=by, request=wish))
    elif do == "decline":
        status = attempt(answer, lambda: decline_certificate(by=by, request=wish, **answer.cleaned_data))
    elif do == "revoke" and wish.certificate is not None:
        paper = wish.certificate
        status = attempt(refused, lambda: revoke_service_certificate(by=by, certificate=paper, because=UNTRUE))
    elif request.method == "POST":
        raise Http404
    if request.method == "POST" and not status:
        messages.success(request, _("Done. The volunteer has been told."))
        return redirect("answer_certificate", reference=reference)
    records = records_to_certify(wish.volunteer, wish.organisation, wish.first_day, wish.last_day)
    context = {
        "wish": wish,
        "records": records,
        "hours": hours_shown(sum(each.minutes for each in records)),
        "is_proof": in_national_system(wish.organisation),
        "waits": wish.status == RequestStatus.ASKED,
        "verdict": may_certify(request.user, wish),
        "refused": refused,
        "answer": answer,
        "crumbs": [(_("Our volunteers"), reverse("partner_volunteers"))],
    }
    return render(request, "volunteers/answer_certificate.html", context, status=status)


def _next(request: HttpRequest, row: SignUp, do: str) -> HttpResponse:
    if do == "times":
        messages.success(request, _("The times are entered. Confirm what of them was service."))
        return redirect("record_service", reference=row.reference)
    messages.success(request, _("Recorded. The volunteer has been told.") if do == "record" else _("Noted."))
    return redirect("partner_activity", reference=row.activity.reference)


def _window(row: SignUp) -> dict[str, Any]:
    return {
        "came_at": row.checked_in_at or row.activity.starts_at,
        "left_at": row.checked_out_at or row.activity.ends_at,
    }


def _crumbs(activity: Activity) -> list[tuple[str, str]]:
    page = reverse("partner_activity", args=[activity.reference])
    return [(_("Activities"), reverse("partner_activities")), (said(activity, "title"), page)]
