"""The published lists of recipients of deductible gifts: entered by one person, compared by a second."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.identifiers import credit_code as check_credit_code
from marketplace.common.verdict import DomainError
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.eligibility_file import Line, read_list
from marketplace.organisations.events import EligibilityListDecided, EligibilityListEntered
from marketplace.organisations.models import DeductionEligibility, EligibilityList
from marketplace.organisations.rules import may_import_lists
from marketplace.organisations.states import ELIGIBILITY_LIST_LIFECYCLE, ListStatus


class SecondPersonNeeded(DomainError):
    """Whoever entered a line may not be the one who confirms it."""

    code = "SECOND_PERSON_NEEDED"


class ListRefused(DomainError):
    """Nothing of the file was taken."""

    code = "ELIGIBILITY_LIST_REFUSED"


@transaction.atomic
def import_eligibility_list(*, by: User, data: bytes, source: str) -> EligibilityList:
    """Take every line of a published list or none; raises `RowsRefused` with the faults of each row."""
    may_import_lists(by).require()
    digest = hashlib.sha256(data).hexdigest()
    lines = read_list(data)
    if EligibilityList.objects.filter(sha256=digest).exclude(status=ListStatus.REJECTED).exists():
        raise ListRefused(_("This file has been imported already."), code="ELIGIBILITY_LIST_KNOWN")
    imported = EligibilityList.objects.create(source=source, sha256=digest, entered_by=by)
    taken = _enter_new(imported, lines) + _propose_revocations(imported, lines)
    if not taken:
        raise ListRefused(_("Every line of this file is known already. Nothing was imported."))
    audit.record(by=by, verb="eligibility_list.enter", subject=imported, detail={"lines": taken})
    announce(EligibilityListEntered(list_id=imported.pk))
    return imported


@transaction.atomic
def confirm_eligibility_list(*, by: User, imported: EligibilityList) -> None:
    """The second person compared every line with the published list; from now on they count."""
    imported = _judged_by_second(by, imported)
    now = clock.now()
    ELIGIBILITY_LIST_LIFECYCLE.advance(imported, "confirm", by=by, decided_by=by, decided_at=now)
    imported.lines.update(confirmed_by=by, confirmed_at=now)
    imported.revocations.update(revoked_on=F("proposed_revocation"), proposed_revocation=None)
    announce(EligibilityListDecided(list_id=imported.pk))


@transaction.atomic
def reject_eligibility_list(*, by: User, imported: EligibilityList) -> None:
    """It differs from the published list: its lines go, which never counted, and it may be imported again."""
    imported = _judged_by_second(by, imported)
    ELIGIBILITY_LIST_LIFECYCLE.advance(imported, "reject", by=by, decided_by=by, decided_at=clock.now())
    imported.lines.all().delete()
    imported.revocations.update(proposed_revocation=None, revoked_with=None)
    announce(EligibilityListDecided(list_id=imported.pk))


@transaction.atomic
def list_eligibility(
    *, by: User, credit_code: str, document_number: str, level: str, year_from: int, year_to: int, source: str
) -> DeductionEligibility:
    """Enter a line of the published list; a second person must confirm it."""
    check_credit_code(credit_code).require()
    line = DeductionEligibility.objects.create(
        credit_code=credit_code,
        document_number=document_number,
        level=level,
        year_from=year_from,
        year_to=year_to,
        source=source,
    )
    audit.record(by=by, verb="eligibility.enter", subject=line)
    return line


@transaction.atomic
def confirm_eligibility(*, by: User, line: DeductionEligibility) -> None:
    """The second person compared the line with the published list; the one who entered it is refused."""
    if audit.first_actor("eligibility.enter", line) == f"user:{by.pk}":
        raise SecondPersonNeeded(_("A colleague must confirm the line that you entered."))
    DeductionEligibility.objects.filter(pk=line.pk).update(confirmed_by=by, confirmed_at=clock.now())
    audit.record(by=by, verb="eligibility.confirm", subject=line)


def _judged_by_second(by: User, imported: EligibilityList) -> EligibilityList:
    imported = locked(imported)
    may_import_lists(by).require()
    if imported.entered_by_id == by.pk:
        raise SecondPersonNeeded(_("A colleague must compare the list that you imported."))
    return imported


def _enter_new(imported: EligibilityList, lines: Sequence[Line]) -> int:
    known = _known(lines)
    fresh = [line for line in lines if line.key not in known]
    DeductionEligibility.objects.bulk_create(
        DeductionEligibility(
            credit_code=line.credit_code,
            document_number=line.document_number,
            level=line.level,
            year_from=line.year_from,
            year_to=line.year_to,
            revoked_on=line.revoked_on,
            source=imported.source,
            imported_with=imported,
        )
        for line in fresh
    )
    return len(fresh)


def _propose_revocations(imported: EligibilityList, lines: Sequence[Line]) -> int:
    """A line that counts and that this list ends: the day waits for the second person like a new line."""
    known, ended = _known(lines), 0
    for line in lines:
        row = known.get(line.key)
        if row is None or row.imported_with_id == imported.pk or line.revoked_on in (None, row.revoked_on):
            continue
        row.proposed_revocation, row.revoked_with = line.revoked_on, imported
        row.save(update_fields=["proposed_revocation", "revoked_with"])
        ended += 1
    return ended


def _known(lines: Sequence[Line]) -> dict[tuple[str, str], DeductionEligibility]:
    rows = DeductionEligibility.objects.filter(credit_code__in=[line.credit_code for line in lines])
    return {(row.credit_code, row.document_number): row for row in rows}
