"""Joining a group, and the profile that a volunteer keeps up to date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.asked import UNDER_18, asked
from marketplace.common.identifiers import birth_date, resident_id
from marketplace.common.naming import area_choices, code_choices, said
from marketplace.common.places import districts, place_name
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import organisations_with
from marketplace.volunteers.forms.fields import checks, day_input
from marketplace.volunteers.models import IdentityKind, Sex, Skill, Volunteer
from marketplace.volunteers.rules import is_minor

KINDS_OF_TIME = ("service", "pairing", "micro_wish")
"""Kinds of help that a volunteer can give (domain.md §3: never money, never goods for sale)."""
HALF_DAYS: dict[str, tuple[time, time]] = {
    "am": (time(8), time(12)),
    "pm": (time(13), time(17)),
    "eve": (time(18), time(21)),
}
DAY_NAMES = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
WITHOUT_CARD = _("(needed with a passport or travel permit)")
PART_NAMES = {"am": _("morning"), "pm": _("afternoon"), "eve": _("evening")}


class ProfileForm(forms.Form):
    """What may change: where, what, when, how far."""

    public_name = forms.CharField(
        label=_("What hosts may call you"), max_length=30,
        help_text=_("A name of your choice, seen by your group and by the hosts of activities; not your full name."),
    )  # fmt: skip
    phone = forms.CharField(label=_("Telephone"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "tel"}))
    district = forms.ChoiceField(label=_("Where you live"))
    areas = checks(_("Where you can come"), required=True)
    need_kinds = checks(_("What you give your time for"), required=True)
    skills = checks(_("What you are good at"))
    languages = checks(_("Languages you speak"), required=True)
    reach_km = forms.IntegerField(label=_("How far you go"), min_value=1, max_value=100, initial=10)
    per_period = forms.IntegerField(
        label=_("Needs you take in four weeks"), min_value=0, max_value=20, initial=1,
        help_text=_("0 if you only come to activities."),
    )  # fmt: skip
    limits = checks(_("What you do not do"), help_text=_("Needs that a limit excludes are never proposed to you."))
    availability = asked(checks(_("When you usually have time")), _("(if you take needs)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        self._choose("district", [(each.code, place_name(each.code, language)) for each in districts()])
        self._choose("areas", area_choices())
        self._choose("need_kinds", [row for row in code_choices("need_kind") if row[0] in KINDS_OF_TIME])
        self._choose("skills", [(skill.code, said(skill, "name")) for skill in Skill.objects.all()])
        self._choose("languages", code_choices("spoken_language"))
        self._choose("limits", code_choices("limit"))
        self._choose("availability", window_choices())

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever takes needs says when."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("per_period") and "availability" in data and not data["availability"]:
            self.add_error("availability", _("Tick when you have time, or enter 0 needs."))
        return data

    def windows(self) -> list[tuple[int, time, time]]:
        """The half days ticked, as (weekday, from, to)."""
        ticked = (code.split("-") for code in self.cleaned_data["availability"])
        return [(int(day), *HALF_DAYS[part]) for day, part in ticked]

    def profile(self) -> dict[str, Any]:
        """The rest, as `revise_profile` takes it."""
        return {name: self.cleaned_data[name] for name in ProfileForm.base_fields if name != "availability"}


class GuardianForm(forms.Form):
    """Of somebody under 18: whether the guardian agrees today, and how to reach them."""

    guardian_consent = forms.BooleanField(label=_("My guardian agrees that I serve"), required=False)
    guardian_name = asked(forms.CharField(label=_("Name of the guardian"), max_length=40, required=False), UNDER_18)
    guardian_phone = asked(
        forms.CharField(label=_("Telephone of the guardian"), max_length=20, required=False), UNDER_18
    )

    def clean(self) -> dict[str, Any]:
        """Who agrees can be reached."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("guardian_name", "guardian_phone"):
            if data.get("guardian_consent") and not data.get(name):
                self.add_error(name, _("Volunteers under 18 need a guardian who agrees and can be reached."))
        return data


class JoinForm(ProfileForm):
    """Who somebody is, and which group records them (民政部令第67号 Art.5)."""

    organisation: Any = forms.ModelChoiceField(
        label=_("Group that records you"), queryset=None, to_field_name="reference"
    )
    real_name = forms.CharField(
        label=_("Name as on your identity document"), max_length=40,
        help_text=_("Kept encrypted; only your group can read it, and each reading is logged."),
    )  # fmt: skip
    identity_kind = forms.ChoiceField(label=_("Identity document"), choices=IdentityKind.choices)
    identity_number = forms.CharField(label=_("Number of the document"), max_length=30)
    sex = asked(
        forms.ChoiceField(
            label=_("Sex"), choices=[("", _("as on the resident ID card")), *Sex.choices], required=False
        ),
        WITHOUT_CARD,
    )
    born_on = asked(
        forms.DateField(
            label=_("Day of birth"),
            widget=day_input(),
            required=False,
            help_text=_("Only with a passport or travel permit; the resident ID card says it."),
        ),
        WITHOUT_CARD,
    )
    guardian_consent = forms.BooleanField(label=_("I am under 18, and my guardian agrees"), required=False)
    guardian_name = asked(forms.CharField(label=_("Name of the guardian"), max_length=40, required=False), UNDER_18)
    guardian_phone = asked(
        forms.CharField(label=_("Telephone of the guardian"), max_length=20, required=False), UNDER_18
    )
    agrees = forms.BooleanField(
        label=_("I give my time unpaid, and I agree that the group keeps this record of my service.")
    )

    field_order = (
        "organisation", "real_name", "identity_kind", "identity_number", "sex", "born_on", "guardian_consent",
        "guardian_name", "guardian_phone",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.fields["organisation"]
        groups.queryset = organisations_with(CapabilityKind.VOLUNTEER_GROUP).order_by("name")  # type: ignore[attr-defined]
        groups.label_from_instance = _group_name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The number fits its document, the birth is known, a minor has a guardian who can be reached."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("identity_kind") == IdentityKind.RESIDENT_ID and data.get("identity_number"):
            self._read_card(data)
        elif data.get("identity_kind") and not (data.get("born_on") and data.get("sex")):
            self.add_error("born_on", _("Enter the day of birth and the sex, as in the passport."))
        if is_minor(data.get("born_on"), clock.today()):
            for name in ("guardian_consent", "guardian_name", "guardian_phone"):
                if not data.get(name):
                    self.add_error(name, _("Volunteers under 18 need a guardian who agrees and can be reached."))
        return data

    def _read_card(self, data: dict[str, Any]) -> None:
        verdict = resident_id(data["identity_number"])
        if verdict:
            data["born_on"] = birth_date(data["identity_number"])
        else:
            self.add_error("identity_number", str(verdict.reason))

    @property
    def born(self) -> date | None:
        """As entered or as the card says."""
        born: date | None = self.cleaned_data["born_on"]
        return born


def window_choices() -> list[tuple[str, str]]:
    """Twenty-one half days: `1-am` is Monday morning."""
    return [
        (f"{number}-{part}", f"{day} {PART_NAMES[part]}")
        for number, day in enumerate(DAY_NAMES, start=1)
        for part in HALF_DAYS
    ]


def values_of(volunteer: Volunteer) -> dict[str, Any]:
    """What the profile form shows."""
    taken = {(window.weekday, window.starts_at) for window in volunteer.availabilities.all()}
    windows = [
        f"{day}-{part}" for day in range(1, 8) for part, (start, _end) in HALF_DAYS.items() if (day, start) in taken
    ]
    values = {
        name: getattr(volunteer, name) for name in ProfileForm.base_fields if name not in ("availability", "skills")
    }
    return values | {"availability": windows, "skills": [skill.code for skill in volunteer.skills.all()]}


def _group_name(group: Organisation) -> str:
    return said(group, "name")
