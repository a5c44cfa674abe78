"""Who may write to whom about a need, and who passes it on."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.verdict import YES, Verdict, no
from marketplace.fulfilment.models import LONGEST_MESSAGE, Assignment, Message
from marketplace.fulfilment.ports import file_behind
from marketplace.fulfilment.states import LIVE, RUNNING, MessageStatus
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_visible_to
from marketplace.needs.states import GONE, Audience, NeedStatus
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import (
    belongs_to,
    entrusted_organisations,
    has_capabilities_today,
    is_member,
    may_finish_for,
)
from marketplace.organisations.states import OrganisationStatus

Concern = Callable[[Organisation, Need], bool]
CONCERNS: list[Concern] = []
"""Filled by `wiring.py`: other ties between an organisation and a need than a promise, such as a proposal."""


def writes_as_caseworker(reader: Reader, need: Need) -> bool:
    """Whether the reader speaks for the household's side."""
    return need.author_id == reader.pk


def may_write(reader: Reader, need: Need, organisation: Organisation) -> Verdict:
    """The need's caseworker or somebody of the organisation, while need and organisation have to do with each other."""
    if need.status in GONE:
        return no(_("This need is gone; nothing more is written about it."), code="NEED_GONE")
    if organisation.status == OrganisationStatus.SUSPENDED:
        return _may_finish_talking(reader, need, organisation)
    asked = Message.objects.filter(need=need, organisation=organisation, status=MessageStatus.RELEASED).exists()
    if writes_as_caseworker(reader, need) and (asked or is_tied(need, organisation)):
        return YES
    if is_member(reader, organisation) and (
        is_tied(need, organisation) or _sees_as_partner(reader, need, organisation)
    ):
        return YES
    message = _("Only the need's caseworker and organisations that may help with it write to each other here.")
    return no(message, code="NOT_CONCERNED")


def _may_finish_talking(reader: Reader, need: Need, organisation: Organisation) -> Verdict:
    """What is owed to the household is still arranged, by both sides; a suspended organisation begins nothing new."""
    if not (writes_as_caseworker(reader, need) or may_finish_for(reader, organisation)):
        message = _("Only the need's caseworker and organisations that may help with it write to each other here.")
        return no(message, code="NOT_CONCERNED")
    if brings(need, organisation):
        return YES
    message = _("The organisation is suspended: only help that it has still to bring is written about. Ask an officer.")
    return no(message, code="SUSPENDED_STARTS_NOTHING")


def brings(need: Need, organisation: Organisation) -> bool:
    """Whether it has still something to do for this household."""
    return Assignment.objects.filter(need=need, organisation=organisation, status__in=RUNNING).exists()


def is_tied(need: Need, organisation: Organisation) -> bool:
    """It helps, or was asked and has still to answer; what is not published also needs an undertaking that holds."""
    helps = Assignment.objects.filter(need=need, organisation=organisation, status__in=LIVE).exists()
    if not helps and not any(concerns(organisation, need) for concerns in CONCERNS):
        return False
    return need.audience != Audience.PRIVATE or entrusted_organisations().filter(pk=organisation.pk).exists()


def _sees_as_partner(reader: Reader, need: Need, organisation: Organisation) -> bool:
    return has_capabilities_today(organisation) and needs_visible_to(reader).filter(pk=need.pk).exists()


def may_read_words(reader: Reader, need: Need, organisation: Organisation) -> bool:
    """Whether the need's own words may stand beside the conversation: never of one that is gone or held back."""
    if need.status in GONE:
        return False
    helps = _helps(reader, need, organisation) and need.status != NeedStatus.HELD
    judges = writes_as_caseworker(reader, need) or reads_both_sides(reader, need)
    return judges or helps or needs_visible_to(reader).filter(pk=need.pk).exists()


def _helps(reader: Reader, need: Need, organisation: Organisation) -> bool:
    if organisation.status == OrganisationStatus.SUSPENDED:
        return may_finish_for(reader, organisation) and brings(need, organisation)
    return is_member(reader, organisation) and is_tied(need, organisation)


def words_name_nobody(need: Need, text: str) -> Verdict:
    """What the household's own file knows is not said either; asked of those who know the file, lest others guess."""
    if not file_behind().names_somebody(need, text):
        return YES
    message = _("The text says a name or an address from the household's file. Take it out; nothing was passed on.")
    return no(message, code="TEXT_MAY_IDENTIFY")


def message_fits(text: str) -> Verdict:
    """Something, and not a letter."""
    if 0 < len(text) <= LONGEST_MESSAGE:
        return YES
    message = _("Write between 1 and %(most)s characters.") % {"most": LONGEST_MESSAGE}
    return no(message, code="MESSAGE_UNFIT")


def may_pass_on(reader: Reader, message: Message) -> Verdict:
    """An officer for the household's area, who neither wrote it nor belongs to either side."""
    if message.by_id == reader.pk or belongs_to(reader, message.organisation):
        return no(_("You belong to one of the two sides; another officer passes it on."), code="OWN_MESSAGE")
    if message.need.author_id == reader.pk or not reads_both_sides(reader, message.need):
        return no(_("Only an officer for the household's area passes messages on."), code="NOT_AN_OFFICER")
    return YES


def may_withdraw(reader: Reader, message: Message) -> Verdict:
    """Whoever wrote it."""
    if message.by_id == reader.pk:
        return YES
    return no(_("Only its writer takes a message back."), code="NOT_THE_WRITER")


def reads_both_sides(reader: Reader, need: Need) -> bool:
    """Officers for the household's area, who pass messages on, but never the need's author; each reading is logged."""
    return need.author_id != reader.pk and holds_role(reader, Role.OFFICER, place=file_behind().area_of(need))
