"""Each hard rule says yes and no where it should, alone and for many pairs at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from matching.eligibility import RULES, Admission, pairs_allowed, rulings
from matching.facts import MatchFacts, Need, Supplier
from matching.policies import load_policy
from tests.matching.people import (
    CITY,
    HAISHU,
    NANMEN,
    TODAY,
    XIANGSHAN,
    YINZHOU,
    Pair,
    charity,
    facts_of,
    need,
    programme,
    volunteer,
)  # fmt: skip

POLICY = load_policy()
SERVICE: dict[str, Any] = {"need_kind": "service", "aid_type": "medical", "quantity": None}
INSURANCE: dict[str, Any] = {"need_kind": "insurance", "aid_type": "medical", "quantity": None}


def failures(need: Need, supplier: Supplier, **pairs: list[Pair]) -> set[str]:
    """The codes of the rules that say no."""
    facts = facts_of([need], [supplier], **pairs)
    return {ruling.rule.code for ruling in rulings(facts, POLICY, 0, 0) if not ruling.passed}


@pytest.mark.parametrize(
    ("need", "supplier", "pairs"),
    [
        (need(), charity(), {}),
        (need(need_kind="micro_wish"), charity(), {}),
        (need(need_kind="programme"), charity(), {}),
        (need(**SERVICE), volunteer(), {}),
        (need(**SERVICE, with_minors=True), volunteer(), {}),
        (need(**SERVICE | {"need_kind": "pairing"}), volunteer(), {}),
        (need(**INSURANCE), programme(), {"insured": [("need", "programme")]}),
        (need(audience="partners"), charity(), {}),
        (need("need", aid_type=None, place=None, urgency=None, quantity=None, audience="private"),
         charity(capabilities=("verified_partner", "confidentiality")), {}),
    ],
)  # fmt: skip
def test_who_may_help_passes_every_rule(need: Need, supplier: Supplier, pairs: dict[str, list[Pair]]) -> None:
    assert failures(need, supplier, **pairs) == set()


@pytest.mark.parametrize("form", ["public_cash", "members_cash", "unheard_of"])
@pytest.mark.parametrize("kind", ["micro_wish", "goods", "service", "pairing", "programme", "insurance"])
def test_money_from_the_public_never_goes_to_a_household(form: str, kind: str) -> None:
    giver = charity(gives=(form,), need_kinds=(kind,), capabilities=("charity", "insurer", "background_check"))
    assert "route_allowed" in failures(need(need_kind=kind), giver)


@pytest.mark.parametrize(
    ("rule", "need", "supplier"),
    [
        ("audience_allowed", need(audience="partners"), charity(capabilities=("charity",))),
        ("audience_allowed", need(audience="private"), charity()),
        ("kind_offered", need(), charity(need_kinds=("programme",))),
        ("aid_type_covered", need(), charity(aid_types=("medical", "housing"))),
        ("area_served", need(), charity(areas=(YINZHOU,))),
        ("area_served", need(), charity(areas=())),
        ("area_served", need(place="county"), charity(areas=(HAISHU,))),
        ("within_reach", need(place=XIANGSHAN), charity(reach_km=20)),
        ("quantity_covered", need(quantity="gt10000"), charity(value_to="2000-10000")),
        ("limits_respected", need(with_minors=True), charity(limits=("no_minors",))),
        ("limits_respected", need(**SERVICE), volunteer(limits=("no_hospital_visits",))),
        ("limits_respected", need(urgency="high"), charity(limits=("no_urgent", "no_minors"))),
        ("capability_verified", need(need_kind="programme"), charity(capabilities=())),
        ("capability_verified", need(**SERVICE | {"need_kind": "pairing"}), volunteer(capabilities=())),
        ("minors_protected", need(**SERVICE, with_minors=True), volunteer(capabilities=("verified_partner",))),
        ("still_valid", need(), charity(valid_until=TODAY - timedelta(days=1))),
        ("capacity_left", need(), charity(capacity=0)),
    ],
)
def test_a_rule_says_no_and_only_that_rule(rule: str, need: Need, supplier: Supplier) -> None:
    assert failures(need, supplier) == {rule}


@pytest.mark.parametrize(
    ("rule", "need", "supplier", "pairs"),
    [
        ("insured", need(**INSURANCE), programme(), {}),
        ("insured", need(**INSURANCE), programme(), {"insured": [("other", "programme")]}),
        ("peril_covered", need(**INSURANCE | {"aid_type": "education"}), programme(),
         {"insured": [("need", "programme")]}),
        ("no_conflict", need(), charity(), {"conflict": [("need", "charity")]}),
        ("not_declined", need(), charity(), {"declined": [("need", "charity")]}),
    ],
)  # fmt: skip
def test_a_rule_about_the_very_pair_says_no(
    rule: str, need: Need, supplier: Supplier, pairs: dict[str, list[Pair]]
) -> None:
    facts = facts_of([need, replace(need, key="other")], [supplier], **pairs)
    assert {ruling.rule.code for ruling in rulings(facts, POLICY, 0, 0) if not ruling.passed} == {rule}


@pytest.mark.parametrize(
    ("need", "supplier"),
    [
        (need(place=NANMEN), charity(areas=(HAISHU,))),
        (need(place=HAISHU), charity(areas=(NANMEN,))),
        (need(place="urban"), charity(areas=(HAISHU,))),
        (need(place=CITY), charity(areas=(XIANGSHAN,))),
        (need(place=None), charity(areas=(XIANGSHAN,))),
    ],
)
def test_an_area_is_served_when_one_lies_in_the_other(need: Need, supplier: Supplier) -> None:
    assert "area_served" not in failures(need, supplier)


def test_the_last_valid_day_counts() -> None:
    assert failures(need(), charity(valid_until=TODAY)) == set()


def test_a_supplier_may_serve_less_than_its_greatest_quantity_or_one_withheld() -> None:
    for quantity in ("lt500", "2000-10000", None):
        assert failures(need(quantity=quantity), charity(value_to="2000-10000")) == set()


def many() -> MatchFacts:
    """Sixty needs and forty suppliers of every sort."""
    generator = np.random.default_rng(8)

    def any_of(*values: Any) -> Any:
        return values[generator.integers(len(values))]

    needs = [
        need(
            f"n{row}",
            need_kind=any_of("goods", "service", "pairing", "insurance", "programme"),
            aid_type=any_of("medical", "education", None),
            place=any_of(HAISHU, XIANGSHAN, NANMEN, CITY, "county", None),
            urgency=any_of("high", "low"),
            quantity=any_of(None, "lt500", "gt10000"),
            with_minors=any_of(True, False),
            audience=any_of("open", "partners", "private"),
        )
        for row in range(60)
    ]
    suppliers = [
        any_of(charity, volunteer, programme)(
            f"s{row}",
            areas=any_of((HAISHU,), (CITY,), (NANMEN, XIANGSHAN)),
            home=any_of(HAISHU, XIANGSHAN),
            aid_types=any_of((), ("medical",)),
            limits=any_of((), ("no_minors",), ("no_urgent",)),
            capacity=any_of(0, 1, 4),
            reach_km=any_of(5, 50),
            value_to=any_of(None, "lt500"),
        )
        for row in range(40)
    ]
    insured = [(f"n{generator.integers(60)}", f"s{generator.integers(40)}") for _ in range(400)]
    declined = [(f"n{generator.integers(60)}", f"s{generator.integers(40)}") for _ in range(100)]
    return facts_of(needs, suppliers, insured=insured, declined=declined)


def test_groups_and_single_pairs_are_judged_alike() -> None:
    facts = many()
    admission = Admission.of(facts, POLICY)
    assert len(admission.profile_admits) < 60
    need_rows, supplier_rows = (rows.reshape(-1) for rows in np.indices((60, 40)))
    together = (
        admission.profile_admits[admission.profile[need_rows], supplier_rows]
        & admission.place_admits[admission.place[need_rows], supplier_rows]
        & pairs_allowed(facts, POLICY, need_rows, supplier_rows)
    )
    alone = [
        all(ruling.passed for ruling in rulings(facts, POLICY, int(row), int(other)))
        for row, other in zip(need_rows, supplier_rows, strict=True)
    ]
    assert together.tolist() == alone
    assert 0 < sum(alone) < len(alone) / 2


def test_rules_have_distinct_codes() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
