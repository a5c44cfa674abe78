"""A need that was helped, a gift that arrived, and the people who may write of them."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from PIL import Image

from marketplace.accounts.models import User
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.fulfilment.actions import report_delivery, start_assignment
from marketplace.fulfilment.models import Assignment
from marketplace.needs.models import Need
from marketplace.publications.actions import Writing, publish_words, write_words
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind
from tests.casework.factories import neighbours, officer, published, registered
from tests.casework.promises import charity, member_of, promised

TEXT, ENGLISH = "取暖器已经送到，屋里暖和多了。", "The heater has arrived; the room is warm now."
GPS = 0x8825


def helped(worker: User, **own: Any) -> tuple[Need, Assignment, User]:
    """A published need whose help has arrived, the promise, and somebody of the helper's."""
    neighbours(worker, 20)
    need = published(worker, registered(worker, **own))
    organisation = charity()
    person = member_of(organisation)
    promise = promised(need, organisation)
    start_assignment(by=person, assignment=promise)
    report_delivery(by=person, assignment=promise, delivered_on=clock.today(), note="")
    need.refresh_from_db()
    promise.refresh_from_db()
    return need, promise, person


def update(by: User, need: Need, kind: Kind = Kind.NEED_UPDATE, **said: Any) -> Publication:
    """Words about a need that wait for their second officer."""
    writing = Writing(**{"text": TEXT, "text_en": ENGLISH} | said)
    return write_words(by=by, kind=kind, subject_reference=need.reference, writing=writing)


def shown(by: User, need: Need, kind: Kind = Kind.NEED_UPDATE, **said: Any) -> Publication:
    """Words that were approved by somebody else."""
    words = update(by, need, kind, **said)
    publish_words(by=officer(), publication=words)
    return words


def written() -> QuerySet[Publication]:
    """What was written beside the plans of programmes, which an officer read before."""
    return Publication.objects.exclude(kind=Kind.PLAN)


def draft_of(need: Need) -> NeedDraft:
    return NeedDraft.objects.get(need=need)


def picture(image_format: str = "JPEG") -> SimpleUploadedFile:
    """A small picture that says where it was taken."""
    image, exif = Image.new("RGB", (40, 30), "teal"), Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010E] = "secret description"
    out = io.BytesIO()
    image.save(out, image_format, exif=exif)
    return SimpleUploadedFile("door-of-somebody.jpg", out.getvalue(), content_type="image/jpeg")
