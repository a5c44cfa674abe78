"""The access log of a household in sentences: who, when, what, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.casework.queries import people_behind
from marketplace.common.audit.models import AuditRow

VERBS = {
    "case.read": gettext_lazy("read the case"),
    "case.search": gettext_lazy("found the case by its number"),
    "case.register": gettext_lazy("registered the household"),
    "case.change": gettext_lazy("corrected the household"),
    "case.assess": gettext_lazy("recorded an assessment"),
    "case.shred": gettext_lazy("erased the case"),
    "draft.read": gettext_lazy("read a need of the case"),
    "draft.start": gettext_lazy("wrote down a need"),
    "draft.change": gettext_lazy("changed the facts of a need"),
    "draft.block": gettext_lazy("rewrote a need; the scan found something"),
    "draft.clear": gettext_lazy("rewrote a need; the scan found nothing"),
    "consent.record": gettext_lazy("recorded what the household said"),
    "assignment.make": gettext_lazy("promised help"),
    "assignment.start": gettext_lazy("began to help"),
    "assignment.deliver": gettext_lazy("reported the help as delivered"),
    "assignment.confirm": gettext_lazy("confirmed the delivery"),
    "assignment.cancel": gettext_lazy("took the promise back"),
    "assignment.appoint": gettext_lazy("agreed a day for the help"),
    "assignment.reschedule": gettext_lazy("moved the day of the help"),
    "assignment.deliver_in_part": gettext_lazy("reported a part of the help as delivered"),
    "assignment.dispute": gettext_lazy("sent a delivery back"),
    "assignment.miss": gettext_lazy("reported that the helper did not come"),
    "assignment.reopen": gettext_lazy("opened a confirmed delivery again"),
    "assignment.evaluate": gettext_lazy("evaluated the help"),
    "assignment.close": gettext_lazy("closed the help"),
    "assignment.fail": gettext_lazy("recorded that the help failed"),
    "assignment.return": gettext_lazy("recorded that what was brought was taken back"),
    "assignment.rematch": gettext_lazy("gave the place to others"),
    "disclosure.release": gettext_lazy("released generalised fields to a partner"),
    "disclosure.read": gettext_lazy("read the generalised fields"),
    "disclosure.close": gettext_lazy("ended the release of generalised fields"),
    "slip.issue": gettext_lazy("printed a slip for the household"),
    "slip.end": gettext_lazy("ended the household's slip"),
    "slip.say": gettext_lazy("answered with the slip"),
    "message.read": gettext_lazy("read messages about a need"),
    "contact.release": gettext_lazy("released contact fields"),
    "contact.window": gettext_lazy("chose the township window"),
    "contact.revoke": gettext_lazy("ended the release of contact fields"),
    "contact.read": gettext_lazy("read the released contact fields"),
    "contact.read_window": gettext_lazy("read which township window was chosen"),
}
PURPOSES = {
    "page": gettext_lazy("on the case page"),
    "edit": gettext_lazy("to correct it"),
    "assessment": gettext_lazy("to assess it"),
    "draft": gettext_lazy("to work on a need"),
    "consent": gettext_lazy("to record consent"),
    "hand_over": gettext_lazy("to arrange a hand-over"),
    "slip": gettext_lazy("to print a slip"),
    "ask": gettext_lazy("to ask partners by name"),
    "erasure": gettext_lazy("to erase it"),
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; `number` is its place in the audit."""

    number: int
    at: datetime
    who: str
    what: str
    why: str
    is_read: bool


def say_log(rows: Iterable[AuditRow]) -> list[LogLine]:
    """Names of colleagues are read in one go; an actor without an account is called by its job."""
    rows = list(rows)
    people = people_behind(rows)
    return [
        LogLine(
            number=row.pk,
            at=row.at,
            who=str(people[row.actor]) if row.actor in people else _actor(row.actor),
            what=str(VERBS.get(row.verb, row.verb)),
            why=str(PURPOSES.get(row.detail.get("purpose", ""), row.detail.get("because", ""))),
            is_read=row.kind == "read",
        )
        for row in rows
    ]


def _actor(key: str) -> str:
    return _("the system (%(job)s)") % {"job": key.removeprefix("system:")}
