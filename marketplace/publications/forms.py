"""What an author writes, and what a second officer answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.asked import asked
from marketplace.common.marking import MarkedText, mark_texts
from marketplace.documents.actions import PICTURES, store_upload
from marketplace.publications.actions import Writing
from marketplace.publications.models import LONGEST_ALTERNATIVE, LONGEST_REMARK, LONGEST_TEXT, WORDS, Publication
from marketplace.publications.ports import subject_of
from marketplace.publications.states import Kind

WITH_PICTURE = frozenset({Kind.NEED_UPDATE, Kind.PROGRAMME})


class WordsForm(forms.Form):
    """Chinese, English if there is any, a picture where one may be; each kind has only its own fields."""

    text = forms.CharField(label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
    text_en = forms.CharField(
        label=_("Text in English"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    for_public = forms.BooleanField(
        label=_("Everybody may read it"),
        required=False,
        help_text=_("Tick it only if the household agreed. Otherwise only those who helped read it."),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG or PNG up to 8 MB. Place and camera are removed from it. Show no face, no door, no name."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    alternative_text = asked(
        forms.CharField(
            label=_("What the picture shows"),
            max_length=LONGEST_ALTERNATIVE,
            required=False,
            help_text=_("One sentence for those who cannot see it."),
        ),
        _("(needed with a picture)"),
    )
    alternative_text_en = forms.CharField(
        label=_("What the picture shows, in English"), max_length=LONGEST_ALTERNATIVE, required=False
    )
    picture_declared = forms.BooleanField(
        label=_("Nobody can be recognised in the picture, or everybody who can agreed in writing."), required=False
    )
    keeps_picture = forms.BooleanField(label=_("Keep the picture"), required=False)

    def __init__(self, *given: Any, kind: str, publication: Publication | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.publication = publication
        for name in self.not_asked(kind):
            del self.fields[name]
        if kind == Kind.DEDICATION:
            self.fields["text"].label = _("Dedication")

    def not_asked(self, kind: str) -> list[str]:
        """Fields that this kind, or this text, has not."""
        unasked = [] if kind == Kind.THANKS else ["for_public"]
        if kind not in WITH_PICTURE:
            unasked += ["picture", "alternative_text", "alternative_text_en", "picture_declared"]
        if self.publication is None or self.publication.picture is None:
            unasked.append("keeps_picture")
        return unasked

    @staticmethod
    def initial_of(publication: Publication) -> dict[str, Any]:
        """What was written so far."""
        names = ("text", "text_en", "for_public", "alternative_text", "alternative_text_en", "picture_declared")
        return {name: getattr(publication, name) for name in names} | {"keeps_picture": True}

    def writing(self, by: User | None) -> Writing:
        """The answers; an uploaded picture is checked, freed of its metadata and stored. Raises `UploadRefused`."""
        given = self.cleaned_data
        picture = self.publication.picture if self.publication and given.get("keeps_picture") else None
        if given.get("picture") and by is not None:
            picture = store_upload(by=by, purpose="publication", data=given["picture"].read(), accept=PICTURES)
        return Writing(
            text=given["text"].strip(),
            text_en=given.get("text_en", "").strip(),
            for_public=given.get("for_public", True),
            picture=picture,
            alternative_text=given.get("alternative_text", "").strip() if picture else "",
            alternative_text_en=given.get("alternative_text_en", "").strip() if picture else "",
            picture_declared=bool(picture) and given.get("picture_declared", False),
        )


class RemarkForm(forms.Form):
    """What the author is to mend; scanned like the words."""

    remark = forms.CharField(
        label=_("What is to be mended"),
        help_text=_("The author reads this sentence. Name nobody in it."),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def marked_in(kind: str, reference: str, form: WordsForm) -> list[MarkedText]:
    """What was typed with its findings marked; nothing where nothing was found."""
    if not form.is_bound:
        return []
    texts = {name: form.data.get(name, "") for name in WORDS if name in form.fields}
    scan = subject_of(kind).scan
    marked = mark_texts(texts, {name: scan(reference, text) for name, text in texts.items()})
    return [text for text in marked if text.findings]
