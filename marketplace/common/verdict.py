"""A rule answers yes or no and why.

One type for permission checks, disabled buttons, API errors and match explanations:
whoever asks gets the same answer and the same sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Sentence: TypeAlias = "str | _StrPromise"


class DomainError(Exception):
    """Something the domain does not allow; `code` is stable, the text is for people."""

    code = "REFUSED"

    def __init__(self, message: Sentence = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return str(self.message)


class Refused(DomainError):
    """A verdict of no, raised by `Verdict.require()`."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason, code=verdict.code or "REFUSED")
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passed`, and when it did not: `reason` (a sentence that says what to do next) and a stable `code`."""

    passed: bool
    reason: Sentence = ""
    code: str = ""

    def __bool__(self) -> bool:
        return self.passed

    def require(self) -> None:
        """Raise `Refused` unless the verdict is yes."""
        if not self.passed:
            raise Refused(self)

    def and_then(self, other: Verdict) -> Verdict:
        """The first refusal of the two, or yes."""
        return other if self.passed else self


YES = Verdict(passed=True)


def no(reason: Sentence, *, code: str = "REFUSED") -> Verdict:
    """A refusal with its sentence and its stable code."""
    return Verdict(passed=False, reason=reason, code=code)


def first_refusal(*verdicts: Verdict) -> Verdict:
    """The first verdict that did not pass, or yes."""
    return next((verdict for verdict in verdicts if not verdict.passed), YES)
