"""`manage.py score_tender`: the vectors of domain.md §4.3, ties, refusals, bad input; no table is touched."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from marketplace.procurement.score_sheets import answer_sheet

Sheet = dict[str, Any]


def bid(bidder: str, price: str, tech: str = "85", service: str = "80", **changes: Any) -> Sheet:
    scores = {"tech": [tech], "service": [service]}
    return {"bidder": bidder, "price": price, "compliant": True, "deduction": "0.00", "scores": scores} | changes


def sheet(*bids: Sheet, **changes: Any) -> Sheet:
    """P2 unless told otherwise."""
    p2 = (bid("A", "480000.00"), bid("B", "500000.00", "92", "88"), bid("C", "600000.00", "95", "70"))
    return {
        "category": "services",
        "price_weight": "0.10",
        "criteria": [{"id": "tech", "weight": "0.60"}, {"id": "service", "weight": "0.30"}],
        "method": "open_tender",
        "bids": list(bids or p2),
    } | changes


def column(answer: Sheet, key: str) -> dict[str, Any]:
    return {row["bidder"]: row[key] for row in answer["ranking"]}


def test_p1_the_price_score_is_the_benchmark_by_the_price() -> None:
    answer = answer_sheet(sheet())
    assert answer["benchmark"] == "480000.00"
    assert column(answer, "price_score") == {"A": "100.00", "B": "96.00", "C": "80.00"}


def test_p2_weighted_totals_rank_the_bids() -> None:
    answer = answer_sheet(sheet())
    assert [(row["bidder"], row["rank"], row["total"]) for row in answer["ranking"]] == [
        ("B", 1, "91.20"),
        ("C", 2, "86.00"),
        ("A", 3, "85.00"),
    ]
    assert column(answer, "tie_break") == {"A": None, "B": None, "C": None}
    assert (answer["outcome"], answer["refusals"], answer["excluded"]) == ("awardable", [], [])


def test_p3_a_deduction_changes_the_evaluated_price_only() -> None:
    bids = sheet()["bids"]
    bids[1]["deduction"] = "0.10"
    answer = answer_sheet(sheet(*bids))
    assert answer["benchmark"] == "450000.00"
    assert column(answer, "price_score") == {"A": "93.75", "B": "100.00", "C": "75.00"}
    assert column(answer, "evaluated_price")["B"] == "450000.00"


def test_p4_what_is_not_compliant_is_excluded_before_the_benchmark() -> None:
    late = bid("D", "400000.00", compliant=False)
    answer = answer_sheet(sheet(*sheet()["bids"], late))
    assert answer["benchmark"] == "480000.00"
    assert answer["excluded"] == [{"bidder": "D", "reason": "NOT_COMPLIANT"}]
    assert "D" not in column(answer, "rank")


def test_p5_a_low_price_weight_is_refused_and_the_ranking_given_all_the_same() -> None:
    weights = [{"id": "tech", "weight": "0.62"}, {"id": "service", "weight": "0.30"}]
    answer = answer_sheet(sheet(price_weight="0.08", criteria=weights))
    assert (answer["outcome"], answer["refusals"]) == ("failed", ["PRICE_WEIGHT_TOO_LOW"])
    assert len(answer["ranking"]) == 3


@pytest.mark.parametrize(
    ("category", "weight", "refusals"),
    [
        ("services", "0.10", []),
        ("services", "0.09", ["PRICE_WEIGHT_TOO_LOW"]),
        ("goods", "0.30", []),
        ("goods", "0.29", ["PRICE_WEIGHT_TOO_LOW"]),
    ],
)
def test_each_category_has_its_own_floor(category: str, weight: str, refusals: list[str]) -> None:
    rest = str(1 - Decimal(weight))
    bids = [bid(name, "100.00", scores={"tech": ["80"]}) for name in "ABC"]
    terms = {"category": category, "price_weight": weight, "criteria": [{"id": "tech", "weight": rest}]}
    assert answer_sheet(sheet(*bids, **terms))["refusals"] == refusals


@pytest.mark.parametrize(
    ("method", "compliant", "refusals"),
    [
        ("open_tender", 3, []),
        ("open_tender", 2, ["TOO_FEW_BIDS"]),  # P7
        ("invited_tender", 2, ["TOO_FEW_BIDS"]),
        ("competitive_consultation", 2, []),
        ("competitive_consultation", 1, ["TOO_FEW_BIDS"]),
    ],
)
def test_p7_too_few_compliant_bids_fail_the_tender(method: str, compliant: int, refusals: list[str]) -> None:
    bids = [bid(name, "100.00", compliant=number < compliant) for number, name in enumerate("ABC")]
    answer = answer_sheet(sheet(*bids, method=method))
    assert answer["refusals"] == refusals
    assert len(answer["ranking"]) == compliant


def test_without_any_compliant_bid_there_is_no_benchmark() -> None:
    none = bid("A", "100.00", compliant=False)
    del none["scores"]
    answer = answer_sheet(sheet(none))
    assert (answer["benchmark"], answer["ranking"], answer["refusals"]) == (None, [], ["TOO_FEW_BIDS"])
    assert answer_sheet(sheet() | {"bids": []})["benchmark"] is None


def test_equal_totals_are_broken_by_the_lower_price_and_then_shared() -> None:
    weights = [{"id": "tech", "weight": "0.90"}]
    bids = [
        bid("dear", "200.00", scores={"tech": ["85.56"]}),
        bid("last", "100.00", scores={"tech": ["10"]}),
        bid("twin", "100.00", scores={"tech": ["80"]}),
        bid("other twin", "100.00", scores={"tech": ["80"]}),
        bid("same total", "200.00", scores={"tech": ["80"]}, deduction="0.50"),
    ]
    answer = answer_sheet(sheet(*bids, criteria=weights))
    assert [(row["bidder"], row["rank"], row["total"], row["tie_break"]) for row in answer["ranking"]] == [
        ("twin", 1, "82.00", "tied"),
        ("other twin", 1, "82.00", "tied"),
        ("dear", 3, "82.00", "tied"),
        ("same total", 3, "82.00", "tied"),
        ("last", 5, "19.00", None),
    ]
    pair = answer_sheet(sheet(*bids[:3], criteria=weights))
    assert column(pair, "rank") == {"twin": 1, "dear": 2, "last": 3}
    assert column(pair, "tie_break") == {"twin": "lower_price", "dear": "lower_price", "last": None}


def test_means_are_rounded_half_up_before_they_are_weighted() -> None:
    bids = [bid(name, "100.00", scores={"tech": ["80", "80", "80.01", "80.01"], "service": ["80"]}) for name in "ABC"]
    answer = answer_sheet(sheet(*bids))
    assert answer["ranking"][0]["scores"] == {"tech": "80.01", "service": "80.00"}
    assert answer["ranking"][0]["total"] == "82.01"


marks = st.lists(st.decimals(0, 100, places=2).map(str), min_size=1, max_size=5)
prices = st.decimals("0.01", 9_999_999, places=2).map(str)
rows = st.tuples(prices, st.booleans(), st.decimals(0, "0.99", places=2).map(str), marks, marks)


@given(st.lists(rows, max_size=6))
def test_against_plain_arithmetic(drawn: list[tuple[Any, ...]]) -> None:
    bids = [
        bid(str(number), price, compliant=ok, deduction=cut, scores={"tech": tech, "service": service})
        for number, (price, ok, cut, tech, service) in enumerate(drawn)
    ]
    answer = answer_sheet(sheet() | {"bids": bids})
    assert column(answer, "total") == _totals(bids)
    totals = [(-Decimal(row["total"]), Decimal(bids[int(row["bidder"])]["price"])) for row in answer["ranking"]]
    assert totals == sorted(totals)
    assert [row["rank"] for row in answer["ranking"]] == [totals.index(each) + 1 for each in totals]


def _totals(bids: list[Sheet]) -> dict[str, str]:
    """The formula of MOF Order 87 Art. 55 in long decimals."""
    cent = Decimal("0.01")
    with localcontext() as context:
        context.prec, context.rounding = 60, ROUND_HALF_UP
        compliant = {
            each["bidder"]: Decimal(each["price"]) * (1 - Decimal(each["deduction"]))
            for each in bids
            if each["compliant"]
        }
        totals = {}
        for each in bids:
            if each["bidder"] in compliant:
                price = (min(compliant.values()) / compliant[each["bidder"]] * 100).quantize(cent)
                tech, service = (
                    (sum(map(Decimal, each["scores"][name])) / len(each["scores"][name])).quantize(cent)
                    for name in ("tech", "service")
                )
                total = price * Decimal("0.1") + tech * Decimal("0.6") + service * Decimal("0.3")
                totals[each["bidder"]] = str(total.quantize(cent))
        return totals


# --- the command itself


def run(*arguments: str) -> tuple[int, str, str]:
    """(exit code, stdout, stderr). Without a database mark, so that touching a table would raise."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("score_tender", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_answer_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text(json.dumps(sheet()), "utf-8-sig")
    assert run(str(source), "--out", str(target))[:2] == (0, "")
    answer = json.loads(target.read_text("utf-8"))
    assert list(answer) == ["benchmark", "outcome", "refusals", "ranking", "excluded"]
    keys = ["bidder", "rank", "evaluated_price", "price_score", "scores", "total", "tie_break"]
    assert [list(row) for row in answer["ranking"]] == [keys] * 3


def test_standard_input_in_gb_18030_and_exit_1_when_nothing_may_be_awarded(monkeypatch: pytest.MonkeyPatch) -> None:
    few = sheet(bid("甲", "1.00"))
    data = json.dumps(few, ensure_ascii=False).encode("gb18030")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    code, out, _ = run()
    assert (code, json.loads(out)["ranking"][0]["bidder"]) == (1, "甲")


def _set(*path: object, value: Any) -> Callable[[Sheet], None]:
    def change(target: Sheet) -> None:
        place: Any = target
        for step in path[:-1]:
            place = place[step]
        if value is KeyError:
            del place[path[-1]]
        else:
            place[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (_set("price_weight", value="0.11"), "criteria"),
        (_set("price_weight", value=0.1), "price_weight"),
        (_set("price_weight", value="-0.10"), "price_weight"),
        (_set("criteria", 0, "id", value="service"), "criteria[1].id"),
        (_set("category", value="works"), "category"),
        (_set("method", value="auction"), "method"),
        (_set("surprise", value=1), "surprise"),
        (_set("bids", 0, "scores", "tech", value=KeyError), "bids[0].scores.tech"),
        (_set("bids", 0, "scores", "tech", value=[]), "bids[0].scores.tech"),
        (_set("bids", 0, "scores", "price", value=["1"]), "bids[0].scores.price"),
        (_set("bids", 0, "scores", value=KeyError), "bids[0].scores"),
        (_set("bids", 0, "scores", "tech", value=["100.01"]), "bids[0].scores.tech[0]"),
        (_set("bids", 0, "scores", "tech", value=[85]), "bids[0].scores.tech[0]"),
        (_set("bids", 1, "bidder", value="A"), "bids[1].bidder"),
        (_set("bids", 1, "price", value="0.00"), "bids[1].price"),
        (_set("bids", 1, "price", value="1.005"), "bids[1].price"),
        (_set("bids", 1, "price", value="1e5"), "bids[1].price"),
        (_set("bids", 1, "price", value=KeyError), "bids[1].price"),
        (_set("bids", 1, "deduction", value="1.00"), "bids[1].deduction"),
        (_set("bids", 1, "deduction", value="1.01"), "bids[1].deduction"),
        (_set("bids", 1, "compliant", value="yes"), "bids[1].compliant"),
    ],
)
def test_bad_input_names_its_field_and_writes_nothing(
    tmp_path: Path, change: Callable[[Sheet], None], field: str
) -> None:
    broken = copy.deepcopy(sheet())
    change(broken)
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text(json.dumps(broken), "utf-8")
    code, out, err = run(str(source), "--out", str(target))
    assert (code, out, target.exists()) == (2, "", False)
    assert f"in.json: {field}: " in err


@pytest.mark.parametrize("text", ["", "[]", "{", '{"bids": [], "bids": []}', "\xff"])
def test_what_is_no_json_object_is_refused(tmp_path: Path, text: str) -> None:
    source = tmp_path / "in.json"
    source.write_bytes(text.encode("latin-1"))
    assert run(str(source))[:2] == (2, "")
    assert run(str(tmp_path / "missing.json"))[:2] == (2, "")
