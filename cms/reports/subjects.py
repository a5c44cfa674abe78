"""What a public address shows: one thing that may be hidden, or an overview of many that never is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from cms.models.pages import TextPage
from cms.reports.states import SubjectKind
from marketplace.needs.export import export_line
from marketplace.needs.models import Need
from marketplace.publications.models import Publication
from marketplace.publications.states import PublicationStatus

SINGLE: Final = frozenset({"programme", "organisation", "tender"})
"""Names of addresses that show one thing with words of its own."""
OVERVIEWS: Final = frozenset(
    {"home", "needs", "needs_map", "programmes", "organisations", "procurement", "volunteering"}
)
REPORTABLE: Final = frozenset({"need", "words", "wagtail_serve"}) | SINGLE | OVERVIEWS
"""Every other address is nobody's business but its reader's: some hold a secret."""
WITHOUT_MARK: Final = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """An address, and what it says now as a hash (`WITHOUT_MARK` where that is not known)."""

    path: str
    kind: SubjectKind
    need_reference: str = ""
    mark: str = WITHOUT_MARK


def subject_at(path: str) -> Subject | None:
    """What stands at the address, or None for an address that is no public page of ours."""
    path = path.partition("?")[0].partition("#")[0][:200]
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.url_name == "need":
        return _need(path, str(match.kwargs["reference"]))
    if match.url_name == "words":
        return _words(path, str(match.kwargs["reference"]))
    if match.url_name in SINGLE:
        return Subject(path, SubjectKind.PAGE)
    if match.url_name == "wagtail_serve":
        return _editorial(path)
    return Subject(path, SubjectKind.OVERVIEW) if match.url_name in OVERVIEWS else None


def _need(path: str, reference: str) -> Subject | None:
    need = Need.objects.filter(reference=reference, live=True).first()
    if need is None:
        return None
    words = {name: value for name, value in export_line(need).items() if name != "status"}
    return Subject(path, SubjectKind.NEED, reference, _mark(words))


def _words(path: str, reference: str) -> Subject | None:
    words = Publication.objects.filter(reference=reference, status=PublicationStatus.PUBLISHED, for_public=True).first()
    return Subject(path, SubjectKind.WORDS, mark=words.scan_mark) if words else None


def _editorial(path: str) -> Subject | None:
    page = page_at(path)
    if page is None:
        return None
    if not isinstance(page, TextPage):
        return Subject(path, SubjectKind.OVERVIEW)
    return Subject(path, SubjectKind.PAGE, mark=_mark({"revision": page.live_revision_id}))


def page_at(path: str) -> Page | None:
    """The live page of Wagtail's tree at the address."""
    parts = [part for part in path.split("/") if part]
    for site in Site.objects.select_related("root_page"):
        for root in site.root_page.get_translations(inclusive=True):
            page = root
            for part in parts:
                page = page.get_children().live().filter(slug=part).first() if page else None
            if page is not None and parts:
                return page.specific
    return None


def _mark(words: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
