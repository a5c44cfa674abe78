"""What waits on the desks when the city opens: needs entered by hand at every stage, and a batch to be released."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from marketplace.accounts.models import User
from marketplace.casework.actions import record_consent, rewrite_draft, start_draft, submit_draft, withdraw_draft
from marketplace.casework.anonymise import needs_guardian
from marketplace.casework.anonymise.facts import first_day
from marketplace.casework.codes import ConsentKind, WithdrawReason
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.register import household_of
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.needs.actions import approve_need, return_need
from marketplace.needs.rules import least_batch
from marketplace.operations.demo import canaries
from marketplace.operations.demo.households import load
from marketplace.operations.demo.publishing import COMMENT, assess_once
from marketplace.operations.demo.staff import FIRST_TOWNSHIP, Staff

Stage = Callable[[Staff, User, NeedDraft, dict[str, Any]], None]


def fill_desks(staff: Staff) -> None:
    """The printed caseworker's households ask for something at every stage; others fill a batch ready for release."""
    own = Case.objects.filter(township=FIRST_TOWNSHIP).order_by("pk")
    others = Case.objects.exclude(township=FIRST_TOWNSHIP).order_by("pk")
    for number, stage in enumerate(STAGES if own else ()):
        _enter(staff, own[number % len(own)], number, stage)
    for number, case in enumerate(others[: least_batch() + 1]):
        _enter(staff, case, number, _approved)


def _enter(staff: Staff, case: Case, number: int, stage: Stage) -> None:
    """The case form: assessed, written down in the household's words, consented to, brought to the stage."""
    author, wishes = staff.caseworker_for(case.township), list(_wishes())
    assess_once(case, author)
    wish = wishes[number % len(wishes)]
    today = clock.today()
    draft = start_draft(
        by=author,
        case=case,
        need_kind=rule("codes.need_kind", on=today).code_named(wish["kind"]),
        aid_type=rule("codes.aid_type", on=today).code_named(wish["aid"]),
        title=f"{wish['title']}（{canaries.name(number)}家来电）",
        story=canaries.story(number),
    )
    if stage is not _without_consent:
        _consent(author, draft)
    stage(staff, author, draft, wish)


def _wishes() -> Iterator[dict[str, Any]]:
    """Those that suit any household: none speaks of children, none is a status label."""
    labels = rule("anonymity.status_aid_types", on=clock.today()).value
    aids = rule("codes.aid_type", on=clock.today())
    for wish in load("needs")["need"]:
        if "孩子" not in wish["title"] + wish["text"] and aids.code_named(wish["aid"]) not in labels:
            yield wish


def _consent(author: User, draft: NeedDraft) -> None:
    kinds = [ConsentKind.PUBLICATION]
    if needs_guardian(household_of(draft.case), first_day(f"{clock.today():%Y-%m}")):
        kinds.append(ConsentKind.GUARDIAN)
    for kind in kinds:
        record_consent(by=author, draft=draft, kind=kind, given=True, given_on=clock.today())


def _written(_staff: Staff, _author: User, _draft: NeedDraft, _wish: dict[str, Any]) -> None:
    """Only the household's words so far."""


def _blocked(_staff: Staff, author: User, draft: NeedDraft, wish: dict[str, Any]) -> None:
    """The scan finds the head's name and telephone in the words meant for the public."""
    text = f"{wish['text']}联系人{draft.case.head_name}，电话{draft.case.phone}。"
    rewrite_draft(by=author, draft=draft, title=wish["title"], text=text)


def _cleared(_staff: Staff, author: User, draft: NeedDraft, wish: dict[str, Any]) -> None:
    rewrite_draft(by=author, draft=draft, title=wish["title"], text=wish["text"])


def _submitted(staff: Staff, author: User, draft: NeedDraft, wish: dict[str, Any]) -> None:
    _cleared(staff, author, draft, wish)
    submit_draft(by=author, draft=draft)


def _returned(staff: Staff, author: User, draft: NeedDraft, wish: dict[str, Any]) -> None:
    _cleared(staff, author, draft, wish)
    need = submit_draft(by=author, draft=draft)
    return_need(by=staff.officer_for(need.place), need=need, field="text", comment=COMMENT)


def _approved(staff: Staff, author: User, draft: NeedDraft, wish: dict[str, Any]) -> None:
    _cleared(staff, author, draft, wish)
    need = submit_draft(by=author, draft=draft)
    approve_need(by=staff.officer_for(need.place), need=need)


def _withdrawn(staff: Staff, author: User, draft: NeedDraft, wish: dict[str, Any]) -> None:
    _submitted(staff, author, draft, wish)
    withdraw_draft(by=author, draft=draft, because=WithdrawReason.MET_OTHERWISE)


def _without_consent(staff: Staff, author: User, draft: NeedDraft, wish: dict[str, Any]) -> None:
    """Kept for private match, with the reason."""
    _submitted(staff, author, draft, wish)


STAGES: tuple[Stage, ...] = (
    _submitted, _written, _blocked, _submitted, _cleared, _returned, _withdrawn, _without_consent,
)  # fmt: skip
