"""The household's slip: one code on paper, one page without a name, and what the household may say with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.core.cache import cache

from marketplace.accounts.models import User
from marketplace.casework.actions import (
    end_slip,
    issue_slip,
    object_to_publication,
    record_consent,
    say_of_help,
    shred_case,
    withdraw_by_household,
)
from marketplace.casework.codes import ConsentKind, ShredReason
from marketplace.casework.models import Case, Consent, HouseholdWord, NeedDraft, Slip
from marketplace.casework.queries import slip_by_code
from marketplace.casework.slips.codes import ALPHABET, LENGTH, grouped, index_of, new_code, normalised
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.pdf import extract_text
from marketplace.common.rule_data import rule
from marketplace.fulfilment.actions import agree_day, report_delivery
from marketplace.fulfilment.models import Assignment, Confirmation, HandOver
from marketplace.needs.actions import show_again
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.notifications.models import Notice, WorkItem
from tests.casework.factories import caseworker, draft, neighbours, officer, person, published, registered, submitted
from tests.casework.promises import member_of, promised
from tests.casework.sites import Site
from tests.refusals import refuses

pytestmark = pytest.mark.django_db
WAITS = ("confirm_delivery", "household_has_it", "household_lacks_it")
SECRETS = ("样本庚某", "13800138222", "保密巷7号")


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def worker() -> User:
    return caseworker()


@pytest.fixture
def case(worker: User) -> Case:
    neighbours(worker, 20)
    return registered(worker, head_name=SECRETS[0], phone=SECRETS[1], address=SECRETS[2])


@pytest.fixture
def need(worker: User, case: Case) -> Need:
    return published(worker, case)


@pytest.fixture
def own(need: Need) -> NeedDraft:
    return NeedDraft.objects.get(need=need)


@pytest.fixture
def assignment(need: Need) -> Assignment:
    return promised(need)


@pytest.fixture
def code(worker: User, own: NeedDraft) -> str:
    return issue_slip(by=worker, draft=own)[1]


def slip(code: str) -> Slip:
    found = slip_by_code(code)
    assert found is not None
    return found


def stands(need: Need) -> tuple[str, bool]:
    return Need.objects.values_list("status", "live").get(pk=need.pk)


def test_a_code_holds_128_random_bits_and_reads_back_however_it_is_typed() -> None:
    codes = {new_code() for _each in range(200)}
    assert len(codes) == 200
    assert LENGTH * 5 >= 128
    assert len(ALPHABET) == 32
    for code in list(codes)[:20]:
        assert normalised(f" {grouped(code).lower()} ") == code
        assert normalised(code.replace("1", "l").replace("0", "o")) == code


def test_only_an_hmac_of_the_code_is_stored(code: str) -> None:
    row = Slip.objects.get()
    assert row.code_index == index_of(code)
    stored = " ".join(str(value) for value in Slip.objects.values().get().values())
    assert code not in stored
    assert not AuditRow.objects.filter(detail__icontains=code).exists()


def test_a_new_slip_ends_the_old_one_and_the_worker_may_end_it(worker: User, own: NeedDraft, code: str) -> None:
    _slip, second = issue_slip(by=worker, draft=own)
    assert slip_by_code(code) is None
    assert slip_by_code(second) is not None
    end_slip(by=worker, draft=own)
    assert slip_by_code(second) is None
    unknown = new_code()
    told = Site().shows(f"/slip/{unknown}/", 404).replace(unknown, second)
    assert Site().shows(f"/slip/{second}/", 404) == told


def test_it_opens_until_its_last_day(code: str) -> None:
    over = Slip.objects.get().expires_at
    days = int(rule("casework.slip_days", on=clock.today()).value)
    assert clock.local(over).date() == clock.today() + timedelta(days=days + 1)
    with clock.freeze(over - timedelta(seconds=1)):
        Site().shows(f"/slip/{code}/")
    with clock.freeze(over):
        Site().shows(f"/slip/{code}/", 404)


def test_only_the_caseworker_prints_one_and_only_for_a_need_that_was_handed_in(
    worker: User, case: Case, own: NeedDraft
) -> None:
    refuses("NOT_THE_CASEWORKER", lambda: issue_slip(by=officer(), draft=own))
    refuses("NOT_THE_CASEWORKER", lambda: issue_slip(by=person(), draft=own))
    refuses("NO_SLIP", lambda: issue_slip(by=worker, draft=draft(worker, case)))
    assert not Slip.objects.exists()


def test_the_paper_names_nobody_and_its_code_opens_the_page(worker: User, own: NeedDraft) -> None:
    site = Site(worker)
    answer = site.sends(f"/casework/drafts/{own.reference}/slip/", 200)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    text = extract_text(answer.content)
    assert not any(word in text for word in (*SECRETS, own.case.case_number))
    groups = [word for word in text.split() if set(word) <= set(ALPHABET) and 2 <= len(word) <= 4]
    joined = "".join(groups)
    found = [joined[at : at + LENGTH] for at in range(len(joined)) if slip_by_code(joined[at : at + LENGTH])]
    assert len(found) == 1


def test_the_page_shows_what_is_public_and_who_comes_and_nothing_of_the_file(
    code: str, need: Need, assignment: Assignment, own: NeedDraft
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(due_on=clock.today() + timedelta(days=3))
    page = Site().shows(f"/slip/{code}/")
    assert assignment.organisation.name in page
    assert "<dd>机构</dd>" in page
    assert need.title in page
    confidential = (*SECRETS, own.original_title, own.original_story, own.case.case_number, own.case.reference)
    assert not any(word in page for word in confidential)
    answer = Site().get(f"/slip/{code}/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-cache" in answer["Cache-Control"]


def test_a_need_kept_private_shows_its_kind_only(worker: User) -> None:
    hidden = submitted(worker, registered(worker, head_name=SECRETS[0]), consent=False)
    _slip, code = issue_slip(by=worker, draft=hidden)
    page = Site().shows(f"/slip/{code}/")
    assert "没有。您的求助没有向公众显示。" in page
    assert "希望有一台取暖器" not in page


def test_the_code_is_typed_without_care_and_leads_to_the_page(code: str) -> None:
    typed = f"  {grouped(code).lower().replace('-', ' ')} "
    answer = Site().sends("/slip/", code=typed)
    assert answer["Location"] == f"/slip/{code}/"


def test_a_wrong_code_is_told_so_and_guessing_leads_nowhere(code: str) -> None:
    site = Site()
    most = int(rule("casework.slip_misses_per_hour", on=clock.today()).value)
    for _try in range(most):
        page = site.sends("/slip/", 404, code=new_code()).content.decode()
        assert "没有这个号码的有效进展单" in page
    site.sends("/slip/", 429, code=new_code())
    site.shows(f"/slip/{new_code()}/", 429)
    site.shows(f"/slip/{code}/")  # whoever shares the address and has a slip is not shut out
    assert not HouseholdWord.objects.exists()


def test_guesses_near_the_code_open_nothing(code: str) -> None:
    near = {code[:at] + letter + code[at + 1 :] for at in range(LENGTH) for letter in ALPHABET} - {code}
    assert not any(slip_by_code(guess) for guess in near | {code[:-1], code + "0", "", "%", "' OR 1=1 --"})


def test_the_household_says_whether_help_arrived_and_the_caseworker_has_work(
    code: str, assignment: Assignment, worker: User
) -> None:
    site = Site()
    site.sends(f"/slip/{code}/", say="not_arrived", help=assignment.reference)
    word = HouseholdWord.objects.get()
    assert (word.spoken, word.assignment) == ("not_arrived", assignment)
    line = AuditRow.objects.get(verb="slip.say")
    assert (line.actor, line.detail) == ("system:household-slip", {"said": "not_arrived"})
    deliver_due()
    assert WorkItem.objects.get(user=worker, kind="household_lacks_it").due_at is not None
    assert "没有收到" in site.shows(f"/slip/{code}/")


def reported(assignment: Assignment) -> Assignment:
    helper = member_of(assignment.organisation)
    report_delivery(by=helper, assignment=assignment, delivered_on=clock.today())
    return assignment


def test_a_reported_delivery_is_confirmed_by_the_household_itself(
    code: str, assignment: Assignment, need: Need, worker: User
) -> None:
    Site().sends(f"/slip/{code}/", say="arrived", help=reported(assignment).reference)
    confirmation = Confirmation.objects.get(assignment=assignment)
    assert (confirmation.by, confirmation.channel, confirmation.outcome) == (None, "slip", "complete")
    assert stands(need)[0] == NeedStatus.DELIVERED
    assert AuditRow.objects.get(verb="assignment.confirm").actor == "system:household-slip"
    deliver_due()
    assert not WorkItem.objects.filter(user=worker, done_at__isnull=True, kind__in=WAITS).exists()
    Site().sends(f"/slip/{code}/", 409, say="not_arrived", help=assignment.reference)
    assert Assignment.objects.get().status == "confirmed"


@pytest.mark.parametrize("said", ["in_part", "not_arrived"])
def test_what_did_not_arrive_goes_back_to_the_helper(code: str, assignment: Assignment, said: str) -> None:
    Site().sends(f"/slip/{code}/", say=said, help=reported(assignment).reference)
    assert Assignment.objects.get().status == "under_way"
    assert not Confirmation.objects.exists()


def test_the_page_says_the_agreed_day_and_hours(code: str, assignment: Assignment) -> None:
    helper = member_of(assignment.organisation)
    day = clock.today() + timedelta(days=2)
    Assignment.objects.filter(pk=assignment.pk).update(hand_over=HandOver.WINDOW)
    assignment.refresh_from_db()
    agree_day(by=helper, assignment=assignment, on=day, starts=time(9), ends=time(11))
    page = Site().shows(f"/slip/{code}/")
    assert "09:00-11:00" in page
    assert "服务窗口" in page


def test_of_somebody_elses_help_nothing_can_be_said(code: str, worker: User) -> None:
    other = promised(published(worker, registered(worker)))
    site = Site()
    site.sends(f"/slip/{code}/", 404, say="arrived", help=other.reference)
    site.sends(f"/slip/{code}/", 404, say="nonsense", help=other.reference)
    refuses("NOTHING_TO_SAY", lambda: say_of_help(slip=slip(code), assignment=other, spoken="arrived"))
    assert not HouseholdWord.objects.exists()
    assert not AuditRow.objects.filter(verb="slip.say").exists()


def test_objecting_hides_the_need_at_once_and_nobody_shows_it_again(code: str, need: Need, worker: User) -> None:
    Site().sends(f"/slip/{code}/object/")
    assert stands(need) == (NeedStatus.HELD, False)
    Site().shows(f"/needs/{need.reference}/", 404)
    deliver_due()
    assert WorkItem.objects.filter(user=worker, kind="household_objects", done_at__isnull=True).count() == 1
    need.refresh_from_db()
    refuses("CLASS_TOO_SMALL", lambda: show_again(by=officer(), need=need))
    assert stands(need) == (NeedStatus.HELD, False)


def test_help_goes_on_after_an_objection(code: str, need: Need, assignment: Assignment) -> None:
    object_to_publication(slip=slip(code))
    assert stands(need) == (NeedStatus.MATCHED, False)
    assert Assignment.objects.get().status == "assigned"


def test_before_its_release_an_objection_keeps_the_need_private(worker: User, case: Case) -> None:
    waiting = submitted(worker, case)
    assert waiting.need is not None
    made, _code = issue_slip(by=worker, draft=waiting)
    object_to_publication(slip=made)
    row = Need.objects.get(pk=waiting.need.pk)
    assert (row.status, row.audience, row.title, row.text) == (NeedStatus.PRIVATE_MATCH, "private", "", "")


def test_what_is_not_shown_cannot_be_hidden_twice(code: str, need: Need) -> None:
    object_to_publication(slip=slip(code))
    refuses("NOTHING_TO_SAY", lambda: object_to_publication(slip=slip(code)))
    page = Site().sends(f"/slip/{code}/object/", 409).content.decode()
    assert "无须再做什么" in page
    assert HouseholdWord.objects.count() == 1


def test_a_consent_recorded_again_finishes_the_work(code: str, worker: User, own: NeedDraft) -> None:
    object_to_publication(slip=slip(code))
    deliver_due()
    record_consent(by=worker, draft=own, kind=ConsentKind.PUBLICATION, given=True, given_on=clock.today())
    deliver_due()
    assert not WorkItem.objects.filter(kind="household_objects", done_at__isnull=True).exists()


def test_withdrawing_ends_the_need_for_good(code: str, need: Need, worker: User, own: NeedDraft) -> None:
    site = Site()
    site.shows(f"/slip/{code}/withdraw/")
    assert stands(need) == (NeedStatus.PUBLISHED, True)  # reading the page does nothing
    site.sends(f"/slip/{code}/withdraw/")
    assert stands(need) == (NeedStatus.WITHDRAWN, False)
    last = Consent.objects.filter(draft=own).last()
    assert last is not None
    assert (last.given, last.recorded_by) == (False, None)
    deliver_due()
    assert Notice.objects.filter(user=worker, kind="household_withdrew").count() == 1
    refuses("NOTHING_TO_SAY", lambda: withdraw_by_household(slip=slip(code)))
    assert site.shows(f"/slip/{code}/").count("/withdraw/") == 0


def test_a_slip_that_was_replaced_while_the_page_was_open_changes_nothing(
    code: str, need: Need, worker: User, own: NeedDraft
) -> None:
    open_page = slip(code)
    issue_slip(by=worker, draft=own)
    for deed in (withdraw_by_household, object_to_publication):
        refuses("SLIP_OVER", lambda deed=deed: deed(slip=open_page))
    assert stands(need) == (NeedStatus.PUBLISHED, True)


def test_the_same_word_twice_is_said_once_and_the_last_word_counts(
    code: str, assignment: Assignment, worker: User
) -> None:
    say_of_help(slip=slip(code), assignment=assignment, spoken="not_arrived")
    refuses("NOTHING_TO_SAY", lambda: say_of_help(slip=slip(code), assignment=assignment, spoken="not_arrived"))
    say_of_help(slip=slip(code), assignment=assignment, spoken="arrived")
    deliver_due()
    waiting = WorkItem.objects.filter(user=worker, kind__startswith="household_", done_at__isnull=True)
    assert list(waiting.values_list("kind", flat=True)) == ["household_has_it"]


def test_the_page_is_printed_without_its_address(code: str) -> None:
    assert f"{code}/</p>" not in Site().shows(f"/slip/{code}/")


def test_an_erased_household_has_no_slip_in_force(code: str, own: NeedDraft) -> None:
    shred_case(by=officer(), case=own.case, because=ShredReason.ERASURE_REQUESTED)
    assert slip_by_code(code) is None


def test_the_log_cuts_the_code() -> None:
    from marketplace.common.logs import hide_secret_paths

    line = hide_secret_paths(None, "", {"event": "GET /slip/7K3MABCD/withdraw/ 200"})
    assert line["event"] == "GET /slip/… 200"
