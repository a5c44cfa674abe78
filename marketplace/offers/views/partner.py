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

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.offers.actions import (
    draft_offer,
    end_offer,
    pause_offer,
    resume_offer,
    revise_offer,
    set_weeks,
    submit_offer,
)
from marketplace.offers.calendar import calendar_of
from marketplace.offers.forms import NewOfferForm, OfferForm, WeeksForm, values_of
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_of, with_what_is_left
from marketplace.offers.rules import may_offer, may_revise
from marketplace.offers.states import OFFER_LIFECYCLE, OfferStatus
from marketplace.organisations.doors import for_partners
from marketplace.organisations.queries import organisations_of

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence

MOVES: dict[str, tuple[Callable[..., None], Sentence, Sentence]] = {
    "submit": (submit_offer, gettext_lazy("Hand it in"), gettext_lazy("An officer reads it and answers you.")),
    "pause": (pause_offer, gettext_lazy("Pause"), gettext_lazy("Paused. What is promised stays promised.")),
    "resume": (resume_offer, gettext_lazy("Go on"), gettext_lazy("It takes part in the next match run.")),
    "end": (end_offer, gettext_lazy("End the offer"), gettext_lazy("Ended. What is promised stays promised.")),
}
"""Verb of the lifecycle -> what does it, the button, what the reader is told afterwards."""


@require_safe
@for_partners
@never_cache
def offer_list(request: HttpRequest) -> HttpResponse:
    """Everything the reader's organisations offer, with what the present week has left."""
    offers = with_what_is_left(offers_of(request.user)).order_by("-pk")
    return render(request, "offers/list.html", {"page": turn_to_page(request, offers)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def new_offer(request: HttpRequest) -> HttpResponse:
    """Write an offer down; nobody sees it before it is handed in."""
    organisations = organisations_of(request.user)
    form = NewOfferForm(posted(request), organisations=organisations)
    status, made = 200, []
    if request.method == "POST":
        status = attempt(form, lambda: made.append(draft_offer(by=user_of(request), **form.cleaned_data)))
        if not status:
            messages.success(request, _("Written down. Enter your weeks, then hand the offer in."))
            return redirect("offer_weeks", reference=made[0].reference)
    context = {"form": form, "crumbs": [(_("Offers"), reverse("offers"))]}
    return render(request, "offers/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def edit_offer(request: HttpRequest, reference: str) -> HttpResponse:
    """Change an offer; changed words wait for an officer again."""
    offer = _own(request, reference)
    form, status = OfferForm(posted(request), initial=values_of(offer)), 200
    if request.method == "POST":
        status = attempt(form, lambda: revise_offer(by=user_of(request), offer=offer, **form.cleaned_data))
        if not status:
            again = offer.status == OfferStatus.SUBMITTED
            said = _("Saved. An officer reads the changed words.") if again else _("Saved. The next match run uses it.")
            messages.success(request, said)
            return redirect("offer", reference=reference)
    context = {"form": form, "offer": offer, "crumbs": _crumbs(offer), "verdict": may_revise(offer)}
    return render(request, "offers/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def offer_weeks(request: HttpRequest, reference: str) -> HttpResponse:
    """The capacity calendar: a number for each week, and weeks without anything new."""
    offer = _own(request, reference)
    form, status = WeeksForm(posted(request), weeks=calendar_of(offer)), 200
    if request.method == "POST":
        status = attempt(form, lambda: set_weeks(by=user_of(request), offer=offer, weeks=form.weeks()))
        if not status:
            messages.success(request, _("The calendar is up to date."))
            return redirect("offer", reference=reference)
    context = {
        "form": form,
        "offer": offer,
        "crumbs": _crumbs(offer),
        "verdict": may_offer(request.user, offer.organisation),
    }
    return render(request, "offers/weeks.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def offer_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One offer with its calendar; here it is handed in, paused, resumed and ended."""
    offer = _own(request, reference)
    refused, status = forms.Form(posted(request)), 200
    if request.method == "POST":
        move = request.POST.get("move", "")
        if move not in MOVES:
            raise Http404
        status = attempt(refused, lambda: MOVES[move][0](by=user_of(request), offer=offer))
        if not status:
            messages.success(request, str(MOVES[move][2]))
            return redirect("offer", reference=reference)
    return render(request, "offers/offer.html", _offer_context(request, offer) | {"refused": refused}, status=status)


def _own(request: HttpRequest, reference: str) -> Offer:
    return get_object_or_404(offers_of(request.user).prefetch_related("periods"), reference=reference)


def _crumbs(offer: Offer) -> list[tuple[str, str]]:
    return [(_("Offers"), reverse("offers")), (offer.title, reverse("offer", args=[offer.reference]))]


def _offer_context(request: HttpRequest, offer: Offer) -> dict[str, Any]:
    weeks = calendar_of(offer)
    now = [week.period or week.covering for week in weeks if week.is_now]
    return {
        "offer": offer,
        "weeks": weeks,
        "open_today": any(period.left > 0 for period in now if period is not None),
        "moves": [(verb, MOVES[verb][1]) for verb in MOVES if OFFER_LIFECYCLE.may(offer, verb)],
        "remarks": [remark for remark in offer.remarks.all() if remark.answered_at is None],
        "verdict": may_offer(request.user, offer.organisation),
        "may_revise": may_revise(offer),
        "crumbs": [(_("Offers"), reverse("offers"))],
    }
