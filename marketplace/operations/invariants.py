"""What must be true of the data at any time; checked every night and after every test that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q

from donations import invariants as money
from marketplace.casework import invariants as told
from marketplace.casework.gate import RegisterGate
from marketplace.common.audit import chain
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.models import OutboxMessage
from marketplace.fulfilment import invariants as help_given
from marketplace.fulfilment.models import Assignment, SupplierKind
from marketplace.fulfilment.states import LIVE
from marketplace.insurance import invariants as insurance
from marketplace.needs.models import Need
from marketplace.needs.states import VISIBLE, Audience
from marketplace.offers import invariants as offers
from marketplace.offers.models import CapacityPeriod, Offer
from marketplace.organisations import invariants as stops
from marketplace.procurement import invariants as bids
from marketplace.publications import invariants as words
from marketplace.volunteers import invariants as service
from matching import invariants as proposals


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken promise: which, where (no personal data), and how."""

    invariant: str
    object: str
    detail: str


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {
        "audit_rows": AuditRow.objects.count(),
        "published_needs": Need.objects.filter(status__in=VISIBLE, live=True).count(),
        "assignments": Assignment.objects.filter(status__in=LIVE).count(),
        "capacity_periods": CapacityPeriod.objects.count(),
        "outbox_messages": OutboxMessage.objects.count(),
        **money.counts(),
        **bids.counts(),
        **service.counts(),
        **offers.counts(),
        **insurance.counts(),
        **help_given.counts(),
        **proposals.counts(),
        **told.counts(),
        **words.counts(),
        **stops.counts(),
    }


def violations() -> Iterator[Violation]:
    """Every violation; seals the audit chain first."""
    chain.seal()
    for check in CHECKS:
        yield from check()
    for source in (money, bids, service, offers, insurance, help_given, proposals, told, words, stops):
        for invariant, subject, detail in source.violations():
            yield Violation(invariant, subject, detail)


def audit_chain_verifies() -> Iterator[Violation]:
    for row, detail in chain.breaks():
        yield Violation("audit chain verifies", f"audit:{row}", detail)


def published_classes_hold() -> Iterator[Violation]:
    for reference in RegisterGate().below_k():
        yield Violation("no published need's class is below its k", f"need:{reference}", "class too small or uniform")


def private_needs_say_nothing() -> Iterator[Violation]:
    telling = Need.objects.filter(audience=Audience.PRIVATE).exclude(title="", text="", place__isnull=True)
    for need in telling:
        yield Violation("a private need carries kind and reference only", f"need:{need.reference}", "more is kept")


def demand_is_not_exceeded() -> Iterator[Violation]:
    live = Count("assignments", filter=Q(assignments__status__in=sorted(LIVE)))
    for need in Need.objects.annotate(promised=live).filter(promised__gt=F("helpers")):
        detail = f"{need.promised} promised, {need.helpers} wanted"
        yield Violation("no need is assigned above its demand", f"need:{need.reference}", detail)


def capacity_is_not_exceeded() -> Iterator[Violation]:
    name = "no supplier is assigned above its capacity"
    for period in CapacityPeriod.objects.filter(taken__gt=F("capacity")).select_related("offer"):
        yield Violation(name, f"offer:{period.offer.reference}", f"{period.taken} of {period.capacity}")
    promised = Assignment.objects.filter(supplier_kind=SupplierKind.OFFER, status__in=LIVE)
    live = dict(promised.values_list("supplier_reference").annotate(n=Count("pk")))
    for offer in Offer.objects.filter(reference__in=live).prefetch_related("periods"):
        taken = sum(period.taken for period in offer.periods.all())
        if taken < live[offer.reference]:
            detail = f"{live[offer.reference]} live assignments, {taken} units taken"
            yield Violation(name, f"offer:{offer.reference}", detail)


def outbox_is_heard_or_visible() -> Iterator[Violation]:
    for message in OutboxMessage.objects.filter(parked_at__isnull=False):
        yield Violation("each outbox row is delivered or waiting", f"outbox:{message.pk}", f"parked: {message.event}")


CHECKS: tuple[Callable[[], Iterator[Violation]], ...] = (
    audit_chain_verifies,
    published_classes_hold,
    private_needs_say_nothing,
    demand_is_not_exceeded,
    capacity_is_not_exceeded,
    outbox_is_heard_or_visible,
)
