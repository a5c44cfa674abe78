"""One cell at a time: text into a checked value, or the reason why not. A reason never repeats an identifier."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from marketplace.casework.household import MemberFields
from marketplace.common import clock, identifiers, places
from marketplace.common.money import parse_amount
from marketplace.common.rule_data import RuleMissing, rule
from marketplace.common.verdict import DomainError

FULL_WIDTH = str.maketrans("：；", ":;")
BIRTH = re.compile(r"(19|20)[0-9]{6}")
MEMBER_PARTS = 4
LONGEST_RELATION = 20
HEAD = "户主"
WORST = 100


@dataclass(eq=False)
class CellProblem(Exception):
    """Why a cell is not accepted: a code, a sentence (English msgid) and its parameters."""

    code: str
    sentence: str
    params: tuple[tuple[str, str], ...] = ()

    def said(self) -> str:
        """The sentence in the language of the moment."""
        return gettext(self.sentence) % dict(self.params) if self.params else gettext(self.sentence)


def required(text: str) -> str:
    """The text without outer spaces; empty is a problem."""
    if not text.strip():
        raise CellProblem("MISSING", noop("This field is required."))
    return text.strip()


def short(limit: int, *, needed: bool = False) -> Callable[[str], str]:
    """A reader for text that a column of that many characters can hold."""

    def read(text: str) -> str:
        value = required(text) if needed else text.strip()
        if len(value) > limit:
            raise CellProblem("TOO_LONG", noop("At most %(limit)s characters are possible."), (("limit", str(limit)),))
        return value

    return read


def person_id(text: str) -> str:
    """A resident ID number, normalised and checked."""
    verdict = identifiers.resident_id(text)
    if not verdict.passed:
        raise CellProblem(verdict.code, noop("Not a valid resident ID number (18 characters, GB 11643)."))
    return identifiers.normalise_identifier(text)


def township(text: str) -> str:
    """A township or functional zone of the city; a code under a retired district names the new one."""
    code = unicodedata.normalize("NFKC", text).strip()
    if places.is_township(code):
        return code
    new = places.district_of_retired(code) if code.isdigit() and len(code) in (6, 9) else None
    if new:
        params = (("code", new), ("district", places.place_name(new, "zh-hans")))
        raise CellProblem(
            "RETIRED_DISTRICT",
            noop("This district was dissolved; look the township up under %(district)s (%(code)s)."),
            params,
        )
    raise CellProblem("UNKNOWN_TOWNSHIP", noop("Not one of the city's township codes (9 digits)."))


def coded(list_name: str) -> Callable[[str], str]:
    """A reader for a code list that accepts the code or its name."""

    def read(text: str) -> str:
        try:
            return rule(list_name, on=clock.today()).code_named(text.strip())
        except RuleMissing as error:
            raise CellProblem("UNKNOWN_VALUE", noop("Not a value of this list.")) from error

    return read


def registers(text: str) -> tuple[str, ...]:
    """One or more register values joined by +."""
    read = coded("codes.register")
    return tuple(sorted({read(part) for part in required(text).replace("＋", "+").split("+")}))


def amount(text: str) -> int:
    """Yuan with at most two decimals, in fen; not negative."""
    try:
        fen = parse_amount(text.strip())
    except DomainError as error:
        raise CellProblem(error.code, noop("Not an amount in yuan with at most two decimals.")) from error
    if fen < 0:
        raise CellProblem("NEGATIVE", noop("An amount cannot be negative."))
    return fen


def score(text: str) -> int:
    """A dimension, 0-100."""
    if not re.fullmatch(r"[0-9]{1,3}", text.strip()) or int(text) > WORST:
        raise CellProblem("NOT_A_SCORE", noop("A whole number from 0 to 100 is expected."))
    return int(text)


def day(text: str) -> date:
    """An ISO date between 1900 and 2100 (a workbook that counts from 1904 is read by its own calendar)."""
    try:
        value = date.fromisoformat(text.strip())
    except ValueError as error:
        raise CellProblem("NOT_A_DATE", noop("A date as YYYY-MM-DD is expected.")) from error
    if not 1900 <= value.year <= 2100:
        raise CellProblem("NOT_A_DATE", noop("A date as YYYY-MM-DD is expected."))
    return value


def yes_no(text: str) -> bool:
    """是 or 否 (also yes and no)."""
    value = {"是": True, "yes": True, "否": False, "no": False}.get(text.strip().lower())
    if value is None:
        raise CellProblem("NOT_YES_OR_NO", noop("是 or 否 is expected."))
    return value


def members(text: str) -> tuple[MemberFields, ...]:
    """`关系:姓名:身份证号:健康状况` separated by `;`; the head (户主) is put first and must be there once."""
    parts = [part for part in required(text).translate(FULL_WIDTH).split(";") if part.strip()]
    people = [_member(part, position) for position, part in enumerate(parts, start=1)]
    heads = [person for person in people if person.relation == HEAD]
    if len(heads) != 1:
        raise CellProblem("ONE_HEAD", noop("Exactly one member must be 户主."))
    numbers = [person.id_number for person in people if person.id_number]
    if len(numbers) != len(set(numbers)):
        raise CellProblem("DOUBLE_MEMBER", noop("Two members carry the same ID number."))
    return (heads[0], *(person for person in people if person is not heads[0]))


def _member(text: str, position: int) -> MemberFields:
    fields = [part.strip() for part in text.split(":")]
    where = (("position", str(position)),)
    if len(fields) != MEMBER_PARTS or not all(fields):
        raise CellProblem(
            "MEMBER_FORM", noop("Member %(position)s: relation:name:ID number:health is expected."), where
        )
    relation, name, number, state = fields
    try:
        relation = short(LONGEST_RELATION)(relation)
        health = coded("codes.member_health")(state)
        birth, id_number = birth_or_id(number)
    except CellProblem as problem:
        message = noop("Member %(position)s: the relation, ID number, birth date or health is not valid.")
        raise CellProblem(problem.code, message, where) from problem
    return MemberFields(relation, name, id_number, birth, health)


def birth_or_id(text: str) -> tuple[date, str]:
    """A resident ID number, or a birth date YYYYMMDD where the person has none; (birth, number or nothing)."""
    number = identifiers.normalise_identifier(text)
    if BIRTH.fullmatch(number):
        born = day(f"{number[:4]}-{number[4:6]}-{number[6:]}")
        if born > clock.today():
            raise CellProblem("BIRTH_IN_FUTURE", noop("The birth date lies in the future."))
        return born, ""
    checked = person_id(number)
    return identifiers.birth_date(checked), checked
