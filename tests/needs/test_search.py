"""Searching finds what a plain substring search over the texts would find, no more and no less."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.accounts.models import User
from marketplace.common.search import normalise
from marketplace.needs import actions
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_shown_to
from marketplace.needs.search import HoldsTokens, search_columns, search_needs, sure_tokens
from tests.needs.city import CLOCKWORK, FakeGate, publish

pytestmark = pytest.mark.django_db

LETTERS = "取暖器需要的老人床a1b5 ，%_'\"*-()\\ANDＡ１𠀀㐀é"
HOSTILE = [
    '"', "'", "%", "_", "*", "取*", '取"', "\\", "%取", "取_器", "a OR b", "NEAR(取 暖)", "-取", "NOT 取",
    "search_tokens:取", "取 AND 暖", "(", ")", "取)", "^取", "{取 暖}", "+取", "''; DROP TABLE needs_need; --",
    "$$", "{}", "\0", "取\0", "\ud800",
]  # fmt: skip


def texts(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choice(LETTERS) for _ in range(chance.randrange(1, 24))) for _ in range(count)]


@pytest.fixture
def corpus(author: User) -> dict[int, str]:
    """The normalised text of each row."""
    rows = [
        Need(need_kind="goods", audience="open", author=author, live=False, title="", text=text)
        for text in texts(150, seed=20261123)
    ]
    for row in rows:
        for name, value in search_columns(row.title, row.text).items():
            setattr(row, name, value)
    return {row.pk: normalise(f"{row.title}\n{row.text}") for row in Need.objects.bulk_create(rows)}


def found(words: str) -> set[int]:
    return set(search_needs(Need.objects.order_by("pk"), words).values_list("pk", flat=True))


def holding(corpus: dict[int, str], words: str) -> set[int]:
    return {key for key, text in corpus.items() if all(word in text for word in normalise(words).split())}


def test_it_finds_exactly_the_texts_that_hold_every_word(corpus: dict[int, str]) -> None:
    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(alphabet=LETTERS, max_size=7))
    def ask(words: str) -> None:
        assert found(words) == holding(corpus, words)

    ask()


def test_it_finds_every_piece_of_every_text(corpus: dict[int, str]) -> None:
    chance = random.Random(7)
    for text in corpus.values():
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randrange(1, 9)]
        assert found(piece) == holding(corpus, piece)


@pytest.mark.parametrize("words", HOSTILE)
def test_signs_that_mean_something_to_a_database_are_only_text(words: str, corpus: dict[int, str]) -> None:
    expected = set() if "\0" in words or "\ud800" in words else holding(corpus, words)
    assert found(words) == expected
    assert Need.objects.count() == len(corpus)


def test_bigrams_out_of_order_are_no_match(author: User, corpus: dict[int, str]) -> None:
    text = "需要取暖的暖器"
    need = Need.objects.create(
        need_kind="goods", audience="open", author=author, live=False, text=text, **search_columns("", text)
    )
    assert need.pk not in found("取暖器")
    assert need.pk in found("取暖") & found("暖器")


def test_width_and_case_do_not_matter(author: User) -> None:
    need = Need.objects.create(
        need_kind="goods", audience="open", author=author, live=False, **search_columns("需要ＡＢ轮椅", "高45CM")
    )
    for words in ("ab轮椅", "ＡＢ", "45cm", "要Ab", "轮椅 ４５"):
        assert found(words) == {need.pk}


def test_nothing_asked_leaves_the_list_as_it_is(corpus: dict[int, str]) -> None:
    assert found("") == found("  　") == set(corpus)


def test_a_question_of_too_many_words_finds_nothing(corpus: dict[int, str]) -> None:
    assert found(" ".join(f"w{number}" for number in range(51))) == set()


@pytest.mark.parametrize(
    ("word", "tokens"),
    [
        ("取暖器", ["取暖", "暖器"]),
        ("取", ["取"]),
        ("a1", []),
        ("高45厘米", ["高", "45", "厘米"]),
        ("45厘米", ["厘米"]),
        ("取，暖", ["取", "暖"]),
        ("，", []),
    ],
)
def test_only_tokens_that_every_match_has_preselect(word: str, tokens: list[str]) -> None:
    assert sure_tokens(word) == tokens


def test_a_long_question_still_matches_its_own_text(author: User) -> None:
    text = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(900))
    need = Need.objects.create(
        need_kind="goods", audience="open", author=author, live=False, text=text, **search_columns("", text)
    )
    assert found(text) == {need.pk}
    assert found(text[:450] + text[451:]) == set()


def test_the_database_uses_its_index(corpus: dict[int, str]) -> None:
    plan = str(Need.objects.filter(HoldsTokens(["取暖"])).explain())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
        plan = str(Need.objects.filter(HoldsTokens(["取暖"])).order_by().explain())
    assert "needs_need_words" in plan


def test_changed_and_deleted_words_are_found_no_more(author: User) -> None:
    need = Need.objects.create(
        need_kind="goods", audience="open", author=author, live=False, **search_columns("轮椅", "")
    )
    Need.objects.filter(pk=need.pk).update(**search_columns("拐杖", ""))
    assert (found("轮椅"), found("拐杖")) == (set(), {need.pk})
    need.delete()
    assert found("拐杖") == set()


def test_a_withdrawn_need_is_found_no_more(officer: User, author: User, gate: FakeGate) -> None:
    need = publish(officer, author, gate, title="想要一辆轮椅")
    assert search_needs(needs_shown_to("public"), "轮椅").count() == 1
    actions.withdraw_need(by=CLOCKWORK, need=need, because="CONSENT_WITHDRAWN")
    assert search_needs(needs_shown_to("public"), "轮椅").count() == 0
