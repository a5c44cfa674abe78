"""The open data of a purchase: valid against the standard's own schema, immutable, without a natural person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common.clock import CITY_ZONE
from marketplace.procurement import actions
from marketplace.procurement.models import Method, Milestone, Release, Tender
from marketplace.procurement.ocds import publish_release
from tests.procurement.course import AWARD_DAY, CANARY, Purchase, at, award, deliver, hand_in_all, open_bids, sign

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent / "ocds_schema" / "release-schema.json").read_text("utf-8"))
TYPES = {
    "string": str, "object": dict, "array": list, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip
ROLES = {
    "buyer", "procuringEntity", "supplier", "tenderer", "funder", "enquirer", "payer", "payee", "reviewBody",
    "interestedParty",
}  # fmt: skip
"""Code list partyRole of OCDS 1.1."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00")


def faults(value: Any, schema: dict[str, Any], path: str = "release") -> Iterator[str]:
    """What the schema forbids; stricter than the standard: a field it does not know is a fault too."""
    if "$ref" in schema:
        yield from faults(value, SCHEMA["definitions"][schema["$ref"].rpartition("/")[2]], path)
        return
    wanted = schema.get("type", [])
    if wanted and not isinstance(value, tuple(_classes(wanted))):
        yield f"{path}: {wanted} is expected"
    elif isinstance(value, dict):
        yield from _faults_of_object(value, schema, path)
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0) or (schema.get("uniqueItems") and len(value) > len(_distinct(value))):
            yield f"{path}: too few or repeated members"
        for number, member in enumerate(value):
            yield from faults(member, schema.get("items", {}), f"{path}[{number}]")
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is not in the closed list"
    elif isinstance(value, str):
        if schema.get("format") == "date-time" and not MOMENT.fullmatch(value):
            yield f"{path}: {value!r} is no moment in the city"
        if len(value) < schema.get("minLength", 0):
            yield f"{path}: is empty"


def _faults_of_object(value: dict[str, Any], schema: dict[str, Any], path: str) -> Iterator[str]:
    known = schema.get("properties", {})
    yield from (f"{path}.{key}: is required" for key in schema.get("required", []) if key not in value)
    for key, member in value.items():
        if known and key not in known:
            yield f"{path}.{key}: the standard does not know it"
        yield from faults(member, known.get(key, {}), f"{path}.{key}")


def _classes(wanted: str | list[str]) -> Iterator[type]:
    for name in [wanted] if isinstance(wanted, str) else wanted:
        found: Any = TYPES[name]
        yield from found if isinstance(found, tuple) else (found,)


def _distinct(members: list[Any]) -> set[str]:
    return {json.dumps(member, sort_keys=True) for member in members}


def package(client: Client, tender: Tender) -> dict[str, Any]:
    answer = client.get(reverse("tender_ocds", args=[tender.reference]))
    assert answer["Content-Type"] == "application/json"
    return dict(json.loads(answer.content))


@pytest.fixture
def finished(purchase: Purchase) -> Purchase:
    """Signed, every milestone accepted, and a deadline that moved on the way."""
    question = actions.ask_question(
        by=purchase.members["A"], tender=purchase.tender, organisation=purchase.bidders["A"], text="周末也要探访吗？"
    )
    actions.answer_question(by=purchase.officers[0], question=question, answer="要。", affects_bids=False)
    for milestone in sign(purchase).milestones.all():
        deliver(purchase, milestone)
        with at(datetime.combine(milestone.due_on + timedelta(days=2), AWARD_DAY.timetz())):
            actions.accept_milestone(by=purchase.officers[0], milestone=Milestone.objects.get(pk=milestone.pk))
    return purchase


def test_every_release_is_valid_against_the_standard(finished: Purchase, client: Client) -> None:
    told = package(client, finished.tender)
    assert {"uri", "publisher", "publishedDate", "releases", "version"} <= set(told)
    assert told["version"] == "1.1"
    assert [release["tag"] for release in told["releases"]] == [
        ["planning", "tender"], ["tenderUpdate"], ["award"], ["contract"], ["implementation"],
        ["implementationUpdate", "contractTermination"],
    ]  # fmt: skip
    assert [fault for release in told["releases"] for fault in faults(release, SCHEMA)] == []


def test_the_judge_of_this_test_finds_faults() -> None:
    broken = {
        "ocid": "",
        "date": "2026-12-01",
        "tag": [],
        "initiationType": "auction",
        "tender": {"status": "gone"},
        "x": 1,
    }
    found = "\n".join(faults(broken, SCHEMA))
    for path in ("release.id", "release.date", "release.tag", "release.initiationType", "release.x", "release.ocid"):
        assert path in found


def test_one_process_has_one_ocid_and_each_release_its_own_id(finished: Purchase, client: Client) -> None:
    releases = package(client, finished.tender)["releases"]
    assert len({release["ocid"] for release in releases}) == 1
    assert len({release["id"] for release in releases}) == len(releases)
    last = releases[-1]
    assert last["tender"]["status"] == "complete"
    assert last["awards"][0]["value"] == {"amount": 500000.0, "currency": "CNY"}
    assert last["contracts"][0]["awardID"] == last["awards"][0]["id"]
    assert {row["status"] for row in last["contracts"][0]["implementation"]["milestones"]} == {"met"}
    assert {role for party in last["parties"] for role in party["roles"]} >= {"buyer", "tenderer", "supplier"}


def test_nobody_who_bids_is_named_before_the_award(purchase: Purchase, client: Client) -> None:
    hand_in_all(purchase)
    open_bids(purchase)
    told = json.dumps(package(client, purchase.tender), ensure_ascii=False)
    assert not [each for each in purchase.bidders.values() if each.name in told or each.credit_code in told]
    assert "tenderers" not in told


def test_no_natural_person_and_no_answer_is_in_it(finished: Purchase, client: Client) -> None:
    told = json.dumps(package(client, finished.tender), ensure_ascii=False)
    assert CANARY not in told
    for user in User.objects.all():
        assert user.email not in told
        assert f'"{user.display_name}"' not in told
        assert user.reference not in told


@pytest.mark.parametrize(
    ("method", "code"), [(Method.OPEN, "open"), (Method.INVITED, "selective"), (Method.CONSULTATION, "limited")]
)
def test_methods_are_told_in_the_standards_words(purchase: Purchase, method: str, code: str) -> None:
    Tender.objects.update(method=method)
    body = publish_release(purchase.tender, "tenderUpdate").body
    assert (body["tender"]["procurementMethod"], list(faults(body, SCHEMA))) == (code, [])


def test_a_moved_deadline_is_an_amendment(purchase: Purchase) -> None:
    question = actions.ask_question(
        by=purchase.members["A"], tender=purchase.tender, organisation=purchase.bidders["A"], text="周末也要探访吗？"
    )
    with at(datetime(2026, 12, 20, 9, tzinfo=CITY_ZONE)):
        actions.answer_question(by=purchase.officers[0], question=question, answer="要。", affects_bids=True)
    body = purchase.tender.releases.order_by("-number")[0].body
    assert (body["tag"], len(body["tender"]["amendments"])) == (["tenderAmendment"], 1)
    assert body["tender"]["tenderPeriod"]["endDate"] == "2027-01-04T17:00:00+08:00"
    assert list(faults(body, SCHEMA)) == []


def test_an_award_that_falls_is_told_as_cancelled(purchase: Purchase) -> None:
    made = award(purchase)
    with at(AWARD_DAY):
        query = actions.file_query(by=purchase.members["A"], award=made, bidder=purchase.bidders["A"], text="有误")
        actions.answer_query(by=purchase.officers[0], query=query, answer="质疑成立。", upheld=True)
    body = purchase.tender.releases.order_by("-number")[0].body
    assert body["tag"] == ["awardCancellation", "tenderUpdate"]
    assert (body["awards"][0]["status"], body["tender"]["status"]) == ("cancelled", "unsuccessful")
    assert list(faults(body, SCHEMA)) == []


def test_words_of_open_code_lists_are_the_standards_own(finished: Purchase) -> None:
    body = finished.tender.releases.order_by("-number")[0].body
    documents = [*body["tender"]["documents"], *body["contracts"][0]["documents"]]
    milestones = body["contracts"][0]["implementation"]["milestones"]
    assert {role for party in body["parties"] for role in party["roles"]} <= ROLES
    assert {row["documentType"] for row in documents} == {"tenderNotice", "contractSigned"}
    assert {row["type"] for row in milestones} == {"delivery"}
    assert (body["tender"]["awardCriteria"], body["tender"]["submissionMethod"]) == (
        "ratedCriteria", ["electronicSubmission"],
    )  # fmt: skip
    assert body["tender"]["mainProcurementCategory"] == "services"


def test_a_release_is_never_rewritten(purchase: Purchase) -> None:
    award(purchase)
    before = list(Release.objects.order_by("pk").values_list("body", flat=True))
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.update(body={})
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.all().delete()
    assert list(Release.objects.order_by("pk").values_list("body", flat=True)) == before


def test_a_draft_has_no_open_data(purchase: Purchase, client: Client) -> None:
    Tender.objects.update(status="draft")
    assert client.get(reverse("tender_ocds", args=[purchase.tender.reference])).status_code == 404
