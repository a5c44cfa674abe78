"""What a second officer fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.needs.actions.review import refuse_unfit_comment
from marketplace.needs.actions.submission import refuse_unfit_words
from marketplace.needs.models.review import LONGEST_COMMENT, SentBackField
from marketplace.needs.search import search_columns
from marketplace.needs.states import REASON_SENTENCES

OFFICERS_REASONS = ("UNUSUAL_STORY", "SENSITIVE_MATTER", "OFFICER_DECIDED")


class SendBackForm(forms.Form):
    """What the author is to mend; the comment is scanned like a need."""

    field = forms.ChoiceField(label=pgettext_lazy("in the draft", "Where"), choices=SentBackField.choices)
    comment = forms.CharField(
        label=_("What is to be mended"),
        help_text=_("The author reads this sentence. Name nobody in it."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "comment" in cleaned and "field" in cleaned:
            try:
                refuse_unfit_comment(cleaned["field"], cleaned["comment"])
                refuse_identifying_text(cleaned["comment"])
            except DomainError as refusal:
                self.add_error("comment", forms.ValidationError(str(refusal), code=refusal.code))
        return cleaned


class KeepPrivateForm(forms.Form):
    """Why the need is better not shown."""

    because = forms.ChoiceField(
        label=_("Reason"),
        choices=[(code, REASON_SENTENCES[code]) for code in OFFICERS_REASONS],
        widget=forms.RadioSelect,
    )


class NeedWordsForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Wagtail's editor: two fields, and no way past the scan, not even for a draft."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            refuse_unfit_words(cleaned.get("title", ""), cleaned.get("text", ""))
        except DomainError as refusal:
            self.add_error(None, forms.ValidationError(str(refusal), code=refusal.code))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        for name, value in search_columns(self.instance.title, self.instance.text).items():
            setattr(self.instance, name, value)
        return super().save(commit=commit)
