"""Reading policy files strictly: a misspelt key would otherwise decide about people in silence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.common.verdict import DomainError
from matching.assignment.solver import Precision
from matching.policies.policy import CandidatePolicy, DistancePolicy, Limit, Policy, Requirements, Shares

FOLDER = Path(__file__).parent
SECTIONS = {
    "name", "valid_from", "source", "assignment", "candidates", "floors", "weights", "queue", "distance", "shares",
    "waiting_days", "quantities", "route", "requires", "skills", "perils", "limits", "names",
}  # fmt: skip
PARTS = {"distance", "urgency", "waiting", "equity", "fit", "skill", "contact", "spread"}
OF_THE_NEED = ("urgency", "waiting", "equity")
"""Parts that a need earns by itself, whoever helps."""


class PolicyUnknown(DomainError):
    """No policy has this name."""

    code = "POLICY_UNKNOWN"


class PolicyBroken(DomainError):
    """A policy file cannot be trusted; the message names file and fault."""

    code = "POLICY_BROKEN"


@cache
def load_policy(name: str = "default") -> Policy:
    """The policy of a file or version name; raises `PolicyUnknown`, `PolicyBroken`."""
    for file in sorted(FOLDER.glob("*.toml")):
        policy = read_policy(file)
        if name in (file.stem, policy.name):
            return policy
    raise PolicyUnknown(f"no policy is called {name!r}; there are: {', '.join(policy_names())}")


def policy_names() -> list[str]:
    """Version names, sorted."""
    return sorted(read_policy(file).name for file in FOLDER.glob("*.toml"))


@cache
def read_policy(file: Path) -> Policy:
    """One file; raises `PolicyBroken`."""
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        exactly(raw, SECTIONS, "the file")
        return to_policy(raw)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as fault:
        raise PolicyBroken(f"{file.name}: {fault}") from fault


def to_policy(raw: dict[str, Any]) -> Policy:
    exactly(raw["floors"], {"score"}, "floors")
    exactly(raw["quantities"], {"order"}, "quantities")
    if type(raw["valid_from"]) is not date:
        raise ValueError("valid_from is a day")
    distance = exactly(raw["distance"], {"range_km", "bands_km", "slack_km"}, "distance")
    return Policy(
        name=raw["name"],
        valid_from=raw["valid_from"],
        source=raw["source"],
        precision=Precision(**exactly(raw["assignment"], names_of(Precision), "assignment")),
        candidates=CandidatePolicy(**exactly(raw["candidates"], names_of(CandidatePolicy), "candidates")),
        floor=raw["floors"]["score"],
        weights=points(raw["weights"]),
        queue=to_queue(raw["queue"]),
        distance=DistancePolicy(
            range_km=distance["range_km"],
            bands_km=tuple(distance["bands_km"]),
            slack_km={int(level): km for level, km in distance["slack_km"].items()},
        ),
        shares=to_shares(raw["shares"]),
        waiting_days=dict(raw["waiting_days"]),
        quantities=tuple(raw["quantities"]["order"]),
        routes={route["gives"]: to_route(route) for route in raw["route"]},
        requires=Requirements(
            **{
                key: code_lists(lists)
                for key, lists in exactly(raw["requires"], names_of(Requirements), "requires").items()
            }
        ),
        skills=code_lists(raw["skills"]),
        perils=code_lists(raw["perils"]),
        limits={code: to_limit(code, limit) for code, limit in raw["limits"].items()},
        names=raw["names"],
    )


def names_of(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def exactly(table: dict[str, Any], keys: set[str], where: str) -> dict[str, Any]:
    """The table, if it has these keys and no other."""
    if set(table) != keys:
        raise ValueError(f"{where}: unknown or missing {', '.join(sorted(set(table) ^ keys))}")
    return table


def points(weights: dict[str, Any]) -> Mapping[str, int]:
    """Weights of all parts, together 100."""
    exactly(weights, PARTS, "weights")
    if any(type(weight) is not int or weight < 0 for weight in weights.values()) or sum(weights.values()) != 100:
        raise ValueError("weights: whole points, together 100")
    return weights


def to_queue(raw: dict[str, Any]) -> tuple[str, ...]:
    """The parts that order the waiting list, each once."""
    parts = tuple(exactly(raw, {"parts"}, "queue")["parts"])
    if not parts or len(set(parts)) < len(parts) or set(parts) - set(OF_THE_NEED):
        raise ValueError(f"queue: some of {', '.join(OF_THE_NEED)}, each once")
    return parts


def to_shares(raw: dict[str, Any]) -> Shares:
    shares = Shares(**exactly(raw, names_of(Shares), "shares"))
    percentages = [shares.withheld, *shares.urgency.values(), *shares.waiting.values(), *shares.equity.values()]
    if any(type(share) is not int or not 0 <= share <= 100 for share in percentages):
        raise ValueError("shares: percentages from 0 to 100")
    return shares


def to_route(raw: dict[str, Any]) -> tuple[str, ...]:
    exactly(raw, {"gives", "need_kinds", "source"}, f"route {raw.get('gives')}")
    return tuple(raw["need_kinds"])


def to_limit(code: str, raw: dict[str, Any]) -> Limit:
    conditions: dict[str, Any] = {key: value if isinstance(value, bool) else tuple(value) for key, value in raw.items()}
    if not conditions:
        raise ValueError(f"limits.{code}: a limit needs a condition")
    return Limit(**conditions)


def code_lists(raw: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(codes) for key, codes in raw.items()}
