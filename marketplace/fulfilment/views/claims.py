"""A wish is held with one of our offers, and then bought or given back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.rule_data import rule
from marketplace.fulfilment.actions import claim_wish, keep_claim, release_claim
from marketplace.fulfilment.forms import ClaimForm
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.queries import claims_visible_to, offers_fitting
from marketplace.fulfilment.rules import CLAIMABLE
from marketplace.fulfilment.states import ClaimStatus
from marketplace.needs.queries import needs_visible_to
from marketplace.needs.states import GONE
from marketplace.organisations.doors import for_partners


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def claim(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose the offer with which to fulfil a wish, and hold it for a few days."""
    need = get_object_or_404(needs_visible_to(request.user), reference=reference)
    if need.need_kind not in CLAIMABLE:
        raise Http404
    offers = offers_fitting(request.user, need)
    form, status = ClaimForm(posted(request), offers=offers), 200
    if request.method == "POST":
        made = []
        status = attempt(
            form, lambda: made.append(claim_wish(by=user_of(request), need=need, offer=form.cleaned_data["offer"]))
        )
        if not status:
            messages.success(request, _("It is held for you. Tell us as soon as you have it."))
            return redirect("settle_claim", reference=made[0].reference)
    context = {
        "need": need,
        "form": form,
        "has_offer": offers.exists(),
        "hours": int(rule("fulfilment.claim_hours", on=clock.today()).value),
        "crumbs": [(_("Needs"), "/needs/"), (need.title, f"/needs/{need.reference}/")],
    }
    return render(request, "fulfilment/claim.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def settle(request: HttpRequest, reference: str) -> HttpResponse:
    """We have it, or we give it back."""
    held = get_object_or_404(claims_visible_to(request.user), reference=reference)
    form, status = forms.Form(posted(request)), 200
    made: list[Assignment] = []
    if request.POST.get("do") == "keep":
        status = attempt(form, lambda: made.append(keep_claim(by=user_of(request), claim=held)))
    elif request.POST.get("do") == "release":
        status = attempt(form, lambda: release_claim(by=user_of(request), claim=held))
    elif request.method == "POST":
        raise Http404
    if request.method == "POST" and not status:
        messages.success(request, _("Agreed.") if made else _("Given back. It is offered to others."))
        return redirect(reverse("assignment", args=[made[0].reference]) if made else reverse("assignments"))
    context = {
        "claim": held,
        "need": held.need,
        "shows_words": held.need.status not in GONE,
        "refused": form,
        "waits": held.status == ClaimStatus.HELD and held.expires_at > clock.now(),
        "crumbs": [(_("Assignments"), reverse("assignments"))],
    }
    return render(request, "fulfilment/settle.html", context, status=status)
