"""Who may enter and read a group programme, what it may say, and why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.places import TOWNSHIP, PlaceUnknown, place
from marketplace.common.public_words import words_found
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.documents.models import PrivateFile
from marketplace.insurance.models import GroupProgramme, Payer
from marketplace.insurance.states import EDITABLE
from marketplace.organisations.models import CapabilityKind, Organisation, OrganisationKind
from marketplace.organisations.queries import has_capability, is_member
from marketplace.organisations.rules import handles, may_decide

PAYS = {
    Payer.FISCAL: (OrganisationKind.GOVERNMENT,),
    Payer.CHARITY: (OrganisationKind.CHARITY, OrganisationKind.FOUNDATION),
}
"""Who can be the policyholder for each payer: never a household (domain.md §0 fact 12)."""


def may_run_programme(reader: Reader, insurer: Organisation) -> Verdict:
    """A member of a licensed insurer (互联网保险业务监管办法: nobody else)."""
    if not is_member(reader, insurer):
        return no(_("Only people who act for the insurer can enter its programmes."), code="NOT_A_MEMBER")
    if not has_capability(insurer, CapabilityKind.INSURER):
        return no(_("The insurer's licence is not verified. Ask the bureau to verify it."), code="NOT_AN_INSURER")
    return YES


def may_edit(programme: GroupProgramme) -> Verdict:
    """What an officer reads or has approved stays as it is."""
    if programme.status in EDITABLE:
        return YES
    message = _("The programme is with the officers or has begun. End it and enter a new one.")
    return no(message, code="PROGRAMME_IS_FIXED")


def may_hand_in(programme: GroupProgramme) -> Verdict:
    """With the policy's paper and a day that is still to come."""
    if programme.policy_id is None:
        return no(_("Upload the policy first: an officer compares it with what you entered."), code="POLICY_MISSING")
    if programme.ends_on < clock.today():
        return no(_("The policy has ended. Enter the new one."), code="POLICY_OVER")
    return YES


def may_moderate(reader: Reader, programme: GroupProgramme) -> Verdict:
    """An officer for the insurer's seat who neither acts for it nor handed the programme in."""
    verdict = may_decide(reader, programme.insurer)
    if verdict and programme.submitted_by_id == reader.pk:
        return no(_("You handed this programme in yourself. A colleague must read it."), code="OWN_PROGRAMME")
    return verdict


def may_read_policy(reader: Reader, file: PrivateFile) -> Verdict:
    """The insurer, the policyholder, officers of the insurer's seat and auditors."""
    programme = GroupProgramme.objects.select_related("insurer", "policyholder").filter(policy=file).first()
    if programme is not None:
        party = is_member(reader, programme.insurer) or is_member(reader, programme.policyholder)
        if party or handles(reader, programme.insurer) or holds_role(reader, Role.AUDITOR):
            return YES
    return no(_("Only the parties of the policy, officers and auditors read it."), code="NOT_A_PARTY")


def terms_are_sound(
    *,
    payer: str,
    policyholder: Organisation,
    registers: Collection[str],
    areas: Sequence[str],
    aid_types: Sequence[str],
) -> Verdict:
    """Known codes, a group of some size, and a policyholder that pays."""
    day = clock.today()
    known = {"register": set(registers), "aid_type": set(aid_types)}
    unknown = [name for name, codes in known.items() if codes - set(rule(f"codes.{name}", on=day).codes())]
    if unknown or not all(_is_wide(code) for code in areas):
        return no(_("Choose from the list."), code="UNKNOWN_CODE")
    if not registers:
        return no(_("Choose at least one register whose households are insured."), code="NOBODY_INSURED")
    if payer not in Payer.values or policyholder.kind not in PAYS[Payer(payer)]:
        message = _(
            "The policyholder pays: a government body from the public budget, or a charity. Choose one of them."
        )
        return no(message, code="PAYER_DOES_NOT_FIT")
    return YES


def sells_nothing(*texts: str) -> Verdict:
    """No premium, no quote and no comparison is shown to anybody (domain.md §0 fact 12)."""
    day = clock.today()
    sale, without = (rule(f"insurance.{name}", on=day).value for name in ("words_of_sale", "words_without_sale"))
    found = sorted({word for text in texts for word in words_found(text, sale, without)})
    if not found:
        return YES
    message = _("Nobody here is quoted, compared or sold anything. Take out: %(words)s.") % {"words": ", ".join(found)}
    return no(message, code="WORDS_OF_SALE")


def _is_wide(code: str) -> bool:
    """A district or more: a township's group is too small to be counted safely."""
    try:
        return place(code).level > TOWNSHIP
    except PlaceUnknown:
        return False
