"""Helper and caseworker write to each other through a second person, and never name anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import Role, User
from marketplace.common.audit.models import AuditRow
from marketplace.common.events import dispatch
from marketplace.fulfilment import actions
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Message
from marketplace.fulfilment.ports import file_behind
from marketplace.fulfilment.queries import messages_visible_to
from marketplace.fulfilment.states import MessageStatus
from marketplace.needs.actions import withdraw_need
from marketplace.needs.models import Need
from marketplace.notifications.actions import mail_to
from marketplace.notifications.models import Mail, Notice
from marketplace.notifications.queries import work_of
from marketplace.offers.models import Offer
from marketplace.organisations.actions import add_member
from marketplace.organisations.models import MemberRole, Organisation
from tests.needs.city import CIXI, CLOCKWORK, HAISHU, make_user
from tests.refusals import refuses

QUESTION = "取暖器需要多大功率？有没有安全插座？"
NAMES = "请打 13800000000 找我。"


@pytest.fixture
def asked(member: User, need: Need, charity: Organisation) -> Message:
    return actions.write_message(by=member, need=need, organisation=charity, text=QUESTION)


def kinds(user: User) -> set[str]:
    return {item.kind for item in work_of(user)}


def reads(user: User, message: Message) -> bool:
    return messages_visible_to(user, message.need, message.organisation).filter(pk=message.pk).exists()


def test_the_other_side_reads_what_an_officer_released(
    asked: Message, member: User, author: User, officer: User, other_member: User
) -> None:
    dispatch.deliver_due()
    assert (reads(member, asked), reads(author, asked), reads(officer, asked)) == (True, False, True)
    assert "pass_message_on" in kinds(officer)
    actions.release_message(by=officer, message=asked)
    dispatch.deliver_due()
    assert (reads(author, asked), reads(other_member, asked)) == (True, False)
    assert "pass_message_on" not in kinds(officer)
    assert "answer_message" in kinds(author)


def test_an_answer_goes_the_same_way_back(
    asked: Message, member: User, author: User, officer: User, charity: Organisation
) -> None:
    actions.release_message(by=officer, message=asked)
    dispatch.deliver_due()
    answer = actions.write_message(by=author, need=asked.need, organisation=charity, text="有安全插座，一千瓦即可。")
    dispatch.deliver_due()
    assert (reads(member, answer), "answer_message" in kinds(author)) == (False, False)
    actions.release_message(by=officer, message=answer)
    dispatch.deliver_due()
    assert reads(member, answer)
    assert Notice.objects.filter(user=member, kind="message_arrived").count() == 1


def test_nothing_of_a_message_stands_in_a_mail_or_an_inbox(asked: Message, author: User, officer: User) -> None:
    dispatch.deliver_due()
    actions.release_message(by=officer, message=asked)
    dispatch.deliver_due()
    for person in (author, officer):
        mail_to(person)
    said = [*Mail.objects.values_list("params", flat=True), *Notice.objects.values_list("params", flat=True)]
    said += [item.params for item in work_of(author)]
    assert said
    assert all(QUESTION[:6] not in str(each) for each in said)
    assert all(QUESTION[:6] not in str(row.detail) for row in AuditRow.objects.all())


def test_a_number_in_a_message_is_marked_and_the_text_kept(member: User, need: Need, charity: Organisation) -> None:
    client = Client()
    client.force_login(member)
    page = reverse("conversation", args=[need.reference, charity.reference])
    answer = client.post(page, {"do": "write", "text": NAMES})
    shown = answer.content.decode()
    assert (answer.status_code, Message.objects.count()) == (409, 0)
    assert '<mark class="blocking"' in shown
    assert shown.count("13800000000") == 2


def test_no_side_passes_its_own_message_on(asked: Message, member: User, author: User, officer: User) -> None:
    refuses("OWN_MESSAGE", lambda: actions.release_message(by=member, message=asked))
    refuses("NOT_AN_OFFICER", lambda: actions.release_message(by=author, message=asked))
    add_member(by=None, organisation=asked.organisation, user=officer, role=MemberRole.COORDINATOR)
    refuses("OWN_MESSAGE", lambda: actions.release_message(by=officer, message=asked))
    asked.refresh_from_db()
    assert (asked.status, asked.decided_by) == (MessageStatus.WAITING, None)


def test_a_refused_message_tells_its_writer_why(asked: Message, member: User, author: User, officer: User) -> None:
    actions.refuse_message(by=officer, message=asked, because="off_topic")
    dispatch.deliver_due()
    assert Notice.objects.get(user=member, kind="message_refused").params["fault"] == "off_topic"
    assert not reads(author, asked)
    refuses("ILLEGAL_MOVE", lambda: actions.release_message(by=officer, message=asked))
    assert asked.status == MessageStatus.REFUSED


def test_only_its_writer_takes_it_back(asked: Message, member: User, other_member: User) -> None:
    refuses("NOT_THE_WRITER", lambda: actions.withdraw_message(by=other_member, message=asked))
    actions.withdraw_message(by=member, message=asked)
    assert asked.status == MessageStatus.WITHDRAWN


def test_strangers_neither_write_nor_find_the_page(
    need: Need, charity: Organisation, other_member: User, officer: User
) -> None:
    refuses(
        "NOT_CONCERNED",
        lambda: actions.write_message(by=other_member, need=need, organisation=charity, text=QUESTION),
    )
    client = Client()
    client.force_login(other_member)
    page = reverse("conversation", args=[need.reference, charity.reference])
    assert (client.get(page).status_code, client.post(page, {"do": "write", "text": "x"}).status_code) == (404, 404)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("text", ["", "   ", "字" * 501])
def test_a_message_says_something_and_is_no_letter(member: User, need: Need, charity: Organisation, text: str) -> None:
    refuses("MESSAGE_UNFIT", lambda: actions.write_message(by=member, need=need, organisation=charity, text=text))
    assert Message.objects.count() == 0


def test_words_are_erased_with_their_need(asked: Message, member: User, charity: Organisation) -> None:
    withdraw_need(by=CLOCKWORK, need=asked.need, because="CONSENT_WITHDRAWN")
    dispatch.deliver_due()
    asked.refresh_from_db()
    assert asked.text == ""
    refuses("NEED_GONE", lambda: actions.write_message(by=member, need=asked.need, organisation=charity, text=QUESTION))


def test_an_officer_passes_a_message_on_from_its_page(asked: Message, officer: User) -> None:
    client = Client()
    client.force_login(officer)
    page = reverse("conversation", args=[asked.need.reference, asked.organisation.reference])
    assert QUESTION in client.get(page).content.decode()
    assert client.post(page, {"do": "release", "message": asked.reference}).status_code == 302
    asked.refresh_from_db()
    assert (asked.status, asked.decided_by) == (MessageStatus.RELEASED, officer)


@dataclass
class TalkativeFile:
    """A file in which every text names somebody."""

    noted: list[str] = field(default_factory=list)

    def area_of(self, need: Need) -> str:
        return need.place or HAISHU

    def names_somebody(self, need: Need, text: str) -> bool:
        return True

    def note_reading(self, by: User, need: Need) -> None:
        self.noted.append(need.reference)


@pytest.fixture
def file() -> Iterator[TalkativeFile]:
    wired, fake = file_behind._bound, TalkativeFile()
    file_behind.bind(fake)
    yield fake
    file_behind._bound = wired


def test_what_the_households_file_knows_is_not_passed_on(
    asked: Message, author: User, officer: User, charity: Organisation, file: TalkativeFile
) -> None:
    refuses("TEXT_MAY_IDENTIFY", lambda: actions.release_message(by=officer, message=asked))
    asked.refresh_from_db()
    assert asked.status == MessageStatus.WAITING


def test_each_reading_of_an_officer_is_noted_with_the_household(
    asked: Message, officer: User, member: User, file: TalkativeFile
) -> None:
    page = reverse("conversation", args=[asked.need.reference, asked.organisation.reference])
    for person in (member, officer):
        client = Client()
        client.force_login(person)
        assert client.get(page).status_code == 200
    assert file.noted == [asked.need.reference]


def test_officers_of_other_districts_and_auditors_read_nothing(asked: Message) -> None:
    dispatch.deliver_due()
    page = reverse("conversation", args=[asked.need.reference, asked.organisation.reference])
    for person in (make_user("far", Role.OFFICER, CIXI), make_user("auditor", Role.AUDITOR)):
        client = Client()
        client.force_login(person)
        assert (reads(person, asked), client.get(page).status_code, kinds(person)) == (False, 404, set())
        refuses("NOT_AN_OFFICER", lambda person=person: actions.release_message(by=person, message=asked))  # type: ignore[misc]
    asked.refresh_from_db()
    assert asked.status == MessageStatus.WAITING


def test_a_caseworker_writes_only_to_whom_the_need_concerns(
    need: Need, author: User, other_charity: Organisation, member: User, charity: Organisation, offer: Offer
) -> None:
    def write() -> Message:
        return actions.write_message(by=author, need=need, organisation=charity, text="请问何时方便？")

    refuses("NOT_CONCERNED", write)
    promise = actions.assign(by=member, need=need, supplier=supplier_of_offer(offer))
    assert write().from_helper is False
    actions.cancel_assignment(by=member, assignment=promise, because="no_capacity")
    refuses("NOT_CONCERNED", write)
    assert Message.objects.count() == 1
