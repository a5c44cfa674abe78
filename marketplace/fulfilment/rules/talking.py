"""Who may write to whom about a need, and who passes it on."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.verdict import YES, Verdict, no
from marketplace.fulfilment.models import GONE, LONGEST_MESSAGE, Assignment, Message
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_visible_to
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import has_capabilities_today, is_member

Concern = Callable[[Organisation, Need], bool]
CONCERNS: list[Concern] = []
"""Filled by `wiring.py`: other ties between an organisation and a need than a promise, such as a proposal."""


def writes_as_caseworker(reader: Reader, need: Need) -> bool:
    """Whether the reader speaks for the household's side."""
    return need.author_id == reader.pk


def may_write(reader: Reader, need: Need, organisation: Organisation) -> Verdict:
    """The need's caseworker, or somebody of an organisation that promised, was asked, or may see it as a partner."""
    if need.status in GONE:
        return no(_("This need is gone; nothing more is written about it."), code="NEED_GONE")
    if writes_as_caseworker(reader, need):
        return YES
    if is_member(reader, organisation) and is_concerned(reader, need, organisation):
        return YES
    message = _("Only the need's caseworker and organisations that may help with it write to each other here.")
    return no(message, code="NOT_CONCERNED")


def is_concerned(reader: Reader, need: Need, organisation: Organisation) -> bool:
    """Whether the need is this organisation's business."""
    if Assignment.objects.filter(need=need, organisation=organisation).exists():
        return True
    if any(concerns(organisation, need) for concerns in CONCERNS):
        return True
    return has_capabilities_today(organisation) and needs_visible_to(reader).filter(pk=need.pk).exists()


def message_fits(text: str) -> Verdict:
    """Something, and not a letter."""
    if 0 < len(text) <= LONGEST_MESSAGE:
        return YES
    message = _("Write between 1 and %(most)s characters.") % {"most": LONGEST_MESSAGE}
    return no(message, code="MESSAGE_UNFIT")


def may_pass_on(reader: Reader, message: Message) -> Verdict:
    """An officer for the need's area, who neither wrote it nor belongs to either side."""
    if message.by_id == reader.pk or is_member(reader, message.organisation):
        return no(_("You belong to one of the two sides; another officer passes it on."), code="OWN_MESSAGE")
    return message.need.judged_by(reader)


def may_withdraw(reader: Reader, message: Message) -> Verdict:
    """Whoever wrote it."""
    if message.by_id == reader.pk:
        return YES
    return no(_("Only its writer takes a message back."), code="NOT_THE_WRITER")


def reads_both_sides(reader: Reader, need: Need) -> bool:
    """Officers who pass messages on for this need, and auditors."""
    return bool(need.judged_by(reader)) or holds_role(reader, Role.AUDITOR)
