"""Every lifecycle of money: only the listed moves, in the database too, and nothing leads out of the table."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import IntegrityError, models, transaction

from donations import states
from donations.models import Dispute, DonationAttempt, Gift, Programme, Refund, StatementLine, WebhookEvent
from donations.states import CONFIRMED, GIFT_LIFECYCLE, GiftStatus
from marketplace.common.audit.models import AuditRow
from marketplace.common.lifecycle import IllegalMove, Lifecycle
from tests.donations.charity import TEST, begun_gift

TABLES: list[tuple[Lifecycle, type[models.Model]]] = [
    (states.PROGRAMME_LIFECYCLE, Programme),
    (states.GIFT_LIFECYCLE, Gift),
    (states.ATTEMPT_LIFECYCLE, DonationAttempt),
    (states.REFUND_LIFECYCLE, Refund),
    (states.DISPUTE_LIFECYCLE, Dispute),
    (states.LINE_LIFECYCLE, StatementLine),
    (states.INBOX_LIFECYCLE, WebhookEvent),
]


@pytest.mark.parametrize(("lifecycle", "model"), TABLES)
def test_the_table_knows_every_status_and_the_model_starts_where_it_starts(
    lifecycle: Lifecycle, model: type[models.Model]
) -> None:
    field = model._meta.get_field("status")
    assert {value for value, _label in field.choices or ()} == set(lifecycle.states)
    assert field.get_default() == lifecycle.start


@pytest.mark.parametrize("lifecycle", [table for table, _model in TABLES])
def test_every_status_can_be_reached(lifecycle: Lifecycle) -> None:
    reached, grows = {lifecycle.start}, True
    while grows:
        more = {target for source, _verb, target in lifecycle.edges() if source in reached} - reached
        reached, grows = reached | more, bool(more)
    assert reached == set(lifecycle.states)


def test_a_gift_makes_exactly_the_listed_moves(programme: Programme) -> None:
    """The matrix of all statuses and verbs, each tried on a row."""
    gift = begun_gift(programme)
    listed = {(source, verb) for source, verb, _target in GIFT_LIFECYCLE.edges()}
    for status, verb in product(GIFT_LIFECYCLE.states, GIFT_LIFECYCLE.moves):
        Gift.objects.filter(pk=gift.pk).update(status=status, paid_at=gift.created_at)
        gift.refresh_from_db()
        rows = AuditRow.objects.count()
        if (status, verb) in listed:
            GIFT_LIFECYCLE.advance(gift, verb, by=TEST)
            assert (gift.status, AuditRow.objects.count()) == (GIFT_LIFECYCLE.moves[verb][1], rows + 1)
        else:
            with pytest.raises(IllegalMove):
                GIFT_LIFECYCLE.advance(gift, verb, by=TEST)
            gift.refresh_from_db()
            assert (gift.status, AuditRow.objects.count()) == (status, rows)


def test_the_database_refuses_a_status_of_nobodys(programme: Programme) -> None:
    begun_gift(programme)
    for status in ("settled", "", "PAID"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Gift.objects.update(status=status)


def test_the_database_refuses_a_paid_gift_that_was_never_paid(programme: Programme) -> None:
    begun_gift(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.update(status=GiftStatus.RECEIVED)


def test_money_can_come_whatever_became_of_the_attempt() -> None:
    sources, target = states.ATTEMPT_LIFECYCLE.moves["pay"]
    assert sources == set(states.ATTEMPT_LIFECYCLE.states) - {target}


def test_whatever_is_confirmed_may_go_back() -> None:
    assert GIFT_LIFECYCLE.moves["refund"][0] >= CONFIRMED
