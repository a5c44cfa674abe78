"""The editor of a page: a story says what it stands on, and no words with findings are saved, not even as a draft."""

from __future__ import annotations

from typing import Any

from django.forms import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.stories.text import join
from marketplace.common.public_words import TextMayIdentify, refuse_identifying_text


class TextPageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Only stories are scanned: other pages name offices, laws and telephone numbers of the city on purpose."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        parent = self.parent_page.specific if self.parent_page else None
        if not getattr(parent, "holds_stories", False):
            return cleaned
        if not cleaned.get("basis"):
            self.add_error("basis", ValidationError(_("Say what the story stands on."), code="NO_CONSENT"))
        words: list[Any] = [
            cleaned.get(name) for name in ("title", "lede", "body", "seo_title", "search_description", "picture")
        ]
        try:
            refuse_identifying_text(join(*words))
        except TextMayIdentify as refusal:
            self.add_error(None, ValidationError(str(refusal), code=refusal.code))
        return cleaned
