"""A need in the household's words, its facts, the words for the public, and what the household agreed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.casework.actions.drafting import MAX_TEXT, MAX_TITLE
from marketplace.casework.codes import ConsentKind, WithdrawReason
from marketplace.casework.forms.fields import QUIET, CellField, date_field, text_field, yes_no_field
from marketplace.casework.importing import cells
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.common.asked import asked
from marketplace.common.money import format_yuan
from marketplace.needs.codes import AidType, NeedKind

MOST_HELPERS = 20


class FactsForm(forms.Form):
    """What the need is, apart from its words."""

    need_kind = forms.ChoiceField(label=_("Kind of help"), choices=NeedKind.choices)
    aid_type = forms.ChoiceField(label=_("Aid type"), choices=AidType.choices)
    quantity = text_field(40, label=_("Quantity"), required=False)
    unit = text_field(20, label=_("Unit"), required=False)
    value = CellField(
        cells.amount,
        label=_("Estimated value"),
        required=False,
        attrs={"inputmode": "decimal"},
        help_text=_("Of the whole need, in yuan. The public sees a band."),
    )
    needed_by = date_field(label=_("Wanted by"), required=False)
    helpers = forms.IntegerField(
        label=_("Helpers wanted"),
        min_value=1,
        max_value=MOST_HELPERS,
        initial=1,
        help_text=_("More than one only for service and pairing."),
    )

    def facts(self) -> dict[str, Any]:
        """As `start_draft` and `change_draft` take them."""
        names = ("need_kind", "aid_type", "quantity", "unit", "needed_by", "helpers")
        return {name: self.cleaned_data[name] for name in names} | {"value_fen": self.cleaned_data["value"]}

    @staticmethod
    def initial_of(draft: NeedDraft) -> dict[str, Any]:
        """A draft's facts as the form shows them."""
        names = ("need_kind", "aid_type", "quantity", "unit", "needed_by", "helpers")
        value = "" if draft.value_fen is None else format_yuan(draft.value_fen)
        return {name: getattr(draft, name) for name in names} | {"value": value}


class NewDraftForm(FactsForm):
    """A new need: what the household says, and whether it may be published."""

    field_order = ("title", "story", "need_kind", "aid_type")

    title = text_field(100, label=_("What is needed"), help_text=_("In the household's words; confidential."))
    story = forms.CharField(
        label=_("The household's story"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, **QUIET}),
        help_text=_("For colleagues only. You will rewrite it for the public."),
    )
    publication = yes_no_field(label=_("May an anonymised need be published?"))
    guardian = asked(
        yes_no_field(label=_("Does the guardian agree?"), required=False), _("(needed with a child under 14)")
    )
    given_on = date_field(label=_("Said on"), required=False)


class WordsForm(forms.Form):
    """The words for the public: a title and a text that name nobody."""

    title = forms.CharField(
        label=_("Title for the public"),
        max_length=MAX_TITLE,
        widget=forms.TextInput(attrs=QUIET),
        help_text=_("At most 60 characters: what is needed, not for whom."),
    )
    text = forms.CharField(
        label=_("Text for the public"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 9, **QUIET}),
        help_text=_("At most 1,000 characters. No names, places, schools, employers or exact diagnoses."),
    )


class ConsentForm(forms.Form):
    """What the household, or the guardian, said and when."""

    kind = forms.ChoiceField(label=_("Whose word"), choices=ConsentKind.choices, widget=forms.RadioSelect)
    given = yes_no_field(label=_("Agrees"))
    given_on = date_field(label=_("Said on"))

    def clean_given_on(self) -> Any:
        """Nobody agrees tomorrow."""
        day = self.cleaned_data["given_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day lies in the future."), code="DAY_IN_FUTURE")
        return day


class WithdrawForm(forms.Form):
    """Why the need is taken back."""

    because = forms.TypedChoiceField(
        label=_("Reason"), choices=WithdrawReason.choices, coerce=WithdrawReason, widget=forms.RadioSelect
    )
