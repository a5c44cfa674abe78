"""What must be true of what casework lets others know."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.casework.entrusting import LABELS
from marketplace.casework.models import Disclosure
from marketplace.needs.states import Audience

Finding = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many objects each check looks at."""
    return {"disclosures": Disclosure.objects.count()}


def violations() -> Iterator[Finding]:
    """(promise, object, detail) of each that is broken."""
    for disclosure in Disclosure.objects.select_related("need").order_by("pk"):
        where = f"disclosure:{disclosure.reference}"
        if set(disclosure.fields) - set(LABELS):
            yield "only generalised fields are released", where, "a field that no partner may read"
        if disclosure.revoked_at is None and disclosure.need.audience != Audience.PRIVATE:
            yield "only needs that are not published are released field by field", where, "the need is published"
