"""An officer compares a programme with its policy; nothing is sold, and no small group is counted out loud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.documents.models import PrivateFile
from marketplace.insurance.actions import (
    attach_policy,
    end_programme,
    end_what_ran_out,
    return_programme,
    revise_programme,
    start_programme,
    submit_programme,
)
from marketplace.insurance.models import GroupProgramme, Peril
from marketplace.insurance.ports import group_counter
from marketplace.insurance.queries import group_figures, programmes_in_force
from marketplace.insurance.states import ProgrammeStatus
from marketplace.notifications.models import Notice
from marketplace.notifications.queries import work_of
from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.operations.group_counts import RegisterCounts
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import MemberRole, Organisation
from tests.insurance.policies import begin, enter, hand_in
from tests.moderation import read_on
from tests.refusals import refuses

PERIL = {"kind": "accident", "case_cap_fen": 1_000, "annual_cap_fen": 2_000}


class Counts:
    """A register of the wanted size."""

    def __init__(self, insured: int, matched: int) -> None:
        self.numbers = insured, matched

    def insured(self, registers: Sequence[str], areas: Sequence[str]) -> int:
        return self.numbers[0]

    def matched(self, programme: str) -> int:
        return self.numbers[1]


@pytest.fixture
def programme(agent: User, insurer: Organisation, charity: Organisation) -> GroupProgramme:
    return enter(agent, insurer, charity)


@pytest.fixture
def counted() -> Iterator[None]:
    group_counter.bind(Counts(123, 7))
    yield
    group_counter.bind(RegisterCounts())


def test_without_its_policy_it_is_not_handed_in(programme: GroupProgramme, agent: User) -> None:
    refuses("POLICY_MISSING", lambda: submit_programme(by=agent, programme=programme))
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.DRAFT


def test_a_policy_that_is_over_is_not_handed_in(programme: GroupProgramme, agent: User) -> None:
    attach_policy(by=agent, programme=programme, data=picture_of_a_paper())
    with clock.freeze(clock.now() + timedelta(days=365)):
        refuses("POLICY_OVER", lambda: submit_programme(by=agent, programme=programme))


def test_an_officer_sends_it_back_and_the_insurer_mends_it(
    programme: GroupProgramme, agent: User, officer: User, member: User
) -> None:
    hand_in(agent, programme)
    deliver_due()
    assert [item.kind for item in work_of(officer)] == ["group_programme_to_read"]
    return_programme(by=officer, programme=programme, comment="等待期与保单不一致。")
    deliver_due()
    assert [item.kind for item in work_of(agent)] == ["group_programme_to_mend"]
    revise_programme(by=agent, programme=programme, perils=[PERIL], capacity=3)
    assert [peril.kind for peril in Peril.objects.all()] == ["accident"]
    submit_programme(by=agent, programme=programme)
    start_programme(by=officer, programme=programme)
    deliver_due()
    assert not work_of(agent)
    assert not work_of(officer)
    assert {notice.user for notice in Notice.objects.filter(kind="group_programme_started")} == {agent, member}


def test_what_officers_have_in_hand_stays_as_it_is(programme: GroupProgramme, agent: User) -> None:
    hand_in(agent, programme)
    refuses("PROGRAMME_IS_FIXED", lambda: revise_programme(by=agent, programme=programme, perils=[PERIL], name="别的"))
    refuses("PROGRAMME_IS_FIXED", lambda: attach_policy(by=agent, programme=programme, data=picture_of_a_paper()))
    programme.refresh_from_db()
    assert (programme.name, programme.perils.get().kind) == ("困难群众综合保险", "illness")


def test_nobody_else_starts_it(programme: GroupProgramme, agent: User, officer: User, author: User) -> None:
    hand_in(agent, programme)
    for stranger in (agent, author):
        refuses("NOT_ITS_OFFICER", lambda by=stranger: start_programme(by=by, programme=programme))
    organisations.add_member(by=None, organisation=programme.insurer, user=officer, role=MemberRole.MANAGER)
    refuses("OWN_ORGANISATION", lambda: start_programme(by=officer, programme=programme))
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.SUBMITTED
    assert not programmes_in_force()


def test_the_database_knows_no_programme_without_policy_and_officer(programme: GroupProgramme, agent: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupProgramme.objects.filter(pk=programme.pk).update(status=ProgrammeStatus.RUNNING)
    hand_in(agent, programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupProgramme.objects.filter(pk=programme.pk).update(approved_by=agent)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"description": "每人每年只要三十元保费"}, "WORDS_OF_SALE"),
        ({"name": "性价比最高的保障"}, "WORDS_OF_SALE"),
        ({"name_en": "Low PREMIUM cover"}, "WORDS_OF_SALE"),
        ({"description_en": "cheaper than other insurers"}, "WORDS_OF_SALE"),
        ({"description": "联系人张三，电话13800138000"}, "TEXT_MAY_IDENTIFY"),
        ({"insured_registers": []}, "NOBODY_INSURED"),
        ({"insured_registers": ["rich"]}, "UNKNOWN_CODE"),
        ({"areas": ["330203001"]}, "UNKNOWN_CODE"),
        ({"payer": "fiscal"}, "PAYER_DOES_NOT_FIT"),
        ({"payer": "personal"}, "PAYER_DOES_NOT_FIT"),
        ({"perils": []}, "PERILS_UNCLEAR"),
        ({"perils": [PERIL, PERIL]}, "PERILS_UNCLEAR"),
        ({"perils": [PERIL | {"kind": "theft"}]}, "PERILS_UNCLEAR"),
    ],
)
def test_it_insures_a_group_and_sells_nothing(
    agent: User, insurer: Organisation, charity: Organisation, words: dict[str, Any], code: str
) -> None:
    refuses(code, lambda: enter(agent, insurer, charity, **words))
    assert not GroupProgramme.objects.exists()


@pytest.mark.parametrize("column", ["premium_fen", "premium_per_head", "price"])
def test_there_is_no_place_for_a_premium(
    agent: User, insurer: Organisation, charity: Organisation, column: str
) -> None:
    with pytest.raises(TypeError):
        enter(agent, insurer, charity, **{column: 1})
    with pytest.raises(TypeError):
        enter(agent, insurer, charity, perils=[PERIL | {column: 1}])
    assert not Peril.objects.exists()


def test_saying_that_nobody_pays_is_no_sale(agent: User, insurer: Organisation, charity: Organisation) -> None:
    assert enter(agent, insurer, charity, description="个人无需缴费。").pk


@pytest.mark.usefixtures("counted")
def test_the_insurer_sees_rounded_counts_and_no_small_one(
    client: Client, programme: GroupProgramme, agent: User
) -> None:
    figures = group_figures(begin(agent, programme))
    assert (figures.insured, figures.matched) == (120, None)
    client.force_login(agent)
    client.cookies["language"] = "en"
    shown = client.get(reverse("group_programme", args=[programme.reference])).content.decode()
    assert ">120<" in shown
    assert "fewer than 11" in shown
    assert "123" not in shown


@pytest.mark.usefixtures("counted")
def test_nothing_is_counted_before_an_officer_has_approved(
    client: Client, programme: GroupProgramme, agent: User
) -> None:
    client.force_login(agent)
    assert "120" not in client.get(reverse("group_programme", args=[programme.reference])).content.decode()


def test_the_insurer_is_warned_before_the_end_and_it_ends(
    programme: GroupProgramme, agent: User, officer: User, member: User
) -> None:
    begin(agent, programme)
    deliver_due()
    assert end_what_ran_out() == {"ended": 0, "warned": 0}
    with clock.freeze(clock.now() + timedelta(days=340)):
        assert end_what_ran_out() == {"ended": 0, "warned": 1}
        assert end_what_ran_out() == {"ended": 0, "warned": 0}
        deliver_due()
        assert [item.kind for item in work_of(agent)] == ["group_programme_to_renew"]
        assert {n.user for n in Notice.objects.filter(kind="group_programme_runs_out")} == {agent, member}
    with clock.freeze(clock.now() + timedelta(days=365)):
        assert end_what_ran_out()["ended"] == 1
        deliver_due()
        assert not work_of(agent)
        assert {n.user for n in Notice.objects.filter(kind="group_programme_ended")} == {agent, member, officer}
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.ENDED


def test_only_the_insurer_ends_it(programme: GroupProgramme, agent: User, member: User) -> None:
    begin(agent, programme)
    refuses("NOT_A_MEMBER", lambda: end_programme(by=member, programme=programme))
    assert programmes_in_force()
    end_programme(by=agent, programme=programme)
    assert not programmes_in_force()


def filled(insurer: Organisation, holder: Organisation) -> dict[str, Any]:
    today = clock.today()
    return {
        "insurer": insurer.reference, "policyholder": holder.reference, "name": "受灾家庭保障", "payer": "charity",
        "insured_registers": ["dibao"], "areas": ["330200"], "starts_on": today, "capacity": "5",
        "ends_on": today + timedelta(days=300), "covers_disaster": "on", "waiting_days_disaster": "10",
        "case_cap_fen_disaster": "20000", "annual_cap_fen_disaster": "30000.00", "share_disaster": "80",
    }  # fmt: skip


def test_an_insurer_enters_it_on_the_pages(
    client: Client, agent: User, officer: User, insurer: Organisation, charity: Organisation
) -> None:
    client.force_login(agent)
    assert client.post(reverse("new_group_programme"), filled(insurer, charity)).status_code == 302
    programme = GroupProgramme.objects.get()
    peril = programme.perils.get()
    assert (peril.case_cap_fen, peril.annual_cap_fen, peril.tiers) == (
        2_000_000, 3_000_000, [{"to_fen": None, "rate": "0.8"}],
    )  # fmt: skip
    page = reverse("group_programme", args=[programme.reference])
    assert client.post(page, {"move": "submit"}).status_code == 409
    paper = SimpleUploadedFile("policy.png", picture_of_a_paper(), "image/png")
    assert client.post(page, {"move": "policy", "file": paper}).status_code == 302
    assert client.post(page, {"move": "submit"}).status_code == 302
    assert client.post(page, {"move": "nonsense"}).status_code == 404
    client.force_login(officer)
    programme.refresh_from_db()
    assert programme.policy is not None
    assert client.get(reverse("private_file", args=[programme.policy.reference])).status_code == 200
    review = reverse("programme_review", args=[programme.reference])
    assert "受灾家庭保障" in client.get(reverse("programmes_to_read")).content.decode()
    assert client.post(review, {"decision": "return", "comment": ""}).status_code == 422
    assert client.post(review, {"decision": "approve"}).status_code == 409
    assert client.post(review, {"decision": "approve", "read": read_on(client.get(review))}).status_code == 302
    assert [each.pk for each in programmes_in_force()] == [programme.pk]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"covers_disaster": ""}, 422),
        ({"case_cap_fen_disaster": ""}, 422),
        ({"insured_registers": []}, 422),
        ({"ends_on": "2020-01-01"}, 422),
        ({"description": "保费优惠"}, 409),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(
    client: Client, agent: User, insurer: Organisation, charity: Organisation, wrong: dict[str, Any], status: int
) -> None:
    client.force_login(agent)
    answer = client.post(reverse("new_group_programme"), filled(insurer, charity) | wrong)
    assert answer.status_code == status
    assert "受灾家庭保障" in answer.content.decode()
    assert not GroupProgramme.objects.exists()


def test_strangers_find_nothing(client: Client, programme: GroupProgramme, agent: User, member: User) -> None:
    hand_in(agent, programme)
    client.force_login(member)
    assert client.get(reverse("new_group_programme")).status_code == 404
    for name in ("group_programme", "edit_group_programme"):
        assert client.post(reverse(name, args=[programme.reference]), {"move": "end"}).status_code == 404
    assert client.get(reverse("programmes_to_read")).status_code == 404
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.SUBMITTED


def test_what_an_officer_has_in_hand_is_no_form(client: Client, programme: GroupProgramme, agent: User) -> None:
    client.force_login(agent)
    page = reverse("edit_group_programme", args=[programme.reference])
    assert 'name="policy_number"' in client.get(page).content.decode()
    hand_in(agent, programme)
    shown = client.get(page).content.decode()
    assert 'name="policy_number"' not in shown
    assert reverse("group_programme", args=[programme.reference]) in shown


def test_the_policy_is_read_by_its_parties_only(
    client: Client, programme: GroupProgramme, agent: User, member: User, other_member: User
) -> None:
    hand_in(agent, programme)
    assert programme.policy is not None
    page = reverse("private_file", args=[programme.policy.reference])
    for reader, status in ((agent, 200), (member, 200), (other_member, 404)):
        client.force_login(reader)
        assert client.get(page).status_code == status


def test_only_what_was_read_is_approved(programme: GroupProgramme, agent: User, officer: User) -> None:
    hand_in(agent, programme)
    seen = GroupProgramme.objects.select_related("insurer").get(pk=programme.pk)
    return_programme(by=officer, programme=programme, comment="请核对。")
    revise_programme(by=agent, programme=programme, perils=[PERIL])
    submit_programme(by=agent, programme=programme)
    refuses("CHANGED_MEANWHILE", lambda: start_programme(by=officer, programme=seen))
    assert not programmes_in_force()


def test_a_replaced_policy_is_erased(programme: GroupProgramme, agent: User) -> None:
    attach_policy(by=agent, programme=programme, data=picture_of_a_paper())
    first = programme.policy
    assert first is not None
    attach_policy(by=agent, programme=programme, data=picture_of_a_paper())
    assert [file.pk for file in PrivateFile.objects.all()] == [programme.policy_id]
    assert first.pk != programme.policy_id


def test_two_programmes_of_one_name_are_both_told(
    agent: User, insurer: Organisation, charity: Organisation, member: User
) -> None:
    for _number in range(2):
        begin(agent, enter(agent, insurer, charity))
    deliver_due()
    assert Notice.objects.filter(user=member, kind="group_programme_started").count() == 2
