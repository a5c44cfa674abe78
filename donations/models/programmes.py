"""What money may be given to: a charity's filed programme or special fund, and its campaigns on platforms."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.states import PROGRAMME_LIFECYCLE, ProgrammeStatus
from marketplace.accounts.models import User
from marketplace.common.naming import lang_of, said
from marketplace.common.rows import PublicRow
from marketplace.organisations.models import Organisation


class ProgrammeKind(models.TextChoices):
    PROGRAMME = "programme", _("programme")
    SPECIAL_FUND = "special_fund", _("special fund")


class Programme(PublicRow):
    """A fundraising plan (Order 74 Art.10) or a restricted fund in the charity's name and books; all of it public."""

    charity = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    kind = models.CharField(max_length=12, choices=ProgrammeKind.choices)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    purpose = models.TextField(_("purpose"))
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    area = models.CharField(_("area of fundraising"), max_length=120, blank=True)
    leader = models.CharField(_("person in charge"), max_length=60, blank=True)
    methods = models.CharField(_("ways of fundraising"), max_length=200, blank=True)
    account_note = models.CharField(_("account for the gifts"), max_length=200, blank=True)
    target_fen = models.BigIntegerField(_("expected amount"), null=True, blank=True)
    preset_fen = models.JSONField(default=list, blank=True)
    """Amounts offered on the giving page; empty: those of the rule `donation.presets_fen`."""
    own_channel = models.BooleanField(_("also takes gifts on this site"), default=True)
    """In the charity's own name beside its campaign (Charity Law Art.27); without it, only the platform takes gifts."""
    beneficiary_range = models.TextField(_("who benefits"), blank=True)
    selection = models.TextField(_("how they are chosen"), blank=True)
    use = models.TextField(_("use of the money"), blank=True)
    cost_rule = models.TextField(_("cost of fundraising"), blank=True)
    leftovers = models.TextField(_("what happens to a surplus"), blank=True)
    area_en = models.CharField(_("area of fundraising in English"), max_length=160, blank=True)
    leader_en = models.CharField(_("person in charge in English"), max_length=80, blank=True)
    methods_en = models.CharField(_("ways of fundraising in English"), max_length=240, blank=True)
    account_note_en = models.CharField(_("account for the gifts in English"), max_length=240, blank=True)
    beneficiary_range_en = models.TextField(_("who benefits in English"), blank=True)
    selection_en = models.TextField(_("how they are chosen in English"), blank=True)
    use_en = models.TextField(_("use of the money in English"), blank=True)
    cost_rule_en = models.TextField(_("cost of fundraising in English"), blank=True)
    leftovers_en = models.TextField(_("what happens to a surplus in English"), blank=True)
    aid_types = models.JSONField(default=list, blank=True)
    need_kinds = models.JSONField(default=list, blank=True)
    areas = models.JSONField(default=list, blank=True)
    """District codes the programme helps in; 330200 for the whole city."""
    is_emergency = models.BooleanField(_("answers an emergency"), default=False)
    is_directed = models.BooleanField(_("only for founders, board and members"), default=False)
    filing_number = models.CharField(_("filing number"), max_length=60, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    status = models.CharField(max_length=8, choices=ProgrammeStatus.choices, default=ProgrammeStatus.DRAFT)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            PROGRAMME_LIFECYCLE.constraint("programme_status_is_in_its_lifecycle"),
            models.UniqueConstraint(fields=["charity", "name"], name="one_programme_per_charity_and_name"),
            models.UniqueConstraint(
                fields=["filing_number"], condition=~models.Q(filing_number=""), name="one_programme_per_filing_number"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="programme_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(status=ProgrammeStatus.DRAFT)
                | models.Q(status=ProgrammeStatus.CLOSED)
                | models.Q(status=ProgrammeStatus.OPEN, is_emergency=True)
                | (~models.Q(filing_number="") & models.Q(filed_on__isnull=False)),
                name="programme_in_use_has_its_filing",
            ),
            models.CheckConstraint(
                condition=models.Q(target_fen__isnull=True) | models.Q(target_fen__gt=0),
                name="programme_target_is_positive",
            ),
        ]
        indexes = [models.Index(fields=["status", "name"], name="programmes_by_status")]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return said(self, "name")

    @property
    def title_lang(self) -> str:
        """Says so where the name exists in Chinese only."""
        return lang_of(self, "name")

    @property
    def purpose_text(self) -> str:
        """The purpose in the reader's language."""
        return said(self, "purpose")

    @property
    def purpose_lang(self) -> str:
        """Says so where the purpose exists in Chinese only."""
        return lang_of(self, "purpose")


class CampaignRecord(PublicRow):
    """A campaign of the programme on a designated platform: the giving page stands beside it (Charity Law Art.27)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="campaigns")
    platform = models.CharField(_("platform"), max_length=40)
    """A code of `donations/data/platforms.toml`."""
    number = models.CharField(_("number on the platform"), max_length=60)
    url = models.URLField(_("link"), max_length=300, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        ordering = ["-ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "number"], name="one_campaign_record_per_platform_and_number"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="campaign_ends_after_it_begins"
            ),
        ]

    def runs_on(self, day: date) -> bool:
        """Whether the campaign is on the platform on that day."""
        return self.starts_on <= day <= self.ends_on


class ProgrammeReport(PublicRow):
    """The sums of a programme up to a day, public at once (Charity Law Art.79); its words wait for a second officer."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports")
    up_to = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_fen = models.BigIntegerField()
    spent_fen = models.BigIntegerField()

    class Meta:
        ordering = ["-up_to", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "up_to"], name="one_report_per_programme_and_day"),
            models.CheckConstraint(
                condition=models.Q(received_fen__gte=0, spent_fen__gte=0), name="report_amounts_are_not_negative"
            ),
        ]
