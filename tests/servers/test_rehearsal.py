"""The parts of a rehearsal of production, and production itself as far as it can be had on one machine."""

from __future__ import annotations

import smtplib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509

from tests.servers.papers import papers
from tests.servers.ports import free_port
from tests.servers.smtp import smtp
from tests.servers.stack import stack


def test_mail_arrives_as_it_was_sent(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "desk@example.org", "donor@example.org", "收据"
    message.set_content("第一行\n.以点开头的一行\n")
    with smtp(tmp_path) as url, smtplib.SMTP("127.0.0.1", urlsplit(url).port or 0, timeout=10) as post:
        post.send_message(message)
    (file,) = tmp_path.iterdir()
    received = message_from_bytes(file.read_bytes(), policy=default)
    assert received["Subject"] == "收据"
    assert received.get_content().splitlines() == ["第一行", ".以点开头的一行"]


def test_papers_belong_together_and_the_key_is_private(tmp_path: Path) -> None:
    made = papers(tmp_path, "signer")
    certificate = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    assert certificate.subject.rfc4514_string() == "CN=signer"
    assert made.key.stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_production_starts_and_keeps_to_tls() -> None:
    with stack(free_port()) as site:
        status, headers = site.open("/")
        assert status == 200
        assert headers["strict-transport-security"].startswith("max-age=63072000")
        assert "unsafe" not in headers["content-security-policy"]
        log = (site.folder / "worker.log").read_text()
    assert "Traceback" not in log
    assert not site.folder.exists()
