"""Sentences without a language yet: an English msgid and its parameters. A voice says them in a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from marketplace.common.places import full_place_name
from marketplace.common.rule_data import RuleMissing, rule
from matching.policies import Policy


@dataclass(frozen=True, slots=True)
class Code:
    """A code to be shown by its name. `list`: place, capability, gives, or a code list of the rule data."""

    list: str
    code: str


Parameter = str | int | Code | tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; %(name)s in the msgid stands for a parameter."""

    msgid: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Voice:
    """How sentences are said: gettext of a language, and the language (zh… or en) for names on a day."""

    gettext: Callable[[str], str]
    language: str
    policy: Policy
    today: date

    def say(self, sentence: Sentence) -> str:
        """The sentence in the voice's language."""
        return self.gettext(sentence.msgid) % {key: self.word(value) for key, value in sentence.parameters.items()}

    def word(self, value: Parameter) -> str:
        """A parameter in the voice's language; several names are joined."""
        if isinstance(value, Code):
            return self.name(value)
        if isinstance(value, tuple):
            return ("、" if self.short_language == "zh" else ", ").join(self.name(code) for code in value)
        return str(value)

    def name(self, code: Code) -> str:
        """The name of a code; a code without a name stands for itself."""
        if code.list == "place":
            return full_place_name(code.code, self.language)
        if code.list in self.policy.names:
            return self.policy.names[code.list].get(code.code, {}).get(self.short_language, code.code)
        try:
            return rule(f"codes.{code.list}", on=self.today).entry(code.code).label(self.language)
        except RuleMissing:
            return code.code

    @property
    def short_language(self) -> str:
        return "zh" if self.language.lower().startswith("zh") else "en"


def noop(msgid: str) -> str:
    """Marks a msgid for the catalogue; translated where a voice says it."""
    return msgid
