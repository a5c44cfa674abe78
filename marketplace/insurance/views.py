"""`/partner/insurance/`: an insurer's group programmes with their perils. No premium is ever shown to anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.common.paging import turn_to_page
from marketplace.insurance.queries import programmes_of
from marketplace.organisations.doors import for_partners


@require_safe
@for_partners
@never_cache
def programme_list(request: HttpRequest) -> HttpResponse:
    """The group programmes of the insurers for whom the reader acts."""
    programmes = programmes_of(request.user).select_related("insurer", "policyholder").order_by("-starts_on", "pk")
    return render(request, "insurance/list.html", {"page": turn_to_page(request, programmes, size=10)})
