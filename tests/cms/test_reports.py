"""A reported page goes first and is looked into afterwards; nobody can empty the site, and a decision stands."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from cms.models import PageReport
from cms.reports.actions import AlreadyDecided, dismiss_report, report_page, uphold_report
from cms.reports.states import REPORT_LIFECYCLE, ReportReason, ReportStatus, SubjectKind
from cms.reports.subjects import Subject, subject_at
from marketplace.accounts.models import User
from marketplace.common.events import dispatch
from marketplace.needs import actions
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.notifications.models import WorkItem
from marketplace.operations.demo import pages
from tests.needs.city import CLOCKWORK, FakeGate, publish
from tests.needs.conftest import author, desk, far_officer, gate, officer, second_officer
from tests.refusals import refuses

__all__ = ["author", "desk", "far_officer", "gate", "officer", "second_officer"]
pytestmark = pytest.mark.django_db
IDENTIFIES = ReportReason.IDENTIFIES


@pytest.fixture
def need(officer: User, author: User, gate: FakeGate) -> Need:
    return publish(officer, author, gate)


def address(need: Need) -> str:
    return f"/needs/{need.reference}/"


def subject(path: str) -> Subject:
    found = subject_at(path)
    assert found is not None
    return found


def report(path: str, reporter: str = "somebody", reason: ReportReason = IDENTIFIES) -> PageReport:
    return report_page(subject=subject(path), reason=reason, reporter=reporter)


def send(client: Client, path: str, reason: str = "identifies", **caller: str) -> int:
    return client.post("/report/page/", {"page": path, "reason": reason}, **caller).status_code  # type: ignore[arg-type]


def test_a_reported_need_disappears_at_once_and_officers_are_asked(client: Client, need: Need, officer: User) -> None:
    assert client.get(address(need)).status_code == 200
    assert send(client, address(need)) == 200
    need.refresh_from_db()
    assert (need.status, need.live) == (NeedStatus.HELD, False)
    assert client.get(address(need)).status_code == 410
    assert need.title not in client.get("/needs/").content.decode()
    dispatch.deliver_due()
    [item] = WorkItem.objects.filter(user=officer, kind="page_report", done_at__isnull=True)
    assert item.due_at is not None
    assert need.title not in str(item.params) + item.url


def test_a_promised_need_is_hidden_and_goes_on_being_served(
    client: Client, need: Need, officer: User, second_officer: User
) -> None:
    actions.mark_matched(by=CLOCKWORK, need=need)
    made = report(address(need))
    need.refresh_from_db()
    assert (need.status, need.live) == (NeedStatus.MATCHED, False)
    dismiss_report(by=second_officer, report=made, decision="核查过，五十户以上符合。")
    need.refresh_from_db()
    assert (need.status, need.live) == (NeedStatus.MATCHED, True)
    assert client.get(address(need)).status_code == 200


def test_a_decision_to_show_stands_against_the_same_report(need: Need, second_officer: User, client: Client) -> None:
    dismiss_report(by=second_officer, report=report(address(need)), decision="核查过，五十户以上符合。")
    need.refresh_from_db()
    assert need.status == NeedStatus.PUBLISHED
    with pytest.raises(AlreadyDecided):
        report(address(need), reporter="another")
    assert send(client, address(need)) == 409
    need.refresh_from_db()
    assert need.live
    assert report(address(need), reporter="another", reason=ReportReason.UNTRUE).hides is False


def test_other_words_may_be_reported_again(need: Need, second_officer: User) -> None:
    dismiss_report(by=second_officer, report=report(address(need)), decision="核查过，五十户以上符合。")
    Need.objects.filter(pk=need.pk).update(text="屋里很冷，门口有一棵三百年的银杏。")
    assert report(address(need), reporter="another").hides is True


def test_upholding_withdraws_the_need_for_good(need: Need, second_officer: User, client: Client) -> None:
    made = report(address(need))
    uphold_report(by=second_officer, report=made, decision="邻居能认出这户人家。")
    need.refresh_from_db()
    assert need.status == NeedStatus.WITHDRAWN
    assert client.get(address(need)).status_code == 410
    dispatch.deliver_due()
    assert not WorkItem.objects.filter(kind="page_report", done_at__isnull=True).exists()


def test_a_need_held_for_another_reason_stays_held(need: Need, second_officer: User) -> None:
    made = report(address(need))
    Need.objects.filter(pk=need.pk).update(hold_code="CLASS_TOO_SMALL")
    dismiss_report(by=second_officer, report=made, decision="核查过，五十户以上符合。")
    need.refresh_from_db()
    assert need.status == NeedStatus.HELD


def test_nobody_empties_the_site(officer: User, author: User, gate: FakeGate, client: Client) -> None:
    needs = [publish(officer, author, gate) for _ in range(4)]
    caller = {"REMOTE_ADDR": "203.0.113.7"}
    assert [send(client, address(need), **caller) for need in needs] == [200, 200, 200, 409]
    assert Need.objects.filter(live=True).count() == 1


def test_when_many_pages_went_within_the_hour_the_next_waits_for_an_officer(need: Need) -> None:
    PageReport.objects.bulk_create(
        PageReport(path=f"/programmes/{n}/", kind=SubjectKind.PAGE, reason=IDENTIFIES, reporter=str(n), hides=True)
        for n in range(12)
    )
    assert report(address(need)).hides is False
    need.refresh_from_db()
    assert need.live


def test_the_same_report_twice_is_one_report(need: Need) -> None:
    made = report("/needs/", reason=IDENTIFIES)
    assert made == report("/needs/", reason=IDENTIFIES)
    assert made.hides is False
    assert PageReport.objects.count() == 1


def test_a_text_page_is_hidden_from_everybody_but_officers(desk: Client) -> None:
    pages.write(lambda _line: None)
    visitor = Client()
    assert visitor.get("/trust/").status_code == 200
    assert send(visitor, "/trust/") == 200
    assert visitor.get("/trust/").status_code == 410
    assert desk.get("/trust/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/gifts/secretsecretsecret/", "/desk/", "/nowhere/", "https://example.org/", "/casework/"]
)
def test_what_is_no_public_page_cannot_be_reported_nor_is_it_kept(client: Client, path: str) -> None:
    assert subject_at(path) is None
    response = client.post("/report/page/", {"page": path, "reason": "identifies"})
    assert response.status_code == 200
    assert path not in response.content.decode()
    assert not PageReport.objects.exists()


def test_the_foot_of_a_page_leads_to_its_report_and_never_repeats_a_secret(client: Client, need: Need) -> None:
    assert f"/report/page/?page=%2Fneeds%2F{need.reference}%2F" in client.get(address(need)).content.decode()
    assert "/report/page/?page" not in client.get("/accounts/login/").content.decode()


def test_an_officer_decides_with_a_reason_and_others_do_not(need: Need, desk: Client, client: Client) -> None:
    made = report(address(need))
    there = f"/reports/{made.reference}/"
    assert Client().get(there).status_code == 302
    assert desk.get("/reports/").status_code == 200
    assert desk.post(there, {"verb": "dismiss", "decision": "短"}).status_code == 422
    made.refresh_from_db()
    assert made.status == ReportStatus.OPEN
    assert desk.post(there, {"verb": "dismiss", "decision": "核查过，五十户以上符合。"}).status_code == 302
    made.refresh_from_db()
    assert made.status == ReportStatus.DISMISSED


def test_only_officers_decide(need: Need, author: User) -> None:
    made = report(address(need))
    refuses("NOT_AN_OFFICER", lambda: dismiss_report(by=author, report=made, decision="核查过，五十户以上符合。"))
    refuses("NOT_AN_OFFICER", lambda: uphold_report(by=author, report=made, decision="邻居能认出这户人家。"))
    made.refresh_from_db()
    assert made.status == ReportStatus.OPEN


def test_the_table_lists_no_way_back_to_open() -> None:
    assert {target for _source, _verb, target in REPORT_LIFECYCLE.edges()} == {"upheld", "dismissed"}


@pytest.mark.parametrize(
    ("proxies", "told", "same"),
    [(0, "198.51.100.1", True), (1, "198.51.100.1, 203.0.113.9", False), (1, "", True)],
)
def test_only_our_own_proxies_are_believed(client: Client, need: Need, proxies: int, told: str, same: bool) -> None:
    with override_settings(TRUSTED_PROXIES=proxies):
        send(client, "/needs/", HTTP_X_FORWARDED_FOR=told)
        send(client, "/programmes/")
    reporters = set(PageReport.objects.values_list("reporter", flat=True))
    assert (len(reporters) == 1) is same
    assert not any("203.0" in reporter or "127.0" in reporter for reporter in reporters)
