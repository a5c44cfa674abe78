"""How may a programme be given to today? One decision by rule, with the checks behind it (domain.md §8, 1 to 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models import Programme, ProgrammeKind
from donations.rules.charities import has_charity_in_order, is_recognised_long_enough, says_who_it_is
from donations.rules.cooperations import agreement_holds, cooperation_of
from donations.rules.emergencies import has_filing
from donations.rules.plan_words import plan_was_read
from donations.rules.platforms import has_campaign
from donations.rules.programmes import has_own_account, no_specific_beneficiary, plan_is_complete
from donations.states import ProgrammeStatus
from marketplace.common.verdict import YES, Sentence, Verdict, first_refusal, no

PUBLIC_ASKING: Final = _("Charity Law Art. 22")


class GivingMode(models.TextChoices):
    HERE = "here", _("on this site and on the designated platform")
    PLATFORM = "platform", _("on the designated platform only")
    MEMBERS = "members", _("by founders, board and members only")
    AGREEMENT = "agreement", _("by written agreement with the charity, without a public appeal")
    NONE = "none", _("not now")


@dataclass(frozen=True, slots=True)
class Check:
    """What the law asks of a programme, and whether it is so on the day."""

    label: Sentence
    law: Sentence
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """The mode, why nothing more is allowed (yes when gifts are taken here), and every check behind it."""

    mode: GivingMode
    here: Verdict
    checks: tuple[Check, ...]


def decide(programme: Programme, *, on: date) -> Decision:
    """The widest way of giving that the law allows for this programme on that day."""
    basis, audience = basis_checks(programme, on=on), appeal_checks(programme, on=on)
    is_open = _is_open(programme)
    may_ask = first_refusal(is_open, *(check.verdict for check in basis))
    here = first_refusal(may_ask, *(check.verdict for check in audience), _own_channel(programme))
    return Decision(_mode(programme, may_ask, here, on=on), here, (*basis, *audience))


def basis_checks(programme: Programme, *, on: date) -> tuple[Check, ...]:
    """What must be so before anybody is asked for money at all; for members some of it does not count."""
    charity, directed = programme.charity, programme.is_directed
    has_certificate = has_charity_in_order(charity, is_directed=directed, on=on)
    public = (
        Check(_("A charity for at least a year"), PUBLIC_ASKING, is_recognised_long_enough(charity, on=on)),
        Check(_("The public sees who asks"), _("Charity Law Art. 25"), says_who_it_is(charity, on=on)),
    )
    return (
        Check(_("Certificate for public fundraising"), PUBLIC_ASKING, has_certificate),
        *_agreement(programme, on=on),
        *(() if directed else public),
        Check(_("Complete plan"), _("MCA Order 74 Art. 10"), plan_is_complete(programme)),
        Check(_("Nobody in particular benefits"), _("MCA Order 74 Art. 10 (6)"), no_specific_beneficiary(programme)),
        Check(_("Filed in time, for days that run"), _("MCA Order 74 Art. 11"), has_filing(programme, on=on)),
        Check(_("The charity's own account"), _("Charity Law Art. 26"), has_own_account(programme)),
    )


def _agreement(programme: Programme, *, on: date) -> tuple[Check, ...]:
    """For a programme that another charity wrote: raised under an agreement, into this charity's account."""
    if cooperation_of(programme) is None:
        return ()
    verdict = agreement_holds(programme, on=on)
    return (Check(_("Agreement with the other charity"), _("MCA Order 74 Art. 18"), verdict),)


def may_open(programme: Programme, *, on: date) -> Verdict:
    """Whether gifts may be asked for from today: everything again, since certificates and accounts change."""
    return first_refusal(*(check.verdict for check in basis_checks(programme, on=on)), plan_was_read(programme))


def appeal_checks(programme: Programme, *, on: date) -> tuple[Check, ...]:
    """Whether the appeal reaches the right people by the right channel."""
    if programme.is_directed:
        return (Check(_("Only its own members are asked"), _("Charity Law Art. 29, 30"), asks_members_only(programme)),)
    campaign = has_campaign(programme, on=on)
    return (Check(_("Campaign on a designated platform"), _("Charity Law Art. 27"), campaign),)


def asks_members_only(programme: Programme) -> Verdict:
    """A directed fund has no public campaign (check 5), and never takes gifts from the public."""
    if programme.campaigns.exists():
        return no(
            _("A fund for members may not be advertised to the public. End its campaign on the platform."),
            code="DIRECTED_IN_PUBLIC",
        )
    return no(
        _("This fund is for the charity's own members only. Choose a programme that is open to all."),
        code="DIRECTED_ONLY",
    )


def _mode(programme: Programme, may_ask: Verdict, here: Verdict, *, on: date) -> GivingMode:
    if here.passed:
        return GivingMode.HERE
    if not may_ask.passed:
        return GivingMode.NONE
    if programme.is_directed:
        return GivingMode.MEMBERS if here.code == "DIRECTED_ONLY" else GivingMode.NONE
    if has_campaign(programme, on=on).passed:
        return GivingMode.PLATFORM
    return GivingMode.AGREEMENT if programme.kind == ProgrammeKind.SPECIAL_FUND else GivingMode.NONE


def _is_open(programme: Programme) -> Verdict:
    if programme.status == ProgrammeStatus.OPEN:
        return YES
    return no(_("This programme takes no gifts now. Choose another programme."), code="PROGRAMME_NOT_OPEN")


def _own_channel(programme: Programme) -> Verdict:
    """Beside its campaign the charity may also take gifts in its own name, if it wants to (Charity Law Art.27)."""
    if programme.own_channel:
        return YES
    return no(
        _("The charity takes gifts to this programme on its platform only. Open the campaign there."),
        code="PLATFORM_ONLY",
    )
