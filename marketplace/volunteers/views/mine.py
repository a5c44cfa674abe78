"""`/my-service/`: what I signed up for, what is recorded of me, and my certificates."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.common.rule_data import rule
from marketplace.volunteers.actions import ask_certificate, ask_correction, withdraw_request
from marketplace.volunteers.forms.records import AskCertificateForm, WrongRecordForm
from marketplace.volunteers.hours import hours_shown
from marketplace.volunteers.queries import (
    certificates_of,
    hours_of,
    my_records,
    my_sign_ups,
    recorded_by_groups,
    volunteer_of,
)
from marketplace.volunteers.states import UNSETTLED, CorrectionStatus, RecordStatus, RequestStatus


@require_safe
@login_required
@never_cache
def my_service(request: HttpRequest) -> HttpResponse:
    """Everything of one volunteer on one page; who is none yet reads how to become one."""
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        return render(request, "volunteers/not_yet.html")
    minutes = hours_of(volunteer)
    coming = my_sign_ups(request.user).filter(status__in=UNSETTLED)
    records = my_records(request.user).filter(status=RecordStatus.IN_FORCE)
    context = {
        "volunteer": volunteer,
        "hours": hours_shown(minutes),
        "star": rule("volunteer.star_hours", on=clock.today()).band(minutes // 60),
        "coming": coming,
        "page": turn_to_page(request, records),
        "certificates": certificates_of(request.user),
        "requests": volunteer.certificate_requests.select_related("organisation").exclude(status=RequestStatus.ISSUED)[
            :10
        ],
        "may_ask": recorded_by_groups(volunteer).exists(),
    }
    return render(request, "volunteers/my_service.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def my_record(request: HttpRequest, reference: str) -> HttpResponse:
    """One record with all its versions; here the volunteer says what is wrong."""
    record = get_object_or_404(my_records(request.user), reference=reference)
    form, status = WrongRecordForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: ask_correction(by=user_of(request), record=record, **form.cleaned_data))
        if not status:
            messages.success(request, _("The host looks into it and answers you here."))
            return redirect("my_record", reference=reference)
    versions = my_records(request.user).filter(sign_up=record.sign_up).order_by("-version")
    corrections = [row for version in versions.prefetch_related("corrections") for row in version.corrections.all()]
    context = {
        "record": record,
        "versions": versions,
        "corrections": corrections,
        "waits": any(row.status == CorrectionStatus.ASKED for row in corrections),
        "is_in_force": record.status == RecordStatus.IN_FORCE,
        "form": form,
        "crumbs": [(_("My service"), reverse("my_service"))],
    }
    return render(request, "volunteers/my_record.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """A certificate, free of charge, from the organisation that recorded the service."""
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        raise Http404
    groups = recorded_by_groups(volunteer)
    form, status = AskCertificateForm(posted(request), organisations=groups), 200
    if request.method == "POST":
        status = attempt(form, lambda: ask_certificate(by=user_of(request), volunteer=volunteer, **form.cleaned_data))
        if not status:
            messages.success(request, _("The organisation has been asked. You are told as soon as it answers."))
            return redirect("my_service")
    context = {"form": form, "has_groups": groups.exists(), "crumbs": [(_("My service"), reverse("my_service"))]}
    return render(request, "volunteers/ask_certificate.html", context, status=status)


@require_http_methods(["POST"])
@login_required
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """A wish for a certificate that is not wanted any more."""
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        raise Http404
    wish = get_object_or_404(volunteer.certificate_requests.all(), reference=reference)
    form = forms.Form(request.POST)
    if attempt(form, lambda: withdraw_request(by=user_of(request), request=wish)):
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("my_service")


@require_safe
@login_required
@never_cache
def certificate_file(request: HttpRequest, reference: str) -> FileResponse:
    """The paper, byte for byte as it was issued."""
    certificate = get_object_or_404(certificates_of(request.user), reference=reference)
    if not certificate.file:
        raise Http404
    return FileResponse(
        certificate.file.open("rb"), as_attachment=True, filename=f"{certificate.number}.pdf",
        content_type="application/pdf",
    )  # fmt: skip
