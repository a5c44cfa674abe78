"""A cleared draft becomes a need that waits for its second officer."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.needs.actions.workflow import resume_review, start_review
from marketplace.needs.events import NeedSubmitted
from marketplace.needs.models import Need
from marketplace.needs.models.need import LONGEST_TEXT, LONGEST_TITLE
from marketplace.needs.ports import GateDecision
from marketplace.needs.search import search_columns
from marketplace.needs.states import NEED_LIFECYCLE, Audience

GATE = SystemActor("publication-gate")


class TextDoesNotFit(DomainError):
    """A title is missing, or a text is longer than a card can show."""

    code = "TEXT_DOES_NOT_FIT"


class NothingMayBeShown(DomainError):
    """The gate keeps this need private; it is submitted as such, without words."""

    code = "NOTHING_MAY_BE_SHOWN"


@transaction.atomic
def submit_need(
    *,
    by: User,
    need_kind: str,
    aid_type: str,
    title: str,
    text: str,
    urgency_band: str,
    quantity_band: str | None,
    month: str,
    decision: GateDecision,
    helpers: int = 1,
) -> Need:
    """Hand a cleared, generalised need to review; it starts Wagtail's workflow. Refuses text with findings."""
    refuse_unfit_words(title, text)
    refuse_private(decision)
    need = Need.objects.create(
        need_kind=need_kind,
        aid_type=aid_type,
        title=title,
        text=text,
        urgency_band=urgency_band,
        quantity_band=quantity_band,
        month=month,
        helpers=helpers,
        author=by,
        audience=decision.audience,
        live=False,
        **decision.values(),
        **search_columns(title, text),
    )
    need.save_revision(user=by)
    start_review(need)
    audit.record(by=by, verb="need.submit", subject=need, detail={"audience": decision.audience})
    announce(NeedSubmitted(need_id=need.pk))
    return need


@transaction.atomic
def submit_private_need(*, by: User, need_kind: str, code: str, helpers: int = 1) -> Need:
    """A need that may not be published: kind and reference only, kept for private match with the reason."""
    need = Need.objects.create(
        need_kind=need_kind, helpers=helpers, author=by, audience=Audience.PRIVATE, hold_code=code, live=False
    )
    audit.record(by=by, verb="need.submit", subject=need, detail={"audience": Audience.PRIVATE, "code": code})
    NEED_LIFECYCLE.advance(need, "keep_private", by=GATE, because=code)
    return need


@transaction.atomic
def resubmit_need(
    *, by: User, need: Need, title: str, text: str, decision: GateDecision, month: str, **facts: Any
) -> None:
    """The author has mended what the reviewer asked for; the same workflow goes on with a new revision.

    `facts` are any of `need_kind`, `aid_type`, `urgency_band`, `quantity_band` and `helpers` as they are now.
    """
    refuse_unfit_words(title, text)
    refuse_private(decision)
    changes: dict[str, Any] = {
        **facts,
        "title": title,
        "text": text,
        "audience": decision.audience,
        "month": month,
        "version": need.version + 1,
        **decision.values(),
        **search_columns(title, text),
    }
    NEED_LIFECYCLE.advance(need, "resubmit", by=by, **changes)
    need.save_revision(user=by)
    need.comments.filter(resolved_at__isnull=True).update(resolved_at=clock.now())
    resume_review(need)
    announce(NeedSubmitted(need_id=need.pk))


def refuse_unfit_words(title: str, text: str) -> None:
    """Words enter this package only when they fit a card and a scan finds nothing in them."""
    if not title.strip() or len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
        message = _("Write a title of 1 to %(title)d characters and a text of at most %(text)d.")
        raise TextDoesNotFit(message % {"title": LONGEST_TITLE, "text": LONGEST_TEXT})
    refuse_identifying_text(title, text)


def refuse_private(decision: GateDecision) -> None:
    """What the gate keeps private has no words here."""
    if decision.audience == Audience.PRIVATE:
        raise NothingMayBeShown(_("This need may not be published. Keep it for private match instead."))
