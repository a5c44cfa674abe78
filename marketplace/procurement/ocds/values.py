"""The small parts that every section of a release uses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from marketplace.common import clock
from marketplace.common.money import format_yuan
from marketplace.organisations.models import Organisation
from marketplace.procurement.models import Tender

PREFIX: Final = "ocds-nbzl00"
SCHEME: Final = "CN-USCC"

Section = dict[str, Any]


def ocid_of(tender: Tender) -> str:
    """The one identifier of the whole contracting process."""
    return f"{PREFIX}-{tender.reference}"


def value_of(fen: int, currency: str = "CNY") -> Section:
    """An amount as the standard has it: a JSON number of yuan, exact to the fen below 2**53."""
    return {"amount": float(format_yuan(fen)), "currency": currency}


def moment(value: date | datetime) -> str:
    """A date-time with its zone; a day begins at midnight in the city."""
    return clock.local(value if isinstance(value, datetime) else clock.start_of(value)).isoformat()


def last_moment(day: date) -> str:
    """The end of a day in the city."""
    return moment(day)[:11] + "23:59:59" + moment(day)[19:]


def reference_to(organisation: Organisation) -> Section:
    """How a section points at a party."""
    return {"id": f"{SCHEME}-{organisation.credit_code}", "name": organisation.name}


def page_of(tender: Tender) -> str:
    """The public page."""
    return f"{settings.BASE_URL}{reverse('tender', args=[tender.reference])}"


def copy_of(tender: Tender) -> str:
    """Where everybody reads its contract."""
    return f"{settings.BASE_URL}{reverse('contract_copy', args=[tender.reference])}"
