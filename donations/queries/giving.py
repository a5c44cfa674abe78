"""What a giving page offers: amounts, what is missing, whether gifts are deductible, and for which needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from donations.models import Programme
from donations.queries.programmes import Figures, open_programmes, platform_links, programme_figures
from donations.rules import Decision, GivingMode, decide
from donations.rules.giving import amount_is_possible
from marketplace.common import clock, places
from marketplace.common.money import display_amount, format_yuan, parse_amount
from marketplace.common.naming import CITY_CODE, language
from marketplace.common.rule_data import rule
from marketplace.common.verdict import Sentence
from marketplace.organisations.models import DeductionEligibility
from marketplace.organisations.queries import eligibility_on

TAKES_GIFTS = (GivingMode.HERE, GivingMode.PLATFORM)


@dataclass(frozen=True, slots=True)
class GivingOption:
    """A programme as the page of a need offers it."""

    programme: Programme
    figures: Figures
    decision: Decision
    eligible: DeductionEligibility | None
    presets: list[tuple[str, Sentence]]
    links: list[tuple[str, str]]
    """Name of the platform and the address of the campaign there."""

    @property
    def left_fen(self) -> int | None:
        """What is missing to the expected amount; None without one."""
        return missing_fen(self.figures)

    @property
    def takes_gifts_here(self) -> bool:
        """Whether this site may take gifts for it."""
        return self.decision.mode == GivingMode.HERE


def giving_options(need_kind: str, aid_type: str | None, place: str | None, *, most: int) -> list[GivingOption]:
    """Programmes that take gifts now and help with needs like this one, those that help nearest by first."""
    options = (giving_option(programme) for programme in programmes_serving(need_kind, aid_type, place))
    return [option for option in options if option.decision.mode in TAKES_GIFTS][:most]


def giving_option(programme: Programme) -> GivingOption:
    """How this programme may be given to today."""
    today, figures = clock.today(), programme_figures(programme)
    return GivingOption(
        programme=programme,
        figures=figures,
        decision=decide(programme, on=today),
        eligible=eligibility_on(programme.charity, today),
        presets=presets_of(programme, figures),
        links=[(platform.title(language()), campaign.url) for platform, campaign in platform_links(programme)],
    )


def programmes_serving(need_kind: str, aid_type: str | None, place: str | None) -> list[Programme]:
    """Open programmes that help with needs like this.

    A programme serves a need when its kinds of help and its aid types name the need's, or name none, and when the area
    it helps in and the area for which the need was published hold one another. The narrowest area comes first, then
    the name. Only what was published of the need counts.
    """
    wanted = place or CITY_CODE

    def serves(programme: Programme) -> bool:
        kind_fits = not programme.need_kinds or need_kind in programme.need_kinds
        aid_fits = not programme.aid_types or aid_type in programme.aid_types
        return kind_fits and aid_fits and any(_meet(area, wanted) for area in programme.areas)

    chosen = open_programmes().prefetch_related("campaigns", "charity__capabilities")
    return sorted((row for row in chosen if serves(row)), key=lambda row: (_width(row, wanted), row.title, row.pk))


def presets_of(programme: Programme, figures: Figures) -> list[tuple[str, Sentence]]:
    """Amounts to choose from, in yuan, and how they read: the charity's own or the usual ones, then what is missing."""
    yuan = [format_yuan(fen) for fen in programme.preset_fen] or list(_usual())
    chosen: list[tuple[str, Sentence]] = [(each, display_amount(parse_amount(each), language())) for each in yuan]
    left = missing_fen(figures)
    if left and format_yuan(left) not in yuan and amount_is_possible(left, on=clock.today()).passed:
        rest = _("all that is missing: %(amount)s") % {"amount": display_amount(left, language())}
        chosen.append((format_yuan(left), rest))
    return chosen


def missing_fen(figures: Figures) -> int | None:
    """What is missing to the expected amount; None without one."""
    return None if figures.target_fen is None else max(figures.target_fen - figures.received_fen, 0)


def _usual() -> Iterable[str]:
    usual: tuple[str, ...] = rule("donation.presets", on=clock.today()).value
    return usual


def _meet(area: str, wanted: str) -> bool:
    return places.contains(area, wanted) or places.contains(wanted, area)


def _width(programme: Programme, wanted: str) -> int:
    """The level of the narrowest area of the programme that meets the need's."""
    return min(places.place_level(area) for area in programme.areas if _meet(area, wanted))
