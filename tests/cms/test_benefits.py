"""The register of benefits: each with its source and validity, in both languages, nothing expired among what holds."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from cms.benefits import ACTORS, Benefit, BenefitsBroken, benefits, benefits_of

GIVEN = {
    "actors": ("donor",), "kind": "tax", "zh": "扣除", "en": "deduct", "source": "法", "confirmed": True,
    "valid_from": date(2020, 1, 1),
}  # fmt: skip


def test_every_actor_has_something_with_a_source() -> None:
    for actor in ACTORS:
        assert [row.source for row in benefits_of(actor, benefits(), date(2026, 11, 28))], actor


def test_what_has_expired_is_not_among_what_holds() -> None:
    rows = (Benefit(**GIVEN, valid_to=date(2025, 12, 31)), Benefit(**GIVEN))
    assert benefits_of("donor", rows, date(2025, 12, 31)) == list(rows)
    assert benefits_of("donor", rows, date(2026, 1, 1)) == [rows[1]]
    assert benefits_of("donor", rows, date(2019, 12, 31)) == []


@pytest.mark.parametrize("fault", [{"actors": ("king",)}, {"kind": "gift"}, {"source": ""}, {"en": ""}])
def test_a_broken_row_stops_the_file(fault: dict[str, object]) -> None:
    with pytest.raises(BenefitsBroken):
        Benefit(**GIVEN | fault)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_says_what_was_not_compared_and_what_ended(client: Client, language: str) -> None:
    client.cookies["language"] = language
    page = client.get("/benefits/").content.decode()
    for row in benefits():
        assert escape(row.zh if language == "zh-hans" else row.en) in page
    marks = {"zh-hans": "尚未与现行文本核对", "en": "not yet compared with the text in force"}
    assert page.count(marks[language]) == sum(len(row.actors) for row in benefits() if not row.confirmed)
