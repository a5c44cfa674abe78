"""The publication gate that `needs` asks for: the pure decision of `anonymise`, fed from the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from marketplace.casework.anonymise import Decision, Outcome, Published, decide, still_holds
from marketplace.casework.anonymise.facts import first_day
from marketplace.casework.anonymise.gate import NOBODY, Shown, needs_guardian
from marketplace.casework.bands import deadline_band
from marketplace.casework.codes import ConsentKind
from marketplace.casework.models import Case, NeedDraft, ShownProfile
from marketplace.casework.register import household_of, register_table
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.needs.models import Need
from marketplace.needs.ports import GateDecision
from marketplace.needs.states import VISIBLE, Audience, NeedStatus

LIVE = [*VISIBLE, NeedStatus.HELD]
SHOWN = ("audience", "place", "place_level", "age_band", "family", "health")
GONE = [NeedStatus.WITHDRAWN, NeedStatus.EXPIRED, NeedStatus.CLOSED]


class RegisterGate:
    """Bound to `needs.publication_gate` in wiring."""

    def decide(self, references: Sequence[str], *, month: str) -> Mapping[str, GateDecision]:
        """One decision per household, one answer per need."""
        drafts = _drafts_of(references)
        answers: dict[str, GateDecision] = {}
        decided: dict[int, Decision] = {}
        for draft in drafts:
            if draft.case_id not in decided:
                decided[draft.case_id] = decide_household(draft.case, month=month)
            answers[draft.need.reference] = decision_for(draft, decided[draft.case_id], month=month)  # type: ignore[union-attr]
        return answers

    def remember(self, references: Sequence[str]) -> None:
        """The households of these needs show these values from now on."""
        for draft in _drafts_of(references):
            values = {name: getattr(draft.need, name) for name in SHOWN}
            ShownProfile.objects.update_or_create(case=draft.case, defaults=values)

    def below_k(self) -> Sequence[str]:
        """Published needs whose class no longer hides their household."""
        return below_k_among(Need.objects.filter(status__in=VISIBLE, live=True))


def below_k_among(needs: Iterable[Need]) -> list[str]:
    """References of those needs whose class is below its k; classes are counted once each."""
    register = register_table()
    holds: dict[tuple[Published, str, str], bool] = {}
    below = []
    for need in needs:
        values, month = published_values(need), need.month or f"{clock.today():%Y-%m}"
        key = (values, month, need.audience)
        if key not in holds:
            k = k_for(need.audience, clock.today())
            holds[key] = still_holds(values, register=register, on=first_day(month), k=k)
        if not holds[key]:
            below.append(need.reference)
    return below


def decide_household(case: Case, *, month: str) -> Decision:
    """The household's decision over its consented needs, bound by what it shows already."""
    on, household = first_day(month), household_of(case)
    consented = [d for d in case.drafts.prefetch_related("consents").select_related("need") if may_be_public(d, on)]
    if not consented:
        return Decision(Outcome.PRIVATE, None, NOBODY, "NO_CONSENT")
    return decide(
        household,
        aid_types=frozenset(draft.aid_type for draft in consented),
        register=register_table(),
        on=on,
        k_open=k_for(Audience.OPEN, on),
        k_partners=k_for(Audience.PARTNERS, on),
        shown=shown_by(case),
    )


def may_be_public(draft: NeedDraft, on: date) -> bool:
    """Consent belongs to the need; a household with a child under 14 needs the guardian's too."""
    if draft.need is not None and draft.need.status in GONE:
        return False
    if not has_consent(draft, ConsentKind.PUBLICATION):
        return False
    return has_consent(draft, ConsentKind.GUARDIAN) or not needs_guardian(household_of(draft.case), on)


def has_consent(draft: NeedDraft, kind: ConsentKind) -> bool:
    """The last word the household gave."""
    words = [consent for consent in draft.consents.all() if consent.kind == kind]
    return bool(words) and words[-1].given


def decision_for(draft: NeedDraft, decision: Decision, *, month: str) -> GateDecision:
    """The household's decision as one of its needs may use it."""
    on = first_day(month)
    if not may_be_public(draft, on):
        missing = "NO_CONSENT" if not has_consent(draft, ConsentKind.PUBLICATION) else "NO_GUARDIAN_CONSENT"
        return GateDecision(audience=Audience.PRIVATE, code=missing)
    if decision.values is None:
        return GateDecision(audience=Audience.PRIVATE, code=decision.code)
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


def k_for(audience: str, on: date) -> int:
    """How many households a class must hold for this audience."""
    name = "anonymity.k_open" if audience == Audience.OPEN else "anonymity.k_partners"
    return int(rule(name, on=on).value)


def _drafts_of(references: Sequence[str]) -> list[NeedDraft]:
    drafts = NeedDraft.objects.filter(need__reference__in=references).order_by("pk")
    return list(drafts.select_related("case", "need").prefetch_related("consents"))
