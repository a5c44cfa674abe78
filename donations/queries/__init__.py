"""Named reads about programmes, gifts and funds."""

from donations.queries.accounts import accounts_of, open_account
from donations.queries.donors import read_donor
from donations.queries.funds import FundFacts, open_funds
from donations.queries.gifts import (
    finance_staff_of,
    gift_by_secret,
    gifts_of_charities,
    secret_digest,
    shares_of,
)
from donations.queries.lines import (
    Sender,
    imports_of,
    line_counts,
    lines_of,
    lines_waiting,
    read_sender,
    transfers_announced,
    transfers_for,
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
from donations.queries.refunds import (
    disputes_of,
    refunds_of,
    refunds_seen_by_donor,
    refunds_waiting,
    refunds_waiting_for,
)
from donations.queries.said import dedications_of, news_of, thanks_for
from donations.queries.trails import gift_trail

__all__ = [
    "Figures",
    "FundFacts",
    "MonthOfGifts",
    "Sender",
    "accounts_of",
    "dedications_of",
    "disputes_of",
    "finance_staff_of",
    "gift_by_secret",
    "gift_trail",
    "gifts_by_month",
    "gifts_of_charities",
    "imports_of",
    "line_counts",
    "lines_of",
    "lines_waiting",
    "named_gifts",
    "news_of",
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
    "read_sender",
    "refunds_of",
    "refunds_seen_by_donor",
    "refunds_waiting",
    "refunds_waiting_for",
    "secret_digest",
    "shares_of",
    "thanks_for",
    "transfers_announced",
    "transfers_for",
]
