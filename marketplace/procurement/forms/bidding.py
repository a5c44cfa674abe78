"""What bidders enter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from marketplace.common.asked import IN_A_BEGUN_ROW, asked
from marketplace.common.form_rows import RowsForm, YuanField, day_field
from marketplace.common.money import format_yuan
from marketplace.common.naming import code_choices, language, said
from marketplace.organisations.models import Organisation
from marketplace.procurement.bid_content import BidContent, Paper
from marketplace.procurement.models import Tender

ANSWER_LENGTH = 6000
BEFORE_SEALING = _("(needed before you seal)")


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An organisation by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return said(obj, "name")


class QuestionForm(forms.Form):
    """A question that everybody will read."""

    organisation = OrganisationChoice(
        label=_("Asked on behalf of"), queryset=None, to_field_name="reference", empty_label=None
    )
    text = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Question and answer are public; who asked is not. Name no person and no number."),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = organisations


class BidForm(RowsForm):
    """Price, one answer per criterion, papers, declarations."""

    price = asked(YuanField(label=_("Price for the whole term"), required=False), BEFORE_SEALING)
    small_enterprise = forms.BooleanField(label=_("We are a small or micro enterprise"), required=False)
    accepts_terms = forms.BooleanField(
        label=_("We accept the terms of the documents and declare that what we write is true"), required=False
    )

    def __init__(self, *args: Any, tender: Tender, content: BidContent | None = None, **kwargs: Any) -> None:
        self.tender = tender
        super().__init__(*args, initial=_initial(content, tender) if content else None, **kwargs)
        for criterion in tender.criteria:
            answer = forms.CharField(
                label=criterion_name(criterion),
                required=False,
                max_length=ANSWER_LENGTH,
                widget=forms.Textarea(attrs={"rows": 8}),
                help_text=_("The panel reads this without knowing whose it is: do not name your organisation."),
            )
            self.fields[f"answer_{criterion['id']}"] = asked(answer, BEFORE_SEALING)

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        return {
            "kind": forms.ChoiceField(
                label=_("Paper %(number)s") % {"number": number},
                required=False,
                choices=[("", _("none")), *code_choices("bid_paper")],
            ),
            "number": asked(forms.CharField(label=_("Its number"), required=False, max_length=60), IN_A_BEGUN_ROW),
            "valid_to": day_field(label=_("Valid until"), required=False, help_text=_("Leave empty if it has no end.")),
        }

    def answers(self) -> Iterator[BoundField]:
        """The bound fields of the criteria."""
        return (self[f"answer_{criterion['id']}"] for criterion in self.tender.criteria)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.require_in_rows("kind", "number")
        return data

    def content(self) -> BidContent:
        """What was entered."""
        data = self.cleaned_data
        return BidContent(
            price_fen=data["price"],
            answers={each["id"]: data[f"answer_{each['id']}"] for each in self.tender.criteria},
            papers=tuple(Paper(row["kind"], row["number"], row["valid_to"]) for row in self.filled("kind")),
            small_enterprise=data["small_enterprise"],
            accepts_terms=data["accepts_terms"],
        )


class CodeForm(forms.Form):
    """A code that was shown once."""

    code = forms.CharField(
        label=_("The code you kept"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip()


class QueryForm(forms.Form):
    """A query about the award."""

    text = forms.CharField(
        label=_("What do you query, and why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )


def criterion_name(criterion: dict[str, str]) -> str:
    """In the reader's language; a criterion without a name is its id."""
    chinese = criterion.get("name") or criterion["id"]
    return chinese if language().startswith("zh") else criterion.get("name_en") or chinese


def _initial(content: BidContent, tender: Tender) -> dict[str, Any]:
    found: dict[str, Any] = {
        "price": format_yuan(content.price_fen) if content.price_fen else "",
        "small_enterprise": content.small_enterprise,
        "accepts_terms": content.accepts_terms,
    }
    found |= {f"answer_{each['id']}": content.answers.get(each["id"], "") for each in tender.criteria}
    for number, paper in enumerate(content.papers, start=1):
        found |= {f"kind_{number}": paper.kind, f"number_{number}": paper.number, f"valid_to_{number}": paper.valid_to}
    return found
