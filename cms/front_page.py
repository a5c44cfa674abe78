"""What is newest in the city: a few open needs and programmes, and what they come to together."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import AnonymousUser

from donations.models import Programme
from donations.queries import open_programmes, programme_figures
from marketplace.needs.export import export_line
from marketplace.needs.facets import facets_for
from marketplace.needs.filters import NeedFilters
from marketplace.needs.queries import needs_shown_to
from marketplace.needs.states import NeedStatus
from marketplace.publications.queries import newest_words
from marketplace.publications.states import Kind

FEW: Final = 3
"""How many needs and programmes a front page shows."""


def front_page() -> dict[str, Any]:
    """The same for every reader: what is open to everybody."""
    needs = needs_shown_to("public").filter(status=NeedStatus.PUBLISHED)[:FEW]
    programmes = list(open_programmes())
    return {
        "lines": [export_line(need) for need in needs],
        "total": facets_for("public", NeedFilters(codes={"status": (NeedStatus.PUBLISHED,)})).total,
        "programmes": [{"programme": each, "figures": programme_figures(each)} for each in programmes[:FEW]],
        "money": totals(programmes),
        "said": newest_words(AnonymousUser(), [Kind.NEED_UPDATE, Kind.THANKS], FEW),
    }


def totals(programmes: list[Programme]) -> dict[str, int]:
    """How many there are, and what they have received, spent and still hold together, in fen."""
    figures = [programme_figures(each) for each in programmes]
    return {
        "programmes": len(figures),
        "received_fen": sum(each.received_fen for each in figures),
        "spent_fen": sum(each.spent_fen for each in figures),
        "available_fen": sum(each.available_fen for each in figures),
    }
