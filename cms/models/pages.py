"""Editorial pages: the front page, texts, and lists of texts. Needs and programmes are rows, not pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.front_page import front_page
from marketplace.common.paging import turn_to_page


class HomePage(Page):  # type: ignore[misc]
    """The front page: the editor's words above what is newest in the city."""

    heading = models.CharField(_("heading"), max_length=100)
    lede = models.TextField(_("introduction"), max_length=400)

    max_count_per_parent = 2
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["cms.TextPage", "cms.ListingPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("heading"), FieldPanel("lede")]
    template = "cms/home.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The words, and `cms.front_page`."""
        return {**super().get_context(request, *args, **kwargs), **front_page()}


class TextPage(Page):  # type: ignore[misc]
    """A text: an introduction and blocks."""

    lede = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types: ClassVar = ["cms.HomePage", "cms.ListingPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]
    template = "cms/text_page.html"

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The text, and the pages above it."""
        return {**super().get_context(request, *args, **kwargs), "crumbs": crumbs_of(self, request)}


class ListingPage(Page):  # type: ignore[misc]
    """A list of texts, the newest first."""

    lede = models.TextField(_("introduction"), max_length=400, blank=True)

    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["cms.TextPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lede")]
    template = "cms/listing_page.html"

    class Meta:
        verbose_name = _("list of texts")
        verbose_name_plural = _("lists of texts")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page of texts that `?page=` asks for."""
        texts = TextPage.objects.child_of(self).live().order_by("-first_published_at", "pk")
        own = {"crumbs": crumbs_of(self, request), "texts": turn_to_page(request, texts)}
        return {**super().get_context(request, *args, **kwargs), **own}


def crumbs_of(page: Page, request: HttpRequest) -> list[tuple[str, str]]:
    """(title, address) of the pages between the front page and this one."""
    above = page.get_ancestors().live().type(ListingPage).order_by("depth")
    return [(each.title, each.get_url(request)) for each in above]
