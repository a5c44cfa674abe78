"""Jobs and training answer needs of work; limits and weeks stand against a pair, and the run says so."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation
from matching.actions import find_matches
from matching.explanation import Voice, explain
from tests.fulfilment.market import make_need, make_offer
from tests.needs.city import FakeGate

pytestmark = pytest.mark.usefixtures("funds", "register")


def obstacle(need: Need, offer: Offer) -> tuple[str, str]:
    """What stood in the way of the pair, as a code and as a sentence; nothing where it was proposed."""
    found = find_matches()
    told = explain(found.proposals, need.reference, offer.reference)[0]
    if told.obstacle is None:
        return "", ""
    voice = Voice(str, "en", found.policy, clock.today())
    return told.obstacle.code, voice.say(told.obstacle.sentence)


@pytest.fixture
def need_of_work(officer: User, author: User, gate: FakeGate) -> Need:
    return make_need(officer, author, gate, need_kind="service", aid_type="employment", quantity_band=None)


@pytest.mark.parametrize("kind", ["job", "training"])
def test_a_job_or_a_training_is_matched_with_a_need_of_work(
    need_of_work: Need, member: User, charity: Organisation, kind: str
) -> None:
    offer = make_offer(member, charity, kind=kind)
    pairs = [(pair.need, pair.supplier) for pair in find_matches().proposals.pairs()]
    assert pairs == [(need_of_work.reference, offer.reference)]


def test_a_job_answers_no_other_aid(
    officer: User, author: User, gate: FakeGate, member: User, charity: Organisation
) -> None:
    need = make_need(officer, author, gate, need_kind="service", aid_type="medical", quantity_band=None)
    assert obstacle(need, make_offer(member, charity, kind="job"))[0] == "aid_type_covered"


def test_a_paused_week_is_said(need_of_work: Need, member: User, charity: Organisation) -> None:
    offer = make_offer(member, charity, kind="training")
    offer.periods.update(paused=True)
    assert obstacle(need_of_work, offer) == (
        "not_paused", "Has paused this week; it can be asked again next week.",
    )  # fmt: skip


def test_a_full_week_is_said(need_of_work: Need, member: User, charity: Organisation) -> None:
    offer = make_offer(member, charity, kind="training", capacity=0)
    assert obstacle(need_of_work, offer)[0] == "capacity_left"


def test_a_limit_is_said_by_its_name(need_of_work: Need, member: User, charity: Organisation) -> None:
    offer = make_offer(member, charity, kind="training", limits=["no_home_visits"])
    assert obstacle(need_of_work, offer) == ("limits_respected", "Its limits exclude the need: no home visits.")
