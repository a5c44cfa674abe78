"""What the government buys for people in need: the service list and its tenders, open to everybody."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.common import clock
from marketplace.common.paging import turn_to_page
from marketplace.procurement.clocks import clocks_of, is_over, trail_of
from marketplace.procurement.forms.bidding import criterion_name
from marketplace.procurement.models import ServiceClass, Tender
from marketplace.procurement.ocds import release_package
from marketplace.procurement.queries import (
    answered_questions,
    bidders_for,
    current_service_list,
    outcome_of,
    published_tenders,
    tenders_worked_on_by,
)


@require_safe
def service_list(request: HttpRequest) -> HttpResponse:
    """The list valid today, and the tenders that were ever opened, the newest first."""
    valid = current_service_list()
    items = list(valid.items.all()) if valid else []
    groups = [(label, [item for item in items if item.service_class == code]) for code, label in ServiceClass.choices]
    context = {"list": valid, "groups": groups, "page": turn_to_page(request, published_tenders())}
    return render(request, "procurement/list.html", context)


@require_safe
@never_cache
def tender_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One tender: what is bought, how bids are judged, every clock, and the server's own time."""
    tender = get_object_or_404(published_tenders(), reference=reference)
    context = {
        "tender": tender,
        "criteria": _criteria(tender),
        "clocks": clocks_of(tender),
        "trail": trail_of(tender),
        "over": is_over(tender),
        "questions": answered_questions(tender),
        "changes": tender.deadline_changes.all(),
        "outcome": outcome_of(tender),
        "may_take_part": bidders_for(request.user).exists(),
        "works_on_it": tenders_worked_on_by(request.user).filter(pk=tender.pk).exists(),
        "now": clock.now(),
        "crumbs": [(_("Public contracts"), reverse("procurement"))],
    }
    return render(request, "procurement/tender.html", context)


@require_safe
@never_cache
def ocds(_request: HttpRequest, reference: str) -> JsonResponse:
    """The purchase as a release package of the Open Contracting Data Standard 1.1.5."""
    tender = get_object_or_404(published_tenders(), reference=reference)
    return JsonResponse(release_package(tender), json_dumps_params={"ensure_ascii": False})


def _criteria(tender: Tender) -> list[tuple[str, str]]:
    """(what is judged, its weight in percent), the price last."""
    rows = [(criterion_name(criterion), _percent(criterion["weight"])) for criterion in tender.criteria]
    return [*rows, (_("Price"), _percent(tender.price_weight))]


def _percent(weight: str) -> str:
    return f"{(Decimal(weight) * 100).normalize():f} %"
