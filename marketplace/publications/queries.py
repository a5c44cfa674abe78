"""Named reads of words for the public: whoever reads gets only what may be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY, Reader, officers_for, places_of
from marketplace.publications.models import Publication
from marketplace.publications.ports import About, subject_of
from marketplace.publications.states import Kind, PublicationStatus

S = PublicationStatus
CANDIDATES = 4
"""How many rows are looked at for each one that a front page shows: some belong to what is not shown now."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that a reader may see, and what they are about."""

    words: Publication
    about: About


def words_on(
    kinds: Iterable[str], references: Iterable[str] | QuerySet[Any, Any], *, for_public: bool = True
) -> QuerySet[Publication]:
    """What stands on the page of these things, newest first; the page itself was opened to the reader already."""
    shown = Publication.objects.filter(kind__in=list(kinds), subject_reference__in=references, status=S.PUBLISHED)
    shown = shown.filter(for_public=True) if for_public else shown
    return shown.select_related("picture").order_by("-reviewed_at", "-pk")


def public_words() -> QuerySet[Publication]:
    """Published for everybody; whether the thing itself is shown to a reader, `seen_by` says."""
    return Publication.objects.filter(status=S.PUBLISHED, for_public=True).select_related("picture")


def seen_by(reader: Reader, rows: Iterable[Publication]) -> list[Shown]:
    """Those of the rows whose thing is shown to the reader now, in the same order."""
    rows, wanted = list(rows), defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.subject_reference)
    about = {kind: subject_of(kind).shown_among(reader, references) for kind, references in wanted.items()}
    found = [(row, about[row.kind].get(row.subject_reference)) for row in rows]
    return [Shown(row, what) for row, what in found if what is not None]


def newest_words(reader: Reader, kinds: Iterable[str], few: int) -> list[Shown]:
    """The newest few for a front page."""
    rows = public_words().filter(kind__in=list(kinds)).order_by("-reviewed_at", "-pk")
    return seen_by(reader, rows[: few * CANDIDATES])[:few]


def own_words(reader: Reader) -> QuerySet[Publication]:
    """What the reader wrote, newest first."""
    return Publication.objects.filter(author_id=reader.pk) if isinstance(reader, User) else Publication.objects.none()


def words_for_officer(reader: Reader) -> QuerySet[Publication]:
    """Of the officer's places and never what the officer wrote; drafts are nobody's but their author's."""
    places = places_of(reader, Role.OFFICER)
    if not places:
        return Publication.objects.none()
    rows = Publication.objects.exclude(status=S.DRAFT).exclude(author_id=reader.pk)
    if CITY not in places:
        mine = Q(place="")
        for place in places:
            mine |= Q(place__startswith=place)
        rows = rows.filter(mine)
    return rows.select_related("author", "reviewer", "picture")


def officers_of(publication: Publication) -> list[User]:
    """Whoever may be the second officer, for work lists."""
    officers = officers_for(publication.place or CITY)
    party = subject_of(publication.kind).is_party
    return [
        each for each in officers if each.pk != publication.author_id and not party(each, publication.subject_reference)
    ]


def words_about(need_reference: str) -> QuerySet[Publication]:
    """Everything that was written of a need, for those who work on its case."""
    rows = Publication.objects.filter(need_reference=need_reference).exclude(status=S.WITHDRAWN)
    return rows.select_related("author")


def dedication_of(gift_reference: str) -> Publication | None:
    """The words that a donor gave to a gift, as long as they are not withdrawn."""
    rows = Publication.objects.filter(kind=Kind.DEDICATION, subject_reference=gift_reference)
    return rows.exclude(status=S.WITHDRAWN).first()
