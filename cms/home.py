"""`/`: the front page that the editors made, or a plain one while there is none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.views import serve

from cms.front_page import front_page
from cms.models import HomePage


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A fresh database has a site without a front page of ours; readers are welcome all the same."""
    site = Site.find_for_request(request)
    if site is not None and isinstance(site.root_page.localized.specific, HomePage):
        answer: HttpResponse = serve(request, "")
        return answer
    return render(request, "cms/home.html", front_page())
