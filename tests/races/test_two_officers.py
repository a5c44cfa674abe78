"""Officers, applicants and managers press the button at the same moment: each thing happens once."""

from __future__ import annotations

from collections import Counter

import pytest

from marketplace.accounts.models import Role, User
from marketplace.common.audit.models import AuditRow
from marketplace.operations.demo.partners import credit_code
from marketplace.organisations import actions
from marketplace.organisations.models import Capability, Membership, Organisation
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus
from tests.fulfilment.market import make_member, make_organisation
from tests.needs.city import HAISHU, make_user
from tests.organisations.applications import begin, fill_in, submitted
from tests.races.processes import race

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
TOGETHER = 6


@pytest.fixture
def officers(transactional_db: None) -> list[int]:
    return [make_user(f"officer-{number}", Role.OFFICER).pk for number in range(TOGETHER)]


def propose(officer: int, claim: int) -> None:
    actions.propose_capability(by=User.objects.get(pk=officer), capability=Capability.objects.get(pk=claim))


def verify(officer: int, claim: int) -> None:
    actions.verify_capability(by=User.objects.get(pk=officer), capability=Capability.objects.get(pk=claim))


def test_many_officers_see_and_confirm_at_once(officers: list[int]) -> None:
    claim = submitted(make_user("applicant")).capabilities.get().pk
    first = Counter(race([lambda o=o: propose(o, claim) for o in officers]))  # type: ignore[misc]
    assert first == {"done": 1, "ILLEGAL_MOVE": TOGETHER - 1}
    second = Counter(race([lambda o=o: verify(o, claim) for o in officers]))  # type: ignore[misc]
    assert second["done"] == 1
    assert set(second) <= {"done", "ILLEGAL_MOVE", "SECOND_OFFICER_NEEDED"}
    row = Capability.objects.get(pk=claim)
    assert row.status == CapabilityStatus.VERIFIED
    assert row.proposed_by_id != row.verified_by_id
    assert AuditRow.objects.filter(verb="capability.verify").count() == 1


def test_one_confirms_while_another_refuses(officers: list[int]) -> None:
    claim = submitted(make_user("applicant")).capabilities.get().pk
    propose(officers[0], claim)

    def refuse(officer: int) -> None:
        actions.refuse_capability(
            by=User.objects.get(pk=officer), capability=Capability.objects.get(pk=claim), because="不清楚"
        )

    told = Counter(race([lambda: verify(officers[1], claim), lambda: refuse(officers[2])]))
    assert told == {"done": 1, "ILLEGAL_MOVE": 1}
    assert Capability.objects.get(pk=claim).status in (CapabilityStatus.VERIFIED, CapabilityStatus.REFUSED)


def test_of_many_applications_with_one_code_one_is_sent(transactional_db: None) -> None:
    code, drafts = credit_code("charity", HAISHU, 321), []
    for number in range(TOGETHER):
        applicant = make_user(f"applicant-{number}")
        draft = begin(applicant, code=code)
        fill_in(applicant, draft)
        drafts.append((applicant.pk, draft.pk))

    def submit(applicant: int, draft: int) -> None:
        actions.submit_application(by=User.objects.get(pk=applicant), organisation=Organisation.objects.get(pk=draft))

    told = Counter(race([lambda a=a, d=d: submit(a, d) for a, d in drafts]))  # type: ignore[misc]
    assert told == {"done": 1, "CREDIT_CODE_TAKEN": TOGETHER - 1}
    assert Organisation.objects.filter(status=OrganisationStatus.APPLIED).count() == 1


def test_two_managers_who_leave_at_once_leave_one_behind(officers: list[int]) -> None:
    organisation = make_organisation("慈善会", User.objects.get(pk=officers[0]))
    managers = [make_member(organisation, f"manager-{number}").pk for number in range(2)]

    def leave(person: int) -> None:
        membership = Membership.objects.select_related("organisation").get(user_id=person)
        actions.remove_member(by=User.objects.get(pk=person), membership=membership)

    told = Counter(race([lambda m=m: leave(m) for m in managers]))  # type: ignore[misc]
    assert told == {"done": 1, "LAST_MANAGER": 1}
    assert Membership.objects.filter(left_at__isnull=True).count() == 1
