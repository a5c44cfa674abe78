"""The seal convinces a stranger's validator, and without a key in force nothing is sealed."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.utils import translation
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from marketplace.common import clock
from marketplace.common.pdf import (
    Signer,
    SigningUnavailable,
    extract_text,
    load_signer,
    make_development_signer,
    sign,
    signing,
)
from marketplace.common.pdf.development import CERTIFICATE_FILE, KEY_FILE
from tests.common.pdf.conftest import NUMBER, Letter

PEM = serialization.Encoding.PEM


def only_signature(pdf: bytes) -> Any:
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return signature


def pem_of(key: Any) -> bytes:
    return bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A seal of its own, for tests that damage it."""
    make_development_signer(tmp_path / "signing")
    return tmp_path / "signing"


def test_an_outside_validator_trusts_the_seal_to_the_last_byte(signer: Signer, signed: bytes) -> None:
    root = asn1_x509.Certificate.load(signer.issuers[0].public_bytes(serialization.Encoding.DER))
    status = validate_pdf_signature(only_signature(signed), ValidationContext(trust_roots=[root]))
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok


def test_the_seal_is_an_invisible_pades_signature_that_forbids_changes(signed: bytes) -> None:
    signature = only_signature(signed)
    assert signature.field_name == "ZhulinSeal"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level.name == "NO_CHANGES"
    assert [float(edge) for edge in signature.sig_field["/Rect"]] == [0, 0, 0, 0]


def test_the_seal_carries_the_time_of_our_clock(letter: Letter, signer: Signer) -> None:
    moment = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
    with clock.freeze(moment):
        assert only_signature(sign(letter(), signer)).self_reported_timestamp == moment


def test_sealing_adds_to_the_file_and_changes_nothing_in_it(letter: Letter, signer: Signer) -> None:
    plain = letter()
    sealed = sign(plain, signer)
    assert sealed.startswith(plain)
    assert extract_text(sealed) == extract_text(plain)
    assert NUMBER.encode() in sealed


def test_the_room_for_the_signature_is_enough_and_not_wasted(signed: bytes) -> None:
    reserved = only_signature(signed).pkcs7_content
    used = only_signature(signed).signed_data.dump()
    assert len(used) < len(reserved) < len(used) + 400


@pytest.mark.parametrize("days", [-6 * 365, 11 * 365])
def test_out_of_its_time_a_certificate_seals_nothing(
    days: int, letter: Letter, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[object] = []
    monkeypatch.setattr(signing._CachedKeySigner, "sign_raw", lambda *args, **_: used.append(args))
    plain = letter()
    with clock.freeze(clock.now() + timedelta(days=days)), pytest.raises(SigningUnavailable) as refusal:
        sign(plain, signer)
    assert refusal.value.code == "SIGNING_UNAVAILABLE"
    assert used == []


@pytest.mark.parametrize("name", [KEY_FILE, CERTIFICATE_FILE])
@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(b"no PEM")], ids=["missing", "damaged"])
def test_a_missing_or_damaged_file_makes_signing_unavailable(
    name: str, damage: Callable[[Path], object], folder: Path
) -> None:
    damage(folder / name)
    with pytest.raises(SigningUnavailable):
        load_signer(folder / KEY_FILE, folder / CERTIFICATE_FILE)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (ec.generate_private_key(ec.SECP256R1()), "another key"),
        (ec.generate_private_key(ec.SECP384R1()), "P-256"),
        (rsa.generate_private_key(65537, 2048), "P-256"),
    ],
    ids=["another P-256", "P-384", "RSA"],
)
def test_a_key_that_does_not_fit_is_refused_with_its_reason(key: Any, reason: str, folder: Path) -> None:
    (folder / KEY_FILE).write_bytes(pem_of(key))
    with translation.override("en"), pytest.raises(SigningUnavailable, match=reason):
        load_signer(folder / KEY_FILE, folder / CERTIFICATE_FILE)


def test_a_signer_is_loaded_once_until_its_files_change(folder: Path, tmp_path: Path) -> None:
    files = folder / KEY_FILE, folder / CERTIFICATE_FILE
    before = load_signer(*files)
    assert load_signer(*files) is before
    make_development_signer(tmp_path / "renewed")
    for file in files:
        os.replace(tmp_path / "renewed" / file.name, file)
    assert load_signer(*files).certificate != before.certificate


def test_the_development_seal_is_kept_private_and_made_once(folder: Path) -> None:
    assert (folder / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert make_development_signer(folder).certificate == make_development_signer(folder).certificate


def test_many_who_ask_for_the_development_seal_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(make_development_signer, [tmp_path / "signing"] * 8))
    assert len({signer.certificate for signer in made}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["signing"]
