"""What the procurement rules refuse to publish, and why (domain.md §4)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY, Reader, holds_role
from marketplace.common import clock
from marketplace.common.naming import code_name
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.common.workdays import add_working_days
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability, is_member
from marketplace.procurement.floors import PRICE_WEIGHT, open_days
from marketplace.procurement.models import Method, Tender
from marketplace.procurement.rules.people import acts_for_no_bidder, by_an_officer, not_on_the_panel
from marketplace.procurement.scoring import Category
from marketplace.procurement.states import TENDER_LIFECYCLE


def may_publish_list(reader: Reader) -> Verdict:
    """An officer of the city."""
    if holds_role(reader, Role.OFFICER, place=CITY):
        return YES
    return no(_("Only an officer of the city bureau publishes the service list."), code="NOT_AN_OFFICER")


def may_draft_tender(reader: Reader, buyer: Organisation) -> Verdict:
    """An officer, or somebody of the buyer."""
    if is_member(reader, buyer):
        return YES
    return by_an_officer(reader)


def may_cancel(reader: Reader, tender: Tender) -> Verdict:
    """An officer who does not sit on the panel, before the award."""
    return first_refusal(
        by_an_officer(reader),
        not_on_the_panel(reader, tender),
        acts_for_no_bidder(reader, tender),
        TENDER_LIFECYCLE.may(tender, "cancel"),
    )


def may_publish_tender(reader: Reader, tender: Tender) -> Verdict:
    """An officer, for a verified buyer and a listed service, with clocks, weights and term inside the law."""
    return first_refusal(by_an_officer(reader), *faults_of(tender))


def faults_of(tender: Tender) -> list[Verdict]:
    """Every reason not to publish, so that an officer mends them in one go; empty when there is none."""
    checks = [
        _buyer_is_verified(tender),
        _is_listed(tender),
        *_negative_list(tender),
        _issue(tender),
        _clock(tender),
        _documents(tender),
        _price_weight(tender),
        _weights(tender),
        _deduction(tender),
        _term(tender),
        _invitations(tender),
        _two_keys(tender),
    ]
    return [verdict for verdict in checks if not verdict.passed]


def _buyer_is_verified(tender: Tender) -> Verdict:
    if has_capability(tender.buyer, CapabilityKind.BUYER):
        return YES
    return no(_("The buyer is not verified as a government buyer."), code="NOT_A_BUYER")


def _is_listed(tender: Tender) -> Verdict:
    """Listed and budgeted: then it may be bought (MOF Order 102 Art. 14)."""
    listed = tender.item.service_list
    if listed.valid_from <= tender.issued_on and (listed.valid_to is None or tender.issued_on <= listed.valid_to):
        return YES
    return no(
        _("The service is not on the list in force on the day of issue. Choose it from that list."), code="NOT_LISTED"
    )


def _negative_list(tender: Tender) -> list[Verdict]:
    message = _("This may not be purchased: %(what)s. Describe the service by its output, or buy nothing.")
    return [
        no(message % {"what": code_name("negative_list", code)}, code=f"NEGATIVE_LIST_{code}")
        for code in sorted(tender.excluded_content)
    ]


def _issue(tender: Tender) -> Verdict:
    """The clock starts when documents can be had, so nobody dates them back."""
    if tender.issued_on >= clock.today():
        return YES
    return no(
        _("The day of issue has passed. Set it to today or later, and the deadline with it."), code="ISSUED_IN_PAST"
    )


def _clock(tender: Tender) -> Verdict:
    """Days from the issue to the deadline: twenty (Procurement Law Art. 35), ten in a consultation."""
    days = open_days(tender)
    if clock.local(tender.bids_until).date() >= tender.issued_on + timedelta(days=days):
        return YES
    message = _("Bids must stay open for at least %(days)s days. Move the deadline to %(day)s or later.")
    day = tender.issued_on + timedelta(days=days)
    return no(message % {"days": days, "day": day.isoformat()}, code="DEADLINE_TOO_EARLY")


def _documents(tender: Tender) -> Verdict:
    days = int(rule("tender.documents_working_days", on=tender.issued_on).value)
    if add_working_days(tender.documents_from, days) <= clock.local(tender.bids_until).date():
        return YES
    message = _("The documents must be available for at least %(days)s working days before bids close.")
    return no(message % {"days": days}, code="DOCUMENTS_TOO_SHORT")


def _price_weight(tender: Tender) -> Verdict:
    least = Decimal(rule(PRICE_WEIGHT[Category.SERVICES], on=tender.issued_on).value)
    if Decimal(tender.price_weight) >= least:
        return YES
    message = _("The price must weigh at least %(least)s for a service (MOF Order 87 Art. 55). Raise its weight.")
    return no(message % {"least": least}, code="PRICE_WEIGHT_TOO_LOW")


def _weights(tender: Tender) -> Verdict:
    total = Decimal(tender.price_weight) + sum(Decimal(criterion["weight"]) for criterion in tender.criteria)
    if total == 1:
        return YES
    message = _("The weights of the criteria and of the price sum to %(total)s, not to 1. Correct them.")
    return no(message % {"total": total}, code="WEIGHTS_DO_NOT_SUM")


def _deduction(tender: Tender) -> Verdict:
    """None, or what the rule data allow."""
    least, most = (
        Decimal(rule(f"tender.small_enterprise_deduction_{end}", on=tender.issued_on).value)
        for end in ("least", "most")
    )
    share = Decimal(tender.deduction)
    if share == 0 or least <= share <= most:
        return YES
    message = _("The deduction for small enterprises lies between %(least)s and %(most)s, or there is none.")
    return no(message % {"least": least, "most": most}, code="DEDUCTION_OUT_OF_RANGE")


def _term(tender: Tender) -> Verdict:
    """One year; up to three when the buyer declares all five conditions (MOF Order 102 Art. 24)."""
    months = int(rule("contract.term_months", on=tender.issued_on).value)
    longest = int(rule("contract.fixed_content_term_months", on=tender.issued_on).value)
    wanted = {entry.code for entry in rule("codes.fixed_content", on=tender.issued_on).value}
    if tender.term_months <= months:
        return YES
    if tender.term_months > longest:
        message = _("A contract runs %(longest)s months at most. Shorten the term.")
        return no(message % {"longest": longest}, code="TERM_OVER_THREE_YEARS")
    if wanted <= set(tender.declarations):
        return YES
    message = _("A contract runs %(months)s months at most unless its content is fixed. Shorten the term.")
    return no(message % {"months": months}, code="TERM_OVER_ONE_YEAR")


def _invitations(tender: Tender) -> Verdict:
    least = int(rule("tender.invited_suppliers", on=tender.issued_on).value)
    if tender.method != Method.INVITED or tender.invited.count() >= least:
        return YES
    message = _("An invited tender asks at least %(least)s suppliers. Invite more.")
    return no(message % {"least": least}, code="TOO_FEW_INVITED")


def _two_keys(tender: Tender) -> Verdict:
    needed = int(rule("tender.opening_officers", on=tender.issued_on).value)
    if tender.opening_keys.count() == needed:
        return YES
    return no(_("Two officers must take their keys first: without them no bid could be sealed."), code="KEYS_MISSING")
