"""Certificates of service in the recording organisation's name, and the wish for one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.certificates.papers import NumberSeries, SignedPaper
from marketplace.common.rows import PublicRow, Row
from marketplace.organisations.models import Organisation
from marketplace.volunteers.hours import hours_shown
from marketplace.volunteers.models.people import Volunteer
from marketplace.volunteers.models.records import ServiceRecord
from marketplace.volunteers.states import (
    REQUEST_LIFECYCLE,
    SERVICE_CERTIFICATE_LIFECYCLE,
    RequestStatus,
    ServiceCertificateStatus,
)


class SystemRegistration(Row):
    """That an organisation's records are kept in the designated national system; an officer saw the proof.

    Without it a paper says 平台记录 (platform record), with it 证明 (certificate).
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    since = models.DateField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.number


class Wording(models.TextChoices):
    """What the paper may call itself."""

    PLATFORM_RECORD = "record", _("platform record")
    CERTIFICATE = "proof", _("certificate")


class ServiceCertificateSeries(NumberSeries):
    """A recording organisation's series and its counter of a year, without gaps."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_service_series_per_group_and_year"),
            models.UniqueConstraint(fields=["series", "year"], name="one_group_per_service_series_and_year"),
        ]


class ServiceCertificate(SignedPaper):
    """What one organisation recorded of one volunteer, signed; it follows its records, or it is superseded."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="certificates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(ServiceCertificateSeries, on_delete=models.PROTECT, related_name="certificates")
    records = models.ManyToManyField(ServiceRecord, related_name="certificates")
    minutes = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    wording = models.CharField(max_length=6, choices=Wording.choices)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """Who of the recording organisation let it be issued in its name."""
    status = models.CharField(
        max_length=10, choices=ServiceCertificateStatus.choices, default=ServiceCertificateStatus.VALID
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            SERVICE_CERTIFICATE_LIFECYCLE.constraint("service_certificate_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["series", "counter"], name="one_service_certificate_per_number_of_a_series"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="certified_service_ends_after_it_begins"
            ),
        ]

    @property
    def hours(self) -> str:
        """As the paper shows it."""
        return hours_shown(self.minutes)


class CertificateRequest(PublicRow):
    """A volunteer's wish for a certificate, free of charge; the organisation answers (民政部令第67号 Art.14-15)."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="certificate_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey(ServiceCertificate, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=RequestStatus.choices, default=RequestStatus.ASKED)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            REQUEST_LIFECYCLE.constraint("certificate_request_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["volunteer", "organisation"],
                condition=models.Q(status=RequestStatus.ASKED),
                name="one_open_certificate_request_per_volunteer_and_group",
            ),
        ]
