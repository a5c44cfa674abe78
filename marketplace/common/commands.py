"""What every command of docs/commands.md shares: progress on stderr, result on stdout or `--out`, exit 0, 1 or 2."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandParser

from marketplace.common.verdict import DomainError

ANSWER_IS_NO = 1
INPUT_REFUSED = 2


class InputRefused(DomainError):
    """The input itself cannot be used; the message names file, row, field and reason."""

    code = "INPUT_REFUSED"


class ContractCommand(BaseCommand):
    """A command whose behaviour is promised: `answer()` returns the exit code, `InputRefused` becomes exit 2."""

    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.called_from_command_line = True  # argparse itself exits with 2 on bad usage
        return parser

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            code = self.answer(**options)
        except InputRefused as refusal:
            self.stderr.write(str(refusal))
            code = INPUT_REFUSED
        if code:
            sys.exit(code)

    def answer(self, **options: Any) -> int:
        """Do the work; return 0 for done and good, 1 for done and the answer is no."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """One line of progress on stderr."""
        self.stderr.write(text)

    def give(self, result: object, out: str | None = None) -> None:
        """Write one JSON document to `out` or stdout."""
        write_text(json.dumps(result, ensure_ascii=False) + "\n", out, self.stdout)


def write_text(text: str, out: str | None, stdout: Any) -> None:
    """Write the whole result at once, so that a failure leaves no half file."""
    if out is None:
        stdout.write(text, ending="")
        return
    target = Path(out)
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)


def read_json_lines(source: IO[bytes], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object); refuses text that is not UTF-8 or GB 18030, and lines that are no JSON object."""
    text = decode(source.read(), name)
    for number, line in enumerate(text.split("\n"), start=1):  # splitlines() would also cut inside a JSON string
        if not line.strip():
            continue
        yield number, _json_object(line, f"{name}: line {number}")


def read_json(source: IO[bytes], name: str) -> dict[str, Any]:
    """The one JSON object that the file holds; refuses what `read_json_lines` refuses in a line."""
    return _json_object(decode(source.read(), name), name)


def _json_object(text: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(text, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        raise InputRefused(f"{where}: not JSON ({getattr(error, 'msg', error)})") from error
    if not isinstance(value, dict):
        raise InputRefused(f"{where}: expected a JSON object")
    return value


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key written twice would silently lose one of its values."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return value


def decode(data: bytes, name: str) -> str:
    """UTF-8 with or without a BOM, or GB 18030; anything else is refused."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputRefused(f"{name}: neither UTF-8 nor GB 18030 text")


def open_input(path: str | None) -> tuple[IO[bytes], str]:
    """The named file, or stdin; a missing file is refused."""
    if path is None or path == "-":
        return sys.stdin.buffer, "stdin"
    try:
        return Path(path).open("rb"), path
    except OSError as error:
        raise InputRefused(f"{path}: {error.strerror}") from error


def to_json_lines(rows: Iterable[object]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def refuse_unknown_keys(value: dict[str, Any], known: Iterable[str], where: str) -> None:
    """Unknown keys are an error, never ignored."""
    unknown = sorted(set(value) - set(known))
    if unknown:
        raise InputRefused(f"{where}: unknown key {', '.join(unknown)}")
