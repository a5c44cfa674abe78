"""What the table does not list is answered with the deed, whose it is and when it is possible, in both languages."""

from __future__ import annotations

from itertools import product

import pytest
from django.utils import translation

from marketplace.fulfilment.models import Assignment, Message, Proof
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, MESSAGE_LIFECYCLE, PROOF_LIFECYCLE

TABLES = [(ASSIGNMENT_LIFECYCLE, Assignment), (PROOF_LIFECYCLE, Proof), (MESSAGE_LIFECYCLE, Message)]
CASES = [
    pytest.param(lifecycle, model, verb, state, id=f"{lifecycle.name}-{verb}-{state}")
    for lifecycle, model in TABLES
    for verb, state in product(lifecycle.moves, lifecycle.states)
    if state not in lifecycle.moves[verb][0]
]


@pytest.mark.parametrize(("lifecycle", "model", "verb", "state"), CASES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_refused_move_says_whose_it_is_and_when(lifecycle, model, verb, state, language) -> None:  # type: ignore[no-untyped-def]
    with translation.override(language):
        verdict = lifecycle.may(model(status=state), verb)
        told, labels = lifecycle.told[verb], dict(model._meta.get_field("status").flatchoices)
        assert (verdict.passed, verdict.code) == (False, "ILLEGAL_MOVE")
        said = str(verdict.reason)
        for part in (told.deed, told.who, labels[state], *(labels[each] for each in lifecycle.moves[verb][0])):
            assert str(part) in said
