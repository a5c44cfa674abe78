"""The oldest gift pays first, for the oldest spending first; nothing is paid twice, nothing is left out."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from donations.ledger.fifo import Amount, Share, first_given_first_used

amounts = st.lists(st.integers(1, 1000), max_size=12)


def shares(spendings: list[int], gifts: list[int]) -> list[Share]:
    return list(
        first_given_first_used([Amount(*s) for s in enumerate(spendings)], [Amount(*g) for g in enumerate(gifts)])
    )


def test_a_spending_takes_the_oldest_gift_first() -> None:
    assert shares([150], [100, 100, 100]) == [Share(0, 0, 100), Share(0, 1, 50)]


def test_what_is_left_of_a_gift_pays_for_the_next_spending() -> None:
    assert shares([30, 30, 60], [100, 40]) == [Share(0, 0, 30), Share(1, 0, 30), Share(2, 0, 40), Share(2, 1, 20)]


def test_when_the_gifts_are_used_up_the_rest_stays_uncovered() -> None:
    assert shares([70, 70], [100]) == [Share(0, 0, 70), Share(1, 0, 30)]
    assert shares([70], []) == []


@given(amounts, amounts)
def test_no_gift_pays_more_than_it_has_and_no_spending_gets_more_than_it_needs(
    spendings: list[int], gifts: list[int]
) -> None:
    paid: Counter[int] = Counter()
    got: Counter[int] = Counter()
    for share in shares(spendings, gifts):
        assert share.fen > 0
        paid[share.gift] += share.fen
        got[share.spending] += share.fen
    assert all(paid[key] <= fen for key, fen in enumerate(gifts))
    assert all(got[key] <= fen for key, fen in enumerate(spendings))
    assert sum(paid.values()) == min(sum(gifts), sum(spendings))


@given(amounts, amounts)
def test_each_fen_goes_where_its_place_in_the_row_says(spendings: list[int], gifts: list[int]) -> None:
    """Oracle: write every fen out singly; the i-th fen given is the i-th fen spent."""
    given_by = [key for key, fen in enumerate(gifts) for _ in range(fen)]
    spent_on = [key for key, fen in enumerate(spendings) for _ in range(fen)]
    expected = Counter(zip(spent_on, given_by, strict=False))
    assert Counter({(share.spending, share.gift): share.fen for share in shares(spendings, gifts)}) == expected


@given(amounts, amounts)
def test_gifts_beyond_the_need_are_never_read(spendings: list[int], gifts: list[int]) -> None:
    read = []

    def supply() -> object:
        for key, fen in enumerate(gifts):
            read.append(key)
            yield Amount(key, fen)

    list(first_given_first_used([Amount(*s) for s in enumerate(spendings)], supply()))  # type: ignore[arg-type]
    needed = sum(total < sum(spendings) for total in [0, *accumulate(gifts)][:-1])
    assert len(read) == needed
