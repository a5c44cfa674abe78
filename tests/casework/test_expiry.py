"""The day a household wanted its help stays with casework: the gate says what is overdue, the caseworker is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.casework.gate import RegisterGate
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.events.models import OutboxMessage
from marketplace.fulfilment.models import Claim, SupplierKind
from marketplace.needs.models import Need
from marketplace.notifications.models import Notice
from marketplace.operations.sweeps import run_sweep
from tests.casework.factories import neighbours, published, registered
from tests.casework.promises import charity, member_of, promised
from tests.casework.sites import Site
from tests.needs.city import MONDAY, days

pytestmark = pytest.mark.django_db
WANTED = date(2026, 11, 5)


@pytest.fixture
def need(worker: User) -> Need:
    with clock.freeze(MONDAY):
        neighbours(worker, 20)
        return published(worker, registered(worker), needed_by=WANTED, need_kind="micro_wish")


def overdue(day: date) -> list[str]:
    return list(RegisterGate().overdue(before=day))


def test_a_need_is_overdue_from_the_day_after_its_own(need: Need) -> None:
    assert overdue(WANTED) == []
    assert overdue(date(2026, 11, 6)) == [need.reference]


def test_a_promised_and_a_held_need_are_not(worker: User, need: Need) -> None:
    with clock.freeze(MONDAY):
        other = published(worker, registered(worker), needed_by=WANTED, need_kind="service", helpers=2)
        promised(other, charity())
        helper = charity()
        Claim.objects.create(
            need=need,
            by=member_of(helper),
            supplier_kind=SupplierKind.OFFER,
            supplier_reference="any",
            supplier_name=helper.name,
            organisation=helper,
            expires_at=MONDAY + days(9),
        )
    assert overdue(date(2026, 11, 6)) == []


def test_the_sweep_takes_it_from_every_outlet_and_tells_the_caseworker_once(worker: User, need: Need) -> None:
    draft = NeedDraft.objects.get(need=need)
    with clock.freeze(MONDAY + days(7)):
        run_sweep("expire-needs")
        run_sweep("expire-needs")
        deliver_due()
        OutboxMessage.objects.filter(event="needs.NeedExpired").update(delivered_at=None, leased_until=None)
        deliver_due()
    need.refresh_from_db()
    assert (need.status, need.live) == ("expired", False)
    (notice,) = Notice.objects.filter(kind="need_expired")
    assert (notice.user, notice.url) == (worker, f"/casework/drafts/{draft.reference}/")
    assert "2026-11-05" not in str(notice.params)
    for language, words in (("en", "set a new day"), ("zh-hans", "新的日期")):
        with translation.override(language):
            assert words in render_to_string("notice/need_expired.txt", notice.params)


def test_the_caseworker_sets_a_new_day_and_asks_anew(worker: User, need: Need) -> None:
    draft = NeedDraft.objects.get(need=need)
    with clock.freeze(MONDAY + days(7)):
        run_sweep("expire-needs")
        page = Site(worker).shows(f"/casework/drafts/{draft.reference}/")
    assert 'name="needed_by"' in page


def test_its_page_says_that_it_is_over_and_not_why(need: Need) -> None:
    with clock.freeze(MONDAY + days(7)):
        run_sweep("expire-needs")
        page = Site().shows(f"/needs/{need.reference}/", 410)
    assert need.title not in page
    assert "/needs/" in page
