"""Every lifecycle of the market in one place, for the diagrams and for the test that holds them to the code."""

from __future__ import annotations

from cms.reports import states as reports
from donations import states as donations
from donations.adoption import states as projects
from donations.cooperation import states as cooperations
from marketplace.casework import states as casework
from marketplace.common.lifecycle import Lifecycle
from marketplace.fulfilment import states as fulfilment
from marketplace.insurance import states as insurance
from marketplace.needs import states as needs
from marketplace.offers import states as offers
from marketplace.organisations import states as organisations
from marketplace.procurement import states as procurement
from marketplace.publications import states as publications
from marketplace.volunteers import states as volunteers
from matching import states as matching

MODULES = (
    casework, needs, matching, fulfilment, donations, projects, cooperations, offers, volunteers, insurance,
    organisations, procurement, publications, reports,
)  # fmt: skip


def lifecycles() -> list[Lifecycle]:
    """In the order of the chain."""
    return [value for module in MODULES for value in vars(module).values() if isinstance(value, Lifecycle)]


def document() -> str:
    """docs/lifecycles.md."""
    parts = [
        "# Lifecycles",
        "Drawn by `manage.py lifecycles --out docs/lifecycles.md` from the tables in each `states.py`.",
    ]
    for lifecycle in lifecycles():
        parts += [f"## {lifecycle.name}", f"```mermaid\n{lifecycle.mermaid()}\n```"]
    return "\n\n".join(parts) + "\n"
