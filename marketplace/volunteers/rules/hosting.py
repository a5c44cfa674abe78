"""Who may hold an activity and record it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability, is_member
from marketplace.volunteers.models import Activity, Insurance, SignUp


def may_host(reader: Reader, organisation: Organisation) -> Verdict:
    """Somebody who acts for a verified volunteer group."""
    if not is_member(reader, organisation):
        return no(_("Only people who act for the organisation can do this in its name."), code="NOT_THE_HOST")
    if not has_capability(organisation, CapabilityKind.VOLUNTEER_GROUP):
        message = _("Only a verified volunteer group records service. Ask the bureau to verify yours.")
        return no(message, code="NOT_A_VOLUNTEER_GROUP")
    return YES


def may_publish(activity: Activity) -> Verdict:
    """In time, and insured by the host where it is dangerous (宁波市志愿服务条例 Art.35)."""
    if activity.is_dangerous and activity.insurance != Insurance.OWN:
        message = _("Rescue and dangerous work must be insured by your organisation. Take out insurance and enter it.")
        return no(message, code="NOT_INSURED")
    if activity.starts_at <= clock.now():
        return no(_("The activity would already have begun. Choose a later time."), code="ALREADY_BEGUN")
    return YES


def may_record_for(reader: Reader, sign_up: SignUp) -> Verdict:
    """The host records, never the volunteer's own account (谁记录谁证明, and nobody for themselves)."""
    if sign_up.volunteer.user_id == reader.pk:
        return no(_("Nobody records their own service. Ask a colleague of your group."), code="OWN_RECORD")
    return may_host(reader, sign_up.activity.organisation)
