"""A small letter and a seal, made once: both are slow enough to share and never changed by a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marketplace.common.pdf import Signer, make_development_signer, render, sign

LETTER = Path(__file__).with_name("letter.typ")
NUMBER = "NB-TR-2026-001-000042-7"
Letter = Callable[..., bytes]


def set_letter(name: str = "某收信人", *, number: str = NUMBER, template: Path = LETTER) -> bytes:
    return render(template, {"number": number, "name": name}, unseen={"issued": "2026-11-12"})


@pytest.fixture(scope="session")
def letter() -> Letter:
    """`letter(name)` -> an unsigned document."""
    return set_letter


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return make_development_signer(tmp_path_factory.mktemp("seal") / "signing")


@pytest.fixture(scope="session")
def signed(signer: Signer) -> bytes:
    return sign(set_letter(), signer)
