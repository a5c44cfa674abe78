"""The invented stories: an editor writes and hands in, a second officer reads, in each language; one has a picture."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw
from wagtail.models import Locale

from cms.image_form import checked_picture
from cms.models import ListingPage, SiteImage, TextPage
from cms.models.pages import Basis
from marketplace.accounts.models import User
from marketplace.common.events.dispatch import deliver_due
from marketplace.operations.demo.households import load
from marketplace.operations.demo.pages import FIRST, SECOND, fields_of
from marketplace.publications.actions import publish_words
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus

SHOWS = "画面：一台取暖器立在空房间里，旁边叠着一床厚被。A heater in an empty room beside a folded quilt (drawn)."


def tell_stories(*, editor: User, officer: User) -> int:
    """Returns how many stories were read and published; those that are there already are left alone."""
    stories = [entry for entry in load("pages")["page"] if entry.get("under") == "stories"]
    told = 0
    for number, entry in enumerate(stories):
        if TextPage.objects.filter(slug=entry["slug"]).exists():
            continue
        image = _picture(editor) if number == 0 else None
        first = _write(editor, entry, image)
        _read(editor, officer, first)
        second = first.copy_for_translation(Locale.objects.get(language_code=SECOND))
        for name, value in fields_of(entry[SECOND]).items():
            setattr(second, name, value)
        second.save_revision(user=editor)
        _read(editor, officer, second)
        told += 1
    return told


def _write(editor: User, entry: dict[str, Any], image: SiteImage | None) -> TextPage:
    parent = ListingPage.objects.get(slug=entry["under"], locale__language_code=FIRST)
    page = TextPage(
        slug=entry["slug"], locale=parent.locale, live=False, owner=editor, basis=Basis.INVENTED, picture=image,
        **fields_of(entry[FIRST]),
    )  # fmt: skip
    written: TextPage = parent.add_child(instance=page)
    written.save_revision(user=editor)
    return written


def _read(editor: User, officer: User, page: TextPage) -> None:
    """Through the workflow of every story: the approval of its words is what publishes it."""
    page.get_workflow().start(page, editor)
    words = Publication.objects.get(kind=Kind.STORY, subject_reference=str(page.pk), status=PublicationStatus.SUBMITTED)
    publish_words(by=officer, publication=words)
    deliver_due()
    page.refresh_from_db()


def _picture(editor: User) -> SiteImage:
    """Described, declared and freed of metadata, as an upload is."""
    data = checked_picture(drawn())
    image: SiteImage = SiteImage.objects.create(
        title="取暖器（演示）", file=data, alternative_text=SHOWS, is_declared=True, uploaded_by_user=editor
    )
    return image


def drawn() -> bytes:
    """The same picture each time: things, no face, no door, no writing."""
    sheet = Image.new("RGB", (960, 540), "#efe8da")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 400, 960, 540), fill="#cbb797")
    pen.rectangle((330, 190, 620, 420), fill="#f8f6f1", outline="#5c5346", width=6)
    for bar in range(6):
        pen.rectangle((355, 218 + 30 * bar, 595, 232 + 30 * bar), fill="#d9622b")
    for fold in range(4):
        pen.rounded_rectangle((680, 330 + 22 * fold, 880, 350 + 22 * fold), radius=9, fill="#3f6f7a")
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
