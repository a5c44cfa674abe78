"""What managers and members of an organisation enter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.naming import code_choices
from marketplace.organisations.forms.joining import PaperForm, day_input
from marketplace.organisations.models import MemberRole
from marketplace.organisations.rules import words_name_nobody


class InviteForm(forms.Form):
    """Whom, and as what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("Role in the organisation"),
        choices=MemberRole.choices,
        initial=MemberRole.COORDINATOR,
        widget=forms.RadioSelect,
        help_text=_("A manager also invites people and sends papers; finance confirms gifts; a coordinator helps."),
    )


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role in the organisation"), choices=MemberRole.choices, widget=forms.RadioSelect)


class ReplyForm(forms.Form):
    """The organisation's own words, shown beside what they answer."""

    text = forms.CharField(
        label=_("What you want to say to what is shown here"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("An officer reads it before it is shown. No names of persons, no private numbers."),
    )

    def clean_text(self) -> str:
        """Nothing in it points at a person."""
        text = str(self.cleaned_data["text"])
        verdict = words_name_nobody(text)
        if not verdict:
            raise forms.ValidationError(str(verdict.reason))
        return text


class LicenceForm(forms.Form):
    """The licence of a social worker as it stands on the paper."""

    number = forms.CharField(label=_("Number of the licence"), max_length=40)
    level = forms.ChoiceField(label=_("Grade"), widget=forms.RadioSelect)
    valid_from = forms.DateField(label=_("Valid from"), widget=day_input())
    valid_to = forms.DateField(label=_("Valid until"), widget=day_input())
    file = forms.FileField(
        label=_("Picture or PDF of the licence"),
        help_text=_("JPEG, PNG or PDF up to 8 MB. Officers and people of your organisation can read it, nobody else."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = code_choices("social_work_level")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A licence in force."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("The end lies before the beginning. Choose a later day."))
        elif end and end < clock.today():
            self.add_error("valid_to", _("This licence has run out. Upload the one that is in force."))
        return data

    def licence(self) -> dict[str, Any]:
        """What the action takes."""
        given = {name: self.cleaned_data[name] for name in ("number", "level", "valid_from", "valid_to")}
        return given | {"data": self.cleaned_data["file"].read()}


class SignForm(forms.Form):
    """Nobody signs by pressing a button alone."""

    agreed = forms.BooleanField(
        label=_("I have read it and sign in the organisation's name"),
        error_messages={"required": _("Tick that you have read it and sign in the organisation's name.")},
    )


class RenewForm(PaperForm):
    """The new paper of something that is claimed anew or for longer."""
