"""Chinese capital numerals for money (支付结算办法 附一; 会计基础工作规范), written one way and read in all valid ways.

Written: 整 whenever no 分 follows, also after 角, which satisfies both rules; one 零 for any inner run of zeros;
元零X角 when the yuan end in zero; a leading 壹 before 拾. The reader shares no step with the writer.
"""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext_lazy as _

from marketplace.common.verdict import DomainError

DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
PLACES: Final = ("", "拾", "佰", "仟")
WAN: Final = 10_000
YI: Final = WAN * WAN
LARGEST_FEN: Final = YI * YI * 100 - 1

UNIT_VALUE: Final = {"仟": 1000, "佰": 100, "拾": 10, "": 1}
STEP: Final = re.compile(r"(零?)([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)")
GROUP: Final = "([零壹贰叁肆伍陆柒捌玖仟佰拾]+)"
GROUPS: Final = re.compile(f"(?:(?:{GROUP}万)?{GROUP}?亿)?(?:{GROUP}万)?{GROUP}?")
CENTS: Final = re.compile(r"(?:(零?)([壹贰叁肆伍陆柒捌玖])角)?(?:(零?)([壹贰叁肆伍陆柒捌玖])分)?(整?)")


class AmountTooLarge(DomainError):
    """Sixteen digits of yuan are the most that can be written with 万 and 亿."""

    code = "AMOUNT_TOO_LARGE"


class WordsUnclear(DomainError):
    """The text is not an amount in capital numerals."""

    code = "AMOUNT_WORDS_UNCLEAR"


def amount_in_words(fen: int) -> str:
    """The canonical text without 人民币; a negative amount starts with 负."""
    if abs(fen) > LARGEST_FEN:
        raise AmountTooLarge(_("This amount is too large to be written in words."))
    yuan, rest = divmod(abs(fen), 100)
    words = ("负" if fen < 0 else "") + (_integer(yuan) + "元" if yuan else "") + _cents(yuan, rest)
    return words or "零元整"


def _integer(number: int) -> str:
    """Capital numerals of a positive whole number, split at 亿 and 万."""
    for size, name in ((YI, "亿"), (WAN, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = low < size // 10 or high % WAN == 0
            return _integer(high) + name + (("零" if gap else "") + _integer(low) if low else "")
    return _section(number)


def _section(number: int) -> str:
    """Capital numerals of 1 to 9999."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + PLACES[place]
        gap = digit == 0
    return words


def _cents(yuan: int, rest: int) -> str:
    """角 and 分 with the zero that shows a skipped place, and 整 when there is no 分."""
    jiao, fen = divmod(rest, 10)
    if not rest:
        return "整" if yuan else ""
    zero_before_jiao = "零" if jiao and yuan and yuan % 10 == 0 else ""
    zero_before_fen = "零" if fen and not jiao and yuan else ""
    words = f"{zero_before_jiao}{DIGITS[jiao]}角" if jiao else ""
    return words + (f"{zero_before_fen}{DIGITS[fen]}分" if fen else "整")


def read_amount_words(text: str) -> int:
    """Fen from capital numerals, with or without 人民币; 圆 counts as 元 and 正 as 整; raises `WordsUnclear`."""
    plain = text.removeprefix("人民币").replace("圆", "元").replace("正", "整")
    negative = plain.startswith("负")
    whole, mark, rest = plain.removeprefix("负").rpartition("元")
    fen = (_read_integer(whole) * 100 if mark else 0) + _read_cents(rest, after_yuan=bool(mark))
    if (negative or not mark) and not fen:
        raise _unclear()
    return -fen if negative else fen


def _unclear() -> WordsUnclear:
    return WordsUnclear(_("This is not an amount in capital numerals, for example 壹仟贰佰叁拾肆元伍角整."))


def _read_integer(text: str) -> int:
    """Four groups of four places; a group after a gap opens with 零, straight after 万 or 亿 the 零 is optional."""
    groups = GROUPS.fullmatch(text)
    if text == "零":
        return 0
    if not text or groups is None or text.startswith("零") or ("亿" in text and not (groups[1] or groups[2])):
        raise _unclear()
    total, missing = 0, False
    for group in groups.groups():
        value = _read_group(group.removeprefix("零")) if group else 0
        needs_zero = bool(total) and (missing or value < UNIT_VALUE["仟"])
        if value and needs_zero and not group.startswith("零"):
            raise _unclear()
        missing = value == 0
        total = total * WAN + value
    return total


def _read_group(text: str) -> int:
    """1 to 9999; a skipped place inside needs its 零, and no other 零 is allowed."""
    total, above, end = 0, 0, 0
    for step in STEP.finditer(text):
        zero, digit, unit = step.groups()
        value = UNIT_VALUE[unit]
        skipped = bool(total) and value * 10 < above
        if step.start() != end or bool(zero) != skipped or (total and value >= above):
            raise _unclear()
        total, above, end = total + DIGITS.index(digit) * value, value, step.end()
    if not total or end != len(text):
        raise _unclear()
    return total


def _read_cents(text: str, *, after_yuan: bool) -> int:
    """0 to 99; 整 must close a whole number of yuan, may follow 角 and never follows 分; 零 opens only a part."""
    found = CENTS.fullmatch(text)
    if found is None:
        raise _unclear()
    zero_jiao, jiao, zero_fen, fen, closed = found.groups()
    whole = not jiao and not fen
    misplaced = (zero_jiao and not after_yuan) or (zero_fen and (jiao or not after_yuan))
    if misplaced or (closed and fen) or (whole and not (closed and after_yuan)):
        raise _unclear()
    return DIGITS.index(jiao or "零") * 10 + DIGITS.index(fen or "零")
