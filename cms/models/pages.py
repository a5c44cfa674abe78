"""Editorial pages: the front page, texts, and lists of texts. Needs and programmes are rows, not pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.front_page import front_page
from cms.models.media import SiteImage
from cms.models.stories import story_workflow
from cms.page_form import TextPageForm
from cms.stories.text import text_of
from marketplace.common.paging import turn_to_page
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus


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


class Basis(models.TextChoices):
    """What a story about people stands on."""

    NEED = "need", _("consent recorded with a need")
    PAPER = "paper", _("a signed paper")
    INVENTED = "invented", _("it is invented, and says so")


class StoryPermissions(PagePermissionTester):  # type: ignore[misc]
    """A story is published by its approved words, by nobody's button."""

    def can_publish(self) -> bool:
        return False


class TextPage(Page):  # type: ignore[misc]
    """A text: an introduction and blocks. Below a list of stories it is one, and a second officer reads it first."""

    lede = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    basis = models.CharField(_("what it stands on"), max_length=8, choices=Basis.choices, null=True, blank=True)
    consent_reference = models.CharField(
        _("reference of the need, or number of the paper"), max_length=40, null=True, blank=True
    )
    picture = models.ForeignKey(
        SiteImage, verbose_name=_("picture"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    parent_page_types: ClassVar = ["cms.HomePage", "cms.ListingPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = TextPageForm
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lede"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("basis"),
        FieldPanel("consent_reference"),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]
    template = "cms/text_page.html"

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The text, and the pages above it."""
        return {**super().get_context(request, *args, **kwargs), "crumbs": crumbs_of(self, request)}

    @property
    def is_story(self) -> bool:
        """Whether it stands below a list of stories."""
        parent = self.get_parent()
        return parent is not None and bool(getattr(parent.specific, "holds_stories", False))

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Editors write stories and hand them in; they do not publish them."""
        return StoryPermissions(user, self) if self.is_story else super().permissions_for_user(user)

    @property
    def has_workflow(self) -> bool:
        return self.is_story or super().has_workflow

    def get_workflow(self) -> Any:
        """Stories have one of their own, whatever stands above them."""
        return story_workflow() if self.is_story else super().get_workflow()

    def publish(self, revision: Any, user: Any = None, **options: Any) -> Any:
        """Only what a second officer approved, word for word, whoever publishes and when; else `PermissionDenied`.

        Schedules and translations publish in nobody's name: they too find only approved words.
        """
        if self.is_story:
            if not approved_words(self.pk, text_of(revision.as_object())):
                raise PermissionDenied(_("A second officer reads a story first. Submit it for review."))
            options["skip_permission_checks"] = True
        return super().publish(revision, user=user, **options)

    @property
    def may_be_shown(self) -> bool:
        """A story copied, moved here or put back to an older version is shown only if its words were approved."""
        return not self.is_story or approved_words(self.pk, text_of(self))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Words that were hidden a moment ago, or were never read, are away whatever the page says of itself."""
        if not self.may_be_shown:
            raise Http404
        answer: HttpResponse = super().serve(request, *args, **kwargs)
        return answer


class ListingPage(Page):  # type: ignore[misc]
    """A list of texts, the newest first."""

    lede = models.TextField(_("introduction"), max_length=400, blank=True)
    holds_stories = models.BooleanField(_("its texts are stories of people"), null=True, blank=True)

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
        if self.holds_stories:
            texts = texts.filter(pk__in=read_stories())
        own = {"crumbs": crumbs_of(self, request), "texts": turn_to_page(request, texts)}
        return {**super().get_context(request, *args, **kwargs), **own}


def crumbs_of(page: Page, request: HttpRequest) -> list[tuple[str, str]]:
    """(title, address) of the pages between the front page and this one."""
    above = page.get_ancestors().live().type(ListingPage).order_by("depth")
    return [(each.title, each.get_url(request)) for each in above]


def read_stories() -> list[int]:
    """The pages whose words a second officer approved and nobody hid."""
    approved = Publication.objects.filter(kind=Kind.STORY, status=PublicationStatus.PUBLISHED)
    return [int(reference) for reference in approved.values_list("subject_reference", flat=True)]


def unread_stories() -> models.QuerySet[TextPage]:
    """Pages below a list of stories that nobody outside may see, whatever they say of themselves."""
    below: models.QuerySet[TextPage] = TextPage.objects.none()
    for stories in ListingPage.objects.filter(holds_stories=True):
        below = below | TextPage.objects.child_of(stories)
    return below.exclude(pk__in=read_stories())


def approved_words(number: int | None, text: str) -> bool:
    """Whether exactly these words of the page were approved and are not hidden."""
    approved = Publication.objects.filter(kind=Kind.STORY, subject_reference=str(number))
    return approved.filter(status=PublicationStatus.PUBLISHED, text=text).exists()
