"""Questions and answers are equal for all; a late one that affects bids moves the deadline, never back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.common.clock import CITY_ZONE
from marketplace.procurement import actions
from marketplace.procurement.models import Clarification, DeadlineChange
from marketplace.procurement.queries import answered_questions, open_questions
from tests.procurement.course import AFTER_CLOSE, Purchase, at, hand_in
from tests.refusals import refuses


def ask(purchase: Purchase, text: str = "探访是否包含周末？") -> Clarification:
    return actions.ask_question(
        by=purchase.members["A"], tender=purchase.tender, organisation=purchase.bidders["A"], text=text
    )


def answer(purchase: Purchase, question: Clarification, *, affects: bool = False) -> None:
    actions.answer_question(by=purchase.officers[0], question=question, answer="包含周末。", affects_bids=affects)


def on(day: int) -> datetime:
    return datetime(2026, 12, day, 11, tzinfo=CITY_ZONE)


def test_a_question_is_public_once_it_is_answered(purchase: Purchase) -> None:
    question = ask(purchase)
    assert (list(answered_questions(purchase.tender)), list(open_questions(purchase.tender))) == ([], [question])
    answer(purchase, question)
    assert (list(answered_questions(purchase.tender)), list(open_questions(purchase.tender))) == ([question], [])


@pytest.mark.parametrize(
    ("day", "affects", "closes"),
    [
        (7, True, 22),  # fifteen days before the 22nd
        (8, True, 23),
        (20, True, 35),  # 4 January
        (20, False, 22),
    ],
)
def test_a_late_answer_moves_the_deadline(purchase: Purchase, day: int, affects: bool, closes: int) -> None:
    question = ask(purchase)
    with at(on(day)):
        answer(purchase, question, affects=affects)
    purchase.tender.refresh_from_db()
    expected = datetime(2026, 12, 1, 17, tzinfo=CITY_ZONE) + timedelta(days=closes - 1)
    assert purchase.tender.bids_until == expected
    changes = [(row.after - row.before).days for row in DeadlineChange.objects.all()]
    assert changes == ([closes - 22] if closes > 22 else [])
    amendments = purchase.tender.releases.order_by("-number")[0].body["tender"].get("amendments", [])
    assert len(amendments) == len(changes)


def test_bids_sealed_before_the_move_stay_and_may_be_replaced(purchase: Purchase) -> None:
    hand_in(purchase, "A")
    question = ask(purchase)
    with at(on(20)):
        answer(purchase, question, affects=True)
    purchase.tender.refresh_from_db()
    with at(AFTER_CLOSE):
        assert hand_in(purchase, "A").version == 2


def test_a_question_comes_from_a_bidder_before_the_deadline(purchase: Purchase) -> None:
    outsider = purchase.officers[1]
    refuses(
        "NOT_A_MEMBER",
        lambda: actions.ask_question(
            by=outsider, tender=purchase.tender, organisation=purchase.bidders["A"], text="问"
        ),
    )
    with at(AFTER_CLOSE):
        refuses("TOO_LATE", lambda: ask(purchase))
    assert not Clarification.objects.exists()


def test_nothing_that_names_somebody_enters_the_log(purchase: Purchase) -> None:
    refuses("NAMES_A_PERSON", lambda: ask(purchase, "请致电13800138000联系"))
    question = ask(purchase)
    refuses(
        "NAMES_A_PERSON",
        lambda: actions.answer_question(
            by=purchase.officers[0], question=question, answer="请联系王女士", affects_bids=False
        ),
    )
    assert not answered_questions(purchase.tender)


def test_the_buyer_or_an_officer_answers_once_and_in_time(purchase: Purchase) -> None:
    question = ask(purchase)
    for stranger in (purchase.members["A"], purchase.panel[0]):
        refuses(
            "NOT_THE_BUYER",
            lambda by=stranger: actions.answer_question(by=by, question=question, answer="是。", affects_bids=False),  # type: ignore[misc]
        )
    with at(AFTER_CLOSE):
        refuses("TOO_LATE", lambda: answer(purchase, question))
    answer(purchase, question)
    refuses("ANSWERED_ALREADY", lambda: answer(purchase, question))


def test_a_deadline_never_moves_back(purchase: Purchase) -> None:
    question = ask(purchase)
    until = purchase.tender.bids_until
    with pytest.raises(IntegrityError, match="deadline_only_moves_later"), transaction.atomic():
        DeadlineChange.objects.create(tender=purchase.tender, clarification=question, before=until, after=until)
    assert not DeadlineChange.objects.exists()
