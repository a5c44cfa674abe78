"""Who may do what in casework, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.states import CaseStatus
from marketplace.common.actors import SystemActor
from marketplace.common.verdict import YES, Verdict, no
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import RUNNING
from marketplace.needs import states as needs
from marketplace.needs.states import NeedStatus

GONE = needs.GONE
"""A need in one of these shows nothing and never will again."""


def may_work_on(reader: Reader, case: Case) -> Verdict:
    """A caseworker for the township writes, as long as the case is open; officers read."""
    if not holds_role(reader, Role.CASEWORKER, place=case.township):
        return no(_("Only a caseworker for this township can change the case."), code="NOT_THE_CASEWORKER")
    if case.status != CaseStatus.OPEN:
        return no(_("This case is closed; nothing of it can be changed."), code="CASE_CLOSED")
    return YES


def may_ask_for(reader: Reader, case: Case | None) -> Verdict:
    """A caseworker or officer for the township asks partners by name for a household's need."""
    roles = (Role.CASEWORKER, Role.OFFICER)
    if case is None or not any(holds_role(reader, role, place=case.township) for role in roles):
        return no(
            _("Only a caseworker or an officer for the household's area can ask partners by name."),
            code="OUTSIDE_SCOPE",
        )
    return YES


def may_record_in(reader: Reader, township: str) -> Verdict:
    """Whether the reader may put a household of this township on the register."""
    if holds_role(reader, Role.CASEWORKER, place=township):
        return YES
    return no(_("This township is outside the area you work for."), code="OUTSIDE_SCOPE")


def may_rewrite(draft: NeedDraft) -> Verdict:
    """The words and facts of a draft are open until it is submitted, and again when it was sent back or has gone."""
    if draft.need is None or draft.need.status == NeedStatus.RETURNED or draft.need.status in GONE:
        return YES
    return no(_("This need was submitted already; follow it on its own page."), code="ALREADY_SUBMITTED")


def may_shred(reader: Reader | SystemActor, case: Case) -> Verdict:
    """An officer for the place, or the clock that ends retention; never while somebody is helping the household."""
    if not isinstance(reader, SystemActor) and not holds_role(reader, Role.OFFICER, place=case.township):
        return no(_("Only a bureau officer for this area can erase a case."), code="NOT_AN_OFFICER")
    if case.status == CaseStatus.SHREDDED:
        return no(_("This case was erased already."), code="CASE_CLOSED")
    if Assignment.objects.filter(need__in=case.drafts.values("need"), status__in=RUNNING).exists():
        return no(
            _("Somebody is helping this household. End the help first, then erase the case."), code="HELP_RUNNING"
        )
    return YES
