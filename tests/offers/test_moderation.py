"""An officer reads an offer before it is proposed to anybody, and reads it again when its words change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.models import Notice, WorkItem
from marketplace.notifications.queries import work_of
from marketplace.offers.actions import (
    approve_offer,
    draft_offer,
    end_offer,
    pause_offer,
    return_offer,
    revise_offer,
    submit_offer,
)
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_in_force, offers_waiting_for
from marketplace.offers.states import OfferStatus
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import MemberRole, Organisation
from tests.moderation import read_on
from tests.refusals import refuses


@pytest.fixture
def handed_in(member: User, charity: Organisation) -> Offer:
    offer = draft_offer(
        by=member, organisation=charity, kind="training", title="护理培训", valid_from=clock.today(), quantity=20,
        unit="seat",
    )  # fmt: skip
    submit_offer(by=member, offer=offer)
    return offer


def test_nothing_is_proposed_before_an_officer_has_read_it(handed_in: Offer, officer: User) -> None:
    assert not offers_in_force()
    assert list(offers_waiting_for(officer)) == [handed_in]
    approve_offer(by=officer, offer=handed_in)
    assert [each.pk for each in offers_in_force()] == [handed_in.pk]
    assert (handed_in.approved_by, handed_in.need_kind, handed_in.aid_types) == (
        officer, "service", ["employment", "education"],
    )  # fmt: skip


def test_an_officer_sends_it_back_and_the_organisation_mends_it(handed_in: Offer, officer: User, member: User) -> None:
    deliver_due()
    assert [item.kind for item in work_of(officer)] == ["offer_to_read"]
    return_offer(by=officer, offer=handed_in, comment="请写明地点。")
    deliver_due()
    assert not work_of(officer)
    assert [item.kind for item in work_of(member)] == ["offer_to_mend"]
    revise_offer(by=member, offer=handed_in, description="在海曙区上课。")
    submit_offer(by=member, offer=handed_in)
    deliver_due()
    assert not work_of(member)
    assert handed_in.remarks.get().answered_at is not None
    approve_offer(by=officer, offer=handed_in)
    deliver_due()
    assert Notice.objects.filter(user=member, kind="offer_approved").count() == 1
    assert not WorkItem.objects.filter(done_at__isnull=True)


def test_changed_words_are_read_again_and_other_changes_are_not(offer: Offer, member: User, officer: User) -> None:
    revise_offer(by=member, offer=offer, areas=["330203001"], limits=["no_bulky_goods"])
    assert offer.status == OfferStatus.OFFERED
    revise_offer(by=member, offer=offer, title="电热毯")
    assert (offer.status, offer.approved_by) == (OfferStatus.SUBMITTED, None)
    assert not offers_in_force()
    approve_offer(by=officer, offer=offer)
    assert offers_in_force().count() == 1


def test_words_do_not_change_while_they_are_read(handed_in: Offer, member: User) -> None:
    refuses("OFFER_IS_READ", lambda: revise_offer(by=member, offer=handed_in, title="别的"))
    handed_in.refresh_from_db()
    assert handed_in.title == "护理培训"


def test_a_paused_offer_with_new_words_is_read_too(offer: Offer, member: User) -> None:
    pause_offer(by=member, offer=offer)
    revise_offer(by=member, offer=offer, description="新的说明")
    assert offer.status == OfferStatus.SUBMITTED


def test_neither_members_nor_other_people_approve(handed_in: Offer, member: User, author: User, officer: User) -> None:
    refuses("NOT_ITS_OFFICER", lambda: approve_offer(by=member, offer=handed_in))
    refuses("NOT_ITS_OFFICER", lambda: return_offer(by=author, offer=handed_in, comment="不"))
    organisations.add_member(by=None, organisation=handed_in.organisation, user=officer, role=MemberRole.MANAGER)
    refuses("OWN_ORGANISATION", lambda: approve_offer(by=officer, offer=handed_in))
    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.approved_by) == (OfferStatus.SUBMITTED, None)
    assert not AuditRow.objects.filter(verb="offer.offer").exists()


def test_the_database_knows_no_offer_without_approval(handed_in: Offer) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=handed_in.pk).update(status=OfferStatus.OFFERED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=handed_in.pk).update(approved_by=handed_in.submitted_by)


def test_an_offer_that_ends_waits_for_nobody(handed_in: Offer, member: User, officer: User) -> None:
    deliver_due()
    end_offer(by=member, offer=handed_in)
    deliver_due()
    assert not work_of(officer)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"title": "家电优惠价"}, "WORDS_OF_TRADE"),
        ({"description": "每次收费三十元"}, "WORDS_OF_TRADE"),
        ({"title_en": "Lessons at a small FEE"}, "WORDS_OF_TRADE"),
        ({"description": "联系人张三，电话13800138000"}, "TEXT_MAY_IDENTIFY"),
        ({"limits": ["no_such_limit"]}, "UNKNOWN_CODE"),
        ({"areas": ["330204"]}, "UNKNOWN_CODE"),
        ({"quantity": 3}, "UNIT_MISSING"),
        ({"kind": "job", "aid_types": ["medical"]}, "AID_TYPE_DOES_NOT_FIT"),
        ({"kind": "insurance"}, "UNKNOWN_CODE"),
    ],
)
def test_only_free_help_in_known_codes_is_written_down(
    member: User, charity: Organisation, words: dict[str, object], code: str
) -> None:
    given = {"kind": "goods", "title": "棉被", "valid_from": clock.today()} | words
    refuses(code, lambda: draft_offer(by=member, organisation=charity, **given))
    assert not Offer.objects.exists()


def test_saying_that_help_is_free_is_no_trade(member: User, charity: Organisation) -> None:
    offer = draft_offer(
        by=member, organisation=charity, kind="service", title="理发", valid_from=clock.today(),
        description="全程不收费，无需购买任何物品。No fee, priceless smiles.",
    )  # fmt: skip
    assert offer.status == OfferStatus.DRAFT


def test_words_of_trade_do_not_come_in_by_a_change(offer: Offer, member: User) -> None:
    refuses("WORDS_OF_TRADE", lambda: revise_offer(by=member, offer=offer, description="现在打折"))
    offer.refresh_from_db()
    assert (offer.description, offer.status) == ("", OfferStatus.OFFERED)


def test_an_officer_reads_and_decides_on_the_page(client: Client, handed_in: Offer, officer: User) -> None:
    client.force_login(officer)
    page = reverse("offer_review", args=[handed_in.reference])
    assert "护理培训" in client.get(reverse("offers_to_read")).content.decode()
    assert client.post(page, {"decision": "return", "comment": ""}).status_code == 422
    assert client.post(page, {"decision": "nonsense"}).status_code == 404
    assert client.post(page, {"decision": "approve"}).status_code == 409
    assert client.post(page, {"decision": "approve", "read": read_on(client.get(page))}).status_code == 302
    handed_in.refresh_from_db()
    assert handed_in.status == OfferStatus.OFFERED
    assert client.post(page, {"decision": "return", "comment": "晚了"}).status_code == 409
    assert not handed_in.remarks.exists()


def test_other_people_find_no_officers_page(client: Client, handed_in: Offer, member: User) -> None:
    client.force_login(member)
    page = reverse("offer_review", args=[handed_in.reference])
    assert client.get(reverse("offers_to_read")).status_code == 404
    assert client.post(page, {"decision": "approve"}).status_code == 404
    handed_in.refresh_from_db()
    assert handed_in.status == OfferStatus.SUBMITTED


def test_the_work_is_due_after_the_days_of_the_rule(handed_in: Offer, officer: User) -> None:
    deliver_due()
    due = work_of(officer).get().due_at
    assert due is not None
    assert clock.local(due).date() >= clock.today() + timedelta(days=3)


def test_only_what_was_read_is_approved(handed_in: Offer, officer: User, member: User) -> None:
    seen = Offer.objects.select_related("organisation").get(pk=handed_in.pk)
    return_offer(by=officer, offer=handed_in, comment="请写明地点。")
    revise_offer(by=member, offer=handed_in, description="换了内容")
    submit_offer(by=member, offer=handed_in)
    refuses("CHANGED_MEANWHILE", lambda: approve_offer(by=officer, offer=seen))
    assert not offers_in_force()


def test_a_stale_row_does_not_let_words_change_while_they_are_read(member: User, charity: Organisation) -> None:
    offer = draft_offer(by=member, organisation=charity, kind="goods", title="棉被", valid_from=clock.today())
    stale = Offer.objects.select_related("organisation").get(pk=offer.pk)
    submit_offer(by=member, offer=offer)
    refuses("OFFER_IS_READ", lambda: revise_offer(by=member, offer=stale, title="别的"))
    offer.refresh_from_db()
    assert offer.title == "棉被"


def test_a_second_approval_is_told_again(offer: Offer, member: User, officer: User) -> None:
    deliver_due()
    revise_offer(by=member, offer=offer, description="新的说明")
    approve_offer(by=officer, offer=offer)
    deliver_due()
    deliver_due()
    assert Notice.objects.filter(user=member, kind="offer_approved").count() == 2
