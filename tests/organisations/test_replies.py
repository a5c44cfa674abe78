"""An organisation may answer what is shown about it; an officer reads the answer first."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.queries import notices_of, work_of
from marketplace.organisations import actions
from marketplace.organisations.models import Organisation, Reply
from marketplace.organisations.states import OrganisationStatus, ReplyStatus
from tests.refusals import refuses

WORDS = "我们已在三月整改完毕，详见公告。"


def write(member: User, charity: Organisation, text: str = WORDS) -> Reply:
    return actions.write_reply(by=member, organisation=charity, text=text)


def shown(charity: Organisation) -> str:
    return Client().get(reverse("organisation", args=[charity.reference])).content.decode()


def test_a_reply_is_shown_once_an_officer_has_read_it(charity: Organisation, member: User, officer: User) -> None:
    reply = write(member, charity)
    deliver_due()
    assert WORDS not in shown(charity)
    assert "reply_to_read" in {item.kind for item in work_of(officer)}
    actions.publish_reply(by=officer, reply=reply)
    deliver_due()
    assert WORDS in shown(charity)
    assert "reply_published" in {notice.kind for notice in notices_of(member)}
    assert "reply_to_read" not in {item.kind for item in work_of(officer)}
    actions.withdraw_reply(by=member, reply=reply)
    assert WORDS not in shown(charity)


def test_a_refused_reply_says_why_and_is_never_shown(charity: Organisation, member: User, officer: User) -> None:
    reply = write(member, charity)
    actions.refuse_reply(by=officer, reply=reply, because="请勿评价其他机构。")
    reply.refresh_from_db()
    assert (reply.status, reply.refused_because) == (ReplyStatus.REFUSED, "请勿评价其他机构。")
    assert WORDS not in shown(charity)
    refuses("ILLEGAL_MOVE", lambda: actions.publish_reply(by=officer, reply=reply))


@pytest.mark.parametrize("words", ["投诉人姓名：李秀英。", "请打13800138000找我。", "她的身份证是330203199001011234。"])
def test_a_reply_that_points_at_a_person_is_not_kept(charity: Organisation, member: User, words: str) -> None:
    refuses("WORDS_NAME_A_PERSON", lambda: write(member, charity, words))
    assert not Reply.objects.exists()


def test_what_was_slipped_past_the_first_scan_is_stopped_by_the_second(
    charity: Organisation, member: User, officer: User
) -> None:
    reply = write(member, charity)
    Reply.objects.filter(pk=reply.pk).update(text="请打13800138000找我。")
    refuses("WORDS_NAME_A_PERSON", lambda: actions.publish_reply(by=officer, reply=reply))
    assert Reply.objects.get().status == ReplyStatus.WAITING


def test_who_may_answer_and_who_may_read(
    charity: Organisation, member: User, other_member: User, officer: User
) -> None:
    refuses("NOT_A_MANAGER", lambda: write(other_member, charity))
    reply = write(member, charity)
    refuses("REPLY_WAITS", lambda: write(member, charity))
    refuses("NOT_ITS_OFFICER", lambda: actions.publish_reply(by=other_member, reply=reply))
    give_role(by=None, user=member, role=Role.OFFICER, place="330200")
    refuses("OWN_ORGANISATION", lambda: actions.publish_reply(by=member, reply=reply))
    reply.refresh_from_db()
    assert (reply.status, Reply.objects.count()) == (ReplyStatus.WAITING, 1)


def test_a_suspended_organisation_may_answer(charity: Organisation, member: User, officer: User) -> None:
    Organisation.objects.filter(pk=charity.pk).update(status=OrganisationStatus.SUSPENDED)
    actions.publish_reply(by=officer, reply=write(member, charity))
    assert WORDS in shown(charity)
