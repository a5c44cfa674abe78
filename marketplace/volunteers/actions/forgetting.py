"""Real names are kept as long as they are needed; the number and the time served stay."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.rule_data import rule
from marketplace.volunteers.models import Volunteer
from marketplace.volunteers.states import VolunteerStatus

RETENTION = SystemActor("retention")
DAYS_A_YEAR = 365.25
IDENTIFIES = (
    "real_name", "public_name", "phone", "identity_kind", "identity_number", "identity_digest", "sex", "birth_day",
    "guardian_name", "guardian_phone",
)  # fmt: skip


def forget_left_volunteers() -> int:
    """Sweep: those who left years ago are known by their number alone; returns how many."""
    years = int(rule("volunteer.identity_years", on=clock.today()).value)
    before = clock.now() - timedelta(days=years * DAYS_A_YEAR)
    gone = Volunteer.objects.filter(status=VolunteerStatus.LEFT, left_at__lt=before, forgotten_at__isnull=True)
    rows = list(gone.order_by("pk"))
    for volunteer in rows:
        forget(volunteer)
    return len(rows)


@transaction.atomic
def forget(volunteer: Volunteer) -> None:
    """Empty what identifies the person, and shred the files that print the name; their numbers stay checkable."""
    for name in IDENTIFIES:
        setattr(volunteer, name, "")
    volunteer.birth_year, volunteer.forgotten_at = None, clock.now()
    volunteer.save(update_fields=[*IDENTIFIES, "birth_year", "forgotten_at"])
    files = [(certificate, certificate.file.name or "") for certificate in volunteer.certificates.exclude(file="")]
    for certificate, _name in files:
        type(certificate).objects.filter(pk=certificate.pk).update(file="")
    audit.record(by=RETENTION, verb="volunteer.forget", subject=volunteer, detail={"files": len(files)})
    for certificate, name in files:
        transaction.on_commit(lambda storage=certificate.file.storage, name=name: storage.delete(name))  # type: ignore[misc]
