"""The pages of the private-match desk, and the partner's page of a proposal made in confidence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.fulfilment.models import Assignment
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from marketplace.organisations.models import Undertaking
from matching.models import Proposal
from tests.casework.factories import YINZHOU, caseworker, person
from tests.casework.sites import Site
from tests.matching.confidence import SECRETS, ask, entrust, private_need

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    return caseworker()


@pytest.fixture
def secret(worker: User) -> Need:
    return private_need(worker)


@pytest.fixture
def undertaking(member: User, offer: Offer, officer: User) -> Undertaking:
    return entrust(offer.organisation, member, officer)


def tomorrow() -> str:
    return (clock.today() + timedelta(days=1)).isoformat()


def test_the_desk_lists_what_waits_in_the_readers_area_and_nothing_of_the_household(
    worker: User, secret: Need, officer: User
) -> None:
    address = f"/matching/private/{secret.reference}/"
    for reader, listed in ((worker, True), (officer, True), (caseworker(YINZHOU), False)):
        page = Site(reader).shows("/matching/private/")
        assert (address in page) is listed
        assert not any(word in page for word in SECRETS)


def test_looking_at_what_may_be_told_is_logged(worker: User, secret: Need) -> None:
    Site(worker).shows(f"/matching/private/{secret.reference}/")
    line = AuditRow.objects.filter(kind="read", verb="draft.read", detail={"purpose": "ask"}).get()
    assert line.actor == f"user:{worker.pk}"


def test_for_anybody_else_there_are_no_such_pages(secret: Need, member: User) -> None:
    for reader in (member, person()):
        Site(reader).shows("/matching/private/", 404)
        Site(reader).shows(f"/matching/private/{secret.reference}/", 404)
    Site(caseworker(YINZHOU)).shows(f"/matching/private/{secret.reference}/", 404)


def test_partners_are_chosen_with_what_each_may_read(
    worker: User, secret: Need, offer: Offer, other_offer: Offer, undertaking: Undertaking
) -> None:
    site, address = Site(worker), f"/matching/private/{secret.reference}/"
    page = site.shows(f"{address}?told=place")
    assert offer.reference in page
    assert other_offer.reference not in page
    site.sends(address, 422, until=tomorrow())
    assert not Proposal.objects.exists()
    site.sends(address, 422, partners=[other_offer.reference], until=tomorrow())
    assert not Proposal.objects.exists()
    site.sends(address, partners=[offer.reference], told=["place"], until=tomorrow())
    assert Proposal.objects.get().supplier_reference == offer.reference
    assert offer.organisation.name in site.shows(address)


def test_the_partner_reads_only_on_asking_and_says_yes(
    worker: User, secret: Need, offer: Offer, member: User, undertaking: Undertaking
) -> None:
    (proposal,) = ask(worker, secret, offer, fields=("place", "text"))
    site, address = Site(member), f"/partner/proposals/{proposal.reference}/"
    assert "希望有一台取暖器" not in site.shows(address)
    shown = site.sends(address, 200, answer="read").content.decode()
    assert "希望有一台取暖器" in shown
    assert not any(word in shown for word in SECRETS)
    site.sends(address, answer="accept")
    promise = Assignment.objects.get()
    assert not any(word in site.shows(f"/partner/assignments/{promise.reference}/") for word in SECRETS)


def test_a_partner_whose_undertaking_is_over_is_told_so_and_reads_nothing(
    worker: User, secret: Need, offer: Offer, member: User, undertaking: Undertaking
) -> None:
    (proposal,) = ask(worker, secret, offer, fields=("text",))
    Undertaking.objects.update(valid_to=undertaking.valid_from, valid_from=undertaking.valid_from)
    site, address = Site(member), f"/partner/proposals/{proposal.reference}/"
    with clock.freeze(clock.now() + timedelta(days=1)):
        page = site.shows(address)
        assert "没有生效的保密承诺书" in page
        refused = site.sends(address, 409, answer="read").content.decode()
        assert "希望有一台取暖器" not in refused
        assert "这项需求没有可供您阅读的内容" in refused
        site.sends(address, 409, answer="accept")
    assert not Assignment.objects.exists()
