"""Read one JSON object field by field, each with its path, refusing what is missing, unknown or of another type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Self

from marketplace.common.verdict import DomainError

_CALENDAR_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FieldRefused(DomainError):
    """A field of the input cannot be used; `field` is its path (`donations[0].amount`), counted from 0."""

    code = "FIELD_REFUSED"

    def __init__(self, field: str, reason: str, *, code: str | None = None) -> None:
        super().__init__(reason, code=code)
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


class Fields:
    """An object at `path` of the input with `required` and `optional` keys and no others."""

    refusal: ClassVar[type[FieldRefused]] = FieldRefused
    """What is raised; a package with a refusal of its own names it here."""

    def __init__(self, value: object, path: str, *, required: Iterable[str] = (), optional: Iterable[str] = ()) -> None:
        if not isinstance(value, Mapping):
            raise self.refusal(path or "record", "an object is expected")
        self._value: Mapping[str, Any] = value
        self._path = path
        needed = tuple(required)
        for key in sorted(set(value) - {*needed, *optional}):
            raise self.refusal(self.at(key), "this key is unknown")
        for key in needed:
            if key not in value:
                raise self.refusal(self.at(key), "this key is missing")

    def __contains__(self, key: str) -> bool:
        return key in self._value

    def at(self, key: str) -> str:
        """The path of one of its keys."""
        return f"{self._path}.{key}" if self._path else key

    def text(self, key: str) -> str:
        value = self._value[key]
        if not isinstance(value, str) or not value.strip() or not _is_unicode(value):
            raise self.refusal(self.at(key), "a text is expected")
        return value

    def whole(self, key: str) -> int:
        value = self._value[key]
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refusal(self.at(key), "a whole number is expected")
        return value

    def flag(self, key: str) -> bool:
        value = self._value[key]
        if not isinstance(value, bool):
            raise self.refusal(self.at(key), "true or false is expected")
        return value

    def day(self, key: str) -> date:
        value = self._value[key]
        if isinstance(value, str) and _CALENDAR_DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise self.refusal(self.at(key), "a day as YYYY-MM-DD is expected")

    def one_of(self, key: str, known: Iterable[str]) -> str:
        value, choices = self._value[key], tuple(known)
        if value not in choices:
            raise self.refusal(self.at(key), f"one of {', '.join(choices)} is expected")
        return str(value)

    def items(self, key: str) -> list[tuple[str, Any]]:
        """The members of a list, each with its path (counted from 0)."""
        value = self._value[key]
        if not isinstance(value, list):
            raise self.refusal(self.at(key), "a list is expected")
        return [(f"{self.at(key)}[{position}]", item) for position, item in enumerate(value)]

    def object(self, key: str, *, required: Iterable[str] = (), optional: Iterable[str] = ()) -> Self:
        return type(self)(self._value[key], self.at(key), required=required, optional=optional)


def _is_unicode(text: str) -> bool:
    """JSON may escape half of a surrogate pair, which no output can carry."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
