"""References nobody can guess or count."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from marketplace.common.references import blind_index, new_reference, new_secret


@pytest.mark.parametrize(("make", "length"), [(new_reference, 22), (new_secret, 27)])
def test_names_are_unguessable_and_safe_in_commands_and_tables(make: Callable[[], str], length: int) -> None:
    names = [make() for _ in range(2_000)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(rf"[A-Za-z0-9][A-Za-z0-9_-]{{{length - 1}}}", name) for name in names)


def test_no_bit_of_the_randomness_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda size: "abc-_Q"[:size])
    assert new_reference() == "Qabc-_"


def test_a_blind_index_finds_equal_texts_and_needs_the_key() -> None:
    first = blind_index("330203190001010013", "key")
    assert first == blind_index("330203190001010013", b"key")
    assert first != blind_index("330203190001010013", "other key")
    assert first != blind_index("330225190002150024", "key")
    assert re.fullmatch(r"[0-9a-f]{64}", first)


def test_a_blind_index_is_the_published_hmac() -> None:
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"  # RFC 4231, case 2
    assert blind_index("what do ya want for nothing?", "Jefe") == expected
