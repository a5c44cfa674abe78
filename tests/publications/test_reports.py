"""Words are reported and hidden alone, wherever they stand; a decision stands, and nobody empties the site."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.models import PageReport
from cms.reports.actions import dismiss_report, uphold_report
from marketplace.accounts.models import User
from marketplace.casework.actions import withdraw_consent
from marketplace.casework.codes import ConsentKind
from marketplace.common import clock
from marketplace.publications.actions import Writing, change_words, publish_words
from marketplace.publications.models import Publication
from marketplace.publications.states import PublicationStatus
from tests.casework.factories import caseworker, officer
from tests.publications.city import TEXT, draft_of, helped, shown

pytestmark = pytest.mark.django_db
WHY = "核对过，看不出是哪一户。"
S = PublicationStatus


@pytest.fixture
def worker() -> User:
    return caseworker()


def report(words: Publication, address: str = "203.0.113.7", reason: str = "identifies") -> int:
    fields = {"page": f"/words/{words.reference}/", "reason": reason}
    return Client().post("/report/page/", fields, REMOTE_ADDR=address).status_code


def status_of(words: Publication) -> str:
    words.refresh_from_db()
    return words.status


def test_reported_words_disappear_from_every_page_and_the_need_stays(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    assert report(words) == 200
    assert status_of(words) == S.HIDDEN
    html = Client().get(f"/needs/{need.reference}/")
    assert html.status_code == 200
    assert TEXT not in html.content.decode()
    assert Client().get(f"/words/{words.reference}/").status_code == 410


def test_an_officers_decision_stands_against_the_same_report(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    report(words)
    dismiss_report(by=officer(), report=PageReport.objects.get(), decision=WHY)
    assert status_of(words) == S.PUBLISHED
    assert report(words, "203.0.113.9") == 409
    assert status_of(words) == S.PUBLISHED
    assert report(words, "203.0.113.9", reason="untrue") == 200
    assert status_of(words) == S.PUBLISHED


def test_other_words_may_be_reported_again(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    report(words)
    dismiss_report(by=officer(), report=PageReport.objects.get(), decision=WHY)
    words.refresh_from_db()
    change_words(by=worker, publication=words, writing=Writing(text="又送来一床厚被子。"))
    publish_words(by=officer(), publication=words)
    assert report(words, "203.0.113.9") == 200
    assert status_of(words) == S.HIDDEN


def test_an_upheld_report_erases_the_words(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    report(words)
    uphold_report(by=officer(), report=PageReport.objects.get(), decision="邻居能认出这户人家。")
    assert (status_of(words), words.text) == (S.WITHDRAWN, "")


def test_a_reporter_who_reports_everything_hides_little(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    many = [shown(worker, need, text=f"{TEXT}第{n}次。") for n in "一二三四"]
    assert [report(words) for words in many] == [200, 200, 200, 409]
    assert status_of(many[3]) == S.PUBLISHED


def test_a_dismissed_report_brings_nothing_back_that_lost_its_consent(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    report(words)
    withdraw_consent(by=worker, draft=draft_of(need), kind=ConsentKind.PUBLICATION, on=clock.today())
    dismiss_report(by=officer(), report=PageReport.objects.get(), decision=WHY)
    assert status_of(words) == S.HIDDEN


def test_words_that_are_not_shown_cannot_be_reported(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    Publication.objects.filter(pk=words.pk).update(for_public=False)
    report(words)
    assert not PageReport.objects.exists()
