"""What a charity fills in about a programme or special fund: its plan, its filing, its campaigns, its account."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from donations.actions.programmes import GIVING_PAGE, NOT_FILED
from donations.forms.finance import day_input
from donations.forms.giving import AmountField
from donations.forms.plan_sections import SECTIONS
from donations.models import Programme, ProgrammeKind
from donations.rules import designated_platforms
from donations.rules.programmes import PLAN_FIELDS
from marketplace.common import clock
from marketplace.common.asked import asked
from marketplace.common.form_sections import Section, in_sections
from marketplace.common.money import format_yuan, parse_amount
from marketplace.common.naming import CITY_CODE, area_choices, code_choices, language
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError
from marketplace.publications.models import LONGEST_TEXT

LONG: Final = frozenset(
    {"purpose", "beneficiary_range", "selection", "use", "cost_rule", "leftovers"}
    | {"purpose_en", "beneficiary_range_en", "selection_en", "use_en", "cost_rule_en", "leftovers_en"}
)
SHORTENED: Final = 600
"""The longest text of a field that the database does not bound itself."""


class PresetsField(forms.CharField):
    """Amounts in yuan, one beside the other; cleaned to a list of fen."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Suggested amounts in yuan"), required=False, max_length=120,
            help_text=_("Separated by spaces, for example 50 100 200. Empty: the usual ones."),
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        words = re.split(r"[\s,，、;；]+", str(super().to_python(value)).strip())
        try:
            return sorted({parse_amount(word) for word in words if word})
        except DomainError as error:
            raise forms.ValidationError(str(error), code=error.code) from error


class PlanForm(forms.ModelForm[Programme]):
    """The plan of Order 74 Art.10; only name, purpose and dates are needed to begin a draft."""

    target = AmountField(label=_("Expected amount in yuan"), required=False)
    presets = PresetsField()
    aid_types = forms.MultipleChoiceField(
        label=_("For which aid types"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Tick none if it helps with any."),
    )  # fmt: skip
    need_kinds = forms.MultipleChoiceField(
        label=_("For which kinds of help"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Tick none if it helps with any."),
    )  # fmt: skip
    areas = forms.MultipleChoiceField(label=_("Where it helps"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Programme
        fields = [
            "name", "name_en", "purpose", "purpose_en", "starts_on", "ends_on", "is_emergency", "is_directed",
            "own_channel",
            "beneficiary_range", "beneficiary_range_en", "selection", "selection_en", "use", "use_en", "cost_rule",
            "cost_rule_en", "leftovers", "leftovers_en", "area", "area_en", "leader", "leader_en", "methods",
            "methods_en", "account_note", "account_note_en",
        ]  # fmt: skip
        widgets = {
            "starts_on": day_input(),
            "ends_on": day_input(),
            **{name: forms.Textarea(attrs={"rows": 3, "maxlength": SHORTENED}) for name in LONG},
        }
        help_texts = {
            "leader": _("A full-time member of the charity's staff."),
            "beneficiary_range": _("A range of people, never one person or household."),
            "selection": _("The rule by which those who benefit are chosen."),
            "account_note": _("The charity's own account; a fund has none of its own."),
            "is_directed": _("Then it takes no gifts from the public."),
            "is_emergency": _("It may open before it is filed, and reports every few days while it runs."),
            "own_channel": _("Beside its campaign on a designated platform. Untick it to link to the platform only."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say_the_limits()
        self._choose("aid_types", code_choices("aid_type"))
        self._choose("need_kinds", code_choices("need_kind"))
        self._choose("areas", area_choices())
        plan = self.instance
        if plan.target_fen:
            self.fields["target"].initial = format_yuan(plan.target_fen)
        for name in PLAN_FIELDS:
            asked(self.fields["target" if name == "target_fen" else name], _("(needed before filing)"))
        self._show_presets()
        kept = {"aid_types": plan.aid_types, "need_kinds": plan.need_kinds, "areas": plan.areas or [CITY_CODE]}
        self.initial.update(kept)

    def _say_the_limits(self) -> None:
        today = clock.today()
        lead = _("File the plan at least %(days)s days earlier.")
        span = _("At most %(years)s years later; for an emergency %(emergency)s.")
        years, emergency = (
            rule(f"plan.{name}", on=today).value for name in ("maximum_years", "emergency_maximum_years")
        )
        self.fields["starts_on"].help_text = lead % {"days": rule("plan.filing_lead_days", on=today).value}
        self.fields["ends_on"].help_text = span % {"years": years, "emergency": emergency}

    def _show_presets(self) -> None:
        self.fields["presets"].initial = " ".join(format_yuan(fen) for fen in self.instance.preset_fen)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def sections(self) -> list[Section]:
        """By what the fields are about."""
        return in_sections(self, SECTIONS)

    def _post_clean(self) -> None:
        """The actions write, and only they: no row is touched here."""

    def plan(self) -> dict[str, Any]:
        """The cleaned fields as the actions take them."""
        data = dict(self.cleaned_data)
        data["target_fen"] = data.pop("target")
        data["preset_fen"] = data.pop("presets")
        data.pop("kind", None)
        data.pop("charity", None)
        return data


class NewPlanForm(PlanForm):
    """In whose name, and whether a programme or a special fund: fixed once it exists."""

    charity: Any = forms.ModelChoiceField(label=_("Charity"), queryset=None, to_field_name="reference")
    kind = forms.ChoiceField(label=_("Kind"), choices=ProgrammeKind.choices, widget=forms.RadioSelect)

    field_order = ("charity", "kind")

    def __init__(self, *args: Any, charities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields["charity"]
        own.queryset = charities  # type: ignore[attr-defined]
        only = list(charities[:2])
        if len(only) == 1:
            own.initial, own.widget = only[0].reference, forms.HiddenInput()
        self.fields["kind"].initial = ProgrammeKind.PROGRAMME


class TranslationForm(PlanForm):
    """What nobody files: the English of a plan that is filed already, and how its giving page works."""

    target = None  # type: ignore[assignment]
    aid_types = None  # type: ignore[assignment]
    need_kinds = None  # type: ignore[assignment]
    areas = None  # type: ignore[assignment]

    class Meta(PlanForm.Meta):
        fields = [name for name in PlanForm.Meta.fields if name in NOT_FILED]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super(PlanForm, self).__init__(*args, **kwargs)
        self._show_presets()

    def plan(self) -> dict[str, Any]:
        """Translations and the giving page."""
        data = dict(self.cleaned_data)
        data["preset_fen"] = data.pop("presets")
        return data


class GivingPageForm(TranslationForm):
    """How the giving page of a programme works, once the public reads its plan."""

    class Meta(TranslationForm.Meta):
        fields = [name for name in PlanForm.Meta.fields if name in GIVING_PAGE]


class FilingForm(forms.Form):
    """Number and day under which the civil affairs bureau filed the plan."""

    number = forms.CharField(label=_("Filing number"), max_length=60)
    filed_on = forms.DateField(label=_("Filed on"), widget=day_input())


class CampaignForm(forms.Form):
    """The campaign on a designated platform that the giving page stands beside."""

    platform = forms.ChoiceField(label=_("Designated platform"))
    number = forms.CharField(label=_("Number on the platform"), max_length=60)
    url = forms.URLField(
        label=_("Link"), max_length=300, required=False, assume_scheme="https",
        help_text=_("Only a link to the platform itself is believed; it may stay empty."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("Starts on"), widget=day_input())
    ends_on = forms.DateField(label=_("Ends on"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(platform.code, platform.title(language())) for platform in designated_platforms(clock.today())]
        self.fields["platform"].choices = known  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """What the charity tells the public about the use of the money up to a day."""

    up_to = forms.DateField(label=_("Up to"), widget=day_input(), initial=clock.today)
    text = forms.CharField(
        label=_("What the money did"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A second officer reads it first, then the public: no names, addresses or numbers of people."),
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("The same in English"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BankAccountForm(forms.Form):
    """The charity's own bank account, for gifts by transfer."""

    charity: Any = forms.ModelChoiceField(label=_("Charity"), queryset=None, to_field_name="reference")
    holder_name = forms.CharField(
        label=_("Account holder"), max_length=120, help_text=_("The registered name of the charity itself.")
    )
    bank_name = forms.CharField(label=_("Bank"), max_length=120)
    account_number = forms.CharField(
        label=_("Account number"), max_length=40, help_text=_("8 to 32 digits; only donors who transfer see it.")
    )

    def __init__(self, *args: Any, charities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields["charity"]
        own.queryset = charities  # type: ignore[attr-defined]
        only = list(charities[:2])
        if len(only) == 1:
            own.initial, own.widget = only[0].reference, forms.HiddenInput()
