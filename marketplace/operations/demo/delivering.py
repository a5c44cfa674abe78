"""How single promises go on: a day is agreed or missed, help arrives in part or whole, is proven, judged and closed."""

from __future__ import annotations

import io
from datetime import timedelta

from PIL import Image, ImageDraw

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.documents.actions import store_upload
from marketplace.fulfilment import actions
from marketplace.fulfilment.forms.course import hours_of_part
from marketplace.fulfilment.models import Assignment, Delivery
from marketplace.fulfilment.states import DisputeReason, EndReason, MissReason, ProofFault, ReturnReason
from marketplace.operations.demo.staff import Staff

QUESTION, ANSWER = "请问还缺多少，送到时需要帮忙安装吗？", "还缺一半左右，不需要安装，谢谢。"
MARKS = {"satisfied": 5, "timely": 4, "as_promised": 5}
PROVEN = ("proof_waits", "proof_refused", "evaluated")


def ask_and_answer(staff: Staff, person: User, assignment: Assignment, *, answered: bool) -> None:
    """The helper asks the caseworker; an officer passes it on, and the answer too, or has still to read it."""
    need, organisation = assignment.need, assignment.organisation
    asked = actions.write_message(by=person, need=need, organisation=organisation, text=QUESTION)
    if answered:
        officer = staff.officer_for(need.place)
        actions.release_message(by=officer, message=asked)
        answer = actions.write_message(by=need.author, need=need, organisation=organisation, text=ANSWER)
        actions.release_message(by=officer, message=answer)


def agree_or_miss(person: User, caseworker: User, assignment: Assignment, way: str) -> None:
    """A morning soon; or one that is over and on which nobody came."""
    starts, ends = hours_of_part("morning")
    if way == "appointed":
        soon = clock.today() + timedelta(days=2)
        actions.agree_day(by=person, assignment=assignment, on=soon, starts=starts, ends=ends)
        return
    yesterday = clock.today() - timedelta(days=1)
    with clock.freeze(clock.now() - timedelta(days=3)):
        actions.agree_day(by=person, assignment=assignment, on=yesterday, starts=starts, ends=ends)
    if way == "waited":  # the household says so itself, with its slip
        return
    actions.report_no_show(by=caseworker, assignment=assignment, because=MissReason.NOBODY_CAME)
    if way == "rematched":
        actions.rematch(by=caseworker, assignment=assignment, because=EndReason.NO_NEW_DAY)


def bring(person: User, caseworker: User, assignment: Assignment, way: str) -> None:
    """It is brought, and what the caseworker says of it."""
    proofs = [store_upload(by=person, purpose="proof", data=_parcel())] if way in PROVEN else []
    delivery = actions.report_delivery(
        by=person,
        assignment=assignment,
        delivered_on=clock.today(),
        note="已送达社区服务站",
        proofs=proofs,
        in_part=way == "in_part",
        shows_nobody=bool(proofs),
    )
    if way in ("proof_refused", "evaluated"):
        _look(caseworker, delivery, refuse=way == "proof_refused")
    if way in ("confirmed", "evaluated", "closed", "returned", "reopened"):
        actions.confirm_delivery(by=caseworker, assignment=assignment)
    if way in ("evaluated", "closed", "reopened"):
        actions.evaluate_help(by=caseworker, assignment=assignment, marks=MARKS)
    if way == "closed":
        actions.close_help(by=caseworker, assignment=assignment)
    if way == "disputed":
        actions.dispute_delivery(by=caseworker, assignment=assignment, because=DisputeReason.INCOMPLETE)
    if way == "reopened":
        actions.reopen_delivery(by=caseworker, assignment=assignment, because=DisputeReason.DAMAGED)
    if way == "returned":
        actions.return_help(by=caseworker, assignment=assignment, because=ReturnReason.DAMAGED)


def _look(caseworker: User, delivery: Delivery, *, refuse: bool) -> None:
    for proof in delivery.proofs.all():
        if refuse:
            actions.refuse_proof(by=caseworker, proof=proof, because=ProofFault.DOOR)
        else:
            actions.accept_proof(by=caseworker, proof=proof)


def _parcel() -> bytes:
    """A picture of a parcel on a table, drawn here."""
    picture, out = Image.new("RGB", (320, 240), (222, 214, 200)), io.BytesIO()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 170, 320, 240), fill=(150, 120, 90))
    draw.rectangle((90, 80, 230, 180), fill=(196, 160, 110), outline=(120, 90, 60), width=3)
    draw.line((160, 80, 160, 180), fill=(120, 90, 60), width=6)
    picture.save(out, "JPEG")
    return out.getvalue()
