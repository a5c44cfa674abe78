"""The end of a household's file: what identifies it is erased, what was consented and decided stays on record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.casework.actions.registering import touched_below_k
from marketplace.casework.codes import PersonHealth, ShredReason
from marketplace.casework.events import RegisterChanged
from marketplace.casework.models import DIMENSIONS, Case, ContactRelease, Disclosure, ShownProfile, Slip
from marketplace.casework.ports import proposals_made
from marketplace.casework.register import household_of, lock_register, register_changed
from marketplace.casework.rules import may_shred
from marketplace.casework.states import CASE_LIFECYCLE
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.fulfilment.actions import forget_help_of
from marketplace.needs.actions import recheck_published, withdraw_need
from marketplace.needs.models import Need
from marketplace.needs.states import BEFORE_CLOSED
from marketplace.publications.actions import erase_words_about

NO_BIRTH = date(1900, 1, 1)


@transaction.atomic
def shred_case(*, by: User | SystemActor, case: Case, because: ShredReason) -> None:
    """Take a household off the register for good: its needs disappear, its identifiers and words are erased.

    Left are the district, the consents with their dates, and the audit rows, which name nobody.
    Classes that lose the household are counted again before this commits.
    """
    may_shred(by, case).require()
    lock_register()
    before = household_of(case)
    for need in Need.objects.filter(pk__in=case.drafts.values("need"), status__in=BEFORE_CLOSED):
        withdraw_need(by=by, need=need, because=because)
    for need in Need.objects.filter(pk__in=case.drafts.values("need")):
        erase_words_about(by=by, need_reference=need.reference, code=because)
        forget_help_of(by=by, need=need)
        proposals_made().forget(by=by, need=need)
    _erase_files(case)
    CASE_LIFECYCLE.advance(case, "shred", by=by, because=because, **_residue(case))
    register_changed()
    recheck_published(touched_below_k(before))
    announce(RegisterChanged(cases=1))


def _erase_files(case: Case) -> None:
    case.members.all().delete()
    case.assessments.all().delete()
    ShownProfile.objects.filter(case=case).delete()
    ContactRelease.objects.filter(case=case, revoked_at__isnull=True).update(revoked_at=clock.now())
    Disclosure.objects.filter(case=case, revoked_at__isnull=True).update(revoked_at=clock.now(), fields=[])
    Slip.objects.filter(draft__case=case, ended_at__isnull=True).update(ended_at=clock.now())
    for draft in case.drafts.all():
        for name in ("original_title", "original_story", "title", "text", "quantity", "unit", "import_digest"):
            setattr(draft, name, "")
        draft.value_fen = draft.needed_by = None
        draft.import_key = f"shredded:{draft.reference}"
        draft.save()


def _residue(case: Case) -> dict[str, Any]:
    erased = f"shredded:{case.reference}"
    return {
        "case_number": erased,
        "head_id_index": erased,
        "household_digest": "",
        **dict.fromkeys(("head_name", "head_id", "phone", "address", "residency"), ""),
        **dict.fromkeys(("annual_income_fen", "annual_spending_fen", *DIMENSIONS)),
        **dict.fromkeys(("head_birth", "youngest_birth", "oldest_birth"), NO_BIRTH),
        "township": case.township[:6],
        "registers": [],
        "size": 1,
        "worst_health": PersonHealth.HEALTHY,
    }
