"""Named reads about programmes, gifts and funds."""

from donations.queries.accounts import accounts_of, open_account
from donations.queries.donors import read_donor
from donations.queries.funds import FundFacts, open_funds
from donations.queries.gifts import (
    finance_staff_of,
    gift_by_secret,
    gifts_of_charities,
    lines_waiting,
    refunds_waiting,
    secret_digest,
    shares_of,
    transfers_announced,
)
from donations.queries.programmes import (
    Figures,
    MonthOfGifts,
    gifts_by_month,
    named_gifts,
    open_programmes,
    platform_links,
    programme_figures,
    programmes_of,
    programmes_visible_to,
    public_programmes,
    public_spendings,
)
from donations.queries.trails import gift_trail

__all__ = [
    "Figures",
    "FundFacts",
    "MonthOfGifts",
    "accounts_of",
    "finance_staff_of",
    "gift_by_secret",
    "gift_trail",
    "gifts_by_month",
    "gifts_of_charities",
    "lines_waiting",
    "named_gifts",
    "open_account",
    "open_funds",
    "open_programmes",
    "platform_links",
    "programme_figures",
    "programmes_of",
    "programmes_visible_to",
    "public_programmes",
    "public_spendings",
    "read_donor",
    "refunds_waiting",
    "secret_digest",
    "shares_of",
    "transfers_announced",
]
