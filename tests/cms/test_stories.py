"""A story is scanned, says what it stands on, and is read by a second officer; nobody's button publishes it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection

from cms.models import ListingPage, SiteImage, TextPage
from cms.models.pages import Basis
from marketplace.accounts.models import Role, User
from marketplace.casework.actions import withdraw_consent
from marketplace.casework.codes import ConsentKind
from marketplace.common.events import dispatch
from marketplace.notifications.models import Notice, WorkItem
from marketplace.operations.demo import pages
from marketplace.publications.actions import hide_words, publish_words, return_words
from marketplace.publications.models import Publication
from marketplace.publications.states import REPORTED, Kind, PublicationStatus
from tests.casework.factories import caseworker, officer, staff
from tests.publications.city import draft_of, helped, picture
from tests.refusals import refuses

pytestmark = pytest.mark.django_db
S = PublicationStatus
LEDE = "一间屋子怎样暖和起来。"


@pytest.fixture
def editor() -> User:
    pages.write(lambda _line: None)
    return staff(Role.EDITOR, "330200")


def story(editor: User, slug: str = "warm", **own: object) -> TextPage:
    """Saved, not published."""
    parent = ListingPage.objects.get(slug="stories", locale__language_code="zh-hans")
    fields = {"title": "暖和的屋子", "lede": LEDE, "basis": Basis.INVENTED} | own
    page: TextPage = parent.add_child(instance=TextPage(slug=slug, live=False, owner=editor, **fields))
    page.save_revision(user=editor)
    return page


def handed_in(editor: User, **own: object) -> tuple[TextPage, Publication]:
    page = story(editor, **own)
    page.get_workflow().start(page, editor)
    return page, Publication.objects.get(kind=Kind.STORY, status=S.SUBMITTED)


def seen(path: str = "/stories/warm/") -> int:
    return Client().get(path).status_code


def test_a_story_is_seen_once_a_second_officer_approved_its_words(editor: User) -> None:
    second = officer()
    page, words = handed_in(editor)
    dispatch.deliver_due()
    assert WorkItem.objects.filter(user=second, kind="words_review", done_at__isnull=True).count() == 1
    assert seen() == 404
    publish_words(by=second, publication=words)
    dispatch.deliver_due()
    page.refresh_from_db()
    assert page.live
    assert LEDE in Client().get("/stories/warm/").content.decode()
    assert LEDE in Client().get("/stories/").content.decode()


def test_nobody_publishes_a_story_past_the_second_officer(editor: User) -> None:
    page = story(editor)
    assert not page.permissions_for_user(editor).can_publish()
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish(user=editor)
    _page, words = handed_in(editor, slug="other")
    refuses("NOT_AN_OFFICER", lambda: publish_words(by=editor, publication=words))
    page.refresh_from_db()
    assert not page.live


def test_other_words_than_the_approved_ones_are_not_published(editor: User) -> None:
    page, words = handed_in(editor)
    publish_words(by=officer(), publication=words)
    page.title = "另一个标题"
    revision = page.save_revision(user=editor)
    with pytest.raises(PermissionDenied):
        revision.publish(user=editor)


def test_a_story_without_a_basis_is_not_approved(editor: User) -> None:
    _page, words = handed_in(editor, basis=None)
    refuses("NO_CONSENT", lambda: publish_words(by=officer(), publication=words))
    words.refresh_from_db()
    assert words.status == S.SUBMITTED


def test_a_story_that_went_back_is_mended_and_handed_in_again(editor: User) -> None:
    page, words = handed_in(editor)
    return_words(by=officer(), publication=words, remark="请把经过写得更清楚。")
    dispatch.deliver_due()
    assert Notice.objects.filter(user=editor, kind="words_returned").count() == 1
    page = TextPage.objects.get(pk=page.pk)
    page.lede = LEDE + "后来邻居也来了。"
    page.save_revision(user=editor)
    page.current_workflow_state.resume(user=editor)
    again = Publication.objects.get(kind=Kind.STORY, status=S.SUBMITTED)
    assert "邻居也来了" in again.text
    publish_words(by=officer(), publication=again)
    dispatch.deliver_due()
    assert "邻居也来了" in Client().get("/stories/warm/").content.decode()


def test_a_story_of_a_household_goes_with_its_consent(editor: User) -> None:
    worker = caseworker()
    need, _promise, _helper = helped(worker, head_name="样本甲")
    _page, words = handed_in(editor, basis=Basis.NEED, consent_reference=need.reference)
    assert words.need_reference == need.reference
    publish_words(by=officer(), publication=words)
    dispatch.deliver_due()
    assert seen() == 200
    withdraw_consent(by=worker, draft=draft_of(need), kind=ConsentKind.PUBLICATION, on=date(2026, 11, 20))
    assert seen() == 404
    dispatch.deliver_due()
    assert LEDE not in Client().get("/stories/").content.decode()


def test_what_the_file_of_its_household_knows_is_refused(editor: User) -> None:
    need, _promise, _helper = helped(caseworker(), head_name="样本甲")
    page = story(editor, lede="样本甲的屋子暖和了。", basis=Basis.NEED, consent_reference=need.reference)
    refuses("TEXT_MAY_IDENTIFY", lambda: page.get_workflow().start(page, editor))
    assert not Publication.objects.filter(kind=Kind.STORY).exists()


def test_hidden_words_take_the_page_away_at_once(editor: User) -> None:
    _page, words = handed_in(editor)
    publish_words(by=officer(), publication=words)
    dispatch.deliver_due()
    hide_words(by=officer(), publication=words, code=REPORTED)
    assert seen() == 404


def test_the_editor_saves_no_words_with_findings(editor: User) -> None:
    browser = Client()
    browser.force_login(editor)
    parent = ListingPage.objects.get(slug="stories", locale__language_code="zh-hans")
    fields = {"title": "一个故事", "slug": "told", "lede": "请打13800138000。", "basis": "invented", "body-count": "0"}
    answer = browser.post(f"/cms/pages/add/cms/textpage/{parent.pk}/", fields)
    assert answer.status_code == 200
    assert not TextPage.objects.filter(slug="told").exists()
    browser.post(f"/cms/pages/add/cms/textpage/{parent.pk}/", fields | {"lede": LEDE})
    assert TextPage.objects.filter(slug="told", live=False).count() == 1


def test_an_image_is_described_declared_and_freed_of_its_metadata(editor: User) -> None:
    browser = Client()
    browser.force_login(editor)
    fields = {"title": "屋子", "alternative_text": "一台取暖器", "collection": Collection.get_first_root_node().pk}
    for lacking in ({"is_declared": "on", "alternative_text": ""}, {}):
        browser.post("/cms/images/add/", fields | lacking | {"file": picture()})
        assert not SiteImage.objects.exists()
    page = SimpleUploadedFile("a.jpg", b"<html>", content_type="image/jpeg")
    browser.post("/cms/images/add/", fields | {"is_declared": "on", "file": page})
    assert not SiteImage.objects.exists()
    browser.post("/cms/images/add/", fields | {"is_declared": "on", "file": picture()})
    image = SiteImage.objects.get()
    data = image.file.open("rb").read()
    with Image.open(io.BytesIO(data)) as stored:
        assert not stored.getexif()
    assert b"secret" not in data
    assert "door-of-somebody" not in image.file.name


def test_a_picture_without_its_declaration_stops_the_approval(editor: User) -> None:
    image = SiteImage.objects.create(title="屋子", file=picture(), alternative_text="一台取暖器", width=40, height=30)
    _page, words = handed_in(editor, picture=image)
    refuses("PICTURE_UNFIT", lambda: publish_words(by=officer(), publication=words))
    SiteImage.objects.update(is_declared=True)
    publish_words(by=officer(), publication=words)
    dispatch.deliver_due()
    assert 'alt="一台取暖器"' in Client().get("/stories/warm/").content.decode()
