"""What members of the panel enter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from marketplace.common.naming import said
from marketplace.procurement.forms.bidding import criterion_name
from marketplace.procurement.models import Tender
from marketplace.procurement.queries import BlindBid, register_of_bidders


class InterestChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Organisations of the whole register."""

    def label_from_instance(self, obj: Any) -> str:
        return said(obj, "name")


class InterestsForm(forms.Form):
    """To whom a member is tied; nobody is told which of them bid."""

    organisations = InterestChoices(
        label=_("I am tied to"),
        queryset=None,
        required=False,
        to_field_name="reference",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Employed there, on its board, paid by it, or family of such a person. If none, tick nothing."),
    )
    truthful = forms.BooleanField(label=_("This is complete and true"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisations"]
        field.queryset = register_of_bidders()


class MarksForm(forms.Form):
    """A mark from 0 to 100 for every bid and criterion."""

    def __init__(
        self,
        *args: Any,
        tender: Tender,
        bids: Sequence[BlindBid],
        given: Mapping[tuple[str, str], Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tender, self.bids = tender, bids
        for bid in bids:
            for criterion in tender.criteria:
                self.fields[_name(bid, criterion)] = forms.DecimalField(
                    label=_("Bid %(label)s: %(criterion)s")
                    % {"label": bid.label, "criterion": criterion_name(criterion)},
                    min_value=0,
                    max_value=100,
                    max_digits=5,
                    decimal_places=2,
                    initial=given.get((bid.reference, criterion["id"])),
                    widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
                )

    def by_bid(self) -> Iterator[tuple[BlindBid, list[tuple[str, str, BoundField]]]]:
        """(bid, [(criterion, answer, field)]) for the template."""
        for bid in self.bids:
            yield (
                bid,
                [
                    (criterion_name(each), bid.answers.get(each["id"], ""), self[_name(bid, each)])
                    for each in self.tender.criteria
                ],
            )

    def marks(self) -> dict[str, dict[str, Decimal]]:
        """Bid reference -> criterion -> mark."""
        return {
            bid.reference: {each["id"]: self.cleaned_data[_name(bid, each)] for each in self.tender.criteria}
            for bid in self.bids
        }


def _name(bid: BlindBid, criterion: Mapping[str, str]) -> str:
    return f"mark_{bid.label}_{criterion['id']}"
