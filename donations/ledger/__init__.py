"""Money moves only as a balanced entry, in fen, once per cause, never edited; a correction is `reverse`."""

from donations.ledger.accounts import account_of_charity, account_of_programme
from donations.ledger.balances import FundBalance, fund_balance, fund_balances
from donations.ledger.posting import AlreadyPosted, Cause, LedgerRefused, MoveOf, is_posted, post, reverse

__all__ = [
    "AlreadyPosted",
    "Cause",
    "FundBalance",
    "LedgerRefused",
    "MoveOf",
    "account_of_charity",
    "account_of_programme",
    "fund_balance",
    "fund_balances",
    "is_posted",
    "post",
    "reverse",
]
