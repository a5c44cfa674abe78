"""The signed contract: given by one side, confirmed by both, kept from strangers; its copy is public."""

from __future__ import annotations

import hashlib
import io
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from marketplace.accounts.models import Role, User
from marketplace.common.audit.models import AuditRow
from marketplace.common.clock import CITY_ZONE
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.verdict import DomainError
from marketplace.documents.models import PrivateFile
from marketplace.notifications.queries import notices_of, work_of
from marketplace.procurement import actions
from marketplace.procurement.models import Contract, ContractPaper
from marketplace.procurement.states import ContractStatus
from tests.documents.uploads import jpeg
from tests.fulfilment.market import make_member
from tests.needs.city import make_user
from tests.procurement.browsing import read, send, signed_in
from tests.procurement.course import AFTER_STANDSTILL, PDF, Purchase, at, award, give_paper, parts, sign

SIGNED = date(2027, 1, 8)
LAST_DAY, LATE = date(2027, 1, 24), datetime(2027, 2, 1, 10, tzinfo=CITY_ZONE)
AUTHOR = "Author Canary"


def scanned() -> bytes:
    """A page as a copying machine makes it, with its author in the file."""
    out = io.BytesIO()
    Image.new("L", (60, 80), 200).save(out, "PDF", author=AUTHOR)
    return out.getvalue()


COPY = scanned()


@pytest.fixture
def buying(purchase: Purchase) -> User:
    return make_member(purchase.buyer)


@pytest.fixture
def contract(purchase: Purchase, buying: User) -> Contract:
    """Drafted after the standstill; its paper is missing."""
    made = award(purchase)
    with at(AFTER_STANDSTILL):
        return actions.draft_contract(
            by=buying, award=made, number="ZL-2027-001", starts_on=date(2027, 2, 1), parts=parts()
        )


def refuses(code: str, deed: Any) -> None:
    with pytest.raises(DomainError) as refusal:
        deed()
    assert refusal.value.code == code


def test_without_its_paper_nothing_is_signed(contract: Contract, purchase: Purchase) -> None:
    supplier = purchase.members["B"]
    with at(AFTER_STANDSTILL):
        refuses("PAPER_MISSING", lambda: actions.sign_contract(by=supplier, contract=contract, sha256="0" * 64))
        page = read(signed_in(supplier), reverse("contract", args=[contract.reference]))
    assert "Upload the signed contract" in page
    assert 'value="sign"' not in page
    contract.refresh_from_db()
    assert (contract.status, contract.supplier_signed_at) == (ContractStatus.DRAFTED, None)


def test_both_sides_confirm_one_and_the_same_paper(contract: Contract, purchase: Purchase, buying: User) -> None:
    supplier = purchase.members["B"]
    with at(AFTER_STANDSTILL):
        first = give_paper(buying, contract, signed_on=SIGNED)
        second = give_paper(supplier, contract, PDF + b"%", signed_on=SIGNED)
        refuses("PAPER_CHANGED", lambda: actions.sign_contract(by=supplier, contract=contract, sha256=first.sha256))
        actions.sign_contract(by=supplier, contract=contract, sha256=second.sha256)
        refuses("PAPER_CONFIRMED", lambda: give_paper(supplier, contract))
        refuses("PAPER_CHANGED", lambda: actions.countersign_contract(by=buying, contract=contract, sha256="0" * 64))
        actions.countersign_contract(by=buying, contract=contract, sha256=second.sha256)
        deliver_due()
    contract.refresh_from_db()
    second.refresh_from_db()
    assert (contract.status, contract.signed_on) == (ContractStatus.IN_FORCE, SIGNED)
    assert second.sha256 == hashlib.sha256(PDF + b"%").hexdigest()
    assert (second.supplier_confirmed_by, second.buyer_confirmed_by) == (supplier, buying)
    assert [row.version for row in contract.papers.all()] == [2, 1]
    assert AuditRow.objects.filter(verb="contract.give_paper").count() == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signed_on": date(2027, 1, 5)}, "STANDSTILL"),
        ({"signed_on": date(2027, 2, 2)}, "SIGNED_IN_FUTURE"),
        ({"signed_on": date(2027, 1, 25)}, "SIGNED_LATE"),
        ({"data": jpeg()}, "UPLOAD_TYPE"),
        ({"data": b""}, "UPLOAD_EMPTY"),
    ],
)
def test_a_paper_that_the_law_or_the_check_refuses_is_not_kept(
    contract: Contract, purchase: Purchase, changes: dict[str, Any], code: str
) -> None:
    with at(LATE):
        refuses(code, lambda: give_paper(purchase.members["B"], contract, **({"signed_on": SIGNED} | changes)))
    assert not ContractPaper.objects.exists()
    assert not PrivateFile.objects.filter(purpose="contract_paper").exists()


def test_a_late_signature_needs_its_reason_and_everybody_reads_it(
    contract: Contract, purchase: Purchase, buying: User, client: Client
) -> None:
    why = "法定代表人因病延期"
    with at(LATE):
        give_paper(buying, contract, signed_on=LAST_DAY)
        paper = give_paper(buying, contract, signed_on=date(2027, 1, 25), late_because=why)
        actions.sign_contract(by=purchase.members["B"], contract=contract, sha256=paper.sha256)
        actions.countersign_contract(by=buying, contract=contract, sha256=paper.sha256)
        assert why in read(client, reverse("tender", args=[purchase.tender.reference]))


def test_the_buyer_sends_a_wrong_paper_back_and_another_is_given(
    contract: Contract, purchase: Purchase, buying: User
) -> None:
    supplier, page = purchase.members["B"], reverse("contract", args=[contract.reference])
    with at(AFTER_STANDSTILL):
        paper = give_paper(supplier, contract, signed_on=SIGNED)
        refuses("ILLEGAL_MOVE", lambda: actions.refuse_contract_paper(by=buying, contract=contract, because="x"))
        actions.sign_contract(by=supplier, contract=contract, sha256=paper.sha256)
        deliver_due()
        (work,) = work_of(buying).filter(kind="countersign_contract")
        assert work.due_at == datetime(2027, 1, 12, tzinfo=CITY_ZONE)
        refuses("OWN_CONTRACT", lambda: actions.refuse_contract_paper(by=supplier, contract=contract, because="x"))
        send(signed_in(buying), page, 422, do="refuse_paper", because="")
        send(signed_in(buying), page, do="refuse_paper", because="第三页缺章")
        deliver_due()
        assert "第三页缺章" in read(signed_in(supplier), page)
        refuses("PAPER_MISSING", lambda: actions.sign_contract(by=supplier, contract=contract, sha256=paper.sha256))
        again = give_paper(supplier, contract, PDF + b"%", signed_on=SIGNED)
        actions.sign_contract(by=supplier, contract=contract, sha256=again.sha256)
    contract.refresh_from_db()
    assert contract.status == ContractStatus.SIGNED
    assert notices_of(supplier).filter(kind="contract_paper_refused").count() == 1
    assert not work_of(buying).filter(kind="countersign_contract").exists()


def test_the_signed_paper_is_read_by_the_parties_officers_and_auditors_only(
    purchase: Purchase, buying: User, client: Client
) -> None:
    paper = sign(purchase).paper
    assert paper is not None
    page = reverse("private_file", args=[paper.file.reference])
    for person in (buying, purchase.members["B"], purchase.officers[1], make_user("auditor", Role.AUDITOR)):
        answer = signed_in(person).get(page)
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PDF)  # type: ignore[attr-defined]
    for person in (purchase.members["A"], purchase.panel[0]):
        assert signed_in(person).get(page).status_code == 404
    assert client.get(page).status_code == 302


def test_a_copy_without_secrets_is_public_once_a_second_person_has_read_it(
    purchase: Purchase, buying: User, client: Client
) -> None:
    contract = sign(purchase)
    page, public = (
        reverse("contract", args=[contract.reference]),
        reverse("contract_copy", args=[purchase.tender.reference]),
    )
    with at(AFTER_STANDSTILL):
        deliver_due()
        (work,) = work_of(buying).filter(kind="give_contract_copy")
        assert work.due_at == datetime(2027, 1, 13, tzinfo=CITY_ZONE)
        buyer, officer = signed_in(buying), signed_in(purchase.officers[1])
        copy = lambda: SimpleUploadedFile("c.pdf", COPY, "application/pdf")  # noqa: E731
        send(buyer, page, 422, do="give_copy", paper=copy())
        send(signed_in(purchase.members["B"]), page, 409, do="give_copy", paper=copy(), no_secrets="on")
        send(buyer, page, do="give_copy", paper=copy(), no_secrets="on")
        deliver_due()
        given = contract.papers.get(kind="public")
        assert client.get(public).status_code == 404
        send(buyer, page, 409, do="release", sha256=given.sha256)
        send(officer, page, 404, do="release", sha256="0" * 64)
        assert work_of(purchase.officers[1]).filter(kind="release_contract_copy").count() == 1
        send(officer, page, do="release", sha256=given.sha256)
        deliver_due()
        answer = client.get(public)
    served = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(served).hexdigest() == given.sha256
    assert AUTHOR in str(PdfReader(io.BytesIO(COPY)).metadata)
    assert PdfReader(io.BytesIO(served)).metadata is None
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert not work_of(purchase.officers[1]).filter(kind="release_contract_copy").exists()
    assert notices_of(purchase.members["B"]).filter(kind="contract_published").count() == 1


@pytest.mark.parametrize(
    ("data", "code"), [(PDF, "PDF_UNREADABLE"), (jpeg(), "UPLOAD_TYPE"), (None, "COPY_HOLDS_NUMBERS")]
)
def test_a_copy_that_cannot_be_cleaned_or_holds_numbers_is_refused(
    purchase: Purchase, buying: User, data: bytes | None, code: str
) -> None:
    contract = sign(purchase)
    if data is None:
        data = written("Call 13800138000")
    refuses(code, lambda: actions.give_contract_copy(by=buying, contract=contract, data=data))
    assert not contract.papers.filter(kind="public").exists()


def written(words: str) -> bytes:
    """A page with a line of text."""
    content = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


def test_the_open_data_tell_the_day_the_digest_and_where_the_copy_is(purchase: Purchase, buying: User) -> None:
    contract = sign(purchase)
    with at(AFTER_STANDSTILL):
        copy = actions.give_contract_copy(by=buying, contract=contract, data=COPY)
        before = purchase.tender.releases.order_by("-number")[0].body
        actions.release_contract_copy(by=purchase.officers[1], paper=copy)
    after = purchase.tender.releases.order_by("-number")[0].body
    assert (before["tag"], after["tag"]) == (["contract"], ["contractUpdate"])
    assert before["id"] != after["id"]
    (told,) = before["contracts"]
    assert told["dateSigned"] == "2027-01-11T00:00:00+08:00"
    assert [(row["id"], "url" in row) for row in told["documents"]] == [("signed", False)]
    assert contract.paper is not None
    assert contract.paper.sha256 in told["documents"][0]["description"]
    assert [(row["id"], "url" in row) for row in after["contracts"][0]["documents"]] == [
        ("signed", False), ("public", True),
    ]  # fmt: skip


def test_what_was_confirmed_is_never_altered(purchase: Purchase) -> None:
    paper = sign(purchase).paper
    assert paper is not None
    for columns in ({"sha256": "0" * 64}, {"signed_on": SIGNED}, {"buyer_confirmed_at": LATE}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ContractPaper.objects.filter(pk=paper.pk).update(**columns)
    with pytest.raises(DatabaseError), transaction.atomic():
        ContractPaper.objects.filter(pk=paper.pk).delete()
    assert ContractPaper.objects.get().sha256 == paper.sha256
