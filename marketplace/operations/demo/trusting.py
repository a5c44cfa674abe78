"""Undertakings of confidentiality, needs offered by name, waiting partners, and slips in households' hands."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from marketplace.casework.actions import issue_slip, say_of_help
from marketplace.casework.codes import Spoken
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.rules import may_miss_helper
from marketplace.fulfilment.states import RUNNING
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.offers.queries import offers_in_force
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff
from marketplace.organisations.actions import end_undertaking, sign_undertaking, vet_undertaking
from matching.actions import accept_proposal, ask_partners, await_need, broker, decline_proposal
from matching.models import Proposal
from matching.policies import DEFAULT_POLICY, load_policy
from matching.ports import entrusting
from matching.states import DeclineReason
from matching.suitable import suited_to

SIGNERS = 12
PRIVATE = 8
SLIPS = 6
FIELDS = ("aid_type", "place", "urgency_band", "title", "text")
REASON = "该机构近期办理过同类需求，有余力。"


def sign(staff: Staff, partners: Partners) -> int:
    """A dozen organisations sign and are vetted; one waits for an officer, one withdraws again."""
    able = [each for each in partners.organisations if each.capabilities.filter(status="verified").exists()]
    givers = set(offers_in_force().values_list("organisation", flat=True))
    chosen = [each for each in able if each.pk in givers][:SIGNERS]
    for number, organisation in enumerate(chosen):
        person = partners.person_of(organisation)
        undertaking = sign_undertaking(by=person, organisation=organisation)
        if number == SIGNERS - 1:
            continue
        vet_undertaking(by=staff.officer_for(organisation.district), undertaking=undertaking)
        if number == SIGNERS - 2:
            end_undertaking(by=person, undertaking=undertaking)
    return len(chosen)


def ask_by_name(staff: Staff, partners: Partners) -> int:
    """Private needs are offered to several at once: one says yes, one no, others wait; one need is brokered."""
    private = Need.objects.filter(status=NeedStatus.PRIVATE_MATCH).order_by("pk")
    asked = 0
    for number, need in enumerate(private[: PRIVATE * 4]):
        if asked >= PRIVATE:
            break
        proposals = _ask(staff, need, number)
        asked += bool(proposals)
        if proposals and number % 3 == 0:
            accept_proposal(by=partners.person_of(proposals[0].organisation), proposal=proposals[0])
        elif proposals and number % 3 == 1:
            person = partners.person_of(proposals[0].organisation)
            decline_proposal(by=person, proposal=proposals[0], reason=DeclineReason.NO_CAPACITY)
    deliver_due()
    return asked


def _ask(staff: Staff, need: Need, number: int) -> list[Proposal]:
    draft = NeedDraft.objects.select_related("case").get(need=need)
    worker = staff.caseworker_for(draft.case.township)
    values = entrusting().values(need)
    fields = [name for name in FIELDS[: 2 + number % 4] if name in values]
    suited = suited_to(need, load_policy(DEFAULT_POLICY), {name: values[name] for name in fields})
    fitting = sorted((each for each in suited if each.may_be_asked), key=lambda each: (-each.score, each.helper.name))
    names = [each.helper.reference for each in fitting][:3]
    until = clock.now() + timedelta(days=5)
    if not names:
        return []
    if number % 4 == 3:
        return [broker(by=worker, need=need, supplier=names[0], reason=REASON, until=until, fields=fields)]
    return ask_partners(by=worker, need=need, suppliers=names, fields=fields, until=until)


def wait(partners: Partners) -> None:
    """Some partners want to be told when a need of their kind is free."""
    for offer in list(offers_in_force())[:40:10]:
        await_need(
            by=partners.person_of(offer.organisation), organisation=offer.organisation, need_kind=offer.need_kind
        )


def hand_out_slips(staff: Staff, path: Path) -> None:
    """Households whose help is on its way hold a slip; three of them have answered. The codes are written down once."""
    helped = Assignment.objects.filter(status__in=sorted(RUNNING)).select_related("need").order_by("pk")
    waited = next((each for each in helped if may_miss_helper(each)), None)
    chosen = [each for each in helped if each != waited][:SLIPS]
    codes = []
    for number, assignment in enumerate([*chosen, *([waited] if waited else [])]):
        draft = NeedDraft.objects.select_related("case", "need").get(need=assignment.need)
        slip, code = issue_slip(by=staff.caseworker_for(draft.case.township), draft=draft)
        codes.append({"need": assignment.need.reference, "code": code})
        if number < 2:
            spoken = (Spoken.NOT_ARRIVED, Spoken.IN_PART)[number]
            say_of_help(slip=slip, assignment=assignment, spoken=spoken)
        elif assignment == waited:
            say_of_help(slip=slip, assignment=assignment, spoken=Spoken.NOBODY_CAME)
    path.write_text(json.dumps(codes, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    path.chmod(0o600)
    deliver_due()
