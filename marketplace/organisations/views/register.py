"""Who takes part: the public register of organisations and what each was verified to be."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.common import clock
from marketplace.common.paging import turn_to_page
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import (
    confirmed_eligibilities,
    public_organisations,
    published_replies,
    verified_for,
    verified_social_workers,
)
from marketplace.organisations.states import OrganisationStatus


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the views of the list."""

    label: str | Promise
    url: str
    current: bool


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Everybody who may act in the market, by what they were verified to be or by name."""
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    page = turn_to_page(request, public_organisations(words=words, kind=kind))
    views = [Choice(_("All"), reverse("organisations"), not kind)]
    views += [Choice(label, f"?kind={code}", kind == code) for code, label in CapabilityKind.choices]
    context = {"page": page, "views": views, "words": words, "kind": kind, "today": clock.today()}
    return render(request, "organisations/list.html", context)


@require_safe
def organisation_profile(request: HttpRequest, reference: str) -> HttpResponse:
    """What one organisation was verified to be, by which paper and when."""
    organisation = get_object_or_404(public_organisations(), reference=reference)
    context = {
        "organisation": organisation,
        "verified": verified_for(organisation),
        "eligibilities": confirmed_eligibilities(organisation),
        "replies": published_replies(organisation),
        "social_workers": verified_social_workers(organisation),
        "is_suspended": organisation.status == OrganisationStatus.SUSPENDED,
        "crumbs": [(_("Organisations"), reverse("organisations"))],
    }
    return render(request, "organisations/profile.html", context)
