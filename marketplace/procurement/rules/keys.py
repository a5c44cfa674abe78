"""Who holds the two halves that open the bids, and when they may be used."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.procurement.models import Tender
from marketplace.procurement.rules.people import by_an_officer, key_of, not_on_the_panel
from marketplace.procurement.states import TenderStatus


def may_take_key(reader: Reader, tender: Tender) -> Verdict:
    """An officer who holds none yet, while the tender is a draft and a half is left."""
    return first_refusal(
        by_an_officer(reader), not_on_the_panel(reader, tender), _is_draft(tender), _left(reader, tender)
    )


def may_give_code(reader: Reader, tender: Tender) -> Verdict:
    """A key holder, once bids are closed, not twice."""
    key = key_of(reader, tender)
    if key is None:
        return no(_("Only the two officers who took the keys open the bids."), code="NO_KEY")
    if tender.status != TenderStatus.CLOSED:
        return no(_("Bids are opened after the deadline, when the tender is closed."), code="NOT_CLOSED")
    if key.given_at is not None:
        return no(_("You have given your code; the second officer must give the other one."), code="ALREADY_GIVEN")
    return YES


def _is_draft(tender: Tender) -> Verdict:
    if tender.status == TenderStatus.DRAFT:
        return YES
    return no(_("Keys are taken before the tender is published."), code="NOT_A_DRAFT")


def _left(reader: Reader, tender: Tender) -> Verdict:
    if key_of(reader, tender) is not None:
        return no(_("You hold one half already; a colleague must take the other."), code="ONE_HALF_EACH")
    if tender.opening_keys.count() >= int(rule("tender.opening_officers", on=tender.issued_on).value):
        return no(_("Both keys are taken."), code="KEYS_TAKEN")
    return YES
