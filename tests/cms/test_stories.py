"""A story is scanned, says what it stands on, and is read by a second officer; nobody's button publishes it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection, Locale

from cms.models import ListingPage, SiteImage, TextPage
from cms.models.pages import Basis
from marketplace.accounts.models import Role, User
from marketplace.casework.actions import withdraw_consent
from marketplace.casework.codes import ConsentKind
from marketplace.common.events import dispatch
from marketplace.notifications.models import Notice, WorkItem
from marketplace.operations.demo import pages, stories
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


def approved(editor: User, **own: object) -> TextPage:
    """Read by a second officer, and seen."""
    page, words = handed_in(editor, **own)
    publish_words(by=officer(), publication=words)
    dispatch.deliver_due()
    page.refresh_from_db()
    assert seen() == 200
    return page


def test_nobody_and_no_clock_publishes_other_words(editor: User) -> None:
    """A schedule, a translation and a command publish in nobody's name."""
    page = approved(editor)
    page.lede = "改过的一句话。"
    page.save_revision(user=editor)
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish()
    assert LEDE in Client().get("/stories/warm/").content.decode()


def test_an_older_version_comes_back_only_with_its_approval(editor: User) -> None:
    page = approved(editor)
    first = page.latest_revision
    page.lede = "第二版也有人读过。"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    publish_words(by=officer(), publication=Publication.objects.get(kind=Kind.STORY, status=S.SUBMITTED))
    dispatch.deliver_due()
    assert "第二版也有人读过" in Client().get("/stories/warm/").content.decode()
    with pytest.raises(PermissionDenied):
        first.publish(user=editor)
    assert LEDE not in Client().get("/stories/warm/").content.decode()


def test_what_is_copied_moved_or_translated_into_the_stories_is_not_seen_before_it_was_read(editor: User) -> None:
    page = approved(editor)
    parent = page.get_parent()
    copied = page.copy(update_attrs={"slug": "copied"}, keep_live=True)
    alias = page.create_alias(update_slug="alias", parent=parent)
    assert copied.live
    assert alias.live
    home = parent.get_parent().specific
    text = home.add_child(instance=TextPage(title="某户的事", slug="moved", lede="没有人读过的话。"))
    text.save_revision().publish()
    assert seen("/moved/") == 200
    text.move(parent, pos="last-child")
    for slug in ("copied", "alias", "moved"):
        assert seen(f"/stories/{slug}/") == 404, slug
    listing = Client().get("/stories/").content.decode()
    assert "没有人读过的话" not in listing
    assert listing.count(LEDE) == 1
    maps = Client().get("/sitemap.xml").content.decode()
    assert "/stories/warm/" in maps
    assert not any(f"/stories/{slug}/" in maps for slug in ("copied", "alias", "moved"))
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"))
    with pytest.raises(PermissionDenied):
        translated.save_revision().publish()


def declared_image() -> SiteImage:
    cache.clear()  # another test's image of the same number may have left its scaled pictures there
    return SiteImage.objects.create(
        title="屋子", file=picture(), alternative_text="一台取暖器", width=40, height=30, is_declared=True
    )


def test_the_officer_sees_the_picture_and_the_public_sees_it_no_longer_than_the_story(editor: User) -> None:
    image, second = declared_image(), officer()
    _page, words = handed_in(editor, picture=image)
    desk = Client()
    desk.force_login(second)
    assert f"/words/{words.reference}/picture/" in desk.get(f"/words/review/{words.reference}/").content.decode()
    address = image.get_rendition("width-960").url
    assert seen(address) == 404
    assert desk.get(address).status_code == 200
    publish_words(by=second, publication=words)
    dispatch.deliver_due()
    shown = Client().get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert seen(image.file.url) == 404
    hide_words(by=second, publication=words, code=REPORTED)
    assert seen(address) == 404
    assert seen("/media/../db.sqlite3") == 404


def test_a_stored_picture_is_not_exchanged(editor: User) -> None:
    image = declared_image()
    before = image.file.name
    browser = Client()
    browser.force_login(editor)
    fields = {"title": "屋子", "alternative_text": "一台取暖器", "collection": Collection.get_first_root_node().pk}
    answer = browser.post(f"/cms/images/{image.pk}/", fields | {"is_declared": "on", "file": picture()})
    assert answer.status_code == 200
    image.refresh_from_db()
    assert image.file.name == before


def test_the_demonstrations_stories_were_read_by_a_second_officer(editor: User) -> None:
    second = officer()
    assert stories.tell_stories(editor=editor, officer=second) == 2
    words = Publication.objects.filter(kind=Kind.STORY)
    assert {(row.status, row.author_id, row.reviewer_id) for row in words} == {(S.PUBLISHED, editor.pk, second.pk)}
    page = Client().get("/stories/a-warm-room/").content.decode()
    assert 'src="/media/images/' in page
    assert stories.drawn() == stories.drawn()
    assert stories.tell_stories(editor=editor, officer=second) == 0
