"""The form of an image: described, declared, and freed of its metadata before it is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from marketplace.common.references import new_reference
from marketplace.common.verdict import DomainError
from marketplace.documents.inspection import inspect_upload

PICTURES = frozenset({"image/jpeg", "image/png"})


class SiteImageForm(BaseImageForm):  # type: ignore[misc]
    """Nothing of the browser's file name, and nothing of where a picture was taken, is kept."""

    is_declared = forms.BooleanField(
        label=_("Nobody can be recognised in the picture, or everybody who can agreed in writing.")
    )

    def clean_file(self) -> Any:
        """The picture drawn anew, under a name of ours; what is none is refused."""
        given = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return given
        if self.instance.pk is not None:
            message = _(
                "A picture is not exchanged once it is stored: somebody may have approved it. Upload a new one."
            )
            raise forms.ValidationError(message, code="PICTURE_IS_FIXED")
        given.seek(0)
        try:
            clean = checked_picture(given.read())
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        clean.image = getattr(given, "image", None)  # type: ignore[attr-defined]
        return clean


def checked_picture(data: bytes) -> SimpleUploadedFile:
    """The picture drawn anew without its metadata, under a name of ours; raises `UploadRefused`."""
    checked = inspect_upload(data, accept=PICTURES)
    return SimpleUploadedFile(f"{new_reference()}.{checked.extension}", checked.data, checked.content_type)
