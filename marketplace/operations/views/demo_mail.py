"""`/demo/mail/`: outgoing mail of the embedded mode, to read without a mail server."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.notifications.mailbox import stored_mail

PER_PAGE = 20


@require_GET
@never_cache
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The newest messages first; outside the embedded mode the page does not exist."""
    if not settings.EMBEDDED:
        raise Http404
    page = Paginator(stored_mail(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "operations/demo_mail.html", {"page": page})


@require_GET
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """For the process that watches us: the application answers."""
    return HttpResponse("ok\n", content_type="text/plain")
