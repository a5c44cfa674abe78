"""Every pair can be explained: rule by rule, point by point, and what stood in the way; partners get no secrets."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from matching.assignment import SCORE_SCALE
from matching.eligibility import RULES
from matching.engine import propose
from matching.explanation import Explanation, ReferenceUnknown, Voice, explain, why_suggested
from matching.explanation.wording import WORDINGS
from matching.facts import MatchFacts
from matching.policies import load_policy
from tests.matching.people import HAISHU, TODAY, XIANGSHAN, YINZHOU, charity, facts_of, need, programme, volunteer
from tests.matching.test_eligibility import many

POLICY = load_policy()
ENGLISH = Voice(lambda text: text, "en", POLICY, TODAY)
CHINESE = Voice(translation.gettext, "zh-hans", POLICY, TODAY)


def explained(facts: MatchFacts, need_key: str = "need", supplier: str = "charity") -> Explanation:
    [explanation] = explain(propose(facts, POLICY), need_key, supplier)
    return explanation


def failed_reason(explanation: Explanation, rule: str, voice: Voice = ENGLISH) -> str:
    [(ruling, sentence)] = [line for line in explanation.rules if line[0].rule.code == rule]
    assert not ruling.passed
    return voice.say(sentence)


def test_a_row_has_the_shape_of_the_contract() -> None:
    row = explained(facts_of([need()], [charity()])).as_row(ENGLISH)
    assert list(row) == ["supplier", "eligible", "rules", "parts", "score", "obstacle"]
    assert row["supplier"] == "charity"
    assert row["eligible"] is True
    assert row["obstacle"] is None
    assert [set(line) for line in row["rules"]] == [{"rule", "passed", "reason"}] * len(RULES)
    assert [line["rule"] for line in row["rules"]] == [rule.code for rule in RULES]
    assert all(line["passed"] and line["reason"] for line in row["rules"])
    assert sum(row["parts"].values()) == pytest.approx(row["score"])
    assert set(row["parts"]) == set(POLICY.weights)
    assert json.loads(json.dumps(row, ensure_ascii=False)) == row


def test_who_is_not_eligible_has_no_score_and_the_first_failed_rule_as_obstacle() -> None:
    explanation = explained(facts_of([need()], [charity(need_kinds=("programme",), areas=(YINZHOU,), capacity=0)]))
    row = explanation.as_row(ENGLISH)
    assert (row["eligible"], row["score"], row["parts"]) == (False, None, {})
    assert explanation.obstacle is not None
    assert explanation.obstacle.code == "kind_offered"
    assert row["obstacle"] == "Does not offer this kind of help (Goods)."
    assert [line["rule"] for line in row["rules"] if not line["passed"]] == [
        "kind_offered",
        "area_served",
        "capacity_left",
    ]


SERVICE = {"need_kind": "service", "aid_type": "medical", "quantity": None, "with_minors": True}


@pytest.mark.parametrize(
    ("rule", "need_facts", "supplier", "english", "chinese"),
    [
        ("audience_allowed", {"audience": "partners"}, charity(capabilities=("charity",)),
         "This need is not shown to everybody; not verified yet: verified partner.",
         "该需求未向社会公开；尚未核验：已核验合作方。"),
        ("route_allowed", {}, charity(gives=("public_cash",)),
         "Money raised from the public or among members never goes to one household; "
         "it goes to a programme with a filed plan.",
         "面向社会公众或成员募集的善款不得指定给某一户家庭，只能用于已备案的慈善项目。"),
        ("route_allowed", {}, charity(gives=("time", "public_cash")),
         "time, money from the public: this may not be offered for a need of this kind (Goods).",
         "志愿服务时间、公开募集的善款不能用于此类需求（物资）。"),
        ("aid_type_covered", {}, charity(aid_types=("medical",)),
         "Does not help with this aid type (Education assistance).", "服务范围不包括该救助事项（教育）。"),
        ("area_served", {}, charity(areas=(YINZHOU,)),
         "Does not serve the published area (Haishu District).", "服务区域不包括公布区域（海曙区）。"),
        ("within_reach", {"place": XIANGSHAN}, charity(reach_km=20),
         "About 68 km from the middle of the published area; its reach is 20 km.",
         "距公布区域中心约68公里，超出20公里的服务半径。"),
        ("quantity_covered", {"quantity": "gt10000"}, charity(value_to="2000-10000"),
         "Provides at most CNY 2,000 to 10,000; more is asked for (Over CNY 10,000).",
         "最多提供2000元至1万元，所需数量更大（1万元以上）。"),
        ("limits_respected", {"with_minors": True}, charity(limits=("no_urgent", "no_minors")),
         "Its limits exclude the need: no families with minors.", "其服务限制排除了该需求：不服务有未成年人的家庭。"),
        ("capability_verified", {"need_kind": "programme"}, charity(capabilities=()),
         "Required for this kind of help and not verified yet: charity.", "此类帮扶所需的以下资质尚未核验：慈善组织。"),
        ("minors_protected", SERVICE, volunteer("charity", capabilities=()),
         "Required in families with minors and not verified yet: passed background check.",
         "服务有未成年人的家庭须先核验：已通过背景核查。"),
        ("still_valid", {}, charity(valid_until=date(2026, 11, 1)),
         "Its offer ended on 2026-11-01; it must be renewed first.", "其帮扶资源已于2026-11-01到期，须先续期。"),
        ("capacity_left", {}, charity(capacity=0), "Has no capacity left in this period.", "本期承接名额已满。"),
        ("peril_covered", {"need_kind": "insurance"}, programme("charity"),
         "The group programme covers no risk of this kind (Education assistance).",
         "该团体保险项目不承保此类风险（教育）。"),
        ("insured", {"need_kind": "insurance"}, programme("charity"),
         "The household does not belong to the programme's insured group.", "该家庭不属于该项目的参保人群。"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_missing_in_both_languages(
    rule: str, need_facts: dict[str, Any], supplier: Any, english: str, chinese: str
) -> None:
    explanation = explained(facts_of([need(**need_facts)], [supplier]))
    assert failed_reason(explanation, rule) == english
    with translation.override("zh-hans"):
        assert failed_reason(explanation, rule, CHINESE) == chinese


def test_what_was_withheld_is_said_to_be_unknown() -> None:
    private = need(aid_type=None, place=None, urgency=None, quantity=None, audience="private")
    explanation = explained(facts_of([private], [charity(capabilities=("verified_partner", "confidentiality"))]))
    reasons = {ruling.rule.code: ENGLISH.say(sentence) for ruling, sentence in explanation.rules}
    assert explanation.eligible
    assert reasons["aid_type_covered"] == "The aid type was not published."
    assert reasons["area_served"] == reasons["within_reach"]
    assert "only when a caseworker releases it" in reasons["area_served"]


def test_who_was_outbid_learns_by_whom_and_what_a_place_is_worth() -> None:
    facts = facts_of([need("long", waiting="months"), need("need", waiting="new")], [charity(capacity=1)])
    proposals = propose(facts, POLICY)
    [loser] = explain(proposals, "need", "charity")
    assert loser.obstacle is not None
    assert loser.obstacle.code == "supplier_taken"
    assert loser.obstacle.sentence.parameters["rivals"] == "long"
    assert loser.score is not None
    worth = float(str(loser.obstacle.sentence.parameters["price"])) * SCORE_SCALE
    assert loser.score <= worth <= proposals.scores.total.max()


def test_who_was_not_needed_learns_who_serves_the_need() -> None:
    facts = facts_of([need()], [charity("free", capacity=9), charity("charity", capacity=1)])
    obstacle = explained(facts).obstacle
    assert obstacle is not None
    assert obstacle.code == "need_served"
    assert obstacle.sentence.parameters["rivals"] == "free"


def test_who_came_too_late_for_the_list_or_below_the_floor_is_told_so() -> None:
    crowd = [charity(f"near{row}", capacity=9) for row in range(60)]
    facts = facts_of([need()], [*crowd, charity("charity", capacity=1)])
    late = explained(facts).obstacle
    strict = propose(facts, replace(POLICY, floor=99))
    [weak] = explain(strict, "need", "charity")
    assert late is not None
    assert late.code == "not_considered"
    assert weak.obstacle is not None
    assert weak.obstacle.code == "below_floor"


def test_every_pair_of_a_mixed_market_is_explained_and_agrees_with_the_run() -> None:
    proposals = propose(many(), POLICY)
    proposed = {(pair.need, pair.supplier): pair for pair in proposals.pairs()}
    for key in proposals.facts.needs.key[:20]:
        explanations = explain(proposals, key)
        assert [each.supplier for each in explanations] == list(proposals.facts.suppliers.key)
        for each in explanations:
            pair = proposed.get((key, each.supplier))
            assert (each.obstacle is None) == (pair is not None)
            if pair is not None:
                assert (each.score, each.parts) == (pair.score, pair.parts)


@pytest.mark.parametrize(("need_key", "supplier"), [("nobody", None), ("need", "nobody")])
def test_an_unknown_reference_is_refused(need_key: str, supplier: str | None) -> None:
    with pytest.raises(ReferenceUnknown):
        explain(propose(facts_of([need()], [charity()]), POLICY), need_key, supplier)


def test_every_rule_has_its_words() -> None:
    assert set(WORDINGS) == {rule.code for rule in RULES}


def test_chinese_keeps_every_parameter_of_the_english() -> None:
    with translation.override("zh-hans"):
        for passed, failed in WORDINGS.values():
            for msgid in (passed, failed):
                spoken = translation.gettext(msgid)
                assert spoken != msgid
                assert re.findall(r"%\(\w+\)s", spoken) == re.findall(r"%\(\w+\)s", msgid) or sorted(
                    re.findall(r"%\(\w+\)s", spoken)
                ) == sorted(re.findall(r"%\(\w+\)s", msgid))


def test_a_partner_reads_reasons_from_the_published_line_and_its_own_profile() -> None:
    helper = charity(aid_types=("education",), skills=("tutoring",), home=YINZHOU)
    facts = facts_of([need(urgency="high")], [helper])
    assert [ENGLISH.say(sentence) for sentence in why_suggested(facts, POLICY, 0, 0)] == [
        "You offer this kind of help (Goods).",
        "The middle of the published area (Haishu District) is 30+ km from you.",
        "You named this aid type (Education assistance).",
        "You have a skill that helps with this aid type (Education assistance).",
        "The need is urgent.",
        "You have capacity left in this period.",
    ]


def test_a_partner_never_learns_of_registers_contact_equity_or_exact_distance() -> None:
    known = facts_of(
        [need(need_kind="insurance", aid_type="medical", equity="behind", waiting="months")],
        [programme(aid_types=("medical",))],
        insured=[("need", "programme")],
        contact=[("need", "programme")],
    )
    unknown = facts_of([need(need_kind="insurance", aid_type="medical")], [programme(aid_types=("medical",))])
    assert why_suggested(known, POLICY, 0, 0) == why_suggested(unknown, POLICY, 0, 0)
    bands = {sentence.parameters.get("band") for sentence in why_suggested(known, POLICY, 0, 0)} - {None}
    assert bands <= {"0-5", "5-15", "15-30", "30+"}


def test_a_partner_is_told_no_place_where_none_was_published() -> None:
    facts = facts_of([need(place=None, aid_type=None, audience="private")], [charity(home=HAISHU)])
    said = " ".join(ENGLISH.say(sentence) for sentence in why_suggested(facts, POLICY, 0, 0))
    assert "area" not in said


def test_a_code_without_a_name_stands_for_itself() -> None:
    explanation = explained(facts_of([need(need_kind="gardening")], [charity()]))
    assert failed_reason(explanation, "kind_offered") == "Does not offer this kind of help (gardening)."
