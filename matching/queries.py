"""Named reads of runs and proposals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import translation

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_visible_to
from marketplace.offers.queries import offers_in_force
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import organisations_of
from matching.explanation import Code, Sentence, Voice
from matching.models import Awaiting, MatchRun, Proposal
from matching.policies import DEFAULT_POLICY, Policy, load_policy
from matching.ports import fund_source
from matching.rules import may_see_runs
from matching.states import ProposalStatus


def proposals_of(reader: Reader) -> models.QuerySet[Proposal]:
    """What was proposed to the organisations for which the reader acts."""
    rows = Proposal.objects.filter(organisation__in=organisations_of(reader))
    return rows.select_related("need", "organisation", "run")


def open_proposals_of(reader: Reader) -> models.QuerySet[Proposal]:
    """Those that still wait for an answer."""
    return proposals_of(reader).filter(status=ProposalStatus.PROPOSED, expires_at__gt=clock.now())


def open_proposals_to(organisation: Organisation) -> models.QuerySet[Proposal]:
    """Those that wait for this organisation."""
    return Proposal.objects.filter(
        organisation=organisation, status=ProposalStatus.PROPOSED, expires_at__gt=clock.now()
    )


def was_proposed(organisation: Organisation, need: Need) -> bool:
    """Whether the need waits for this organisation's answer."""
    return open_proposals_to(organisation).filter(need=need).exists()


def runs_visible_to(reader: Reader) -> models.QuerySet[MatchRun]:
    """Officers and auditors see every run."""
    return MatchRun.objects.all() if may_see_runs(reader) else MatchRun.objects.none()


def why_shown(reader: Reader, need: Need) -> list[str]:
    """Why this need is suggested to the reader's organisations, in the reader's language; empty when it is not."""
    proposal = open_proposals_of(reader).filter(need=need).first()
    return say_reasons(proposal) if proposal else []


def say_reasons(proposal: Proposal) -> list[str]:
    """The stored reasons of a proposal in the present language."""
    voice = voice_for(load_policy(proposal.run.policy if proposal.run else DEFAULT_POLICY))
    return [voice.say(sentence) for sentence in map(_sentence, proposal.reasons)]


def voice_for(policy: Policy) -> Voice:
    """Speaks the present language."""
    language = translation.get_language() or "zh-hans"
    return Voice(translation.gettext, language, policy, clock.today())


def stored(sentences: Iterable[Sentence]) -> list[dict[str, Any]]:
    """Sentences as JSON: msgid and parameters, codes as [list, code]."""
    return [
        {"msgid": each.msgid, "parameters": {k: _plain(v) for k, v in each.parameters.items()}} for each in sentences
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Code):
        return {"list": value.list, "code": value.code}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _sentence(row: dict[str, Any]) -> Sentence:
    return Sentence(row["msgid"], {name: _parameter(value) for name, value in row["parameters"].items()})


def _parameter(value: Any) -> Any:
    if isinstance(value, dict):
        return Code(value["list"], value["code"])
    return tuple(_parameter(each) for each in value) if isinstance(value, list) else value


def funds_of(organisation_id: int) -> list[tuple[str, str]]:
    """(reference, name) of the organisation's open funds with something left."""
    funds = [fund for fund in fund_source().open_funds() if fund.organisation_id == organisation_id]
    return [(fund.reference, fund.name) for fund in funds if fund.balance_band is not None]


def readable_needs(reader: Reader, proposals: Iterable[Proposal]) -> set[int]:
    """Keys of the proposed needs whose words the reader may see now; one that was taken back says nothing any more."""
    keys = [proposal.need_id for proposal in proposals]
    return set(needs_visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))


def awaited_by(reader: Reader) -> models.QuerySet[Awaiting]:
    """What the reader's organisations wait for."""
    return Awaiting.objects.filter(organisation__in=organisations_of(reader), ended_at__isnull=True)


def kinds_offered_by(reader: Reader) -> list[tuple[Organisation, str]]:
    """(organisation, kind) of the offers in force, full or not."""
    offers = offers_in_force().filter(organisation__in=organisations_of(reader))
    return list(
        {(offer.organisation_id, offer.need_kind): (offer.organisation, offer.need_kind) for offer in offers}.values()
    )


def pairs_of(run: MatchRun) -> models.QuerySet[Proposal]:
    """What the run proposed and what became of it, the best first."""
    return run.proposals.select_related("need", "organisation", "response").order_by("-score", "pk")
