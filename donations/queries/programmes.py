"""Programmes as the public and their charity see them, with what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

from donations.models import CampaignRecord, Gift, LedgerAccount, Programme, Spending
from donations.models.ledger import AccountKind
from donations.rules import Platform, designated_platform
from donations.states import CONFIRMED, ProgrammeStatus
from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.clock import CITY_ZONE
from marketplace.common.rule_data import rule
from marketplace.organisations.queries import organisations_of

PUBLIC = (ProgrammeStatus.OPEN, ProgrammeStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a programme holds, in fen; `gifts` is None while fewer gifts than `threshold` would point at donors."""

    target_fen: int | None
    received_fen: int
    spent_fen: int
    available_fen: int
    gifts: int | None
    threshold: int

    @property
    def percent(self) -> int | None:
        """How much of the expected amount has come, 0 to 100; None without one."""
        return min(self.received_fen * 100 // self.target_fen, 100) if self.target_fen else None


@dataclass(frozen=True, slots=True)
class MonthOfGifts:
    """What a programme received in a month: the fund, the amount and the month are public, the donors are not.

    `fen` is None where so few gifts came that the sum would tell what somebody gave.
    """

    month: date
    fen: int | None


def with_figures(programmes: models.QuerySet[Programme]) -> models.QuerySet[Programme]:
    """The same rows with what `programme_figures` needs, in the same query."""
    gifts = Gift.objects.filter(programme=OuterRef("pk"), status__in=sorted(CONFIRMED)).order_by()
    counted = gifts.values("programme").annotate(n=Count("pk")).values("n")
    return programmes.select_related("charity").annotate(
        held_fen=_balance(AccountKind.AVAILABLE),
        used_fen=_balance(AccountKind.SPENT),
        gift_count=Coalesce(Subquery(counted), Value(0)),
    )


def public_programmes() -> models.QuerySet[Programme]:
    """Open and closed programmes: anybody may read them."""
    return with_figures(Programme.objects.filter(status__in=PUBLIC, is_directed=False))


def open_programmes() -> models.QuerySet[Programme]:
    """Programmes that take gifts from anybody, by name."""
    return with_figures(Programme.objects.filter(status=ProgrammeStatus.OPEN, is_directed=False))


def programmes_of(reader: Reader) -> models.QuerySet[Programme]:
    """All programmes of the charities for which the reader acts, drafts included."""
    return with_figures(Programme.objects.filter(charity__in=organisations_of(reader)))


def programmes_visible_to(reader: Reader) -> models.QuerySet[Programme]:
    """Public ones, and those of the reader's own charities."""
    public = Q(status__in=PUBLIC, is_directed=False)
    return with_figures(Programme.objects.filter(public | Q(charity__in=organisations_of(reader))))


def programme_figures(programme: Programme) -> Figures:
    """The figures of a row of `with_figures`; any other row is looked up."""
    row = programme if hasattr(programme, "held_fen") else with_figures(Programme.objects.all()).get(pk=programme.pk)
    held, used, gifts = -getattr(row, "held_fen", 0), getattr(row, "used_fen", 0), getattr(row, "gift_count", 0)
    threshold = int(rule("anonymity.small_number_threshold", on=clock.today()).value)
    return Figures(
        target_fen=programme.target_fen,
        received_fen=held + used,
        spent_fen=used,
        available_fen=held,
        gifts=gifts if gifts >= threshold else None,
        threshold=threshold,
    )


def public_spendings(programme: Programme) -> models.QuerySet[Spending]:
    """What the programme's money was used for, newest first."""
    return Spending.objects.filter(programme=programme)


def gifts_by_month(programme: Programme) -> list[MonthOfGifts]:
    """What was received month by month, newest first; a month of few gifts keeps its sum to itself.

    What is withheld could be computed from the total: it is always two months at least, with enough gifts together.
    """
    threshold = int(rule("anonymity.small_number_threshold", on=clock.today()).value)
    kept = Sum("fen") - Sum("refunded_fen")
    gifts = Gift.objects.filter(programme=programme, status__in=sorted(CONFIRMED)).order_by()
    months = gifts.annotate(month=TruncMonth("received_at", tzinfo=CITY_ZONE)).values("month")
    rows = list(months.annotate(total=kept, n=Count("pk")).order_by("-month"))
    withheld = {row["month"] for row in rows if row["n"] < threshold}
    for row in sorted(rows, key=lambda row: row["n"]) if withheld else ():
        hidden = sum(each["n"] for each in rows if each["month"] in withheld)
        if len(withheld) < int(rule("anonymity.fewest_withheld", on=clock.today()).value) or hidden < threshold:
            withheld.add(row["month"])
    return [MonthOfGifts(row["month"].date(), None if row["month"] in withheld else row["total"]) for row in rows]


def named_gifts(programme: Programme) -> models.QuerySet[Gift]:
    """Gifts whose donors want their name and amount shown, newest first."""
    named = Gift.objects.filter(programme=programme, status__in=sorted(CONFIRMED)).exclude(public_name="")
    return named.only("public_name", "fen", "refunded_fen", "received_at", "programme")


def platform_links(programme: Programme) -> Iterator[tuple[Platform, CampaignRecord]]:
    """Where else the programme can be given to: its campaigns on platforms designated today whose link is believed."""
    today = clock.today()
    for campaign in programme.campaigns.all():
        platform = designated_platform(campaign.platform, today)
        if platform is not None and campaign.url and platform.owns(campaign.url) and campaign.ends_on >= today:
            yield platform, campaign


def _balance(kind: AccountKind) -> Coalesce:
    account = LedgerAccount.objects.filter(programme=OuterRef("pk"), kind=kind).order_by()
    return Coalesce(Subquery(account.values("balance_fen")[:1]), Value(0), output_field=models.BigIntegerField())
