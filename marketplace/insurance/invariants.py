"""What must be true of group programmes at any time (check_invariants); no personal data."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.rules import sells_nothing, terms_are_sound
from marketplace.insurance.states import ProgrammeStatus

Row = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {"group_programmes": GroupProgramme.objects.count()}


def violations() -> Iterator[Row]:
    """Every violation."""
    running = GroupProgramme.objects.filter(status=ProgrammeStatus.RUNNING)
    for programme in running.select_related("policyholder").prefetch_related("perils"):
        subject = f"group_programme:{programme.reference}"
        if not programme.perils.all():
            yield "each running group programme says what it insures", subject, "no perils"
        words = (programme.name, programme.name_en, programme.description, programme.description_en)
        if not (verdict := sells_nothing(*words)):
            yield "no group programme sells anything", subject, verdict.code
        verdict = terms_are_sound(
            payer=programme.payer,
            policyholder=programme.policyholder,
            registers=programme.insured_registers,
            areas=programme.areas,
            aid_types=programme.aid_types,
        )
        if not verdict:
            yield "each running group programme insures a group that somebody else pays for", subject, verdict.code
