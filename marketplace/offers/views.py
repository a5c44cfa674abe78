"""`/partner/offers/`: what we offer, to whom, and how much of it in which weeks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.offers.actions import (
    draft_offer,
    end_offer,
    pause_offer,
    publish_offer,
    resume_offer,
    revise_offer,
    set_capacity,
)
from marketplace.offers.forms import CapacityForm, NewOfferForm, OfferForm, values_of
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_of, with_what_is_left
from marketplace.offers.rules import may_offer
from marketplace.offers.states import OFFER_LIFECYCLE
from marketplace.organisations.doors import for_partners
from marketplace.organisations.queries import organisations_of

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence

MOVES: dict[str, tuple[Callable[..., None], Sentence, Sentence]] = {
    "offer": (publish_offer, gettext_lazy("Offer it"), gettext_lazy("It takes part in the next match run.")),
    "pause": (pause_offer, gettext_lazy("Pause"), gettext_lazy("Paused. What is promised stays promised.")),
    "resume": (resume_offer, gettext_lazy("Go on"), gettext_lazy("It takes part in the next match run.")),
    "end": (end_offer, gettext_lazy("End the offer"), gettext_lazy("Ended. What is promised stays promised.")),
}
"""Verb of the lifecycle -> what does it, the button, what the reader is told afterwards."""


@require_safe
@for_partners
@never_cache
def offer_list(request: HttpRequest) -> HttpResponse:
    """Everything the reader's organisations offer, with what the present period has left."""
    offers = with_what_is_left(offers_of(request.user)).order_by("-pk")
    return render(request, "offers/list.html", {"page": turn_to_page(request, offers)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
def new_offer(request: HttpRequest) -> HttpResponse:
    """Write an offer down; nobody sees it before it is offered."""
    organisations = organisations_of(request.user)
    form = NewOfferForm(posted(request), organisations=organisations)
    status, made = 200, []
    if request.method == "POST":
        status = attempt(form, lambda: made.append(draft_offer(by=_user(request), **form.cleaned_data)))
        if not status:
            messages.success(request, _("Written down. Enter your capacity, then offer it."))
            return redirect("offer", reference=made[0].reference)
    context = {"form": form, "crumbs": [(_("Offers"), reverse("offers"))]}
    return render(request, "offers/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
def edit_offer(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the words and the limits of an offer."""
    offer = get_object_or_404(offers_of(request.user), reference=reference)
    form = OfferForm(posted(request), initial=values_of(offer))
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: revise_offer(by=_user(request), offer=offer, **form.cleaned_data))
        if not status:
            messages.success(request, _("Saved. The next match run uses it."))
            return redirect("offer", reference=reference)
    crumbs = [(_("Offers"), reverse("offers")), (offer.title, reverse("offer", args=[reference]))]
    return render(request, "offers/form.html", {"form": form, "offer": offer, "crumbs": crumbs}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def offer_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One offer with its capacity calendar; here it is offered, paused, resumed and ended."""
    offer = get_object_or_404(offers_of(request.user).prefetch_related("periods"), reference=reference)
    move = request.POST.get("move", "")
    form = CapacityForm(None if move else posted(request))
    refused, status = forms.Form(posted(request)), 200
    if move:
        status = _move(request, offer, move, refused)
    elif request.method == "POST":
        status = attempt(form, lambda: set_capacity(by=_user(request), offer=offer, **form.cleaned_data))
    if request.method == "POST" and not status:
        messages.success(request, str(MOVES[move][2]) if move else _("The calendar is up to date."))
        return redirect("offer", reference=reference)
    context = _offer_context(request, offer) | {"form": form, "refused": refused}
    return render(request, "offers/offer.html", context, status=status)


def _move(request: HttpRequest, offer: Offer, move: str, refused: forms.Form) -> int:
    if move not in MOVES:
        raise Http404
    return attempt(refused, lambda: MOVES[move][0](by=_user(request), offer=offer))


def _offer_context(request: HttpRequest, offer: Offer) -> dict[str, Any]:
    today = clock.today()
    periods = list(offer.periods.all())
    return {
        "offer": offer,
        "periods": [(period, period.starts_on <= today <= period.ends_on) for period in periods],
        "open_today": any(p.starts_on <= today <= p.ends_on and p.taken < p.capacity for p in periods),
        "moves": [(verb, MOVES[verb][1]) for verb in MOVES if OFFER_LIFECYCLE.may(offer, verb)],
        "verdict": may_offer(request.user, offer.organisation),
        "crumbs": [(_("Offers"), reverse("offers"))],
    }


def _user(request: HttpRequest) -> User:
    """`for_partners` has seen to it."""
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
