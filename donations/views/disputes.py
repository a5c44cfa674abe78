"""`/partner/gifts/disputes/`: payments that a payer's bank wants back, and how each ended."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from donations.actions import close_dispute
from donations.models import Certificate
from donations.queries import disputes_of
from donations.receipts import papers_due
from donations.rules import may_handle_money
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.organisations.doors import for_partners

ENDS = {"won": True, "lost": False}


@require_safe
@for_partners
@never_cache
def dispute_list(request: HttpRequest) -> HttpResponse:
    """Disputes of the reader's charities, the open ones first."""
    crumbs = [(_("Gifts"), reverse("partner_gifts"))]
    context = {"page": turn_to_page(request, disputes_of(request.user)), "crumbs": crumbs}
    return render(request, "donations/disputes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def dispute_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What the dispute means for the gift and its certificate; finance staff enter how it ended."""
    dispute = get_object_or_404(disputes_of(request.user), reference=reference)
    gift, form, status = dispute.payment.gift, forms.Form(posted(request)), 200
    if request.method == "POST":
        end = request.POST.get("end", "")
        if end not in ENDS:
            raise Http404
        status = attempt(form, lambda: close_dispute(by=user_of(request), dispute=dispute, won=ENDS[end]))
        if not status:
            messages.success(request, _("Entered. The books and the gift follow."))
            return redirect("dispute", reference=reference)
    context = {
        "dispute": dispute,
        "gift": gift,
        "form": form,
        "may": may_handle_money(request.user, gift.programme.charity),
        "papers": papers_due(gift),
        "certificates": Certificate.objects.filter(gift=gift),
        "crumbs": [(_("Gifts"), reverse("partner_gifts")), (_("Disputes"), reverse("disputes"))],
    }
    return render(request, "donations/dispute.html", context, status=status)
