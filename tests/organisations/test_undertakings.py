"""The undertaking of confidentiality: signed by a manager, vetted by an officer, over at once when it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.models import Notice, WorkItem
from marketplace.organisations import actions
from marketplace.organisations.models import MemberRole, Organisation, Undertaking
from marketplace.organisations.queries import entrusted_organisations
from marketplace.organisations.rules import is_entrusted
from marketplace.organisations.states import UndertakingStatus
from marketplace.organisations.undertaking_text import text_of
from tests.fulfilment.market import make_organisation
from tests.needs.city import make_user
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(member: User, charity: Organisation) -> Undertaking:
    return actions.sign_undertaking(by=member, organisation=charity)


@pytest.fixture
def vetted(signed: Undertaking, officer: User) -> Undertaking:
    actions.vet_undertaking(by=officer, undertaking=signed)
    return signed


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def entrusted(organisation: Organisation) -> bool:
    """By the rule of one organisation and by the query over all, which agree."""
    by_rule = is_entrusted(fresh(organisation)).passed
    assert entrusted_organisations().filter(pk=organisation.pk).exists() is by_rule
    return by_rule


def test_a_signature_says_which_words_and_opens_nothing_before_it_is_vetted(
    signed: Undertaking, charity: Organisation
) -> None:
    text = text_of(signed.version)
    assert signed.text_digest == text.digest
    assert signed.valid_to - signed.valid_from == timedelta(days=text.days)
    assert not entrusted(charity)
    assert AuditRow.objects.get(verb="undertaking.sign").detail == {"version": signed.version}


def test_once_vetted_it_is_entrusted_for_its_period_and_not_a_day_longer(
    vetted: Undertaking, charity: Organisation
) -> None:
    assert entrusted(charity)
    with clock.freeze(clock.start_of(vetted.valid_to)):
        assert entrusted(charity)
    with clock.freeze(clock.start_of(vetted.valid_to + timedelta(days=1))):
        assert not entrusted(charity)
        assert [actions.expire_what_ran_out()["undertakings"] for _turn in range(2)] == [1, 0]
    assert Undertaking.objects.get().status == UndertakingStatus.EXPIRED


def test_withdrawn_is_over_at_once_and_the_managers_are_told(
    vetted: Undertaking, charity: Organisation, member: User
) -> None:
    actions.end_undertaking(by=member, undertaking=vetted)
    assert not entrusted(charity)
    deliver_due()
    assert Notice.objects.filter(user=member, kind="undertaking_over").count() == 1


def test_an_officer_ends_it_with_a_reason_that_the_organisation_reads(
    vetted: Undertaking, charity: Organisation, officer: User, member: User
) -> None:
    actions.end_undertaking(by=officer, undertaking=vetted, because="收到泄露举报，先行停止。")
    assert not entrusted(charity)
    page = signed_in(member).get(f"/partner/organisation/{charity.reference}/undertaking/").content.decode()
    assert "收到泄露举报，先行停止。" in page


def test_only_a_manager_signs_and_only_a_verified_organisation(
    charity: Organisation, officer: User, member: User
) -> None:
    coordinator = make_user("coordinator")
    actions.add_member(by=None, organisation=charity, user=coordinator, role=MemberRole.COORDINATOR)
    unverified = make_organisation("还没有核验的机构", officer, capability=None)
    actions.add_member(by=None, organisation=unverified, user=member, role=MemberRole.MANAGER)
    refuses("NOT_A_MANAGER", lambda: actions.sign_undertaking(by=coordinator, organisation=charity))
    refuses("NOT_A_MANAGER", lambda: actions.sign_undertaking(by=officer, organisation=charity))
    refuses("NOT_VERIFIED", lambda: actions.sign_undertaking(by=member, organisation=unverified))
    assert not Undertaking.objects.exists()
    assert not AuditRow.objects.filter(verb="undertaking.sign").exists()


def test_a_second_signature_waits_for_the_answer_to_the_first(
    signed: Undertaking, member: User, charity: Organisation
) -> None:
    refuses("UNDERTAKING_WAITS", lambda: actions.sign_undertaking(by=member, organisation=charity))
    assert Undertaking.objects.get() == signed


def test_nobody_vets_but_an_officer_of_the_seat_who_does_not_act_for_it(
    signed: Undertaking, member: User, other_member: User, officer: User, charity: Organisation
) -> None:
    refuses("NOT_ITS_OFFICER", lambda: actions.vet_undertaking(by=member, undertaking=signed))
    refuses("NOT_ITS_OFFICER", lambda: actions.vet_undertaking(by=other_member, undertaking=signed))
    actions.add_member(by=None, organisation=charity, user=officer, role=MemberRole.COORDINATOR)
    refuses("OWN_ORGANISATION", lambda: actions.vet_undertaking(by=officer, undertaking=signed))
    assert Undertaking.objects.get().status == UndertakingStatus.SIGNED
    assert not entrusted(charity)


def test_the_officers_are_asked_and_the_managers_learn_the_answer(
    signed: Undertaking, officer: User, member: User
) -> None:
    deliver_due()
    assert WorkItem.objects.filter(user=officer, kind="undertaking_to_vet", done_at__isnull=True).count() == 1
    actions.refuse_undertaking(by=officer, undertaking=signed, because="请先补充经办人员名单。")
    deliver_due()
    assert not WorkItem.objects.filter(kind="undertaking_to_vet", done_at__isnull=True).exists()
    assert list(Notice.objects.filter(kind__startswith="undertaking").values_list("user", "kind")) == [
        (member.pk, "undertaking_refused")
    ]


def test_the_page_asks_for_the_tick_and_then_signs(member: User, charity: Organisation) -> None:
    site, address = signed_in(member), f"/partner/organisation/{charity.reference}/undertaking/"
    answer = site.post(address, {"do": "sign"})
    assert answer.status_code == 422
    assert not Undertaking.objects.exists()
    assert site.post(address, {"do": "sign", "agreed": "on"}).status_code == 302
    assert "已签署" in site.get(address).content.decode()
    row = Undertaking.objects.get()
    assert site.post(address, {"do": "withdraw", "undertaking": row.reference}).status_code == 302
    assert Undertaking.objects.get().status == UndertakingStatus.WITHDRAWN


def test_another_organisation_finds_no_such_page(other_member: User, charity: Organisation) -> None:
    site, address = signed_in(other_member), f"/partner/organisation/{charity.reference}/undertaking/"
    assert site.get(address).status_code == 404
    assert site.post(address, {"do": "sign", "agreed": "on"}).status_code == 404
    assert not Undertaking.objects.exists()


def test_officers_decide_on_the_page_of_small_papers(signed: Undertaking, officer: User, charity: Organisation) -> None:
    site = signed_in(officer)
    assert charity.name in site.get("/applications/papers/").content.decode()
    refused = {"decision": "refuse_undertaking", "reference": signed.reference, f"{signed.reference}-because": ""}
    assert site.post("/applications/papers/", refused).status_code == 422
    assert not entrusted(charity)
    site.post("/applications/papers/", {"decision": "vet", "reference": signed.reference})
    assert entrusted(charity)
    end = {"decision": "refuse_entrusting", "reference": signed.reference, f"{signed.reference}-because": "名单变动。"}
    assert site.post("/applications/papers/", end).status_code == 302
    assert not entrusted(charity)


def signed_in(user: User) -> Client:
    site = Client()
    site.force_login(user)
    return site
