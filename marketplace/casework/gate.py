"""The publication gate that `needs` asks for: the pure decision of `anonymise`, fed from the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from marketplace.casework.anonymise import (
    Decision,
    Outcome,
    Published,
    Shown,
    decide,
    needs_guardian,
    still_holds,
    suits,
)
from marketplace.casework.anonymise.facts import first_day
from marketplace.casework.anonymise.gate import NOBODY
from marketplace.casework.bands import deadline_band
from marketplace.casework.codes import ConsentKind
from marketplace.casework.models import Case, NeedDraft, ShownProfile
from marketplace.casework.register import household_of, lock_register, register_table
from marketplace.casework.rules import GONE
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.states import LIVE as PROMISED
from marketplace.fulfilment.states import ClaimStatus
from marketplace.needs.models import Need
from marketplace.needs.ports import GateDecision
from marketplace.needs.states import BEFORE_MATCHED, VISIBLE, Audience, NeedStatus

LIVE = [*VISIBLE, NeedStatus.HELD]
SHOWN = ("audience", "place", "place_level", "age_band", "family", "health")


class RegisterGate:
    """Bound to `needs.publication_gate` in wiring."""

    @transaction.atomic
    def decide(self, references: Sequence[str], *, month: str) -> Mapping[str, GateDecision]:
        """One decision per household, one answer per need; the register stands still until the caller commits."""
        lock_register()
        decided: dict[int, Decision] = {}
        return {
            draft.need.reference: decision_for(draft, decide_draft(draft, month=month, decided=decided), month=month)
            for draft in _drafts_of(references)
            if draft.need is not None
        }

    def remember(self, references: Sequence[str]) -> None:
        """The households of these needs show these values from now on."""
        for draft in _drafts_of(references):
            values = {name: getattr(draft.need, name) for name in SHOWN}
            ShownProfile.objects.update_or_create(case=draft.case, defaults=values)

    @transaction.atomic
    def below_k(self) -> Sequence[str]:
        """Published needs whose class no longer hides their household, or whose values no longer suit it."""
        lock_register()
        published = list(Need.objects.filter(status__in=VISIBLE, live=True))
        return sorted({*below_k_among(published), *unsuited_among(published)})

    def overdue(self, *, before: date) -> Sequence[str]:
        """Needs whose household wanted them before that day, without a helper's promise or held wish."""
        drafts = NeedDraft.objects.filter(needed_by__lt=before, need__status__in=BEFORE_MATCHED)
        promised = Assignment.objects.filter(status__in=PROMISED).values("need")
        held = Claim.objects.filter(status=ClaimStatus.HELD).values("need")
        free = drafts.exclude(need__in=promised).exclude(need__in=held)
        return list(free.order_by("pk").values_list("need__reference", flat=True))


def below_k_among(needs: Iterable[Need]) -> list[str]:
    """References of those needs whose class is below its k; classes are counted once each."""
    register = register_table()
    holds: dict[tuple[Published, str, str], bool] = {}
    below = []
    for need in needs:
        values, month = published_values(need), need.month or f"{clock.today():%Y-%m}"
        key = (values, month, need.audience)
        if key not in holds:
            holds[key] = still_holds(values, register=register, on=first_day(month), k=k_for(need.audience))
        if not holds[key]:
            below.append(need.reference)
    return below


def unsuited_among(needs: Iterable[Need]) -> list[str]:
    """References of those needs whose household is no longer what they say, or has come under a stricter rule."""
    drafts = list(NeedDraft.objects.filter(need__in=needs).select_related("case", "need").prefetch_related("consents"))
    aid_types: defaultdict[int, set[str]] = defaultdict(set)
    for draft in drafts:
        aid_types[draft.case_id].add(draft.aid_type)
    return [
        draft.need.reference
        for draft in drafts
        if draft.need is not None and not _still_suits(draft, draft.need, frozenset(aid_types[draft.case_id]))
    ]


def _still_suits(draft: NeedDraft, need: Need, aid_types: frozenset[str]) -> bool:
    on = first_day(need.month or f"{clock.today():%Y-%m}")
    household = household_of(draft.case)
    return may_be_public(draft, on) and suits(household, published_values(need), aid_types=aid_types, on=on)


def decide_draft(draft: NeedDraft, *, month: str, decided: dict[int, Decision] | None = None) -> Decision:
    """The decision that holds for this draft: the household's, or whether it may join what the household shows.

    `decided` keeps a household's decision for its other drafts within one call.
    """
    shown = shown_by(draft.case)
    if shown is not None:
        return _decide(draft.case, frozenset({draft.aid_type}), month, shown)
    if has_ended(draft):
        return decide_household(draft.case, month=month, anew=draft)
    decided = {} if decided is None else decided
    if draft.case_id not in decided:
        decided[draft.case_id] = decide_household(draft.case, month=month)
    return decided[draft.case_id]


def decide_household(case: Case, *, month: str, anew: NeedDraft | None = None) -> Decision:
    """The household's decision over all its consented needs.

    `anew`: a draft whose need has ended is judged as the new need that it would become.
    """
    on = first_day(month)
    drafts = case.drafts.prefetch_related("consents").select_related("need", "case")
    consented = [
        draft for draft in drafts if may_be_public(draft, on) or (draft == anew and not missing_consent(draft, on))
    ]
    if not consented:
        return Decision(Outcome.PRIVATE, None, NOBODY, "NO_CONSENT")
    return _decide(case, frozenset(draft.aid_type for draft in consented), month, shown_by(case))


def _decide(case: Case, aid_types: frozenset[str], month: str, shown: Shown | None) -> Decision:
    return decide(
        household_of(case),
        aid_types=aid_types,
        register=register_table(),
        on=first_day(month),
        k_open=k_for(Audience.OPEN),
        k_partners=k_for(Audience.PARTNERS),
        shown=shown,
    )


def may_be_public(draft: NeedDraft, on: date) -> bool:
    """Consent belongs to the need; a household with a child under 14 needs the guardian's too."""
    return not has_ended(draft) and not missing_consent(draft, on)


def has_ended(draft: NeedDraft) -> bool:
    """Whether the draft was a need once that shows nothing any more."""
    return draft.need is not None and draft.need.status in GONE


def missing_consent(draft: NeedDraft, on: date) -> str:
    """The code of the consent that is missing for publication in the month of that day, or nothing."""
    if not has_consent(draft, ConsentKind.PUBLICATION):
        return "NO_CONSENT"
    if needs_guardian(household_of(draft.case), on) and not has_consent(draft, ConsentKind.GUARDIAN):
        return "NO_GUARDIAN_CONSENT"
    return ""


def has_consent(draft: NeedDraft, kind: ConsentKind) -> bool:
    """The last word the household gave."""
    words = [consent for consent in draft.consents.all() if consent.kind == kind]
    return bool(words) and words[-1].given


def decision_for(draft: NeedDraft, decision: Decision, *, month: str) -> GateDecision:
    """The household's decision as one of its needs may use it."""
    missing = missing_consent(draft, first_day(month))
    if missing or decision.values is None:
        return GateDecision(audience=Audience.PRIVATE, code=missing or decision.code)
    values = decision.values
    return GateDecision(
        audience=decision.outcome.value,
        place=values.place,
        place_level=values.place_level,
        age_band=values.age_band,
        family=values.family,
        health=values.health,
        deadline_band=deadline_band(draft.needed_by, clock.today()),
    )


def shown_by(case: Case) -> Shown | None:
    """What the household shows as long as one of its needs is out."""
    profile = ShownProfile.objects.filter(case=case).first()
    if profile is None or not case.drafts.filter(need__status__in=LIVE).exists():
        return None
    return Shown(Outcome(profile.audience), published_values(profile))


def published_values(row: Need | ShownProfile) -> Published:
    """The quasi-identifiers of a need or a profile."""
    return Published(row.place or "", row.place_level or 0, row.age_band, row.family, row.health)


def k_for(audience: str) -> int:
    """How many households a class must hold for this audience today."""
    name = "anonymity.k_open" if audience == Audience.OPEN else "anonymity.k_partners"
    return int(rule(name, on=clock.today()).value)


def _drafts_of(references: Sequence[str]) -> list[NeedDraft]:
    drafts = NeedDraft.objects.filter(need__reference__in=references).order_by("pk")
    return list(drafts.select_related("case", "need").prefetch_related("consents"))
