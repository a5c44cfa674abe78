"""What a charity sends in about gifts made on a platform, and what their donors claim them with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donations.forms.finance import day_input
from donations.forms.giving import AmountField
from donations.models import CampaignRecord, DonorKind
from donations.rules import GiftWish, designated_platforms
from donations.rules.platforms import platform_title
from marketplace.common import clock
from marketplace.common.asked import FOR_A_COMPANY, asked
from marketplace.common.naming import language


class PlatformFileForm(forms.Form):
    """The file of one campaign."""

    campaign = forms.ChoiceField(label=_("Campaign"))
    file = forms.FileField(label=_("File of the platform, CSV or XLSX"))

    def __init__(self, *args: Any, campaigns: list[CampaignRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaigns = {campaign.reference: campaign for campaign in campaigns}
        self.fields["campaign"].choices = [  # type: ignore[attr-defined]
            (key, f"{platform_title(row.platform, language())} · {row.number}") for key, row in self.campaigns.items()
        ]

    def chosen(self) -> CampaignRecord:
        """The campaign that the file is of."""
        return self.campaigns[self.cleaned_data["campaign"]]


class ClaimForm(forms.Form):
    """A gift on a platform, as its order page shows it, and who gave it."""

    platform = forms.ChoiceField(label=_("Where you gave"))
    number = forms.CharField(label=_("Order number of the platform"), max_length=64)
    amount = AmountField(label=_("Amount in yuan"))
    given_on = forms.DateField(label=_("Day of the gift"), widget=day_input())
    donor_kind = forms.ChoiceField(
        label=_("Who gives"), choices=DonorKind.choices, initial=DonorKind.PERSON, widget=forms.RadioSelect
    )
    receipt_name = forms.CharField(
        label=_("Name for the receipt"), max_length=100,
        help_text=_("If you gave the platform a name, enter the same one. Only the charity sees it."),
    )  # fmt: skip
    identifier = asked(
        forms.CharField(
            label=_("Credit code of the company, or resident ID number"),
            required=False,
            max_length=30,
            help_text=_("Required for a company. For a person only if it shall stand on the receipt."),
        ),
        FOR_A_COMPANY,
    )
    email = forms.EmailField(
        label=_("E-mail for the acknowledgement"), required=False, help_text=_("May stay empty: keep the link instead.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(platform.code, platform.title(language())) for platform in designated_platforms(clock.today())]
        self.fields["platform"].choices = known  # type: ignore[attr-defined]

    def wish(self, language: str) -> GiftWish:
        """The cleaned fields as the rules read them."""
        data = self.cleaned_data
        return GiftWish(
            fen=data["amount"],
            donor_kind=DonorKind(data["donor_kind"]),
            receipt_name=data["receipt_name"],
            identifier=data["identifier"],
            email=data["email"],
            language=language,
        )
