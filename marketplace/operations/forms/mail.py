"""What a person settles about e-mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.notifications.models import MailSettings, Rhythm
from marketplace.notifications.wording import TOPICS


def hour_input() -> forms.TimeInput:
    """An hour, picked or typed as 22:00."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class MailSettingsForm(forms.Form):
    """The usual rhythm, the hours, and topics with a rhythm of their own."""

    rhythm = forms.ChoiceField(label=_("E-mail about what waits for you"), choices=Rhythm.choices)
    digest_at = forms.TimeField(label=_("The daily e-mail comes after"), widget=hour_input())
    quiet_from = forms.TimeField(
        label=_("No e-mail from"),
        widget=hour_input(),
        required=False,
        help_text=_("What comes in these hours is told when they are over. Leave both empty if any hour will do."),
    )
    quiet_to = forms.TimeField(label=_("until"), widget=hour_input(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = [("", _("as usual")), *Rhythm.choices]
        for topic, name in TOPICS.items():
            self.fields[f"topic_{topic}"] = forms.ChoiceField(label=name, choices=usual, required=False)

    def clean(self) -> dict[str, Any]:
        """Quiet hours have both ends."""
        data: dict[str, Any] = super().clean() or {}
        for missing, given in (("quiet_from", "quiet_to"), ("quiet_to", "quiet_from")):
            if data.get(given) and not data.get(missing) and missing not in self.errors:
                self.add_error(missing, _("Quiet hours need a beginning and an end. Enter both, or leave both empty."))
        return data

    def settled(self) -> dict[str, Any]:
        """As `settle_mail` takes it."""
        data = {name: self.cleaned_data[name] for name in ("rhythm", "digest_at", "quiet_from", "quiet_to")}
        return data | {"topics": {topic: self.cleaned_data[f"topic_{topic}"] for topic in TOPICS}}


def values_of(settings: MailSettings) -> dict[str, Any]:
    """What the form shows of settings."""
    names = ("rhythm", "digest_at", "quiet_from", "quiet_to")
    own = settings.topics.values_list("topic", "rhythm") if settings.pk else []
    return {name: getattr(settings, name) for name in names} | {f"topic_{topic}": rhythm for topic, rhythm in own}
