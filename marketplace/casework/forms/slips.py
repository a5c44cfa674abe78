"""The code of a slip as it is typed from paper, what the household thinks, and what came of what it said."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from marketplace.casework.codes import WordAnswer
from marketplace.fulfilment.forms import EvaluationForm
from marketplace.fulfilment.models import MARKS


class SlipCodeForm(forms.Form):
    """Hyphens, spaces and small letters do not matter."""

    code = forms.CharField(
        label=_("The characters on your slip"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Small letters, hyphens and spaces do not matter."),
    )


class JudgeForm(EvaluationForm):
    """The three questions as the household is asked itself."""

    def __init__(self, data: QueryDict | None, *, reference: str) -> None:
        super().__init__(data, prefix=reference)
        asked = (_("Are you satisfied with the help?"), _("Was it there in time?"), _("Was it what was promised?"))
        for name, question in zip(MARKS, asked, strict=True):
            self.fields[name].label = question


class AnswerForm(forms.Form):
    """What came of it when both sides were asked."""

    answer = forms.ChoiceField(label=_("What came of it"), choices=WordAnswer.choices, widget=forms.RadioSelect)
