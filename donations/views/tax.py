"""`/tax/`: what a gift may save in tax. A pure estimate: what is typed is answered and forgotten."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from donations.forms import EstimateForm
from donations.models import DonorKind
from donations.tax import estimate_company_gift, estimate_person_gift, newest_rules
from donations.tax.amounts import fen as to_fen
from donations.tax.amounts import yuan
from marketplace.common import clock


@require_http_methods(["GET", "POST"])
@never_cache
def estimate(request: HttpRequest) -> HttpResponse:
    """The form keeps what was typed; the answer names the rules it follows."""
    form = EstimateForm(request.POST or None)
    answer = _answer(form.cleaned_data) if request.method == "POST" and form.is_valid() else None
    return render(request, "donations/tax.html", {"form": form, "answer": answer, "rules": newest_rules("CN")})


def _answer(data: dict[str, Any]) -> dict[str, int]:
    gift, base, today = yuan(data["gift"]), yuan(data["base"]), clock.today()
    if data["payer"] == DonorKind.COMPANY:
        year = estimate_company_gift(year=today.year, profit=base, gift=gift).years[-1]
        used = sum((use.amount for use in year.used), Decimal())
        return {"deducted": to_fen(used), "limit": to_fen(year.limit), "unused": to_fen(gift - used)}
    person = estimate_person_gift(amount=gift, given_on=today, comprehensive=base)
    return {
        "deducted": to_fen(person.deducted),
        "unused": to_fen(person.unused),
        "before": to_fen(person.tax_before),
        "after": to_fen(person.tax_after),
        "saving": to_fen(person.saving),
    }
