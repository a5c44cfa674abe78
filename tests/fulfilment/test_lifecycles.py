"""Every move of a table works from its states and from no other: the matrix is generated from the tables."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.lifecycle import IllegalMove, Lifecycle
from marketplace.documents.actions import store_upload
from marketplace.fulfilment.actions import assign, claim_wish
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, CLAIM_LIFECYCLE
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.states import GROUP_PROGRAMME_LIFECYCLE
from marketplace.offers.states import OFFER_LIFECYCLE
from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.states import CAPABILITY_LIFECYCLE, ORGANISATION_LIFECYCLE
from marketplace.procurement.models import ServiceItem, ServiceList, Tender
from marketplace.procurement.states import TENDER_LIFECYCLE
from marketplace.volunteers.actions import join
from marketplace.volunteers.states import VOLUNTEER_LIFECYCLE
from matching.states import PROPOSAL_LIFECYCLE
from tests.fulfilment.market import make_organisation, propose_to
from tests.needs.city import make_user

Market = dict[str, Any]


@pytest.fixture
def market(member: User, officer: User, charity: Any, offer: Any, need: Any) -> Market:
    group = make_organisation("志愿队", officer, capability=CapabilityKind.VOLUNTEER_GROUP, kind="volunteer_org")
    return {"member": member, "charity": charity, "offer": offer, "need": need, "group": group, "officer": officer}


def _programme(m: Market) -> GroupProgramme:
    day = clock.today()
    return GroupProgramme.objects.create(
        insurer=m["charity"],
        policyholder=m["charity"],
        name="团体",
        payer="fiscal",
        starts_on=day,
        ends_on=day,
        capacity=1,
        policy=store_upload(by=m["member"], purpose="group_policy", data=picture_of_a_paper()),
        approved_by=m["officer"],
    )


def _tender(m: Market) -> Tender:
    day = clock.today()
    catalogue = ServiceList.objects.create(name="目录", version="1", source="test", valid_from=day)
    item = ServiceItem.objects.create(service_list=catalogue, code="S1", name="探访", service_class="service")
    return Tender.objects.create(
        item=item, buyer=m["charity"], title="采购", budget_fen=1, price_weight="0.10",
        documents_from=day, issued_on=day, bids_until=clock.now(),
    )  # fmt: skip


ROWS: list[tuple[Lifecycle, Callable[[Market], models.Model]]] = [
    (
        ASSIGNMENT_LIFECYCLE,
        lambda m: assign(by=m["member"], need=m["need"], supplier=supplier_of_offer(m["offer"])),
    ),
    (CLAIM_LIFECYCLE, lambda m: claim_wish(by=m["member"], need=m["need"], offer=m["offer"])),
    (PROPOSAL_LIFECYCLE, lambda m: propose_to(m["offer"], m["need"])),
    (OFFER_LIFECYCLE, lambda m: m["offer"]),
    (ORGANISATION_LIFECYCLE, lambda m: m["charity"]),
    (CAPABILITY_LIFECYCLE, lambda m: m["charity"].capabilities.get()),
    (
        VOLUNTEER_LIFECYCLE,
        lambda m: join(
            by=None, user=make_user("volunteer"), organisation=m["group"], real_name="某人", district="330203"
        ),
    ),
    (GROUP_PROGRAMME_LIFECYCLE, _programme),
    (TENDER_LIFECYCLE, _tender),
]


@pytest.mark.parametrize(("lifecycle", "make"), ROWS, ids=[lifecycle.name for lifecycle, _ in ROWS])
def test_every_move_of_the_table_and_no_other(
    lifecycle: Lifecycle, make: Callable[[Market], models.Model], market: Market
) -> None:
    row = make(market)
    rows = type(row)._base_manager.filter(pk=row.pk)
    for state, (verb, (sources, target)) in product(lifecycle.states, lifecycle.moves.items()):
        rows.update(**{lifecycle.field: state})
        row.refresh_from_db()
        told = AuditRow.objects.filter(verb=f"{lifecycle.name}.{verb}").count()
        if state in sources:
            lifecycle.advance(row, verb, by=None)
            reached, expected = told + 1, target
        else:
            with pytest.raises(IllegalMove):
                lifecycle.advance(row, verb, by=None)
            reached, expected = told, state
        assert rows.values_list(lifecycle.field, flat=True).get() == expected, (state, verb)
        assert AuditRow.objects.filter(verb=f"{lifecycle.name}.{verb}").count() == reached, (state, verb)


@pytest.mark.parametrize(("lifecycle", "make"), ROWS, ids=[lifecycle.name for lifecycle, _ in ROWS])
def test_the_audit_line_says_where_the_row_stood_and_not_what_a_page_still_showed(
    lifecycle: Lifecycle, make: Callable[[Market], models.Model], market: Market
) -> None:
    row = make(market)
    several = [(verb, sorted(sources)) for verb, (sources, _to) in lifecycle.moves.items() if len(sources) > 1]
    for verb, (shown, stood, *_others) in several:
        type(row)._base_manager.filter(pk=row.pk).update(**{lifecycle.field: stood})
        setattr(row, lifecycle.field, shown)
        lifecycle.advance(row, verb, by=None)
        line = AuditRow.objects.filter(verb=f"{lifecycle.name}.{verb}").latest("pk")
        assert line.detail["from"] == stood, verb


@pytest.mark.parametrize(("lifecycle", "make"), ROWS, ids=[lifecycle.name for lifecycle, _ in ROWS])
def test_the_database_knows_no_other_state(
    lifecycle: Lifecycle, make: Callable[[Market], models.Model], market: Market
) -> None:
    row = make(market)
    before = getattr(row, lifecycle.field)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**{lifecycle.field: "no-state"})
    row.refresh_from_db()
    assert getattr(row, lifecycle.field) == before
