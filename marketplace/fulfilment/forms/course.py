"""What is entered on the way: a day, what went wrong, a look at a proof, marks, a message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.asked import asked
from marketplace.common.rule_data import rule
from marketplace.fulfilment.models import BEST, LONGEST_MESSAGE, MARKS, WORST
from marketplace.fulfilment.states import (
    DisputeReason,
    EndReason,
    MessageFault,
    MissReason,
    MoveReason,
    ProofFault,
    ReturnReason,
)

HOURS = "hours"
PARTS = [
    ("morning", _("in the morning")),
    ("afternoon", _("in the afternoon")),
    ("day", _("some time of the day")),
    (HOURS, _("between these hours")),
]
WITH_HOURS = _("(if you chose hours)")
TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
REASONS = {
    "miss": MissReason,
    "fail": EndReason,
    "rematch": EndReason,
    "return": ReturnReason,
    "reopen": DisputeReason,
}


def hours_of_part(part: str) -> tuple[time, time]:
    """From when to when half a day or a day lasts at the windows."""
    for line in rule("fulfilment.day_parts", on=clock.today()).value:
        name, starts, ends = line.split()
        if name == part:
            return time.fromisoformat(starts), time.fromisoformat(ends)
    raise KeyError(part)


class DayForm(forms.Form):
    """A day, and half of it or hours."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    part = forms.ChoiceField(label=_("When"), choices=PARTS, widget=forms.RadioSelect)
    starts = asked(forms.TimeField(label=_("From"), required=False, widget=TIME), WITH_HOURS)
    ends = asked(forms.TimeField(label=_("To"), required=False, widget=TIME), WITH_HOURS)
    because = forms.ChoiceField(label=_("Why the day is moved"), choices=MoveReason.choices)

    def __init__(self, *args: Any, moves: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not moves:
            del self.fields["because"]

    def clean(self) -> dict[str, Any]:
        """Half days have the hours of the rule data."""
        data: dict[str, Any] = super().clean() or {}
        part = data.get("part", "")
        if part and part != HOURS:
            data["starts"], data["ends"] = hours_of_part(part)
        elif part and not (data.get("starts") and data.get("ends")):
            self.add_error("starts", _("Enter both hours, or choose half a day."))
        return data


class CourseForm(forms.Form):
    """Why it goes another way than agreed."""

    because = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, deed: str) -> None:
        super().__init__(data, prefix=deed)
        field: Any = self.fields["because"]
        field.choices = REASONS[deed].choices


class AddProofForm(forms.Form):
    """Another proof of a reported delivery."""

    proof = forms.FileField(
        label=_("Another picture or paper"),
        help_text=_("No faces, no doors. JPEG or PNG up to 8 MB; where and when it was taken is removed."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    shows_nobody = forms.BooleanField(
        label=_("I have looked: the proof shows no face, no door or house number, no telephone number"), required=False
    )


class RefuseProofForm(forms.Form):
    """What the proof shows that it must not."""

    because = forms.ChoiceField(label=_("Why it is refused"), choices=ProofFault.choices)


class EvaluationForm(forms.Form):
    """Three marks, as the household gave them."""

    satisfied = forms.TypedChoiceField(label=_("Is the household satisfied with the help?"), coerce=int)
    timely = forms.TypedChoiceField(label=_("Did it come in time?"), coerce=int)
    as_promised = forms.TypedChoiceField(label=_("Was it as promised?"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MARKS:
            field: Any = self.fields[name]
            field.widget = forms.RadioSelect()
            field.choices = list(_marks())


class MessageForm(forms.Form):
    """A question or an answer, without names."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("No names, numbers or addresses; it is scanned, and an officer reads it first."),
    )


class RefuseMessageForm(forms.Form):
    """Why it is not passed on."""

    because = forms.ChoiceField(label=_("Why it is not passed on"), choices=MessageFault.choices)


def _marks() -> Iterator[tuple[int, Any]]:
    words = [_("not at all"), _("hardly"), _("so so"), _("well"), _("very well")]
    return zip(range(WORST, BEST + 1), words, strict=True)
