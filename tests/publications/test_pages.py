"""Writing, deciding and reading in a browser without a script."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from marketplace.accounts.models import User
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus
from tests.casework.factories import caseworker, officer, person
from tests.casework.sites import Site
from tests.publications.city import ENGLISH, TEXT, helped, picture, shown, update

pytestmark = pytest.mark.django_db
S = PublicationStatus


@pytest.fixture
def worker() -> User:
    return caseworker()


def test_from_the_page_of_the_case_to_the_page_of_the_need(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    desk, second = Site(worker), Site(officer())
    address = f"/words/new/need_update/{need.reference}/"
    assert "取暖器" in desk.shows(address)
    answer = desk.sends(address, text=TEXT, text_en=ENGLISH, do="hand_in")
    words = Publication.objects.get()
    assert answer["Location"] == f"/words/mine/{words.reference}/"
    assert "尚待另一名干部审阅" in desk.shows(answer["Location"])
    assert TEXT in second.shows("/words/review/")
    assert words.consent_reference in second.shows(f"/words/review/{words.reference}/")
    second.sends(f"/words/review/{words.reference}/", decision="publish", seen=words.version)
    visitor = Site()
    assert TEXT in visitor.shows(f"/needs/{need.reference}/")
    assert f"/report/page/?page=%2Fwords%2F{words.reference}%2F" in visitor.shows(f"/needs/{need.reference}/")


def test_a_draft_is_kept_and_seen_by_its_author_only(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    desk, second = Site(worker), Site(officer())
    desk.sends(f"/words/new/need_update/{need.reference}/", text=TEXT, do="keep")
    words = Publication.objects.get()
    assert words.status == S.DRAFT
    assert TEXT[:10] in desk.shows("/words/mine/")
    second.shows(f"/words/review/{words.reference}/", 404)
    Site(person()).shows(f"/words/mine/{words.reference}/", 404)
    desk.sends(f"/words/mine/{words.reference}/", text=TEXT + "谢谢。", do="hand_in")
    words.refresh_from_db()
    assert words.status == S.SUBMITTED


def test_findings_are_marked_in_place_and_nothing_is_kept(worker: User) -> None:
    need, _promise, _helper = helped(worker, head_name="样本甲")
    address = f"/words/new/need_update/{need.reference}/"
    html = Site(worker).sends(address, 409, text="样本甲说很暖和。").content.decode()
    assert '<mark class="blocking" id="text-finding-1"' in html
    assert "样本甲说很暖和。" in html
    assert not Publication.objects.exists()


def test_the_second_officer_sends_back_and_the_author_mends(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words, desk, second = update(worker, need), Site(worker), Site(officer())
    second.sends(f"/words/review/{words.reference}/", 422, decision="return", remark="", seen=1)
    second.sends(f"/words/review/{words.reference}/", decision="return", remark="请写得更清楚。", seen=1)
    assert "请写得更清楚。" in desk.shows(f"/words/mine/{words.reference}/")
    desk.sends(f"/words/mine/{words.reference}/", text="取暖器已送到，老人试过了。", do="hand_in")
    second.sends(f"/words/review/{words.reference}/", 409, decision="publish", seen=1)
    words.refresh_from_db()
    assert words.status == S.SUBMITTED
    second.sends(f"/words/review/{words.reference}/", decision="publish", seen=2)
    words.refresh_from_db()
    assert words.status == S.PUBLISHED


def test_the_desk_is_for_officers_and_never_shows_ones_own(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words, second = update(worker, need), officer()
    for reader in (worker, person()):
        Site(reader).shows("/words/review/", 404)
        Site(reader).shows(f"/words/review/{words.reference}/", 404)
    assert Site().get("/words/review/").status_code == 302
    Publication.objects.filter(pk=words.pk).update(author=second)
    Site(second).shows(f"/words/review/{words.reference}/", 404)
    Site(second).sends(f"/words/review/{words.reference}/", 404, decision="publish", seen=1)
    words.refresh_from_db()
    assert words.status == S.SUBMITTED


def test_lists_turn_pages_with_as_many_queries_for_many_rows_as_for_few(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    second = Site(officer())
    update(worker, need)
    second.shows("/words/review/")
    few = count(second)
    for _ in range(24):
        update(worker, need)
    assert count(second) == few
    html = second.shows("/words/review/")
    assert html.count("/words/review/") >= 20
    assert "?page=2" in html
    assert "?page=2" in Site(worker).shows("/words/mine/")


def count(site: Site) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        site.shows("/words/review/")
    return len(queries)


def test_a_picture_leaves_where_it_was_taken_behind(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    desk, second = Site(worker), Site(officer())
    address = f"/words/new/need_update/{need.reference}/"
    desk.sends(address, 409, text=TEXT, picture=picture())
    desk.sends(address, 409, text=TEXT, picture=picture(), alternative_text="一台取暖器")
    assert not Publication.objects.exists()
    desk.sends(address, text=TEXT, picture=picture(), alternative_text="一台取暖器", picture_declared="on")
    words = Publication.objects.get()
    assert Client().get(f"/words/{words.reference}/picture/").status_code == 404
    assert second.get(f"/words/{words.reference}/picture/").status_code == 200
    second.sends(f"/words/review/{words.reference}/", decision="publish", seen=1)
    served = Client().get(f"/words/{words.reference}/picture/")
    data = b"".join(served)  # type: ignore[arg-type]
    with Image.open(io.BytesIO(data)) as image:
        assert not image.getexif()
    assert b"secret" not in data
    assert "door-of-somebody" not in str(served.headers)
    assert 'alt="一台取暖器"' in Site().shows(f"/needs/{need.reference}/")


def test_a_picture_goes_with_its_words(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    desk = Site(worker)
    desk.sends(
        f"/words/new/need_update/{need.reference}/",
        text=TEXT,
        picture=picture(),
        alternative_text="一台取暖器",
        picture_declared="on",
    )
    words = Publication.objects.get()
    desk.sends(f"/words/mine/{words.reference}/withdraw/")
    words.refresh_from_db()
    assert (words.picture, words.alternative_text) == (None, "")
    assert desk.get(f"/words/{words.reference}/picture/").status_code == 404


def test_what_is_no_picture_is_refused(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    page = SimpleUploadedFile("a.jpg", b"<html>", content_type="image/jpeg")
    Site(worker).sends(
        f"/words/new/need_update/{need.reference}/",
        409,
        text=TEXT,
        picture=page,
        alternative_text="一",
        picture_declared="on",
    )
    assert not Publication.objects.exists()


@pytest.mark.parametrize("kind", ["dedication", "story", "nonsense"])
def test_other_kinds_are_not_written_here(kind: str, worker: User) -> None:
    need, _promise, _helper = helped(worker)
    Site(worker).shows(f"/words/new/{kind}/{need.reference}/", 404)


def test_words_hide_and_come_back_by_an_officer(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words, second = shown(worker, need), Site(officer())
    second.sends(f"/words/review/{words.reference}/", decision="hide")
    Site().shows(f"/words/{words.reference}/", 404)
    second.sends(f"/words/review/{words.reference}/", decision="show_again")
    assert TEXT in Site().shows(f"/words/{words.reference}/")
    second.sends(f"/words/review/{words.reference}/", decision="withdraw")
    words.refresh_from_db()
    assert (words.status, words.text, words.kind) == (S.WITHDRAWN, "", Kind.NEED_UPDATE)
