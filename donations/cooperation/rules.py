"""Who may ask, confirm, read and end an agreement between two charities, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from donations.models import Adoption, Cooperation, Programme
from donations.rules import may_run_programmes
from donations.rules.charities import has_charity_in_order
from donations.states import ProgrammeStatus
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.documents.models import PrivateFile
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import belongs_to, has_capability, is_member


def seat_of(cooperation: Cooperation) -> str:
    """Whose officers read it: those of the seat of the charity that is paid."""
    return cooperation.charity.district


def is_party(reader: Reader, cooperation: Cooperation) -> bool:
    """The people of both charities, as they are active."""
    return is_member(reader, cooperation.initiator) or is_member(reader, cooperation.charity)


def may_ask(by: Reader, programme: Programme, charity: Organisation, *, on: date) -> Verdict:
    """A verified charity asks a qualified one, for a draft of its own that is open to the public."""
    return first_refusal(
        may_run_programmes(by, programme.charity),
        _is_a_charity(programme.charity, on=on),
        _is_free(programme),
        is_qualified(charity, on=on),
        _is_another(programme, charity),
    )


def is_qualified(charity: Organisation, *, on: date) -> Verdict:
    """Only a charity that holds the certificate today can be paid."""
    if has_charity_in_order(charity, is_directed=False, on=on):
        return YES
    message = _("That charity holds no valid certificate for public fundraising. Choose one that holds it.")
    return no(message, code="NO_PF_QUALIFICATION")


def dates_are_sound(starts_on: date, ends_on: date, *, on: date) -> Verdict:
    """The agreement is not over, and ends after it begins."""
    if starts_on <= ends_on and ends_on >= on:
        return YES
    message = _("The agreement ends before it begins, or is over already. Check the two dates.")
    return no(message, code="DATES_REVERSED")


def may_mend(by: Reader, cooperation: Cooperation) -> Verdict:
    """The charity that asked, once an officer has sent it back."""
    return may_run_programmes(by, cooperation.initiator)


def may_confirm(by: Reader, cooperation: Cooperation, *, assessed: bool) -> Verdict:
    """Somebody who runs the qualified charity's programmes, did not ask, and says that it assessed the other one."""
    return first_refusal(
        may_run_programmes(by, cooperation.charity),
        _did_not_ask(by, cooperation),
        is_qualified(cooperation.charity, on=clock.today()),
        _has_assessed(assessed),
    )


def may_moderate(by: Reader, cooperation: Cooperation) -> Verdict:
    """An officer of the place who belongs to neither charity."""
    if not holds_role(by, Role.OFFICER, place=seat_of(cooperation)):
        return no(_("Only an officer of the place decides this."), code="NOT_ITS_OFFICER")
    if belongs_to(by, cooperation.initiator) or belongs_to(by, cooperation.charity):
        return no(_("You belong to one of the two charities. A colleague must read it."), code="OWN_AGREEMENT")
    return YES


def may_approve(by: Reader, cooperation: Cooperation) -> Verdict:
    """As long as everything still stands: the draft, the certificate, the other charity, the dates."""
    today, programme = clock.today(), cooperation.programme
    return first_refusal(
        may_moderate(by, cooperation),
        is_qualified(cooperation.charity, on=today),
        _is_a_charity(cooperation.initiator, on=today),
        _is_free(programme, besides=cooperation),
        _name_is_free(programme, cooperation.charity),
        dates_are_sound(cooperation.starts_on, cooperation.ends_on, on=today),
    )


def may_end(by: Reader, cooperation: Cooperation) -> Verdict:
    """Either charity."""
    verdict = may_run_programmes(by, cooperation.charity)
    return verdict if verdict else may_run_programmes(by, cooperation.initiator)


def may_read_agreement(reader: Reader, file: PrivateFile) -> Verdict:
    """Both charities, officers of the place and auditors."""
    row = Cooperation.objects.select_related("initiator", "charity").filter(paper=file).first()
    if row is not None:
        official = holds_role(reader, Role.OFFICER, place=seat_of(row)) or holds_role(reader, Role.AUDITOR)
        if official or is_party(reader, row):
            return YES
    return no(_("Only the parties of the agreement, officers and auditors read it."), code="NOT_A_PARTY")


def _is_a_charity(organisation: Organisation, *, on: date) -> Verdict:
    if has_capability(organisation, CapabilityKind.CHARITY, on=on):
        return YES
    message = _("The organisation is not verified as a charity. Ask the bureau to verify it.")
    return no(message, code="NOT_A_CHARITY")


def _is_free(programme: Programme, *, besides: Cooperation | None = None) -> Verdict:
    """Nothing is filed yet, the public may be asked, and no giver was promised that this charity keeps it."""
    if programme.status != ProgrammeStatus.DRAFT:
        return no(_("The plan is filed or open already. Write a new draft for the agreement."), code="PLAN_IS_FILED")
    if programme.is_directed or Adoption.objects.filter(programme=programme).exists():
        return no(
            _("This money is agreed with its givers, not asked of the public. It needs no such agreement."),
            code="NOT_ASKED_OF_THE_PUBLIC",
        )
    others = programme.cooperations.all() if besides is None else programme.cooperations.exclude(pk=besides.pk)
    if any(row.ended_at is None for row in others):
        return no(_("A charity is asked already. End that agreement first."), code="ALREADY_ASKED")
    return YES


def _is_another(programme: Programme, charity: Organisation) -> Verdict:
    if charity.pk != programme.charity_id:
        return YES
    return no(_("A charity makes such an agreement with another charity."), code="OWN_AGREEMENT")


def _name_is_free(programme: Programme, charity: Organisation) -> Verdict:
    if not Programme.objects.filter(charity=charity, name=programme.name).exclude(pk=programme.pk).exists():
        return YES
    message = _("The qualified charity has a programme of this name. Have the draft renamed, then approve it.")
    return no(message, code="NAME_USED")


def _did_not_ask(by: Reader, cooperation: Cooperation) -> Verdict:
    if not isinstance(by, User) or by.pk != cooperation.asked_by_id:
        return YES
    return no(_("You asked for the other charity. Another person must confirm for this one."), code="SIGNED_FOR_BOTH")


def _has_assessed(assessed: bool) -> Verdict:
    if assessed:
        return YES
    message = _("Assess the other charity first, and say so: your charity answers for the money.")
    return no(message, code="NOT_ASSESSED")
