"""Who may become a volunteer, and who admits."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability, is_member
from marketplace.organisations.states import OrganisationStatus
from marketplace.volunteers.models import Volunteer


def is_minor(born_on: date | None, on: date) -> bool:
    """Whether somebody is too young to decide alone; of whom no day is known is taken for grown up."""
    if born_on is None:
        return False
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return years < int(rule("volunteer.guardian_age", on=on).value)


def has_guardian(volunteer: Volunteer) -> Verdict:
    """Minors serve with their guardian's consent, as long as it is given (宁波市志愿服务条例 Art.10)."""
    if not is_minor(volunteer.latest_birth(), clock.today()) or volunteer.guardian_consent:
        return YES
    message = _("Volunteers under 18 need the consent of a guardian. Ask for it and enter it here.")
    return no(message, code="GUARDIAN_NEEDED")


def limits_of(volunteer: Volunteer) -> tuple[str, ...]:
    """The volunteer's own limits, and for minors those of the law: never in rescue or danger."""
    young = is_minor(volunteer.latest_birth(), clock.today())
    by_law = rule("volunteer.limits_of_minors", on=clock.today()).value if young else ()
    return tuple(dict.fromkeys([*volunteer.limits, *by_law]))


def may_join(organisation: Organisation, *, latest_birth: date | None, guardian_consent: bool) -> Verdict:
    """A verified volunteer group records the person; minors with a guardian's consent (宁波市志愿服务条例 Art.10)."""
    records = organisation.status == OrganisationStatus.ACTIVE
    if not records or not has_capability(organisation, CapabilityKind.VOLUNTEER_GROUP):
        message = _("This organisation is not verified as a volunteer group. Choose another one.")
        return no(message, code="NOT_A_VOLUNTEER_GROUP")
    if is_minor(latest_birth, clock.today()) and not guardian_consent:
        message = _("Volunteers under 18 need the consent of a guardian. Ask for it and enter it here.")
        return no(message, code="GUARDIAN_NEEDED")
    return YES


def may_be_called(public_name: str, real_name: str) -> Verdict:
    """What hosts read is not the real name, whole or with something around it."""
    if real_name and real_name.casefold() in public_name.casefold():
        message = _("This is your real name, which only your group may read. Choose another name.")
        return no(message, code="REAL_NAME")
    return YES


def may_admit(reader: Reader, volunteer: Volunteer) -> Verdict:
    """Somebody who acts for the recording organisation, and not for their own record."""
    if not is_member(reader, volunteer.organisation):
        return no(_("Only the group that records this volunteer can decide about it."), code="NOT_THE_RECORDING_GROUP")
    if volunteer.user_id == reader.pk:
        return no(_("This is your own record. Ask a colleague of your group."), code="OWN_RECORD")
    return YES
