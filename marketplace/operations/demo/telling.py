"""What is told of the help: how it went, thanks, dedications and news; some seen, some waiting, one sent back."""

from __future__ import annotations

from itertools import cycle

from donations.actions import dedicate_gift
from donations.models import Gift
from donations.queries import public_programmes
from donations.states import GiftStatus
from marketplace.accounts.models import User
from marketplace.accounts.queries import CITY
from marketplace.casework.models import NeedDraft
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import ARRIVED
from marketplace.operations.demo.households import load
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff
from marketplace.publications.actions import Writing, publish_words, return_words, write_words
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind

MOST_NEEDS, THANKS_EVERY = 12, 2
WAITS_EVERY, RETURNED = 5, 3
"""Every so many texts one still waits; the one of this number was sent back."""
REMARK = "请写得再具体一些，但不要写出日期和地点。"


def tell(staff: Staff, partners: Partners) -> int:
    """Returns how many texts were written."""
    texts = [*_of_needs(staff, partners), *_of_gifts(), *_of_programmes(partners)]
    for number, words in enumerate(texts):
        _decide(staff, words, number)
    return len(texts)


def _of_needs(staff: Staff, partners: Partners) -> list[Publication]:
    """By the caseworker and by the helper in turn; every second household also says thanks."""
    said = load("said")
    updates, thanks = cycle(said["need_update"]), cycle(said["thanks"])
    arrived = Assignment.objects.filter(status__in=sorted(ARRIVED), need__live=True)
    written = []
    for number, promise in enumerate(arrived.select_related("need", "organisation").order_by("pk")[:MOST_NEEDS]):
        draft = NeedDraft.objects.select_related("case").get(need=promise.need)
        worker = staff.caseworker_for(draft.case.township)
        author = partners.person_of(promise.organisation) if number % 2 else worker
        written.append(_write(author, Kind.NEED_UPDATE, promise.need.reference, next(updates)))
        if number % THANKS_EVERY == 0:
            public = number % (2 * THANKS_EVERY) == 0
            written.append(_write(worker, Kind.THANKS, promise.need.reference, next(thanks), for_public=public))
    return written


def _of_gifts() -> list[Publication]:
    gifts = Gift.objects.filter(status=GiftStatus.RECEIVED, programme__in=public_programmes().values("pk"))
    pairs = zip(gifts.order_by("pk"), load("said")["dedication"], strict=False)
    return [dedicate_gift(gift=gift, text=said["zh"], text_en=said["en"]) for gift, said in pairs]


def _of_programmes(partners: Partners) -> list[Publication]:
    pairs = zip(public_programmes().order_by("pk"), load("said")["programme"], strict=False)
    return [_write(partners.person_of(one.charity), Kind.PROGRAMME, one.reference, said) for one, said in pairs]


def _write(by: User, kind: Kind, reference: str, said: dict[str, str], *, for_public: bool = True) -> Publication:
    writing = Writing(text=said["zh"], text_en=said["en"], for_public=for_public)
    return write_words(by=by, kind=kind, subject_reference=reference, writing=writing)


def _decide(staff: Staff, words: Publication, number: int) -> None:
    officer = staff.officer_for(words.place or CITY)
    if number == RETURNED:
        return_words(by=officer, publication=words, remark=REMARK)
    elif number % WAITS_EVERY != WAITS_EVERY - 1:
        publish_words(by=officer, publication=words)
