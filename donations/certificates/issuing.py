"""Issue, replace, revoke and lapse certificates. A certificate follows the money: never before, never without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from donations.actions.locking import lock_gift
from donations.certificates.document import DonationCertificateData, render_donation_certificate
from donations.certificates.events import CertificateIssued, CertificateRevoked
from donations.models import Certificate, CertificateSeries, Gift, StatutoryReceipt
from donations.receipts import receipt_in_force
from donations.states import CERTIFICATE_LIFECYCLE, CONFIRMED, IN_FORCE, CertificateStatus
from donations.tax import newest_rules
from marketplace.common import audit, clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.certificates.numbers import next_number
from marketplace.common.certificates.papers import digest
from marketplace.common.certificates.sealing import current_signer
from marketplace.common.events import announce
from marketplace.common.identifiers import mask_identifier
from marketplace.common.pdf import sha256, sign
from marketplace.common.references import new_reference
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, DomainError, Verdict, no
from marketplace.organisations.models import DeductionEligibility
from marketplace.organisations.queries import eligibility_on

ISSUER = SystemActor("certificates")


class CertificateRefused(DomainError):
    """No certificate for this gift now; the sentence says why and what to do."""

    code = "CERTIFICATE_REFUSED"


def may_be_certified(gift: Gift) -> Verdict:
    """Confirmed money of a mainland charity, not waived, past the cooling time."""
    if gift.waived:
        message = _("The receipt was waived: there is an acknowledgement, but no certificate.")
        return no(message, code="RECEIPT_WAIVED")
    if not gift.programme.charity.is_mainland:
        message = _("This recipient is not a mainland organisation; Chinese tax relief does not apply.")
        return no(message, code="NOT_A_MAINLAND_RECIPIENT")
    if gift.status not in CONFIRMED or gift.received_at is None:
        return no(_("The charity has not confirmed the money yet. Look again later."), code="NOT_RECEIVED_YET")
    if gift.unused_fen + gift.spent_fen <= 0:
        return no(_("The whole gift was given back."), code="NOTHING_LEFT")
    if clock.now() < gift.received_at + timedelta(hours=cooling_hours()):
        return no(_("The certificate follows once the cooling time is over."), code="COOLING")
    return YES


def cooling_hours() -> int:
    """Rule data; the demonstration does not wait."""
    name = "certificate.cooling_hours" if settings.EMBEDDED else "certificate.cooling_hours_live"
    return int(rule(name, on=clock.today()).value)


def certificate_in_force(gift: Gift) -> Certificate | None:
    """The gift's provisional or valid certificate."""
    return Certificate.objects.filter(gift=gift, status__in=IN_FORCE).first()


@transaction.atomic
def issue_certificate(*, by: Actor, gift: Gift) -> Certificate:
    """The certificate that the gift's papers allow now; asking again returns the one in force."""
    locked = lock_gift(gift.pk)
    may_be_certified(locked).require()
    receipt, present = receipt_in_force(locked), certificate_in_force(locked)
    if (
        present is not None
        and (present.receipt_id == (receipt.pk if receipt else None))
        and present.fen == left(locked)
    ):
        return present
    if present is not None:
        CERTIFICATE_LIFECYCLE.advance(present, "supersede", by=by)
    return _issue(by, locked, receipt, present)


@transaction.atomic
def revoke_certificate(*, by: Actor, gift: Gift, because: str) -> Certificate | None:
    """Refund, dispute or red letter: the paper stays known, and its check says revoked."""
    lock_gift(gift.pk)
    present = certificate_in_force(gift)
    if present is None:
        return None
    CERTIFICATE_LIFECYCLE.advance(present, "revoke", by=by, because=because)
    announce(CertificateRevoked(certificate_id=present.pk))
    return present


@transaction.atomic
def lapse_certificates() -> int:
    """Sweep: provisional certificates whose receipt never came; returns how many."""
    over = Certificate.objects.filter(status=CertificateStatus.PROVISIONAL, provisional_until__lt=clock.today())
    rows = list(over.order_by("pk"))
    for certificate in rows:
        CERTIFICATE_LIFECYCLE.advance(certificate, "lapse", by=ISSUER)
    return len(rows)


def left(gift: Gift) -> int:
    """What of the gift was not given back, in fen."""
    return gift.fen - gift.refunded_fen


@dataclass(frozen=True, slots=True)
class Draft:
    """What a certificate is made of."""

    gift: Gift
    receipt: StatutoryReceipt | None
    replaces: Certificate | None
    number: str
    code: str
    eligible: DeductionEligibility | None


@dataclass(frozen=True, slots=True)
class Terms:
    """Since when and until when a paper without a receipt stands for the gift."""

    since: date
    until: date


def _issue(by: Actor, gift: Gift, receipt: StatutoryReceipt | None, replaces: Certificate | None) -> Certificate:
    charity, today = gift.programme.charity, clock.today()
    series, counter, number = next_number(CertificateSeries, "TR", charity, today.year)
    eligible = eligibility_on(charity, given_on(gift))
    draft = Draft(gift, receipt, replaces, number, new_reference(), eligible)
    pdf = sign(render_donation_certificate(_document(draft)), current_signer())
    certificate = Certificate(
        gift=gift,
        series=series,
        counter=counter,
        number=number,
        code=draft.code,
        code_digest=digest(draft.code),
        fen=left(gift),
        receipt=receipt,
        replaces=replaces,
        eligibility=f"{eligible.document_number} {eligible.year_from}-{eligible.year_to}" if eligible else "",
        rules=newest_rules("CN").version,
        issued_on=today,
        provisional_until=None if receipt else _terms(draft).until,
        sha256=sha256(pdf),
        status=CertificateStatus.VALID if receipt else CertificateStatus.PROVISIONAL,
    )
    certificate.file.save(f"{number}.pdf", ContentFile(pdf), save=False)
    certificate.save()
    detail = {"number": number, "fen": certificate.fen, "status": certificate.status}
    audit.record(by=by, verb="certificate.issue", subject=certificate, detail=detail)
    announce(CertificateIssued(certificate_id=certificate.pk))
    return certificate


def _document(draft: Draft) -> DonationCertificateData:
    gift, receipt, eligible = draft.gift, draft.receipt, draft.eligible
    charity, donor = gift.programme.charity, gift.donor
    return {
        "number": draft.number,
        "issued_on": clock.today(),
        "provisional_since": _terms(draft).since,
        "provisional_until": _terms(draft).until,
        "donor_name": donor.receipt_name,
        "donor_identifier": _shown_identifier(gift),
        "recipient": {"name": charity.name, "credit_code": charity.credit_code},
        "eligibility": {
            "document": eligible.document_number,
            "first_year": eligible.year_from,
            "last_year": eligible.year_to,
        }
        if eligible
        else None,
        "gift": {
            "date": given_on(gift),
            "kind": "cash",
            "purpose": gift.programme.name,
            "amount_fen": left(gift),
        },
        "receipt": {
            "code": receipt.code,
            "number": receipt.number,
            "check_code": receipt.check_code,
            "issued_on": receipt.issued_on,
        }
        if receipt
        else None,
        "rules": newest_rules("CN").version,
        "verification_page": settings.BASE_URL + reverse("verify"),
        "verification_code": draft.code,
        "verification_link": settings.BASE_URL + reverse("verify_number", args=[draft.number, draft.code]),
    }


def _terms(draft: Draft) -> Terms:
    """Ninety days from the gift (公告2019年第99号 item 9), counted once, whatever is replaced later."""
    first = Certificate.objects.filter(gift=draft.gift).order_by("pk").first()
    days = int(rule("receipt.due_days", on=clock.today()).value)
    since = first.issued_on if first else clock.today()
    return Terms(since, given_on(draft.gift) + timedelta(days=days))


def _shown_identifier(gift: Gift) -> str | None:
    """A company's credit code is public; a person's number is masked."""
    identifier = gift.donor.identifier
    if not identifier:
        return None
    return identifier if gift.donor_kind == "company" else mask_identifier(identifier)


def given_on(gift: Gift) -> date:
    """The day of the gift: when it was paid, as Shanghai counts days."""
    moment = gift.paid_at or gift.created_at
    return clock.local(moment).date()
