"""Whom we tell what becomes of volunteers and their service; every listener may run twice."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.notifications.ports import audience
from marketplace.organisations.models import Organisation
from marketplace.volunteers import events
from marketplace.volunteers.actions.issuing import replace_certificate
from marketplace.volunteers.models import (
    Activity,
    CertificateRequest,
    CorrectionRequest,
    ServiceCertificate,
    ServiceRecord,
    Volunteer,
)
from marketplace.volunteers.states import (
    ActivityStatus,
    CorrectionStatus,
    RequestStatus,
    ServiceCertificateStatus,
    VolunteerStatus,
)

ADMIT, RECORD, CORRECT, CERTIFY = (
    "volunteer_to_admit",
    "service_to_record",
    "correction_to_answer",
    "certificate_to_answer",
)


def ask_group_to_admit(event: events.VolunteerApplied) -> None:
    """Somebody wants to join: the group checks who it is."""
    volunteer = Volunteer.objects.get(pk=event.volunteer_id)
    if volunteer.status != VolunteerStatus.APPLIED:
        return
    url = reverse("partner_volunteer", args=[volunteer.reference])
    _ask(
        volunteer.organisation_id, ADMIT, _subject(volunteer), url, _answer_due(), {"number": volunteer.unified_number}
    )


def tell_of_admission(event: events.VolunteerAdmitted) -> None:
    """Welcome; activities are open now."""
    _decided(event.volunteer_id, "volunteer_admitted")


def tell_of_refusal(event: events.VolunteerDeclined) -> None:
    """Another group may."""
    _decided(event.volunteer_id, "volunteer_declined")


def tell_of_cancellation(event: events.ActivityCancelled) -> None:
    """Whoever signed up need not come."""
    activity = Activity.objects.get(pk=event.activity_id)
    people = [row.volunteer.user for row in activity.sign_ups.select_related("volunteer__user")]
    tell_once(people, "activity_cancelled", {"title": activity.title}, reverse("activity", args=[activity.reference]))


def ask_host_to_record(event: events.ActivityEnded) -> None:
    """Ten working days to record it (民政部令第67号 Art.11)."""
    activity = Activity.objects.get(pk=event.activity_id)
    if activity.status != ActivityStatus.ENDED:
        return
    url = reverse("partner_activity", args=[activity.reference])
    _ask(activity.organisation_id, RECORD, _subject(activity), url, activity.record_due_on, {"title": activity.title})


def recording_is_over(event: events.ActivityRecorded) -> None:
    """Nothing is left to record."""
    finish_work(RECORD, subject=_subject(Activity.objects.get(pk=event.activity_id)))


def tell_of_record(event: events.ServiceRecorded) -> None:
    """The volunteer sees the hours."""
    _about_record(event.record_id, "service_recorded")


def tell_of_correction(event: events.RecordCorrected) -> None:
    """The volunteer sees the new version; nobody waits for an answer any more."""
    record = _about_record(event.record_id, "record_corrected")
    if record.replaces is not None:
        for correction in record.replaces.corrections.all():
            finish_work(CORRECT, subject=_subject(correction))


def tell_of_striking(event: events.RecordStruck) -> None:
    """An officer struck it out: the volunteer and the host know."""
    record = _about_record(event.record_id, "record_struck")
    activity = record.sign_up.activity
    url = reverse("partner_activity", args=[activity.reference])
    tell_once(audience().members_of(activity.organisation_id), "record_struck", _words(record), url)


def ask_host_to_correct(event: events.CorrectionAsked) -> None:
    """The host looks into it."""
    correction = CorrectionRequest.objects.select_related("record__sign_up__activity").get(pk=event.correction_id)
    if correction.status != CorrectionStatus.ASKED:
        return
    url = reverse("correct_record", args=[correction.record.reference])
    organisation = correction.record.sign_up.activity.organisation_id
    _ask(organisation, CORRECT, _subject(correction), url, _answer_due(), _words(correction.record))


def tell_of_declined_correction(event: events.CorrectionDeclined) -> None:
    """The record stands; the answer is on its page."""
    correction = CorrectionRequest.objects.get(pk=event.correction_id)
    finish_work(CORRECT, subject=_subject(correction))
    _about_record(correction.record_id, "correction_declined")


def ask_group_to_certify(event: events.CertificateAsked) -> None:
    """The recording organisation answers."""
    request = CertificateRequest.objects.select_related("volunteer").get(pk=event.request_id)
    if request.status != RequestStatus.ASKED:
        return
    url = reverse("answer_certificate", args=[request.reference])
    words: Params = {"number": request.volunteer.unified_number}
    _ask(request.organisation_id, CERTIFY, _subject(request), url, _answer_due(), words)


def tell_of_declined_certificate(event: events.CertificateDeclined) -> None:
    """The answer is on the volunteer's page."""
    request = CertificateRequest.objects.select_related("volunteer__user", "organisation").get(pk=event.request_id)
    finish_work(CERTIFY, subject=_subject(request))
    words: Params = {"organisation": request.organisation.name}
    tell_once([request.volunteer.user], "certificate_declined", words, reverse("my_service"))


def tell_of_certificate(event: events.ServiceCertificateIssued) -> None:
    """It can be fetched and printed."""
    paper = ServiceCertificate.objects.select_related("volunteer__user", "organisation").get(pk=event.certificate_id)
    for request in CertificateRequest.objects.filter(certificate=paper):
        finish_work(CERTIFY, subject=_subject(request))
    words: Params = {"organisation": paper.organisation.name, "number": paper.number}
    tell_once([paper.volunteer.user], "service_certificate_issued", words, reverse("my_service"))


def tell_of_revocation(event: events.ServiceCertificateRevoked) -> None:
    """It must not be shown any more."""
    paper = ServiceCertificate.objects.select_related("volunteer__user").get(pk=event.certificate_id)
    words: Params = {"number": paper.number}
    tell_once([paper.volunteer.user], "service_certificate_revoked", words, reverse("my_service"))


def replace_after_correction(event: events.RecordCorrected) -> None:
    """Papers that cited the older version are issued anew."""
    record = ServiceRecord.objects.get(pk=event.record_id)
    if record.replaces_id is not None:
        _replace_citing(record.replaces_id)


def replace_after_striking(event: events.RecordStruck) -> None:
    """Papers that cited the record are issued anew without it."""
    _replace_citing(event.record_id)


def _replace_citing(record_id: int) -> None:
    superseded = ServiceCertificate.objects.filter(records=record_id, status=ServiceCertificateStatus.SUPERSEDED)
    for paper in superseded.order_by("pk"):
        replace_certificate(paper)


def _decided(volunteer_id: int, kind: str) -> None:
    volunteer = Volunteer.objects.select_related("user", "organisation").get(pk=volunteer_id)
    finish_work(ADMIT, subject=_subject(volunteer))
    tell_once([volunteer.user], kind, {"organisation": volunteer.organisation.name}, reverse("my_service"))


def _about_record(record_id: int, kind: str) -> ServiceRecord:
    """Tell the volunteer; returns the record."""
    rows = ServiceRecord.objects.select_related("sign_up__activity", "sign_up__volunteer__user", "replaces")
    record = rows.get(pk=record_id)
    url = reverse("my_record", args=[record.reference])
    tell_once([record.sign_up.volunteer.user], kind, _words(record), url)
    return record


def _ask(organisation_id: int, kind: str, subject: str, url: str, due_on: date, words: Params) -> None:
    for member in audience().members_of(organisation_id):
        open_work(
            member,
            kind,
            subject=subject,
            url=url,
            due_at=clock.start_of(due_on),
            params=words,
            acting_for=Organisation.objects.get(pk=organisation_id).reference,
        )


def _answer_due() -> date:
    today = clock.today()
    return add_working_days(today, int(rule("volunteer.answer_working_days", on=today).value))


def _words(record: ServiceRecord) -> Params:
    return {"title": record.sign_up.activity.title, "hours": record.hours}


def _subject(row: Volunteer | Activity | CorrectionRequest | CertificateRequest) -> str:
    """How work items name what waits."""
    return f"{row._meta.model_name}:{row.reference}"
