"""The catalogues: each package keeps its own, English msgids, Chinese beside the code that speaks it."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
LOCALE = "zh_Hans"
DATED = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed date in every header, so that a catalogue changes only when its messages do."""


@dataclass(frozen=True, slots=True)
class Package:
    """One of our applications and the folder of its catalogue."""

    name: str
    folder: Path

    @property
    def po(self) -> Path:
        return self.folder / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def packages() -> list[Package]:
    """Our applications, without the one that only wires them."""
    root = Path(settings.WIRED_ROOT)
    found = [Package(config.label, Path(config.path)) for config in apps.get_app_configs()]
    ours = [package for package in found if package.folder.is_relative_to(root) and package.name != "wiring"]
    return [package for package in ours if "site-packages" not in package.folder.parts]


def messages_of(package: Package) -> Catalog:
    """Everything the package's code and templates say through gettext."""
    catalogue = Catalog(locale=LOCALE, charset="utf-8", fuzzy=False, creation_date=DATED, revision_date=DATED)
    for file in sorted(
        [*package.folder.rglob("*.py"), *package.folder.rglob("*.html"), *package.folder.rglob("*.txt")]
    ):
        if "migrations" in file.parts or "static" in file.parts:
            continue
        for msgid, context in _extract(file):
            catalogue.add(msgid, context=context, locations=[(str(file.relative_to(package.folder)), 0)])
    return catalogue


def _extract(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = file.read_text(encoding="utf-8")
    source = text if file.suffix == ".py" else templatize(text, origin=str(file))
    if file.suffix != ".py":
        source = "\n".join(re.findall(r"n?p?gettext\([^\n]*\)|_\([^\n]*\)", source))
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield message, context


def update(package: Package) -> tuple[int, int]:
    """Bring the catalogue up to what the code says, keeping translations; returns (messages, untranslated)."""
    wanted, known = messages_of(package), load(package)
    if not len(wanted):
        return 0, 0
    fresh = Catalog(
        locale=LOCALE, charset="utf-8", fuzzy=False, project="zhulin", creation_date=DATED, revision_date=DATED
    )
    for message in wanted:
        if not message.id:
            continue
        old = known.get(message.id, context=message.context) if known else None
        fresh.add(message.id, old.string if old else "", context=message.context, locations=message.locations)
    package.po.parent.mkdir(parents=True, exist_ok=True)
    with package.po.open("wb") as out:
        write_po(out, fresh, width=110, sort_output=True, omit_header=False)
    return len(wanted), len(untranslated(package))


def untranslated(package: Package) -> list[str]:
    """Messages of the code that have no Chinese."""
    wanted, known = messages_of(package), load(package)
    missing = []
    for message in wanted:
        old = known.get(message.id, context=message.context) if known and message.id else None
        if message.id and not (old and (all(old.string) if isinstance(old.string, tuple) else old.string)):
            missing.append(str(message.id))
    return missing


def contradictions() -> list[str]:
    """Messages that two packages say differently: Django merges the catalogues, so only one of them would be heard.

    Where the meaning differs, the msgid needs a context.
    """
    heard: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for package in packages():
        for message in load(package) or ():
            if message.id and message.string:
                heard[str(message.id), message.context].add(str(message.string))
    return sorted(msgid for (msgid, _context), said in heard.items() if len(said) > 1)


def load(package: Package) -> Catalog | None:
    """The catalogue as it stands."""
    if not package.po.exists():
        return None
    with package.po.open("rb") as file:
        return read_po(file, locale=LOCALE)


def compile_catalogue(package: Package) -> bytes | None:
    """The binary form of the catalogue."""
    catalogue = load(package)
    if catalogue is None:
        return None
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()
