"""Sixty texts that may be published as they are, sixty that may not: the caseworker's and the household's side."""

from __future__ import annotations

import pytest

from marketplace.common.detectors import Finding, redact, scan
from tests.common.detectors.corpus import clean_texts, dirty_texts


@pytest.mark.parametrize("text", clean_texts())
def test_a_text_without_identifiers_is_left_as_it_is(text: str) -> None:
    assert scan(text) == ()
    assert redact(text).text == text


@pytest.mark.parametrize(("text", "findings"), dirty_texts())
def test_every_identifier_is_found_where_it_stands(text: str, findings: tuple[Finding, ...]) -> None:
    assert scan(text) == findings


@pytest.mark.parametrize(("text", "findings"), dirty_texts())
def test_nothing_is_left_to_find_after_redacting(text: str, findings: tuple[Finding, ...]) -> None:
    redaction = redact(text)
    assert redaction.findings == findings
    assert redact(redaction.text).findings == ()
    assert not any(text[start:end] in redaction.text for _, start, end in findings)


def test_the_corpus_is_large_enough_on_both_sides() -> None:
    assert len(clean_texts()) >= 60
    assert len(dirty_texts()) >= 60
