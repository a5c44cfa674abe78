"""Who answers questions about a tender."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common.verdict import Verdict, first_refusal, no
from marketplace.procurement.models import Clarification
from marketplace.procurement.rules.people import acts_for_no_bidder, for_the_buyer, not_on_the_panel


def may_answer(reader: Reader, question: Clarification) -> Verdict:
    """The buyer or an officer, once."""
    if question.answered_at is not None:
        return no(_("This question is answered; the answer stands for everybody."), code="ANSWERED_ALREADY")
    tender = question.tender
    return first_refusal(
        for_the_buyer(reader, tender), not_on_the_panel(reader, tender), acts_for_no_bidder(reader, tender)
    )
