"""The pure seal: two halves open, one never; nothing can be moved or altered."""

from __future__ import annotations

import pytest

from marketplace.procurement.sealing import (
    DoesNotOpen,
    Half,
    Sealed,
    digest_of,
    lock,
    new_half,
    open_own_copy,
    open_with_halves,
    seal,
    unlock,
    unseal_half,
)

CODES = ("first code", "second code")
WORDS = "报价四十八万元".encode()


@pytest.fixture(scope="module")
def keys() -> tuple[Half, Half]:
    return new_half(CODES[0]), new_half(CODES[1])


@pytest.fixture(scope="module")
def sealed(keys: tuple[Half, Half]) -> Sealed:
    return seal(WORDS, first=keys[0].public_key, second=keys[1].public_key, context="t/b/1", own_code="own")


def halves(keys: tuple[Half, Half], sealed: Sealed) -> tuple[bytes, bytes]:
    privates = [unlock(key.locked_key, code) for key, code in zip(keys, CODES, strict=True)]
    return (
        unseal_half(sealed.first_half, privates[0], half=1, context="t/b/1"),
        unseal_half(sealed.second_half, privates[1], half=2, context="t/b/1"),
    )


def test_both_halves_open(keys: tuple[Half, Half], sealed: Sealed) -> None:
    assert open_with_halves(sealed.ciphertext, *halves(keys, sealed), context="t/b/1") == WORDS
    assert sealed.digest == digest_of(WORDS)


def test_nothing_stored_says_what_was_sealed(keys: tuple[Half, Half], sealed: Sealed) -> None:
    stored = b"".join([sealed.ciphertext, sealed.first_half, sealed.second_half, sealed.own_copy.encode()])
    assert WORDS not in stored
    assert not [key for key in keys if unlock(key.locked_key, CODES[keys.index(key)]) in stored]


def test_one_half_alone_opens_nothing(keys: tuple[Half, Half], sealed: Sealed) -> None:
    first, second = halves(keys, sealed)
    for wrong in [(first, first), (second, second), (second, first), (first, b"\0" * 32)]:
        with pytest.raises(DoesNotOpen):
            open_with_halves(sealed.ciphertext, *wrong, context="t/b/1")


def test_an_officer_cannot_unseal_the_others_half(keys: tuple[Half, Half], sealed: Sealed) -> None:
    private = unlock(keys[0].locked_key, CODES[0])
    for half in (1, 2):
        with pytest.raises(DoesNotOpen):
            unseal_half(sealed.second_half, private, half=half, context="t/b/1")


@pytest.mark.parametrize("context", ["t/b/2", "t/other/1", "other/b/1"])
def test_an_envelope_cannot_stand_in_for_another(keys: tuple[Half, Half], sealed: Sealed, context: str) -> None:
    with pytest.raises(DoesNotOpen):
        open_with_halves(sealed.ciphertext, *halves(keys, sealed), context=context)
    with pytest.raises(DoesNotOpen):
        unseal_half(sealed.first_half, unlock(keys[0].locked_key, CODES[0]), half=1, context=context)


def test_an_altered_byte_is_noticed(keys: tuple[Half, Half], sealed: Sealed) -> None:
    altered = sealed.ciphertext[:-1] + bytes([sealed.ciphertext[-1] ^ 1])
    with pytest.raises(DoesNotOpen):
        open_with_halves(altered, *halves(keys, sealed), context="t/b/1")


def test_the_bidders_own_code_reads_the_bid_and_no_other_code_does(sealed: Sealed) -> None:
    assert open_own_copy(sealed.ciphertext, sealed.own_copy, "own", context="t/b/1") == WORDS
    for code in ["", "Own", *CODES]:
        with pytest.raises(DoesNotOpen):
            open_own_copy(sealed.ciphertext, sealed.own_copy, code, context="t/b/1")


def test_the_same_secret_is_locked_differently_each_time() -> None:
    assert lock(b"k" * 32, "code") != lock(b"k" * 32, "code")
    with pytest.raises(DoesNotOpen):
        unlock(lock(b"k" * 32, "code"), "other")
