"""Writing an offer down and changing it; its words name nobody and sell nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text, words_found
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError
from marketplace.offers.events import OfferSubmitted
from marketplace.offers.kinds import aid_types_of, need_kind_of
from marketplace.offers.models import Offer
from marketplace.offers.rules import codes_are_known, may_offer, may_revise
from marketplace.offers.states import OFFER_LIFECYCLE, RUNNING
from marketplace.organisations.models import Organisation

WORDS = frozenset({"title", "title_en", "description"})
"""What an officer reads; a change brings the offer before one again."""
CODED = frozenset({"aid_types", "areas", "limits", "quantity", "unit"})
REVISABLE = WORDS | CODED | {"reach_km", "value_to", "fund_reference", "valid_from", "valid_to"}


class WordsOfTrade(DomainError):
    """Only free help is offered here: no price, no fee, no sale."""

    code = "WORDS_OF_TRADE"


@transaction.atomic
def draft_offer(
    *,
    by: User,
    organisation: Organisation,
    kind: str,
    title: str,
    valid_from: date,
    title_en: str = "",
    description: str = "",
    quantity: int | None = None,
    unit: str = "",
    aid_types: Sequence[str] = (),
    areas: Sequence[str] = (),
    limits: Sequence[str] = (),
    reach_km: int = 30,
    value_to: str = "",
    fund_reference: str = "",
    valid_to: date | None = None,
) -> Offer:
    """Write down what an organisation can give; it is offered to nobody before an officer has read it."""
    may_offer(by, organisation).require()
    refuse_unfit_words(title, title_en, description)
    facts: dict[str, Any] = {"areas": list(areas), "limits": list(limits), "quantity": quantity, "unit": unit}
    codes_are_known(kind, aid_types=aid_types, **facts).require()
    offer = Offer.objects.create(
        organisation=organisation,
        kind=kind,
        need_kind=need_kind_of(kind),
        title=title,
        title_en=title_en,
        description=description,
        aid_types=list(aid_types) or aid_types_of(kind),
        reach_km=reach_km,
        value_to=value_to,
        fund_reference=fund_reference,
        valid_from=valid_from,
        valid_to=valid_to,
        **facts,
    )
    audit.record(by=by, verb="offer.draft", subject=offer, detail={"kind": kind})
    return offer


@transaction.atomic
def revise_offer(*, by: User, offer: Offer, **changes: Any) -> None:
    """Change columns of `Offer`; changed words wait for an officer again, what is promised stays promised."""
    may_offer(by, offer.organisation).require()
    if unknown := sorted(set(changes) - REVISABLE):
        raise TypeError(f"{', '.join(unknown)} of an offer does not change")
    row = Offer.objects.select_for_update().get(pk=offer.pk)  # locks first, then judges
    may_revise(row).require()
    refuse_unfit_words(*(str(changes.get(name, "")) for name in sorted(WORDS)))
    coded = {name: changes.get(name, getattr(row, name)) for name in CODED}
    codes_are_known(row.kind, **coded).require()
    if "aid_types" in changes:
        changes["aid_types"] = list(changes["aid_types"]) or aid_types_of(row.kind)
    reworded = any(name in changes and changes[name] != getattr(row, name) for name in WORDS)
    Offer.objects.filter(pk=offer.pk).update(**changes)
    offer.refresh_from_db()
    audit.record(by=by, verb="offer.revise", subject=offer, detail={"fields": sorted(changes)})
    if reworded and offer.status in RUNNING:
        again: dict[str, Any] = {
            "submitted_by": by,
            "submitted_at": clock.now(),
            "approved_by": None,
            "approved_at": None,
        }
        OFFER_LIFECYCLE.advance(offer, "reword", by=by, **again)
        announce(OfferSubmitted(offer_id=offer.pk))


def refuse_unfit_words(*texts: str) -> None:
    """Words that name nobody, and of free help only."""
    refuse_identifying_text(*texts)
    trade, gift = (rule(f"offers.{name}", on=clock.today()).value for name in ("words_of_trade", "words_of_gift"))
    if found := sorted({word for text in texts for word in words_found(text, trade, gift)}):
        message = _("Only free help is offered here. Take out what speaks of a price or a sale: %(words)s.")
        raise WordsOfTrade(message % {"words": ", ".join(found)})
