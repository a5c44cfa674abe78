"""Named reads of commitments."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.fulfilment.models import Assignment, Claim, Message, Proof
from marketplace.fulfilment.rules import reads_both_sides, writes_as_caseworker
from marketplace.fulfilment.states import ClaimStatus, MessageStatus
from marketplace.needs.models import Need
from marketplace.needs.states import Audience, NeedStatus
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_with_a_place
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import belongs_to, may_finish_for, organisations_finishing, organisations_of


def assignments_visible_to(reader: Reader) -> models.QuerySet[Assignment]:
    """An organisation's own, a caseworker's own needs', and all for officers and auditors."""
    if not isinstance(reader, User):
        return Assignment.objects.none()
    rows = Assignment.objects.select_related("need", "organisation")
    if holds_role(reader, Role.OFFICER) or holds_role(reader, Role.AUDITOR):
        return rows
    return rows.filter(models.Q(organisation__in=organisations_finishing(reader)) | models.Q(need__author=reader))


def claims_visible_to(reader: Reader) -> models.QuerySet[Claim]:
    """An organisation's own claims."""
    return Claim.objects.filter(organisation__in=organisations_of(reader)).select_related("need", "organisation")


def assignments_of(reader: Reader) -> models.QuerySet[Assignment]:
    """What the reader's organisations promised."""
    rows = Assignment.objects.filter(organisation__in=organisations_finishing(reader))
    return rows.select_related("need", "organisation")


def held_claims_of(reader: Reader) -> models.QuerySet[Claim]:
    """Wishes that the reader's organisations hold now, the most pressing first."""
    held = claims_visible_to(reader).filter(status=ClaimStatus.HELD, expires_at__gt=clock.now())
    return held.order_by("expires_at", "pk")


def offers_fitting(reader: Reader, need: Need) -> models.QuerySet[Offer]:
    """Offers of the reader's organisations that could take this need now."""
    return offers_with_a_place().filter(organisation__in=organisations_of(reader), need_kind=need.need_kind)


def messages_visible_to(reader: Reader, need: Need, organisation: Organisation) -> models.QuerySet[Message]:
    """One conversation: each side reads its own words and what was released of the other's; officers read all."""
    rows = Message.objects.filter(need=need, organisation=organisation).select_related("need", "organisation")
    if reads_both_sides(reader, need) and not belongs_to(reader, organisation):
        return rows
    released = models.Q(status=MessageStatus.RELEASED)
    if writes_as_caseworker(reader, need):
        return rows.filter(released | models.Q(from_helper=False))
    if may_finish_for(reader, organisation):
        return rows.filter(released | models.Q(from_helper=True))
    return rows.none()


def proofs_visible_to(reader: Reader) -> models.QuerySet[Proof]:
    """Proofs of the deliveries that the reader may see."""
    rows = Proof.objects.filter(delivery__assignment__in=assignments_visible_to(reader).values("pk"))
    return rows.select_related("delivery__assignment__need", "delivery__assignment__organisation", "file")


class PublicDemand:
    """Bound to `volunteers.open_demand` in wiring."""

    def by_kind(self) -> dict[str, int]:
        """Kind of help -> needs that everybody may see and that still want help."""
        open_needs = Need.objects.filter(live=True, status=NeedStatus.PUBLISHED, audience=Audience.OPEN)
        counted = open_needs.order_by().values_list("need_kind").annotate(models.Count("pk"))
        return dict(counted)
