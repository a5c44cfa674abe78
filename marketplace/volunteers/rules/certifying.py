"""Who may have a certificate, and in whose name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import is_member
from marketplace.volunteers.models import CertificateRequest, ServiceRecord, Volunteer
from marketplace.volunteers.states import RecordStatus


def may_ask_certificate(reader: Reader, volunteer: Volunteer, organisation: Organisation) -> Verdict:
    """The volunteer alone, from an organisation that recorded time of theirs; it costs nothing."""
    if volunteer.user_id != reader.pk:
        return no(_("Only the volunteer can ask for this certificate."), code="NOT_THE_VOLUNTEER")
    recorded = ServiceRecord.objects.filter(
        sign_up__volunteer=volunteer,
        sign_up__activity__organisation=organisation,
        status=RecordStatus.IN_FORCE,
        minutes__gt=0,
    )
    if not recorded.exists():
        message = _("This organisation has recorded no time of yours yet. Ask it to record your service first.")
        return no(message, code="NOTHING_RECORDED")
    return YES


def may_certify(reader: Reader, request: CertificateRequest) -> Verdict:
    """The recording organisation, never the volunteer's own account."""
    if request.volunteer.user_id == reader.pk:
        return no(_("Nobody certifies their own service. Ask a colleague of your group."), code="OWN_RECORD")
    if not is_member(reader, request.organisation):
        message = _("Only the organisation that recorded the service can certify it.")
        return no(message, code="NOT_THE_RECORDING_GROUP")
    return YES
