"""The papers about a gift: the statutory receipt that the charity issued, and our certificate that cites it."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.gifts import Gift
from donations.states import CERTIFICATE_LIFECYCLE, CertificateStatus
from marketplace.accounts.models import User
from marketplace.common.certificates.papers import NumberSeries, SignedPaper, private_storage
from marketplace.common.rows import PublicRow
from marketplace.organisations.models import Organisation

__all__ = ["Certificate", "CertificateSeries", "StatutoryReceipt", "private_storage"]

CODE = RegexValidator(r"^\d{8}$", _("The receipt code has eight digits."))
NUMBER = RegexValidator(r"^\d{10}$", _("The receipt number has ten digits."))
CHECK_CODE = RegexValidator(r"^[0-9A-Za-z]{6}$", _("The check code has six letters or digits; case matters."))


class StatutoryReceipt(PublicRow):
    """公益事业捐赠统一票据 as the charity recorded it: never edited; a red-letter one reverses it (财综〔2024〕1号)."""

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="receipts")
    code = models.CharField(_("receipt code"), max_length=8, validators=[CODE])
    number = models.CharField(_("receipt number"), max_length=10, validators=[NUMBER])
    check_code = models.CharField(_("check code"), max_length=6, validators=[CHECK_CODE])
    issued_on = models.DateField(_("issued on"))
    fen = models.BigIntegerField()
    """Negative for a red-letter receipt."""
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="one_receipt_per_code_and_number"),
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, fen__gt=0) | models.Q(reverses__isnull=False, fen__lt=0),
                name="receipt_is_positive_and_its_red_letter_negative",
            ),
        ]


class CertificateSeries(NumberSeries):
    """A charity's series and its counter of a year, without gaps."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_series_per_charity_and_year"),
            models.UniqueConstraint(fields=["series", "year"], name="one_charity_per_series_and_year"),
        ]


class Certificate(SignedPaper):
    """What a gift's papers allow us to certify: provisional until the statutory receipt is recorded."""

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="certificates")
    series = models.ForeignKey(CertificateSeries, on_delete=models.PROTECT, related_name="certificates")
    fen = models.BigIntegerField()
    receipt = models.ForeignKey(StatutoryReceipt, null=True, on_delete=models.PROTECT, related_name="+")
    eligibility = models.CharField(max_length=120, blank=True)
    """Document and years of the list that makes the gift deductible; empty: not deductible."""
    rules = models.CharField(max_length=20)
    provisional_until = models.DateField(null=True)
    status = models.CharField(max_length=12, choices=CertificateStatus.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            CERTIFICATE_LIFECYCLE.constraint("certificate_status_is_in_its_lifecycle"),
            models.UniqueConstraint(fields=["series", "counter"], name="one_certificate_per_number_of_a_series"),
            models.UniqueConstraint(
                fields=["gift"],
                condition=models.Q(status__in=[CertificateStatus.PROVISIONAL, CertificateStatus.VALID]),
                name="one_certificate_in_force_per_gift",
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="certificate_amount_is_positive"),
            models.CheckConstraint(
                condition=~models.Q(status=CertificateStatus.VALID) | models.Q(receipt__isnull=False),
                name="valid_certificate_cites_a_receipt",
            ),
        ]
