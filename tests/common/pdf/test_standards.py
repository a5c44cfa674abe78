"""An independent judge agrees that our documents keep for decades and can be read aloud, after sealing too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marketplace.common.pdf import Signer, sign
from tests.common.pdf.conftest import Letter
from tests.servers.verapdf import Judgement, Profile


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("sealed", [False, True], ids=["unsealed", "sealed"])
def test_a_document_keeps_the_standard(
    profile: Profile,
    sealed: bool,
    letter: Letter,
    signer: Signer,
    tmp_path: Path,
    verapdf: Callable[[Path, Profile], Judgement],
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(sign(letter(), signer) if sealed else letter())
    judgement = verapdf(file, profile)
    assert judgement.passed, judgement.words
