"""Named reads about programmes, gifts and funds."""

from donations.queries.accounts import open_account

__all__ = ["open_account"]
