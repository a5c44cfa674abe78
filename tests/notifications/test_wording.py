"""Every sentence belongs to a topic that can be settled, and work says what happens if nobody does it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from marketplace.notifications.wording import TOPICS, kinds_of, say, topic_of
from tests.servers.places import ROOT

TREES = [ROOT / name for name in ("marketplace", "matching", "donations", "cms")]
KINDS = sorted(file.stem for tree in TREES for file in tree.glob("**/notice/*.txt"))
ANY = {"need_kind": "goods", "count": 2, "helper": "样本", "because": "OFFICER_DECIDED", "until": "2026-12-01"}


def kinds_of_work() -> Iterator[str]:
    """Kinds are constants of the module that lets the work wait."""
    for file in (file for tree in TREES for file in tree.rglob("*.py")):
        if "open_work(" in (text := file.read_text()):
            yield from (value for value in _constants(ast.parse(text)) if value in KINDS)


def _constants(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def test_there_is_work_to_look_at() -> None:
    assert {"need_review", "need_held", "answer_proposals", "confirm_delivery", "hand_over"} <= set(kinds_of_work())


@pytest.mark.parametrize("kind", sorted(set(kinds_of_work())))
def test_work_says_what_happens_otherwise(kind: str) -> None:
    said = say(kind, ANY)
    assert said.what
    assert said.otherwise.endswith(("。", ".")), f"notice/{kind}.txt has no second paragraph"


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_belongs_to_a_topic(kind: str) -> None:
    topic = topic_of(kind)
    assert topic in TOPICS
    assert kind in kinds_of(topic)


def test_a_sentence_is_plain_text_and_an_apostrophe_in_it_stays_one() -> None:
    with override("en"):
        said = say("capability_confirm", {"name": "Neighbours' Hall & Kitchen", "kind": "charity"})

    assert "Neighbours' Hall & Kitchen" in said.what
