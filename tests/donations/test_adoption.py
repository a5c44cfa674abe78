"""From a proposed project to the programme of the charity that adopted it; nobody directs money to a named person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from donations.adoption.adopting import (
    adopt_project,
    attach_agreement,
    begin_adopted_programme,
    give_project_back,
    sign_for_charity,
    sign_for_donor,
    write_terms,
)
from donations.adoption.invariants import violations
from donations.adoption.proposing import (
    propose_project,
    publish_project,
    return_project,
    rewrite_project,
    submit_project,
    withdraw_project,
)
from donations.adoption.queries import adoption_of, projects_to_adopt, projects_visible_to
from donations.adoption.states import ProjectStatus
from donations.models import Adoption, Programme, Project
from donations.states import ProgrammeStatus
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.models import Notice
from marketplace.notifications.queries import work_of
from marketplace.operations.demo.papers import picture_of_a_paper
from tests.donations.charity import Charity, new_charity
from tests.donations.pages import as_user
from tests.donations.racing import DONE, race
from tests.moderation import read_on
from tests.needs.city import make_user
from tests.refusals import refuses


@pytest.fixture
def giver(db: None) -> User:
    return make_user("giver")


@pytest.fixture
def reader(db: None) -> User:
    """The city's officer."""
    user = make_user("city-officer")
    give_role(by=None, user=user, role=Role.OFFICER, place=CITY)
    return user


def plan(**words: Any) -> dict[str, Any]:
    start = clock.today() + timedelta(days=30)
    return {
        "kind": "special_fund",
        "name": "暖冬助学专项基金",
        "purpose": "帮助低收入家庭的学生添置冬装和文具。",
        "beneficiary_range": "全市登记在册的低收入家庭在校学生",
        "selection": "由慈善组织按家庭经济状况评分排序确定",
        "aid_types": ["education"],
        "need_kinds": ["goods"],
        "areas": ["330200"],
        "offered_fen": 5_000_000,
        "starts_on": start,
        "ends_on": start + timedelta(days=300),
    } | words


def terms(project: Project, **words: Any) -> dict[str, Any]:
    half = project.offered_fen // 2
    return {
        "total_fen": project.offered_fen,
        "instalments": [
            {"due_on": project.starts_on.isoformat(), "fen": half},
            {"due_on": project.ends_on.isoformat(), "fen": half},
        ],
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "cost_percent": 8,
        "surplus": "用于目的相近的慈善项目",
        "naming": "某某科技暖冬基金",
    } | words


@pytest.fixture
def project(giver: User) -> Project:
    return propose_project(by=giver, declares_unrelated=True, **plan())


@pytest.fixture
def open_project(project: Project, giver: User, reader: User) -> Project:
    submit_project(by=giver, project=project)
    publish_project(by=reader, project=project)
    return project


@pytest.fixture
def adoption(open_project: Project, charity: Charity) -> Adoption:
    return adopt_project(by=charity.manager, project=open_project, charity=charity.organisation)


def agreed(adoption: Adoption, charity: Charity, giver: User) -> Adoption:
    """Terms, paper, both signatures."""
    write_terms(by=charity.manager, adoption=adoption, **terms(adoption.project))
    attach_agreement(by=charity.manager, adoption=adoption, data=picture_of_a_paper())
    sign_for_charity(by=charity.manager, adoption=adoption)
    sign_for_donor(by=giver, adoption=adoption)
    return adoption


def test_from_a_proposal_to_the_charitys_programme(adoption: Adoption, charity: Charity, giver: User) -> None:
    agreed(adoption, charity, giver)
    programme = begin_adopted_programme(by=charity.manager, adoption=adoption)
    assert (programme.charity, programme.name, programme.target_fen, programme.status) == (
        charity.organisation, "某某科技暖冬基金", 5_000_000, ProgrammeStatus.DRAFT,
    )  # fmt: skip
    adoption.project.refresh_from_db()
    assert (adoption.programme, adoption.project.status) == (programme, ProjectStatus.BEGUN)
    refuses("ILLEGAL_MOVE", lambda: begin_adopted_programme(by=charity.manager, adoption=adoption))
    assert Programme.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"beneficiary_range": "捐给张三同学"}, "SPECIFIC_BENEFICIARY"),
        ({"purpose": "帮助身份证号 330203190001010013 的家庭"}, "SPECIFIC_BENEFICIARY"),
        ({"name": "某香烟助学基金"}, "PRODUCT_NOT_ADVERTISED"),
        ({"name_en": "Tobacco Fund"}, "PRODUCT_NOT_ADVERTISED"),
        ({"offered_fen": 0}, "AMOUNT_MISSING"),
        ({"ends_on": clock.today()}, "DATES_REVERSED"),
        ({"aid_types": ["luxury"]}, "UNKNOWN_CODE"),
        ({"kind": "raffle"}, "UNKNOWN_CODE"),
        ({"declares_unrelated": False}, "RELATED_BENEFICIARY"),
    ],
)
def test_nobody_is_named_related_or_advertised(giver: User, words: dict[str, Any], code: str) -> None:
    given = {"declares_unrelated": True} | plan() | words
    refuses(code, lambda: propose_project(by=giver, **given))
    assert not Project.objects.exists()


def test_nobody_proposes_in_the_name_of_others(giver: User, charity: Charity) -> None:
    refuses(
        "NOT_A_MEMBER",
        lambda: propose_project(by=giver, organisation=charity.organisation, declares_unrelated=True, **plan()),
    )
    assert not Project.objects.exists()


def test_a_second_officer_reads_before_any_charity_sees_it(
    project: Project, giver: User, reader: User, charity: Charity
) -> None:
    assert not projects_to_adopt(charity.manager)
    submit_project(by=giver, project=project)
    deliver_due()
    assert [item.kind for item in work_of(reader)] == ["project_to_read"]
    refuses("PROJECT_IS_FIXED", lambda: rewrite_project(by=giver, project=project, declares_unrelated=True, **plan()))
    return_project(by=reader, project=project, comment="请写明确定方式。")
    deliver_due()
    assert [item.kind for item in work_of(giver)] == ["project_to_mend"]
    rewrite_project(by=giver, project=project, declares_unrelated=True, **plan(selection="抽签并公示"))
    submit_project(by=giver, project=project)
    assert not projects_visible_to(charity.manager)
    publish_project(by=reader, project=project)
    deliver_due()
    assert list(projects_to_adopt(charity.manager)) == [project]
    assert Notice.objects.filter(user=charity.manager, kind="project_to_adopt").count() == 1
    assert not work_of(giver)
    assert not work_of(reader)


def test_what_was_handed_in_again_is_read_again(project: Project, giver: User, reader: User, charity: Charity) -> None:
    submit_project(by=giver, project=project)
    seen, desk = Project.objects.get(pk=project.pk), Client()
    desk.force_login(reader)
    page = reverse("project", args=[project.reference])
    shown = read_on(desk.get(page))
    return_project(by=reader, project=project, comment="请写明确定方式。")
    rewrite_project(by=giver, project=project, declares_unrelated=True, **plan(selection="抽签并公示"))
    submit_project(by=giver, project=project)
    refuses("CHANGED_MEANWHILE", lambda: publish_project(by=reader, project=seen))
    for sent in ({"do": "publish", "read": shown}, {"do": "publish"}):
        answer = desk.post(page, sent)
        assert answer.status_code == 409
        assert "请按现在的内容审阅后再决定" in answer.content.decode()
    assert not projects_visible_to(charity.manager)
    assert desk.post(page, {"do": "publish", "read": read_on(desk.get(page))}).status_code == 302
    assert list(projects_to_adopt(charity.manager)) == [project]


def test_nobody_approves_what_they_proposed(project: Project, giver: User, charity: Charity) -> None:
    submit_project(by=giver, project=project)
    refuses("NOT_ITS_OFFICER", lambda: publish_project(by=charity.manager, project=project))
    give_role(by=None, user=giver, role=Role.OFFICER, place=CITY)
    again = User.objects.get(pk=giver.pk)
    refuses("OWN_PROJECT", lambda: publish_project(by=again, project=project))
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(approved_by=giver)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(status=ProjectStatus.OPEN)
    project.refresh_from_db()
    assert project.status == ProjectStatus.SUBMITTED


def test_only_one_charity_adopts(adoption: Adoption, open_project: Project) -> None:
    other = new_charity()
    refuses(
        "ILLEGAL_MOVE",
        lambda: adopt_project(by=other.manager, project=open_project, charity=other.organisation),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(
            project=open_project, charity=other.organisation, adopted_by=other.manager, total_fen=1,
            starts_on=adoption.starts_on, ends_on=adoption.ends_on,
        )  # fmt: skip
    assert adoption_of(open_project) == adoption


@pytest.mark.django_db(transaction=True)
def test_of_two_charities_at_the_same_moment_one_adopts(giver: User, reader: User, charity: Charity) -> None:
    project, other = propose_project(by=giver, declares_unrelated=True, **plan()), new_charity()
    submit_project(by=giver, project=project)
    publish_project(by=reader, project=project)

    def adopt(one: Charity) -> object:
        mine = Project.objects.get(pk=project.pk)
        return adopt_project(by=one.manager, project=mine, charity=one.organisation)

    told = race([lambda: adopt(charity), lambda: adopt(other)])
    assert sorted(told) == ["ILLEGAL_MOVE", DONE]
    assert Adoption.objects.count() == 1


def test_strangers_and_the_own_side_do_not_adopt(open_project: Project, giver: User, charity: Charity) -> None:
    refuses(
        "NOT_OF_THIS_CHARITY",
        lambda: adopt_project(by=giver, project=open_project, charity=charity.organisation),
    )
    Project.objects.filter(pk=open_project.pk).update(organisation=charity.organisation)
    open_project.refresh_from_db()
    refuses(
        "OWN_PROJECT",
        lambda: adopt_project(by=charity.manager, project=open_project, charity=charity.organisation),
    )
    assert not Adoption.objects.exists()


def test_terms_and_paper_come_before_signatures(adoption: Adoption, charity: Charity, giver: User) -> None:
    refuses("AGREEMENT_MISSING", lambda: sign_for_donor(by=giver, adoption=adoption))
    write_terms(by=charity.manager, adoption=adoption, **terms(adoption.project))
    refuses("AGREEMENT_MISSING", lambda: sign_for_charity(by=charity.manager, adoption=adoption))
    adoption.refresh_from_db()
    assert (adoption.donor_signed_at, adoption.charity_signed_at) == (None, None)


def test_changed_terms_are_signed_again(adoption: Adoption, charity: Charity, giver: User) -> None:
    write_terms(by=charity.manager, adoption=adoption, **terms(adoption.project))
    attach_agreement(by=charity.manager, adoption=adoption, data=picture_of_a_paper())
    sign_for_donor(by=giver, adoption=adoption)
    write_terms(by=charity.manager, adoption=adoption, **terms(adoption.project, cost_percent=5))
    assert adoption.donor_signed_at is None
    sign_for_charity(by=charity.manager, adoption=adoption)
    assert adoption.project.status == ProjectStatus.ADOPTED
    sign_for_donor(by=giver, adoption=adoption)
    refuses(
        "AGREEMENT_IS_FIXED",
        lambda: write_terms(by=charity.manager, adoption=adoption, **terms(adoption.project)),
    )
    adoption.refresh_from_db()
    assert adoption.cost_percent == 5


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"total_fen": 1}, "INSTALMENTS_DO_NOT_ADD_UP"),
        ({"instalments": []}, "INSTALMENTS_DO_NOT_ADD_UP"),
        ({"instalments": [{"due_on": "2020-01-01", "fen": 5_000_000}]}, "OUTSIDE_THE_TERM"),
        ({"cost_percent": 11}, "COST_TOO_HIGH"),
        ({"naming": "张三同学助学金"}, "SPECIFIC_BENEFICIARY"),
        ({"naming": "某烟草基金"}, "PRODUCT_NOT_ADVERTISED"),
    ],
)
def test_terms_are_within_the_law(adoption: Adoption, charity: Charity, words: dict[str, Any], code: str) -> None:
    refuses(code, lambda: write_terms(by=charity.manager, adoption=adoption, **terms(adoption.project, **words)))
    adoption.refresh_from_db()
    assert (adoption.surplus, adoption.cost_percent) == ("", 0)


def test_each_side_signs_for_itself(adoption: Adoption, charity: Charity, giver: User) -> None:
    write_terms(by=charity.manager, adoption=adoption, **terms(adoption.project))
    attach_agreement(by=charity.manager, adoption=adoption, data=picture_of_a_paper())
    refuses("NOT_THE_PROPOSER", lambda: sign_for_donor(by=charity.manager, adoption=adoption))
    refuses("NOT_OF_THIS_CHARITY", lambda: sign_for_charity(by=giver, adoption=adoption))
    refuses("ILLEGAL_MOVE", lambda: begin_adopted_programme(by=charity.manager, adoption=adoption))
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(donor_signed_by=giver, charity_signed_by=giver)
    assert not Programme.objects.exists()


def test_a_project_given_back_is_free_again(adoption: Adoption, charity: Charity, giver: User) -> None:
    give_project_back(by=charity.manager, adoption=adoption)
    project = Project.objects.get()
    assert (project.status, adoption_of(project)) == (ProjectStatus.OPEN, None)
    other = new_charity()
    adopt_project(by=other.manager, project=project, charity=other.organisation)
    withdraw_project(by=giver, project=project)
    assert adoption_of(project) is None


def test_after_both_have_signed_nobody_withdraws(adoption: Adoption, charity: Charity, giver: User) -> None:
    agreed(adoption, charity, giver)
    refuses("ILLEGAL_MOVE", lambda: withdraw_project(by=giver, project=adoption.project))
    deliver_due()
    assert not work_of(charity.manager)
    assert Notice.objects.filter(user=giver, kind="agreement_signed").count() == 1


def test_the_whole_way_on_the_pages(giver: User, reader: User, charity: Charity) -> None:
    form = plan() | {"offered_fen": "50000", "declares_unrelated": "on"}
    client = as_user(giver)
    wrong = client.post(reverse("propose_project"), form | {"declares_unrelated": ""})
    assert wrong.status_code == 422
    assert "暖冬助学专项基金" in wrong.content.decode()
    named = client.post(reverse("propose_project"), form | {"beneficiary_range": "捐给张三同学"})
    assert named.status_code == 409
    assert client.post(reverse("propose_project"), form).status_code == 302
    project = Project.objects.get()
    page, agreement = (reverse(name, args=[project.reference]) for name in ("project", "project_agreement"))
    assert client.post(page, {"do": "submit"}).status_code == 302
    assert client.get(agreement).status_code == 404
    client = as_user(reader)
    assert project.name in client.get(reverse("projects")).content.decode()
    assert client.post(page, {"do": "return", "comment": ""}).status_code == 422
    assert client.post(page, {"do": "nonsense"}).status_code == 404
    assert client.post(page, {"do": "publish", "read": read_on(client.get(page))}).status_code == 302
    client = as_user(charity.manager)
    assert project.name in client.get(reverse("projects") + "?view=open").content.decode()
    assert client.post(page, {"do": "adopt", "charity": charity.organisation.reference}).status_code == 302
    rows = {"fen_1": "50000", "due_on_1": project.starts_on}
    written = {"do": "terms", "total_fen": "50000", "starts_on": project.starts_on, "ends_on": project.ends_on}
    written |= {"cost_percent": "5", "surplus": "用于目的相近的慈善项目"} | rows
    assert client.post(agreement, written | {"total_fen": "1"}).status_code == 409
    assert client.post(agreement, written).status_code == 302
    paper = SimpleUploadedFile("agreement.png", picture_of_a_paper(), "image/png")
    assert client.post(agreement, {"do": "paper", "file": paper}).status_code == 302
    assert client.post(agreement, {"do": "sign_charity"}).status_code == 302
    client = as_user(giver)
    assert client.post(agreement, {"do": "sign_charity"}).status_code == 409
    assert client.post(agreement, {"do": "sign_donor"}).status_code == 302
    client = as_user(charity.manager)
    answer = client.post(agreement, {"do": "begin"})
    assert answer["Location"] == reverse("plan", args=[Programme.objects.get().reference])


def test_strangers_find_no_project(adoption: Adoption) -> None:
    client = as_user(new_charity().manager)
    for name in ("project", "project_agreement", "rewrite_project"):
        assert client.get(reverse(name, args=[adoption.project.reference])).status_code == 404


def test_what_must_never_be_false_of_an_adoption_is_noticed(adoption: Adoption, charity: Charity, giver: User) -> None:
    agreed(adoption, charity, giver)
    assert not list(violations())
    Project.objects.filter(pk=adoption.project_id).update(beneficiary_range="捐给张三同学")
    Adoption.objects.filter(pk=adoption.pk).update(total_fen=1, donor_signed_at=None)
    assert {name for name, _subject, _detail in violations()} == {
        "no project names who benefits",
        "a project is agreed once both have signed",
        "the terms of an adoption are sound",
    }
