"""A private file leaves through one door: to whoever may read it, as an attachment, and written down."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.documents.actions import store_upload
from marketplace.documents.models import PrivateFile
from marketplace.documents.rules import may_read
from marketplace.fulfilment.actions import assign, report_delivery
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from tests.documents.uploads import CANARY, jpeg
from tests.fulfilment.conftest import (
    author,
    charity,
    gate,
    member,
    need,
    offer,
    officer,
    other_charity,
    other_member,
)
from tests.needs.city import make_user
from tests.refusals import refuses

__all__ = ["author", "charity", "gate", "member", "need", "offer", "officer", "other_charity", "other_member"]


@pytest.fixture
def proof(member: User, need: Need, offer: Offer) -> PrivateFile:
    promise = assign(by=member, need=need, supplier=supplier_of_offer(offer))
    file = store_upload(by=member, purpose="proof", data=jpeg(description=CANARY))
    report_delivery(by=member, assignment=promise, delivered_on=clock.today(), proofs=[file], shows_nobody=True)
    return file


def fetch(user: User, file: PrivateFile) -> tuple[int, Client]:
    client = Client()
    client.force_login(user)
    return client.get(reverse("private_file", args=[file.reference])).status_code, client


def reads(file: PrivateFile) -> int:
    return AuditRow.objects.filter(kind="read", verb="file.read", subject=f"documents.privatefile:{file.pk}").count()


def test_a_file_is_kept_under_a_name_of_ours_with_its_digest(proof: PrivateFile) -> None:
    stored = proof.file.read()
    assert (proof.size, proof.sha256) == (len(stored), hashlib.sha256(stored).hexdigest())
    assert (proof.content_type, proof.original_name) == ("image/jpeg", "")
    assert Path(proof.file.path).is_relative_to(Path(settings.MEDIA_ROOT) / "private")
    assert CANARY.encode() not in stored


def test_those_who_take_part_read_it_and_each_reading_is_logged(
    proof: PrivateFile, member: User, author: User, officer: User
) -> None:
    readers = [member, author, officer, make_user("auditor", Role.AUDITOR)]
    for number, user in enumerate(readers, start=1):
        assert fetch(user, proof)[0] == 200
        assert reads(proof) == number


def test_others_find_nothing_and_nothing_is_logged(proof: PrivateFile, other_member: User) -> None:
    for user in (other_member, make_user("anybody"), make_user("caseworker", Role.CASEWORKER)):
        assert fetch(user, proof)[0] == 404
    assert reads(proof) == 0


def test_a_visitor_is_asked_to_sign_in(client: Client, proof: PrivateFile) -> None:
    answer = client.get(reverse("private_file", args=[proof.reference]))
    assert answer["Location"].startswith(reverse("account_login"))
    assert reads(proof) == 0


def test_it_leaves_as_an_attachment_that_no_browser_runs(proof: PrivateFile, member: User) -> None:
    client = Client()
    client.force_login(member)
    answer = client.get(reverse("private_file", args=[proof.reference]))
    assert answer["Content-Disposition"] == f'attachment; filename="proof-{proof.reference[:8]}.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert client.post(reverse("private_file", args=[proof.reference])).status_code == 405


def test_a_purpose_that_nobody_owns_is_read_by_nobody(officer: User) -> None:
    lost = store_upload(by=officer, purpose="lost", data=jpeg())
    refuses("NO_READER", lambda: may_read(officer, lost).require())
    assert fetch(officer, lost)[0] == 404


def test_a_proof_of_no_delivery_is_read_by_nobody(officer: User) -> None:
    loose = store_upload(by=officer, purpose="proof", data=jpeg())
    refuses("NOT_IN_THIS_DELIVERY", lambda: may_read(officer, loose).require())
    assert reads(loose) == 0


def test_a_refused_upload_leaves_no_row(officer: User) -> None:
    refuses("UPLOAD_TYPE", lambda: store_upload(by=officer, purpose="proof", data=b"<svg/>"))
    assert not PrivateFile.objects.exists()
    assert not AuditRow.objects.filter(verb="file.store").exists()
