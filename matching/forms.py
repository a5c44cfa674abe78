"""A partner's answer to a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.ports import fund_source
from matching.states import DeclineReason


class AnswerForm(forms.Form):
    """Accept, naming a fund or none; or decline with a reason."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("accept", _("We will help")), ("decline", _("Not this time"))],
        widget=forms.RadioSelect,
    )
    fund = forms.ChoiceField(label=_("Programme or fund that pays"), required=False)
    reason = forms.ChoiceField(
        label=_("Reason for declining"), choices=[("", "—"), *DeclineReason.choices], required=False
    )
    comment = forms.CharField(
        label=_("Comment"), max_length=300, required=False, help_text=_("No names or addresses; it is scanned.")
    )

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [fund for fund in fund_source().open_funds() if fund.organisation_id == organisation_id]
        named = [(fund.reference, getattr(fund, "name", fund.reference)) for fund in own]
        self.fields["fund"].choices = [("", _("none")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A refusal needs its reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == "decline" and not data.get("reason"):
            self.add_error("reason", _("Choose a reason, so that the next proposal fits better."))
        return data
