"""A small bureau: who works there, what the gate answers, and needs brought to any point of their life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.common.actors import SystemActor
from marketplace.common.clock import CITY_ZONE
from marketplace.needs import actions
from marketplace.needs.models import Need
from marketplace.needs.ports import GateDecision
from marketplace.needs.states import Audience, NeedStatus

HAISHU, CIXI, TOWNSHIP = "330203", "330282", "330203001"
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=CITY_ZONE)
CLOCKWORK = SystemActor("test-clock")

OPEN = GateDecision(
    audience=Audience.OPEN,
    place=HAISHU,
    place_level=2,
    age_band="60+",
    family="elderly",
    health="health_related",
    deadline_band="one_month",
)
PARTNERS = replace(OPEN, audience=Audience.PARTNERS, place=TOWNSHIP, place_level=1, age_band="70-74")
PRIVATE = GateDecision(audience=Audience.PRIVATE, code="CLASS_TOO_SMALL")


@dataclass
class FakeGate:
    """Answers what a test wants: `OPEN` unless told otherwise, nothing for what it has forgotten."""

    answer: GateDecision = OPEN
    answers: dict[str, GateDecision] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    too_small: set[str] = field(default_factory=set)
    wanted_by: dict[str, date] = field(default_factory=dict)
    promised: set[str] = field(default_factory=set)
    remembered: list[str] = field(default_factory=list)
    months: list[str] = field(default_factory=list)

    def decide(self, references: Sequence[str], *, month: str) -> Mapping[str, GateDecision]:
        self.months.append(month)
        return {each: self.answers.get(each, self.answer) for each in references if each not in self.forgotten}

    def remember(self, references: Sequence[str]) -> None:
        self.remembered += references

    def overdue(self, *, before: date) -> Sequence[str]:
        late = [reference for reference, day in self.wanted_by.items() if day < before]
        return sorted(set(late) - self.promised)

    def below_k(self) -> Sequence[str]:
        shown = Need.objects.filter(live=True, reference__in=self.too_small)
        return list(shown.values_list("reference", flat=True))


def make_user(name: str, role: Role | None = None, place: str = "330200") -> User:
    """Somebody who can sign in with two factors."""
    user = User.objects.create_user(f"{name}@example.org", display_name=name)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "none"})
    if role is not None:
        give_role(by=None, user=user, role=role, place=place)
    return user


def submit(author: User, decision: GateDecision = OPEN, **words: str | int | None) -> Need:
    """A need that waits for its second officer."""
    given = {
        "need_kind": "goods",
        "aid_type": "housing",
        "title": "冬天需要一台取暖器",
        "text": "屋里很冷，老人希望有一台取暖器和一床厚被子。",
        "urgency_band": "high",
        "quantity_band": "500-2000",
    } | words
    return actions.submit_need(by=author, month="2026-11", decision=decision, **given)  # type: ignore[arg-type]


def approve(officer: User, author: User, decision: GateDecision = OPEN, **words: str | int | None) -> Need:
    """A need that waits for its release."""
    need = submit(author, decision, **words)
    actions.approve_need(by=officer, need=need)
    return need


def publish(
    officer: User, author: User, gate: FakeGate, decision: GateDecision = OPEN, **words: str | int | None
) -> Need:
    """A need that everybody (or, as decided, partners) may see."""
    need = approve(officer, author, decision, **words)
    gate.answers[need.reference] = decision
    actions.release_batch(by=CLOCKWORK, end_of_period=True)
    need.refresh_from_db()
    return need


def bring_to(status: NeedStatus, officer: User, author: User, gate: FakeGate) -> Need:
    """A need in this status, by the verbs that lead there."""
    if status == NeedStatus.PRIVATE_MATCH:
        return actions.submit_private_need(by=author, need_kind="service", code="NO_CONSENT")
    if status == NeedStatus.SUBMITTED:
        return submit(author)
    if status == NeedStatus.RETURNED:
        need = submit(author)
        actions.return_need(by=officer, need=need, field="text", comment="请写明尺寸。")
        return need
    if status == NeedStatus.REVIEWED:
        return approve(officer, author)
    need = publish(officer, author, gate)
    for verb in STEPS[status]:
        verb(need)
    return need


def _end(need: Need) -> None:
    actions.withdraw_need(by=CLOCKWORK, need=need, because="CONSENT_WITHDRAWN")


STEPS = {
    NeedStatus.PUBLISHED: (),
    NeedStatus.HELD: (lambda need: actions.hold_need(by=CLOCKWORK, need=need, code="REPORTED"),),
    NeedStatus.WITHDRAWN: (_end,),
    NeedStatus.EXPIRED: (lambda need: actions.expire_need(by=CLOCKWORK, need=need),),
}
SERVED = {
    NeedStatus.MATCHED: actions.mark_matched,
    NeedStatus.DELIVERING: actions.start_delivery,
    NeedStatus.DELIVERED: actions.mark_delivered,
    NeedStatus.EVALUATED: actions.evaluate_need,
    NeedStatus.CLOSED: actions.close_need,
}
for number, reached in enumerate(SERVED, start=1):
    verbs = list(SERVED.values())[:number]
    STEPS[reached] = tuple((lambda need, verb=verb: verb(by=CLOCKWORK, need=need)) for verb in verbs)


def days(number: int) -> timedelta:
    return timedelta(days=number)
