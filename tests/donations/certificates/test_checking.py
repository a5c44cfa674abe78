"""Anybody may check a certificate, by number and code or by the file, and learns no more than the paper says."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from donations.certificates.issuing import issue_certificate
from donations.models import Certificate
from marketplace.common.certificates.numbers import kind_of, number_of
from marketplace.common.certificates.verification import REGISTERS, register_of, verify_file, verify_number
from marketplace.common.ports import PortUnbound
from tests.donations.charity import new_charity, open_programme_of, received_gift, with_accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> Certificate:
    charity = with_accounts(new_charity())
    gift = received_gift(charity, open_programme_of(charity))
    return issue_certificate(by=None, gift=gift)


def test_a_number_tells_its_kind_and_a_wrong_digit_none() -> None:
    number = number_of("VS", 2026, 7, 12)
    assert kind_of(number) == "service"
    assert kind_of(number.replace("VS", "TR")) == "donation"
    assert kind_of(number[:-1] + str((int(number[-1]) + 1) % 10)) is None


def test_number_and_file_tell_the_same(certificate: Certificate) -> None:
    found = verify_number(certificate.number.lower(), f" {certificate.code} ")
    assert (found.status, found.kind, found.number) == ("provisional", "donation", certificate.number)
    assert verify_file(certificate.file.read()) == found


def test_a_file_that_was_touched_reads_altered(certificate: Certificate) -> None:
    assert verify_file(certificate.file.read() + b" ").status == "altered"
    assert verify_file(b"%PDF-1.7 of somebody else").status == "unknown"


def test_a_kind_without_a_register_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(REGISTERS, "donation")
    with pytest.raises(PortUnbound):
        register_of("donation")


def test_the_public_page_names_the_charity_and_never_the_donor(client: Client, certificate: Certificate) -> None:
    client.cookies["language"] = "en"
    shown = client.get(reverse("verify_number", args=[certificate.number, certificate.code])).content.decode()
    assert certificate.gift.programme.charity.name in shown
    assert "Provisional" in shown
    assert "样例捐赠人" not in shown


def test_a_wrong_code_and_an_unknown_number_look_the_same(client: Client, certificate: Certificate) -> None:
    client.cookies["language"] = "en"
    wrong = client.get(reverse("verify_number", args=[certificate.number, "wrong"])).content.decode()
    never = client.get(reverse("verify_number", args=[number_of("TR", 2001, 1, 1), "wrong"])).content.decode()
    for page in (wrong, never):
        assert "We issued no such certificate" in page
        assert certificate.gift.programme.charity.name not in page


def test_the_form_sends_to_the_page_of_the_number(client: Client, certificate: Certificate) -> None:
    sent = client.post(reverse("verify"), {"number": f" {certificate.number} ", "code": certificate.code})
    assert sent.status_code == 302
    assert sent["Location"] == reverse("verify_number", args=[certificate.number, certificate.code])
