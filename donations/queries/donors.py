"""Who gave: confidential; every read is written down."""

from __future__ import annotations

from donations.models import Gift, GiftDonor
from donations.rules import may_read_donor
from marketplace.accounts.queries import Reader
from marketplace.common import audit


def read_donor(*, by: Reader, gift: Gift, purpose: str) -> GiftDonor:
    """The donor of a gift for those who write its receipt; refuses everybody else. `purpose` is a code."""
    may_read_donor(by, gift).require()
    audit.record_read(by=by, verb="gift.read_donor", subject=gift, detail={"purpose": purpose})
    return GiftDonor.objects.get(gift=gift)
