"""Has a second officer read what the public will read of a plan? (architecture: words for the public)"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from donations.models import Programme
from marketplace.common.verdict import YES, Verdict, no
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus

READ: Final = (
    "name", "purpose", "beneficiary_range", "selection", "use", "cost_rule", "leftovers", "area", "methods", "leader",
    "account_note",
)  # fmt: skip
"""Every column of the plan that is words, in the order of the public page."""
OF_THE_CHARITY: Final = ("leader", "account_note")
"""Whom and what the law wants named: the person in charge and the account are no findings."""


def plan_text(programme: Programme, ending: str = "") -> str:
    """What of the plan is words, a paragraph a column; `ending` is "" or "_en"."""
    texts = [getattr(programme, name + ending).strip() for name in READ]
    return "\n\n".join(text for text in texts if text)


def copy_of(programme: Programme) -> Publication | None:
    """What was handed in for reading last, unless it was withdrawn."""
    rows = Publication.objects.filter(kind=Kind.PLAN, subject_reference=programme.reference)
    return rows.exclude(status=PublicationStatus.WITHDRAWN).first()


def is_a_copy(publication: Publication | None, programme: Programme) -> bool:
    """Whether it says word for word what the plan says now."""
    if publication is None:
        return False
    return (publication.text, publication.text_en) == (plan_text(programme), plan_text(programme, "_en"))


def plan_was_read(programme: Programme) -> Verdict:
    """Nobody outside sees a plan before a second officer approved it word for word; members' funds are not public."""
    if programme.is_directed:
        return YES
    copy = copy_of(programme)
    stands = copy.status if copy is not None and is_a_copy(copy, programme) else None
    if stands == PublicationStatus.PUBLISHED:
        return YES
    if stands == PublicationStatus.SUBMITTED:
        return no(
            _("An officer of the bureau has still to read the plan. You are told when that is done."),
            code="PLAN_BEING_READ",
        )
    return no(
        _("No officer of the bureau has read the plan as it is now. Hand it in for reading."), code="PLAN_NOT_READ"
    )
