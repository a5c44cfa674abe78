"""A cleared draft becomes a need that waits for its second officer."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.actors import SystemActor
from marketplace.common.detectors import scan
from marketplace.common.events import announce
from marketplace.common.search import normalise, tokens
from marketplace.common.verdict import DomainError
from marketplace.needs.events import NeedSubmitted
from marketplace.needs.models import Need
from marketplace.needs.ports import GateDecision
from marketplace.needs.states import NEED_LIFECYCLE, Audience
from marketplace.needs.workflow import review_workflow

GATE = SystemActor("publication-gate")


class TextMayIdentify(DomainError):
    """A detector found something in a text that was about to become public."""

    code = "TEXT_MAY_IDENTIFY"


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
    refuse_identifying_text(title, text)
    need = Need(
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
    )
    refresh_search_text(need)
    need.save()
    need.save_revision(user=by)
    workflow: Workflow = review_workflow()
    workflow.start(need, by)
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
def resubmit_need(*, by: User, need: Need, title: str, text: str, decision: GateDecision, month: str) -> None:
    """The author has mended what the reviewer asked for; the same workflow goes on with a new revision."""
    refuse_identifying_text(title, text)
    NEED_LIFECYCLE.advance(need, "resubmit", by=by)
    for name, value in {**decision.values(), "audience": decision.audience, "month": month}.items():
        setattr(need, name, value)
    need.title, need.text, need.version = title, text, need.version + 1
    refresh_search_text(need)
    need.save()
    need.save_revision(user=by)
    need.comments.filter(resolved_at__isnull=True).update(resolved_at=need.latest_revision.created_at)
    state = need.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
    announce(NeedSubmitted(need_id=need.pk))


def refuse_identifying_text(*texts: str) -> None:
    """Text enters this package only after a scan without findings."""
    kinds = sorted({str(finding.kind) for text in texts for finding in scan(text)})
    if kinds:
        message = _("The text may identify somebody (%(kinds)s). Rewrite the marked places and scan again.")
        raise TextMayIdentify(message % {"kinds": ", ".join(kinds)})


def refresh_search_text(need: Need) -> None:
    """Set the two search columns from what is public, nothing else."""
    text = f"{need.title}\n{need.text}"
    need.search_text, need.search_tokens = normalise(text), " ".join(dict.fromkeys(tokens(text)))
