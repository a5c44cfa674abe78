"""A household left the register: of its help only what happened when stays."""

from __future__ import annotations

from django.db import transaction

from marketplace.common import audit
from marketplace.common.actors import Actor
from marketplace.documents.actions import erase_upload
from marketplace.fulfilment.actions.talking import forget_messages
from marketplace.fulfilment.models import Delivery, Proof
from marketplace.needs.models import Need


@transaction.atomic
def forget_help_of(*, by: Actor, need: Need) -> None:
    """Erase what was written about the help of a need, and every proof of it."""
    forget_messages(need=need)
    notes = Delivery.objects.filter(assignment__need=need).exclude(note="").update(note="")
    files = [proof.file for proof in Proof.objects.filter(delivery__assignment__need=need) if proof.file]
    Proof.objects.filter(delivery__assignment__need=need).delete()
    for file in files:
        erase_upload(by=by, file=file)
    if notes or files:
        audit.record(by=by, verb="help.forget", subject=need, detail={"notes": notes, "proofs": len(files)})
