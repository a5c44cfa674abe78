"""The few kinds of block of which an editorial page is made; each looks like the component of the same name."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StaticBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

from cms.front_page import totals
from donations.queries import public_programmes

RICH_TEXT: Final = ["bold", "link", "ul", "ol", "document-link"]
"""What an editor may do inside a paragraph: no images, no embeds, no headings, no HTML of their own."""
TONES: Final = [("", _("plain")), ("good", _("good news")), ("notice", _("please note")), ("alert", _("warning"))]


class NoticeBlock(StructBlock):  # type: ignore[misc]
    """A boxed note."""

    tone = ChoiceBlock(choices=TONES, required=False, label=_("Tone"))
    title = CharBlock(required=False, max_length=100, label=_("Title"))
    text = TextBlock(label=pgettext_lazy("block", "Text"))

    class Meta:
        template = "cms/blocks/notice.html"
        icon = "warning"
        label = pgettext_lazy("block", "Notice")


class StepBlock(StructBlock):  # type: ignore[misc]
    """A node of the bamboo trail."""

    label = CharBlock(max_length=120, label=_("Step"))
    detail = TextBlock(required=False, label=_("What happens"))

    class Meta:
        label = _("Step")


class QuoteBlock(StructBlock):  # type: ignore[misc]
    """What somebody said, and who that is in general words."""

    text = TextBlock(label=pgettext_lazy("block", "Text"))
    source = CharBlock(required=False, max_length=100, label=_("Who says so"))

    class Meta:
        template = "cms/blocks/quote.html"
        icon = "openquote"
        label = _("Quotation")


class BooksBlock(StaticBlock):  # type: ignore[misc]
    """What all public programmes hold together, as the ledger says at the moment of reading."""

    class Meta:
        template = "cms/blocks/books.html"
        icon = "table"
        label = _("Totals of all programmes")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`money`: see `cms.front_page.totals`."""
        return {**super().get_context(value, parent_context), "money": totals(list(public_programmes()))}


class BodyBlock(StreamBlock):  # type: ignore[misc]
    """The body of a page."""

    heading = CharBlock(
        max_length=100, label=pgettext_lazy("block", "Heading"), icon="title", template="cms/blocks/heading.html"
    )
    paragraph = RichTextBlock(features=RICH_TEXT, label=_("Paragraph"), template="cms/blocks/paragraph.html")
    steps = ListBlock(StepBlock(), label=_("Steps"), icon="list-ol", template="cms/blocks/steps.html")
    notice = NoticeBlock()
    facts = ListBlock(
        CharBlock(max_length=200, label=pgettext_lazy("block", "Fact")),
        label=_("Facts"),
        template="cms/blocks/facts.html",
    )
    quote = QuoteBlock()
    books = BooksBlock()
