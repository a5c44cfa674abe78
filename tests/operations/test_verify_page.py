"""The page that checks certificates: whatever is typed gets an answer, and nobody uses up the questions of another."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from marketplace.common import clock
from marketplace.common.rule_data import rule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> None:
    cache.clear()


@pytest.mark.parametrize(("number", "code"), [("a/b", "c"), ("NB", "a/b"), ("..", ".."), ("NB\r\nX: y", "c")])
def test_what_is_no_number_is_answered_on_the_page(number: str, code: str) -> None:
    answer = Client().post("/verify/", {"number": number, "code": code}, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "Copy it as it is printed." in answer.content.decode()


def test_what_may_be_one_is_looked_up() -> None:
    answer = Client().post("/verify/", {"number": " NB-TR-2026-001-000001-8 ", "code": "k_-9"})
    assert answer.headers["Location"] == "/verify/NB-TR-2026-001-000001-8/k_-9/"


def test_behind_a_proxy_each_caller_has_questions_of_its_own(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    most = int(rule("certificate.checks_per_hour", on=clock.today()).value)

    def ask(caller: str) -> int:
        return Client().get("/verify/X/Y/", headers={"x-forwarded-for": f"198.51.100.9, {caller}"}).status_code

    assert [ask("203.0.113.1") for _ in range(most + 1)] == [200] * most + [429]
    assert ask("203.0.113.2") == 200
