"""The household's word: the last one counts, and a no takes back what is out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User
from marketplace.casework.actions import (
    assess_case,
    record_consent,
    release_contact,
    withdraw_consent,
    withdraw_draft,
)
from marketplace.casework.actions.assessing import AssessmentRefused, NothingToWithdraw
from marketplace.casework.codes import ConsentKind, WithdrawReason
from marketplace.casework.gate import has_consent
from marketplace.casework.models import Assessment, Case, Consent, ContactRelease, NeedDraft
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.verdict import Refused
from marketplace.needs.models import Need
from tests.casework.factories import caseworker, draft, member, neighbours, officer, published, registered, submitted
from tests.casework.promises import promised
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db
PUBLICATION, GUARDIAN = ConsentKind.PUBLICATION, ConsentKind.GUARDIAN


@pytest.fixture
def case(worker: User) -> Case:
    neighbours(worker, 20)
    return registered(worker)


def test_the_last_word_counts(worker: User, case: Case) -> None:
    made = draft(worker, case, consent=True)
    assert has_consent(made, PUBLICATION)
    record_consent(by=worker, draft=made, kind=PUBLICATION, given=False)
    assert not has_consent(made, PUBLICATION)
    record_consent(by=worker, draft=made, kind=PUBLICATION, given=True)
    assert has_consent(made, PUBLICATION)
    assert made.consents.count() == 3


def test_the_page_asks_for_the_guardian_s_word_until_it_is_a_yes(worker: User) -> None:
    made = draft(worker, registered(worker, others=[member("孙子", date(2022, 5, 5))]))
    page, asks, site = f"/casework/drafts/{made.reference}/", "还须取得监护人同意", Site(worker)
    assert asks in site.shows(page)
    record_consent(by=worker, draft=made, kind=GUARDIAN, given=True)
    assert asks not in site.shows(page)
    record_consent(by=worker, draft=made, kind=GUARDIAN, given=False)
    assert asks in site.shows(page)


def test_a_withdrawal_takes_a_published_need_from_every_outlet_at_once(worker: User, case: Case) -> None:
    need = published(worker, case)
    made = NeedDraft.objects.get(need=need)
    withdraw_consent(by=worker, draft=made, kind=PUBLICATION, on=date(2026, 11, 20))
    need.refresh_from_db()
    assert (need.status, need.live) == ("withdrawn", False)
    line = AuditRow.objects.get(verb="need.withdraw")
    assert (line.actor, line.detail["because"]) == (f"user:{worker.pk}", "CONSENT_WITHDRAWN")


@pytest.mark.parametrize("kind", [PUBLICATION, GUARDIAN])
def test_a_no_that_is_merely_recorded_withdraws_too(worker: User, case: Case, kind: ConsentKind) -> None:
    need = published(worker, case)
    record_consent(by=worker, draft=NeedDraft.objects.get(need=need), kind=kind, given=False)
    need.refresh_from_db()
    assert need.status == "withdrawn"


def test_a_no_to_publication_leaves_a_private_match_and_a_withdrawal_ends_it(worker: User, case: Case) -> None:
    made = submitted(worker, case, consent=False)
    record_consent(by=worker, draft=made, kind=PUBLICATION, given=False)
    assert Need.objects.get().status == "private_match"
    withdraw_consent(by=worker, draft=made, kind=PUBLICATION, on=date(2026, 11, 20))
    assert Need.objects.get().status == "withdrawn"


def test_other_needs_of_the_household_stay(worker: User, case: Case) -> None:
    first, second = published(worker, case), published(worker, case)
    withdraw_consent(by=worker, draft=NeedDraft.objects.get(need=first), kind=PUBLICATION, on=date(2026, 11, 20))
    second.refresh_from_db()
    assert second.status == "published"


def test_a_withdrawal_ends_what_a_helper_may_read(worker: User, case: Case) -> None:
    need = published(worker, case)
    assignment = promised(need)
    release_contact(by=worker, assignment=assignment, fields=["phone"], until=clock.now() + timedelta(days=3))
    withdraw_draft(by=worker, draft=NeedDraft.objects.get(need=need), because=WithdrawReason.MET_OTHERWISE)
    assert ContactRelease.objects.get().revoked_at is not None
    need.refresh_from_db()
    assert need.status == "withdrawn"


def test_what_was_never_submitted_cannot_be_withdrawn(worker: User, case: Case) -> None:
    made = draft(worker, case)
    with pytest.raises(NothingToWithdraw):
        withdraw_draft(by=worker, draft=made, because=WithdrawReason.ENTERED_IN_ERROR)
    assert not AuditRow.objects.filter(verb="need.withdraw").exists()


def test_only_the_caseworker_records_and_withdraws(worker: User, case: Case) -> None:
    need = published(worker, case)
    made = NeedDraft.objects.get(need=need)
    words = Consent.objects.count()
    for by in (caseworker("330212"), officer()):
        with pytest.raises(Refused):
            record_consent(by=by, draft=made, kind=PUBLICATION, given=False)
        with pytest.raises(Refused):
            withdraw_consent(by=by, draft=made, kind=PUBLICATION, on=date(2026, 11, 20))
        with pytest.raises(Refused):
            withdraw_draft(by=by, draft=made, because=WithdrawReason.MET_OTHERWISE)
    need.refresh_from_db()
    assert (need.status, Consent.objects.count()) == ("published", words)


def test_an_assessment_is_copied_to_the_case_and_kept(worker: User, case: Case) -> None:
    assess_case(by=worker, case=case, visited_on=date(2026, 11, 1), scores={"economic": 10, "health": 100})
    assess_case(by=worker, case=case, visited_on=date(2026, 11, 20), scores={"economic": 0}, note="走访")
    case = Case.objects.get(pk=case.pk)
    assert (case.economic, case.health, case.education) == (0, 100, None)
    assert [a.scores for a in Assessment.objects.all()] == [{"economic": 0}, {"economic": 10, "health": 100}]


@pytest.mark.parametrize("scores", [{}, {"economic": 101}, {"economic": -1}, {"wealth": 5}])
def test_a_score_outside_the_six_dimensions_is_refused(worker: User, case: Case, scores: dict[str, int]) -> None:
    with pytest.raises(AssessmentRefused):
        assess_case(by=worker, case=case, visited_on=date(2026, 11, 1), scores=scores)
    assert not Assessment.objects.exists()


def test_the_database_refuses_a_dimension_above_100(case: Case) -> None:
    with pytest.raises(IntegrityError, match="economic_dimension_is_at_most_100"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(economic=101)
