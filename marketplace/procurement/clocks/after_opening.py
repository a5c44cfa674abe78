"""The clocks after the panel has ranked: confirmation, publication, query, complaint, contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days
from marketplace.procurement.clocks.open_tender import Deadline
from marketplace.procurement.models import Award, AwardQuery, Contract, Tender


def clocks_after_ranking(tender: Tender) -> Iterator[Deadline]:
    """What follows the evaluation, as far as it has come."""
    if tender.ranked_at is None:
        return
    ranked = clock.local(tender.ranked_at).date()
    report = _working_days(ranked, "tender.report_working_days")
    yield Deadline(_("the evaluation is reported to the buyer"), *report)
    yield Deadline(_("the buyer confirms"), *_working_days(report[0], "tender.confirmation_working_days"))
    award = Award.objects.filter(tender=tender).first()
    if award is not None:
        yield from _after_award(award)


def _after_award(award: Award) -> Iterator[Deadline]:
    told = announced_on(award)
    yield Deadline(_("the award is announced"), told, "")
    yield Deadline(_("the award may be queried until"), *_working_days(told, "tender.query_working_days"))
    yield Deadline(_("no contract is signed before the end of"), *_working_days(told, "tender.standstill_working_days"))
    yield Deadline(_("the contract is signed"), contract_due(award), rule("tender.contract_days", on=told).source)
    for query in award.queries.all():
        yield from _after_query(query)
    contract = Contract.objects.filter(award=award, signed_at__isnull=False).first()
    if contract is not None and (signed := contract.signed_on) is not None:
        published = _working_days(signed, "tender.contract_publication_working_days")
        yield Deadline(_("the contract is published"), *published)
        yield Deadline(_("the contract is filed"), *_working_days(signed, "tender.contract_filing_working_days"))


def _after_query(query: AwardQuery) -> Iterator[Deadline]:
    """A query is answered; whoever is not content may then complain."""
    yield Deadline(
        _("a query is answered"),
        *_working_days(clock.local(query.created_at).date(), "tender.query_answer_working_days"),
    )
    if query.answered_at is not None:
        answered = clock.local(query.answered_at).date()
        until = _working_days(answered, "tender.complaint_working_days")
        yield Deadline(_("a complaint to the finance bureau is possible until"), *until)


def announced_on(award: Award) -> date:
    """The day in the city on which everybody was told."""
    return clock.local(award.announced_at).date()


def query_until(award: Award) -> date:
    """The last day of a query."""
    return _working_days(announced_on(award), "tender.query_working_days")[0]


def standstill_until(award: Award) -> date:
    """The last day on which no contract is made."""
    return _working_days(announced_on(award), "tender.standstill_working_days")[0]


def contract_due(award: Award) -> date:
    """The last day of the law for the signatures."""
    told = announced_on(award)
    return told + timedelta(days=int(rule("tender.contract_days", on=told).value))


def publication_due(signed_on: date) -> date:
    """By when everybody may read a signed contract."""
    return _working_days(signed_on, "tender.contract_publication_working_days")[0]


def answer_until(query: AwardQuery) -> date:
    """By when the buyer answers."""
    return _working_days(clock.local(query.created_at).date(), "tender.query_answer_working_days")[0]


def _working_days(start: date, name: str) -> tuple[date, str]:
    """(the day, the source)."""
    row = rule(name, on=start)
    return add_working_days(start, int(row.value)), row.source
