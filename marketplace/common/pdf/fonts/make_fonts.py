"""Cut our fonts out of the Noto CJK collections; run by hand, the results are in the repository (README.md here)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from fontTools import subset
from fontTools.ttLib import TTCollection

SIMPLIFIED_CHINESE_FACE = 2
KEPT_FEATURES = ["ccmp", "kern", "mark", "mkmk"]  # no substitution that would part the drawn text from the stored text
VERTICAL_TABLES = ["VORG", "vhea", "vmtx", "BASE"]
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))
LATIN_AND_PUNCTUATION = ((0x20, 0x24F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x3000, 0x303F), (0xFF00, 0xFF5E))


class Cut(NamedTuple):
    """One font file: which collection it comes from and which characters it keeps."""

    collection: str
    result: str
    keeps: Callable[[int], bool]


def within(ranges: tuple[tuple[int, int], ...]) -> Callable[[int], bool]:
    """Whether a code point lies in one of the closed ranges."""
    return lambda point: any(first <= point <= last for first, last in ranges)


def everything_but_hangul(point: int) -> bool:
    """Names and addresses need every ideograph there is: URO, extensions A to G as far as drawn, compatibility."""
    return not within(HANGUL)(point)


def everyday(point: int) -> bool:
    """GB 2312 with Latin letters, digits and punctuation: enough for headings."""
    return within(LATIN_AND_PUNCTUATION)(point) or _in_gb2312(chr(point))


def _in_gb2312(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


CUTS = (
    Cut("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", everything_but_hangul),
    Cut("NotoSansCJK-Bold.ttc", "NotoSansSC-Bold.otf", everyday),
    Cut("NotoSerifCJK-SemiBold.ttc", "NotoSerifSC-SemiBold.otf", everyday),
)


def cut(source: Path, target: Path, keeps: Callable[[int], bool]) -> None:
    """Write the Simplified Chinese face of a collection with only the characters that `keeps` accepts."""
    font = TTCollection(source, lazy=True).fonts[SIMPLIFIED_CHINESE_FACE]
    font.recalcTimestamp = False  # the same collections give the same bytes
    options = subset.Options(
        hinting=False, layout_features=KEPT_FEATURES, name_IDs=["*"], name_languages=["*"], notdef_outline=True
    )
    options.drop_tables += VERTICAL_TABLES
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[point for point in font.getBestCmap() if keeps(point)])
    subsetter.subset(font)
    rename(font)
    font.save(target)


def rename(font: Any) -> None:
    """The subset says of itself that it is another font than the collection's face."""
    for record in font["name"].names:
        record.string = _our_name(record.toUnicode())
    table = font["CFF "].cff
    table.fontNames = [_our_name(name) for name in table.fontNames]
    for key in ("FullName", "FamilyName"):
        if hasattr(table.topDictIndex[0], key):
            setattr(table.topDictIndex[0], key, _our_name(getattr(table.topDictIndex[0], key)))


def _our_name(name: str) -> str:
    for theirs in ("CJK SC", "CJKsc", "CJKjp"):
        name = name.replace(theirs, "SC")
    return name


def main() -> None:
    """Cut every font from the folder of collections that is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", type=Path, help="the folder that holds the .ttc files")
    collections = parser.parse_args().collections
    for each in CUTS:
        cut(collections / each.collection, Path(__file__).with_name(each.result), each.keeps)


if __name__ == "__main__":
    main()
