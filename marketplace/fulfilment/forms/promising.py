"""What helpers and caseworkers enter about a promise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.asked import asked
from marketplace.common.naming import said
from marketplace.fulfilment.models import Outcome
from marketplace.fulfilment.states import DisputeReason, EndReason
from marketplace.offers.models import Offer


class DeliveryForm(forms.Form):
    """When, what in a few words, and perhaps a proof without faces or doors."""

    delivered_on = forms.DateField(
        label=_("Delivered on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), initial=clock.today
    )
    note = forms.CharField(
        label=_("In a few words"), max_length=200, required=False, help_text=_("No names or addresses; it is scanned.")
    )
    in_part = forms.BooleanField(label=_("This is a part; the rest follows"), required=False)
    proof = forms.FileField(
        label=_("Picture or paper as proof"),
        required=False,
        help_text=_("No faces, no doors. JPEG or PNG up to 8 MB; where and when it was taken is removed."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    shows_nobody = forms.BooleanField(
        label=_("I have looked: the proof shows no face, no door or house number, no telephone number"), required=False
    )


class StepBackForm(forms.Form):
    """Why the help ends before it arrives."""

    because = forms.ChoiceField(label=_("Why"), choices=EndReason.choices, widget=forms.RadioSelect)


class JudgementForm(forms.Form):
    """What the household told the caseworker."""

    answer = forms.ChoiceField(
        label=_("What did the household say?"),
        widget=forms.RadioSelect,
        choices=[*Outcome.choices, ("dispute", _("no, not as reported"))],
    )
    because = asked(
        forms.ChoiceField(label=_("If not: why"), choices=[("", _("choose")), *DisputeReason.choices], required=False),
        _("(needed for a no)"),
    )

    def clean(self) -> dict[str, Any]:
        """Sending back needs its reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == "dispute" and not data.get("because"):
            self.add_error("because", _("Choose a reason, so that the helper knows what to mend."))
        return data


class OfferChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An offer by its words."""

    def label_from_instance(self, obj: Any) -> str:
        """The organisation and the title, in the reader's language."""
        return f"{said(obj.organisation, 'name')} · {said(obj, 'title')}"


class ClaimForm(forms.Form):
    """For which of the reader's offers."""

    offer = OfferChoice(label=_("With which offer"), queryset=None, to_field_name="reference", widget=forms.RadioSelect)

    def __init__(self, *args: Any, offers: QuerySet[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["offer"]
        field.queryset, field.empty_label = offers, None
