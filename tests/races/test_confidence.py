"""Partners asked by name answer at the same moment, and a slip is used while it is ended."""

from __future__ import annotations

from collections import Counter

import pytest

from marketplace.accounts.models import Role, User
from marketplace.casework.actions import end_slip, issue_slip, withdraw_by_household
from marketplace.casework.models import Disclosure, HouseholdWord, NeedDraft, Slip
from marketplace.casework.queries import slip_by_code
from marketplace.common.events.dispatch import deliver_due
from marketplace.fulfilment.models import Assignment
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from matching.actions import accept_proposal
from matching.models import Proposal
from matching.states import ProposalStatus
from tests.casework.factories import caseworker
from tests.fulfilment.market import make_member, make_offer, make_organisation
from tests.matching.confidence import ask, entrust, private_need
from tests.needs.city import make_user
from tests.races.processes import race

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
PARTNERS = 6


@pytest.fixture
def worker(transactional_db: None) -> User:
    return caseworker()


@pytest.fixture
def need(worker: User) -> Need:
    return private_need(worker)


def say_yes(member: int, proposal: int) -> None:
    """As the page does: everything is read anew in the process that acts."""
    row = Proposal.objects.select_related("organisation").get(pk=proposal)
    accept_proposal(by=User.objects.get(pk=member), proposal=row)


def test_the_first_yes_takes_the_place_of_a_private_need(worker: User, need: Need) -> None:
    officer = make_user("officer", Role.OFFICER)
    members, offers = {}, []
    for number in range(PARTNERS):
        organisation = make_organisation(f"慈善会 {number}", officer)
        members[organisation.pk] = make_member(organisation, f"member-{number}")
        entrust(organisation, members[organisation.pk], officer)
        offers.append(make_offer(members[organisation.pk], organisation))
    asked = [(members[each.organisation_id].pk, each.pk) for each in ask(worker, need, *offers, fields=("place",))]
    told = Counter(race([lambda m=m, p=p: say_yes(m, p) for m, p in asked]))  # type: ignore[misc]
    assert told["done"] == 1
    assert sum(told.values()) == PARTNERS
    assert set(told) <= {"done", "NEED_FULL", "ILLEGAL_MOVE"}
    deliver_due()
    helper = Assignment.objects.get().organisation_id
    assert Counter(Proposal.objects.values_list("status", flat=True)) == {
        ProposalStatus.ACCEPTED: 1, ProposalStatus.LAPSED: PARTNERS - 1,
    }  # fmt: skip
    told_to = Disclosure.objects.filter(revoked_at__isnull=True).values_list("organisation", flat=True)
    assert list(told_to) == [helper]


def end(worker: int, draft: int) -> None:
    end_slip(by=User.objects.get(pk=worker), draft=NeedDraft.objects.select_related("case").get(pk=draft))


def withdraw(slip: Slip) -> None:
    """As the page does: the slip was found before the lock is asked for."""
    withdraw_by_household(slip=slip)


def test_an_ended_slip_withdraws_nothing(worker: User, need: Need) -> None:
    draft = NeedDraft.objects.get(need=need)
    _slip, code = issue_slip(by=worker, draft=draft)
    found = slip_by_code(code)
    assert found is not None
    ended, withdrew = race([lambda: end(worker.pk, draft.pk), lambda: withdraw(found)])
    assert ended == "done"
    assert withdrew in {"done", "SLIP_OVER"}
    need.refresh_from_db()
    assert (need.status == NeedStatus.WITHDRAWN, HouseholdWord.objects.count()) == (
        (True, 1) if withdrew == "done" else (False, 0)
    )
