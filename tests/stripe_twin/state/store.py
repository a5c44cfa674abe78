"""Objects by account and kind, newest last."""

from __future__ import annotations

import secrets
import string
from typing import Any

from tests.stripe_twin.wire.messages import missing

LETTERS = string.ascii_letters + string.digits
PLATFORM = ""
"""The account key of calls without `Stripe-Account`."""

ID_SHAPES = {
    "account": ("acct_", 16),
    "balance_transaction": ("txn_", 24),
    "charge": ("ch_", 24),
    "checkout.session": ("cs_test_", 58),
    "event": ("evt_", 24),
    "payment_intent": ("pi_", 24),
    "refund": ("re_", 24),
    "request": ("req_", 14),
}

type_of_id = {prefix: kind for kind, (prefix, _) in ID_SHAPES.items()}


def new_id(kind: str) -> str:
    """An id with the prefix and length the API uses for this kind."""
    prefix, length = ID_SHAPES[kind]
    return prefix + "".join(secrets.choice(LETTERS) for _ in range(length))


class Store:
    """`shelves[account][kind][id]` is the object itself: callers change it in place, under the world's lock."""

    def __init__(self) -> None:
        self.shelves: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}

    def put(self, account: str, thing: dict[str, Any]) -> dict[str, Any]:
        """Keep a new object; its `object` field is its kind."""
        self.shelf(account, thing["object"])[thing["id"]] = thing
        return thing

    def get(self, account: str, kind: str, key: str, param: str = "id") -> dict[str, Any]:
        """The object, or 404: other accounts' objects do not exist here."""
        found = self.shelf(account, kind).get(key)
        if found is None:
            raise missing(kind, key, param)
        return found

    def newest_first(self, account: str, kind: str) -> list[dict[str, Any]]:
        return list(reversed(self.shelf(account, kind).values()))

    def shelf(self, account: str, kind: str) -> dict[str, dict[str, Any]]:
        return self.shelves.setdefault(account, {}).setdefault(kind, {})

    def owner_of(self, kind: str, key: str) -> str | None:
        """The account an object belongs to, for pages that are opened by id alone."""
        return next((account for account, shelf in self.shelves.items() if key in shelf.get(kind, {})), None)
