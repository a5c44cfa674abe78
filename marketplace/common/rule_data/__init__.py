"""Rules, rates, thresholds and code lists as dated rows with their legal source: `rule("anonymity.k_open", on=day)`.

The rows live in `marketplace/common/data/rules/*.toml`. They are read once, and a file with an unknown key,
a wrong value or two rows valid on one day stops the start.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from marketplace.common.rule_data.files import RULES_FOLDER, RuleFileBroken, Timeline, read_rules
from marketplace.common.rule_data.rows import Band, Code, Rule, RuleMissing

__all__ = ["Band", "Code", "Rule", "RuleFileBroken", "RuleMissing", "rule", "rule_names", "rule_or_first"]


@cache
def _timelines() -> dict[str, Timeline]:
    return read_rules(sorted(RULES_FOLDER.glob("*.toml")))


def rule(name: str, *, on: date) -> Rule:
    """The row of `name` valid on that day (of Asia/Shanghai); raises `RuleMissing` for no such name or no such day."""
    rows = _timelines().get(name)
    if rows is None:
        raise RuleMissing(f"no rule is called {name}")
    for row in rows:
        if row.is_valid(on):
            return row
    raise RuleMissing(f"the rule {name} has no row valid on {on.isoformat()}")


def rule_or_first(name: str, *, on: date) -> Rule:
    """The row valid on that day; for a day before the first row, that first one."""
    rows = _timelines().get(name)
    return rule(name, on=max(on, rows[0].valid_from) if rows else on)


def rule_names() -> list[str]:
    """All names, sorted: what the page of rules and sources lists."""
    return sorted(_timelines())
