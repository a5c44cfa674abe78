"""Who may sign the undertaking of confidentiality, who vets it, and what it opens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import Organisation, Undertaking
from marketplace.organisations.rules.members import may_manage
from marketplace.organisations.rules.officers import may_decide
from marketplace.organisations.states import OrganisationStatus, UndertakingStatus


def may_sign_undertaking(person: object, organisation: Organisation) -> Verdict:
    """A manager of an active organisation that was verified for something, while none of its signatures waits."""
    verdict = may_manage(person, organisation).and_then(is_in_order(organisation))
    if verdict and organisation.undertakings.filter(status=UndertakingStatus.SIGNED).exists():
        return no(_("You have signed; an officer has still to confirm it."), code="UNDERTAKING_WAITS")
    return verdict


def may_vet(reader: Reader, undertaking: Undertaking) -> Verdict:
    """An officer for its seat who does not act for it, while the organisation is in order."""
    return may_decide(reader, undertaking.organisation).and_then(is_in_order(undertaking.organisation))


def may_end_undertaking(reader: Reader, undertaking: Undertaking) -> Verdict:
    """A manager withdraws it; an officer for its seat ends it."""
    if may_manage(reader, undertaking.organisation):
        return YES
    return may_decide(reader, undertaking.organisation)


def is_in_order(organisation: Organisation) -> Verdict:
    """Active, and verified for something today."""
    held = any(capability.holds_on(clock.today()) for capability in organisation.capabilities.all())
    if organisation.status == OrganisationStatus.ACTIVE and held:
        return YES
    return no(
        _("Only an active organisation that was verified for something can be entrusted with this."),
        code="NOT_VERIFIED",
    )


def is_entrusted(organisation: Organisation) -> Verdict:
    """Whether it may be told now what is not published: in order, signed, vetted, not over and not withdrawn."""
    verdict = is_in_order(organisation)
    if not verdict:
        return verdict
    if any(each.holds_today for each in organisation.undertakings.all()):
        return YES
    return no(
        _("The organisation has no undertaking of confidentiality in force. A manager signs it, an officer confirms."),
        code="UNDERTAKING_MISSING",
    )
