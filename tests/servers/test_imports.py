"""What the site imports is what requirements.txt installs: `make run` has none of the tests' packages."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.servers.places import ROOT

# The Stripe twin is served beside the demonstration city.
SERVED = ("marketplace", "matching", "donations", "cms", "tests/stripe_twin")
NOT_SERVED = {"tests", "fixtures.py"}
OURS = {"marketplace", "matching", "donations", "cms", "tests"}


def test_the_site_imports_only_what_is_installed_with_it() -> None:
    installed = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    owners = packages_distributions()
    missing = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in served_files()
        for name in imported(ast.parse(file.read_text()))
        if not {_normal(owner) for owner in owners.get(name, [])} & installed
    }
    assert missing == set()


def served_files() -> Iterator[Path]:
    for tree in SERVED:
        for file in (ROOT / tree).rglob("*.py"):
            if not NOT_SERVED & set(file.relative_to(ROOT / tree).parts):
                yield file


def imported(node: ast.AST) -> Iterator[str]:
    """Names of the foreign packages imported anywhere below, but for those that only a type checker sees."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        modules = [node.module]
    names = {module.partition(".")[0] for module in modules}
    yield from names - OURS - sys.stdlib_module_names
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
