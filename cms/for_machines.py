"""What search engines and security researchers look for: robots.txt, sitemap.xml, security.txt."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as write_sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.models import HomePage
from cms.models.pages import unread_stories
from marketplace.common import clock
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_shown_to
from marketplace.needs.states import NeedStatus

NOT_FOR_ROBOTS: Final = (
    "/accounts/", "/audit/", "/casework/", "/cms/", "/demo/", "/desk/", "/files/", "/gifts/", "/matching/",
    "/partner/", "/releases/", "/review/", "/styleguide/", "/webhooks/", "/words/",
)  # fmt: skip
DOORS: Final = ("needs", "needs_map", "programmes")
SECURITY_TXT_LASTS: Final = timedelta(days=180)


class OpenNeeds(Sitemap[Need]):
    """Needs that everybody may see and that still want help; without dates, which no export line has."""

    limit = 10_000

    def items(self) -> QuerySet[Need]:
        return needs_shown_to("public").filter(status=NeedStatus.PUBLISHED).only("reference")

    def location(self, item: Need) -> str:
        return reverse("need", args=[item.reference])


class Doors(Sitemap[str]):
    """The lists from which the rest is reached."""

    def items(self) -> list[str]:
        return list(DOORS)

    def location(self, item: str) -> str:
        return reverse(item)


class Texts(Sitemap[Page]):
    """Editorial pages, once: both languages share an address."""

    def items(self) -> QuerySet[Page]:
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        pages: QuerySet[Page] = Page.objects.none()
        if site is not None and issubclass(site.root_page.specific_class, HomePage):
            live = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
            pages = live.exclude(pk__in=unread_stories().values("pk")).order_by("path")
        return pages

    def location(self, item: Page) -> str:
        return str(item.get_url() or "/")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every address that anybody may read and a search engine should know."""
    answer: HttpResponse = write_sitemap(request, {"doors": Doors, "needs": OpenNeeds, "texts": Texts})
    return answer


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Nothing behind a sign-in or a secret address is for robots; everything public is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), f"Sitemap: {_absolute('sitemap')}"]
    return _plain(lines)


@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """Where to tell us about a weakness (RFC 9116); it never expires while the site runs."""
    until = datetime.combine(clock.today() + SECURITY_TXT_LASTS, time(), tzinfo=clock.CITY_ZONE)
    lines = [
        f"Contact: {settings.BASE_URL}/report/",
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: zh, en",
        f"Canonical: {_absolute('security_txt')}",
    ]
    return _plain(lines)


def _absolute(name: str) -> str:
    return f"{settings.BASE_URL}{reverse(name)}"


def _plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
