"""What a reader says about a page, and what an officer decides."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.reports.states import ReportReason


class ReportForm(forms.Form):
    """Why; which page it is comes with the address."""

    page = forms.CharField(widget=forms.HiddenInput, max_length=200)
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect)


class DecisionForm(forms.Form):
    """The reason stands against the same report later, so it has to say something."""

    decision = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=10,
        max_length=400,
        help_text=_("Colleagues and auditors read it. Write nothing by which a household could be recognised."),
    )
