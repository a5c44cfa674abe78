"""The demonstration builds the same city each time, and nothing confidential leaves casework."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marketplace.operations.demo.households import FIRST_FEW, cases_file
from marketplace.operations.demo.staff import FIRST_TOWNSHIP
from tests.operations.city import HOUSEHOLDS, City, build, cases
from tests.operations.oracle import Household

pytestmark = pytest.mark.slow
K_OPEN, K_PARTNERS = 11, 5

PAIRS = "SELECT n.reference, p.supplier_name FROM matching_proposal p JOIN needs_need n ON n.id = p.need_id"
TOTALS = """SELECT o.name, coalesce(g.name, ''), a.kind, a.currency, a.balance_fen,
  (SELECT count(*) FROM donations_move m WHERE a.id IN (m.debit_id, m.credit_id)),
  (SELECT sum(m.fen) FROM donations_move m WHERE a.id = m.debit_id)
  FROM donations_ledgeraccount a LEFT JOIN donations_programme g ON g.id = a.programme_id
  LEFT JOIN organisations_organisation o ON o.id = a.charity_id"""
CASE_OF = """
import json
from marketplace.casework.models import NeedDraft
rows = NeedDraft.objects.filter(need__isnull=False).select_related("case", "need")
print(json.dumps({row.need.reference: row.case.case_number for row in rows}))
"""


@pytest.fixture(scope="module")
def register() -> dict[str, Household]:
    """Every household of the file by its case number."""
    return {row["案件编号"]: Household.read(row) for row in cases()}


@pytest.fixture(scope="module")
def case_of(city: City) -> dict[str, str]:
    """The case number behind each need: only casework can tell."""
    return dict(json.loads(city.manage("shell", "--no-imports", "-c", CASE_OF).out))


def anonymous(line: dict[str, Any]) -> str:
    """A line of the export without what is random in it."""
    return json.dumps({key: value for key, value in line.items() if key != "reference"}, sort_keys=True)


def pairs(city: City) -> list[tuple[str, str]]:
    """Who was asked for what; needs that only some may read are asked for by name, and no line tells them apart."""
    lines = {line["reference"]: anonymous(line) for line in city.export}
    return sorted((lines.get(need, ""), supplier) for need, supplier in city.rows(PAIRS))


def test_the_demonstration_says_how_many_needs_each_audience_has(city: City) -> None:
    assert city.built.code == 0, city.built.err
    counts = city.built.json
    assert set(counts) == {"open", "partners", "private"}
    assert counts["open"] >= K_OPEN
    assert len(city.rows("SELECT 1 FROM casework_case")) == HOUSEHOLDS == len({row["案件编号"] for row in cases()})


def test_a_database_that_holds_cases_is_refused_and_stays_as_it_is(city: City) -> None:
    before = city.rows("SELECT count(*), max(id) FROM common_auditrow")
    answer = city.play()
    assert (answer.code, answer.out) == (2, "")
    assert "holds cases already" in answer.err
    assert city.rows("SELECT count(*), max(id) FROM common_auditrow") == before


def test_no_invariant_is_violated(city: City) -> None:
    answer = city.manage("check_invariants")
    assert answer.code == 0, answer.out
    assert answer.json["violations"] == []
    assert answer.json["checked"]["ledger_entries"] > 0


def test_a_second_city_equals_the_first(city: City, tmp_path: Path) -> None:
    other = build(tmp_path / "again")
    assert other.built.json == city.built.json
    assert sorted(map(anonymous, other.export)) == sorted(map(anonymous, city.export))
    assert pairs(other) == pairs(city)
    assert sorted(other.rows(TOTALS)) == sorted(city.rows(TOTALS))


@pytest.mark.parametrize(("reader", "least"), [("public", K_OPEN), ("partner", K_PARTNERS)])
def test_every_published_class_hides_its_household(
    city: City, register: dict[str, Household], case_of: dict[str, str], reader: str, least: int
) -> None:
    lines = city.manage("export_needs", "--as", reader).lines
    assert lines
    for line in lines:
        members = [household for household in register.values() if household.fits(line)]
        assert register[case_of[line["reference"]]] in members, line
        assert len(members) >= least, line
        assert not frozenset.intersection(*(household.registers for household in members)), line


def test_an_open_need_shows_partners_and_the_public_the_same(city: City) -> None:
    partners = {line["reference"]: line for line in city.manage("export_needs", "--as", "partner").lines}
    assert [line for line in city.export if partners.get(line["reference"]) != line] == []


def test_children_and_poverty_registers_are_told_more_coarsely(
    city: City, register: dict[str, Household], case_of: dict[str, str]
) -> None:
    seen = set()
    for line in city.export:
        household = register[case_of[line["reference"]]]
        if min(household.ages(line["month"])) < 14:
            seen.add("child")
            assert line["place_level"] >= 3, line
            assert line["family"] in {"with_minors", None}, line
            assert (line["age_band"], household.guardian) == (None, "是"), line
        if line["aid_type"] in {"dibao", "tekun"}:
            seen.add("register")
            assert line["place_level"] >= 2, line
    assert seen == {"child", "register"}, "the city holds examples of both"


def test_the_needs_of_one_household_show_the_same_facts(city: City, case_of: dict[str, str]) -> None:
    shown: dict[str, set[tuple[Any, ...]]] = {}
    for line in city.export:
        facts = tuple(line[name] for name in ("place", "age_band", "family", "health"))
        shown.setdefault(case_of[line["reference"]], set()).add(facts)
    assert [case for case, facts in shown.items() if len(facts) > 1] == []


@pytest.mark.parametrize("size", [60, 300])
def test_the_printed_caseworker_has_households_in_a_city_of_any_size(size: int) -> None:
    rows = csv.DictReader(
        io.StringIO(cases_file(households=size, seed=7, today=date(2026, 11, 23)).decode("utf-8-sig"))
    )
    assert len({row["案件编号"] for row in rows if row["乡镇街道代码"] == FIRST_TOWNSHIP}) >= FIRST_FEW


STAGES = {
    "needs_need": {"submitted", "returned", "reviewed", "published", "private_match", "withdrawn", "delivered"},
    "casework_needdraft": {"draft", "dlp_blocked", "cleared"},
    "matching_proposal": {"proposed", "accepted", "declined"},
    "fulfilment_assignment": {
        "assigned",
        "appointed",
        "no_show",
        "under_way",
        "in_part",
        "delivered",
        "confirmed",
        "evaluated",
        "closed",
        "cancelled",
        "returned",
        "rematched",
    },
    "fulfilment_proof": {"waiting", "accepted", "refused"},
    "fulfilment_message": {"waiting", "released"},
    "donations_certificate": {"provisional", "valid", "superseded", "revoked", "lapsed"},
    "donations_refund": {"requested", "succeeded"},
    "procurement_tender": {"open"},
}


@pytest.mark.parametrize("table", sorted(STAGES))
def test_a_visitor_finds_something_at_every_stage(city: City, table: str) -> None:
    found = {status for (status,) in city.rows(f"SELECT DISTINCT status FROM {table}")}  # noqa: S608 - our own names
    assert STAGES[table] - found == set()


def test_the_printed_logins_find_work_waiting(city: City) -> None:
    logins = {login["role"]: login["email"] for login in json.loads((city.folder / "demo_logins.json").read_text())}
    open_work = dict(
        city.rows(
            "SELECT u.email, count(*) FROM notifications_workitem w JOIN accounts_user u ON u.id = w.user_id "
            "WHERE w.done_at IS NULL GROUP BY u.email"
        )
    )
    assert [role for role in ("officer", "city_officer", "charity") if not open_work.get(logins[role])] == []
    authored = "SELECT count(*) FROM needs_need n JOIN accounts_user u ON u.id = n.author_id WHERE u.email = "
    assert city.rows(f"{authored}'{logins['caseworker']}' AND n.status IN ('submitted', 'returned')")[0][0] >= 3
    (waiting,) = city.rows("SELECT count(*) FROM needs_need WHERE status = 'reviewed'")[0]
    assert waiting >= K_OPEN, "an officer may release the batch"


def test_match_shows_its_pairs_and_writes_nothing_when_it_rehearses(city: City) -> None:
    before = city.rows("SELECT count(*) FROM matching_matchrun")
    answer = city.manage("match", "--dry-run")
    assert answer.code == 0, answer.err
    result = answer.json
    assert set(result) == {"run", "policy", "objective", "upper_bound", "gap", "pairs"}
    assert result["run"] is None
    assert all(set(pair) == {"need", "supplier", "score"} and pair["score"] > 0 for pair in result["pairs"])
    assert result["objective"] == pytest.approx(sum(pair["score"] for pair in result["pairs"]))
    assert result["objective"] <= result["upper_bound"]
    assert city.rows("SELECT count(*) FROM matching_matchrun") == before


def test_explain_tells_every_rule_or_refuses_an_unknown_need(city: City) -> None:
    need = next(line["reference"] for line in city.export if line["status"] == "published")
    answer = city.manage("explain", "--need", need)
    assert answer.code == 0, answer.err
    assert answer.json["need"] == need
    for supplier in answer.json["suppliers"]:
        assert set(supplier) == {"supplier", "eligible", "rules", "parts", "score", "obstacle"}
        assert all(set(rule) == {"rule", "passed", "reason"} for rule in supplier["rules"])
    refused = city.manage("explain", "--need", "unknown")
    assert (refused.code, refused.out) == (2, "")
