"""`make bench`: every bench_*.py of this folder, and a table of their figures in docs/benchmarks.md."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.figures import Figure, row, show

FOLDER = Path(__file__).parent
TABLE = FOLDER.parent.parent / "docs" / "benchmarks.md"
PACKAGES = ("numpy", "numba", "ortools", "django")
HEAD = """# Benchmarks

Written by `make bench`. Machines are noisy: each figure is a ratio to a reference that ran beside it in the same
process, the median of five rounds; seeds and absolute times stand in the last column.

{versions}

| job | reference | value | goal | met | how |
|---|---|---|---|---|---|
"""


def figures_of(name: str) -> Iterator[Figure]:
    """The figures of one benchmark, which promises a function `measure()`."""
    sys.stderr.write(f"{name}\n")
    yield from import_module(f"tests.benchmarks.{name}").measure()


def main() -> None:
    names = sorted(file.stem for file in FOLDER.glob("bench_*.py"))
    figures = [figure for name in names for figure in figures_of(name)]
    versions = ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)])
    TABLE.write_text(HEAD.format(versions=versions) + "".join(row(figure) + "\n" for figure in figures))
    show(figures)


if __name__ == "__main__":
    main()
