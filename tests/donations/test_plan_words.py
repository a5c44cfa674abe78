"""Nobody outside reads a plan before a second officer has approved it, word for word."""

from __future__ import annotations

import pytest
from django.urls import reverse

from donations.actions import ProgrammeRefused, close_programme, edit_programme, hand_in_plan, open_programme
from donations.models import Programme
from donations.rules.plan_words import plan_was_read
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.verdict import DomainError, Refused
from marketplace.notifications.models import WorkItem
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import MemberRole
from marketplace.publications.actions import Writing, change_words, publish_words, return_words
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus
from tests.donations.charity import TEST, Charity, campaigned, filed, new_draft, open_programme_of, person, read_words
from tests.donations.pages import as_user

pytestmark = pytest.mark.django_db


def copy_of(programme: Programme) -> Publication:
    """What was handed in last."""
    return Publication.objects.filter(kind=Kind.PLAN, subject_reference=programme.reference).latest("pk")


def officer_of_the_city() -> User:
    user = person()
    give_role(by=None, user=user, role=Role.OFFICER, place="330200")
    return user


def opening(charity: Charity, programme: Programme) -> str:
    """The code that opening is refused with; the public finds nothing."""
    with pytest.raises(Refused) as refused:
        open_programme(by=charity.manager, programme=Programme.objects.get(pk=programme.pk))
    assert Programme.objects.get(pk=programme.pk).status == programme.status
    return refused.value.code


@pytest.fixture
def programme(charity: Charity) -> Programme:
    """Filed, with a campaign, waiting for its reader."""
    row = campaigned(charity, filed(charity, new_draft(charity)))
    row.refresh_from_db()
    return row


def test_recording_the_filing_asks_the_officers_to_read_it(programme: Programme, charity: Charity) -> None:
    officer = officer_of_the_city()
    copy = copy_of(programme)
    assert copy.status == PublicationStatus.SUBMITTED
    for name in ("name", "purpose", "selection", "use", "leader", "account_note"):
        assert getattr(programme, name) in copy.text
    deliver_due()
    work = WorkItem.objects.filter(kind="words_review", user=officer, done_at__isnull=True)
    assert work.get().url == reverse("words_review", args=[copy.reference])
    assert opening(charity, programme) == "PLAN_BEING_READ"
    publish_words(by=officer, publication=copy)
    deliver_due()
    assert not work.exists()
    open_programme(by=charity.manager, programme=programme)
    assert Programme.objects.get(pk=programme.pk).status == "open"


def test_the_pages_say_how_far_it_is(programme: Programme, charity: Charity) -> None:
    manager, page = as_user(charity.manager), reverse("plan", args=[programme.reference])
    assert "还需由民政部门的工作人员审阅" in manager.get(page).content.decode()
    return_words(by=officer_of_the_city(), publication=copy_of(programme), remark="请说明如何选择受益人。")
    said = manager.get(page).content.decode()
    assert "请说明如何选择受益人。" in said
    assert 'value="hand_in"' not in said
    assert opening(charity, programme) == "PLAN_NOT_READ"


def test_a_draft_that_was_sent_back_is_changed_and_read_anew(charity: Charity) -> None:
    programme, officer = new_draft(charity, is_emergency=True), officer_of_the_city()
    manager, page = as_user(charity.manager), reverse("plan", args=[programme.reference])
    assert manager.post(page, {"do": "hand_in"}).status_code == 302
    return_words(by=officer, publication=copy_of(programme), remark="请写得更清楚。")
    edit_programme(by=charity.manager, programme=programme, use="学费和书本")
    assert 'value="hand_in"' in manager.get(page).content.decode()
    assert manager.post(page, {"do": "hand_in"}).status_code == 302
    assert "学费和书本" in copy_of(programme).text
    publish_words(by=officer, publication=copy_of(programme))
    assert plan_was_read(Programme.objects.get(pk=programme.pk)).passed


def test_what_was_changed_after_it_was_read_is_read_again(charity: Charity) -> None:
    programme, officer = new_draft(charity), officer_of_the_city()
    hand_in_plan(by=charity.manager, programme=programme)
    waiting = copy_of(programme)
    edit_programme(by=charity.manager, programme=programme, use="另一种用途")
    with pytest.raises(Refused) as refused:
        publish_words(by=officer, publication=waiting)
    assert refused.value.code == "PLAN_CHANGED"
    campaigned(charity, filed(charity, programme))
    programme.refresh_from_db()
    read_words(programme)
    edit_programme(by=charity.manager, programme=programme, use_en="Another use")
    assert opening(charity, programme) == "PLAN_BEING_READ"
    assert Publication.objects.filter(kind=Kind.PLAN).exclude(status=PublicationStatus.WITHDRAWN).count() == 1


def test_a_plan_that_was_changed_meanwhile_is_not_opened_by_an_old_copy_of_the_row(
    programme: Programme, charity: Charity
) -> None:
    old = Programme.objects.get(pk=read_words(programme).pk)
    edit_programme(by=charity.manager, programme=programme, use_en="Nobody read this")
    with pytest.raises(Refused) as refused:
        open_programme(by=charity.manager, programme=old)
    assert refused.value.code == "PLAN_BEING_READ"
    assert Programme.objects.get(pk=programme.pk).status == "filed"


def test_a_plan_that_is_closed_before_it_was_read_waits_for_nobody(programme: Programme, charity: Charity) -> None:
    officer = officer_of_the_city()
    deliver_due()
    work = WorkItem.objects.filter(kind="words_review", user=officer, done_at__isnull=True)
    assert work.exists()
    close_programme(by=charity.manager, programme=programme)
    deliver_due()
    assert not work.exists()
    assert (copy_of(programme).status, copy_of(programme).text) == (PublicationStatus.WITHDRAWN, "")


def test_nobody_of_the_charity_reads_it_for_the_public(programme: Programme, charity: Charity) -> None:
    insider = officer_of_the_city()
    organisations.add_member(by=TEST, organisation=charity.organisation, user=insider, role=MemberRole.COORDINATOR)
    with pytest.raises(Refused) as refused:
        publish_words(by=insider, publication=copy_of(programme))
    assert refused.value.code == "PARTY_CANNOT_REVIEW"
    assert copy_of(programme).status == PublicationStatus.SUBMITTED


def test_the_words_of_a_public_plan_stand(charity: Charity) -> None:
    programme = open_programme_of(charity)
    with pytest.raises(ProgrammeRefused) as refused:
        edit_programme(by=charity.manager, programme=programme, use_en="Not read by anybody")
    assert refused.value.code == "PLAN_IS_PUBLIC"
    assert Programme.objects.get(pk=programme.pk).use_en == programme.use_en
    with pytest.raises(Refused):
        hand_in_plan(by=charity.manager, programme=programme)
    edit_programme(by=charity.manager, programme=programme, own_channel=False)
    form = as_user(charity.manager).get(reverse("edit_plan", args=[programme.reference])).context["form"]
    assert not [name for name in form.fields if name.endswith("_en")]


def test_its_copy_is_not_changed_past_the_plan(programme: Programme, charity: Charity) -> None:
    return_words(by=officer_of_the_city(), publication=copy_of(programme), remark="请改。")
    with pytest.raises(Refused) as refused:
        change_words(by=charity.manager, publication=copy_of(programme), writing=Writing(text="别的话"))
    assert refused.value.code == "KEPT_ELSEWHERE"


def test_a_person_in_a_plan_is_found_and_the_one_in_charge_is_not(charity: Charity) -> None:
    draft = new_draft(charity, leader="王小明", methods="由王小明负责")
    hand_in_plan(by=charity.manager, programme=draft)
    assert copy_of(draft).status == PublicationStatus.SUBMITTED
    other = new_draft(charity, methods="请联系李女士，电话13800138000")
    with pytest.raises(DomainError):
        hand_in_plan(by=charity.manager, programme=other)
    assert not Publication.objects.filter(subject_reference=other.reference).exists()


def test_a_fund_for_members_is_read_by_nobody_outside(charity: Charity) -> None:
    fund = open_programme_of(charity, is_directed=True)
    assert not Publication.objects.filter(subject_reference=fund.reference).exists()
