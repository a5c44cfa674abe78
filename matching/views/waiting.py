"""`/matching/waiting/`: needs without help in the policy's order; `/partner/waiting/`: be told when one is free."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import Role
from marketplace.accounts.queries import holds_role
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.needs.codes import NeedKind
from marketplace.organisations.doors import for_partners
from marketplace.organisations.queries import organisations_of
from matching.actions import await_need, stop_awaiting
from matching.policies import DEFAULT_POLICY, load_policy
from matching.ports import entrusting
from matching.queries import awaited_by, kinds_offered_by
from matching.queue import rule_sentence, waiting_list

SHOWN = 100


@require_safe
@login_required
@never_cache
def waiting_page(request: HttpRequest) -> HttpResponse:
    """Officers and caseworkers see where the needs of their area stand among all of their kind, and why."""
    if not any(holds_role(request.user, role) for role in (Role.CASEWORKER, Role.OFFICER)):
        raise Http404
    kind = request.GET.get("kind", "")
    kind = kind if kind in NeedKind.values else ""
    policy = load_policy(DEFAULT_POLICY)
    own = set(entrusting().needs_for(request.user).values_list("pk", flat=True))
    places = [place for place in waiting_list(policy, kind) if place.need.pk in own]
    asked = next((place for place in places if place.need.reference == request.GET.get("need")), None)
    context = {
        "places": places[:SHOWN],
        "total": len(places),
        "asked": asked,
        "rule": rule_sentence(policy),
        "views": _views(kind),
    }
    return render(request, "matching/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def awaiting_page(request: HttpRequest) -> HttpResponse:
    """For each kind that an own offer serves: be told once when a need is free, or not any more."""
    form, status = forms.Form(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _settle(request))
        if not status:
            messages.success(request, _("Kept."))
            return redirect("awaiting")
    waits = set(awaited_by(request.user).values_list("organisation_id", "need_kind"))
    rows = [
        (organisation, kind, (organisation.pk, kind) in waits) for organisation, kind in kinds_offered_by(request.user)
    ]
    return render(request, "matching/awaiting.html", {"rows": rows, "refused": form}, status=status)


def _settle(request: HttpRequest) -> None:
    own = get_object_or_404(organisations_of(request.user), reference=request.POST.get("organisation", ""))
    verb: Any = {"wait": await_need, "stop": stop_awaiting}.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    verb(by=user_of(request), organisation=own, need_kind=request.POST.get("kind", ""))


def _views(kind: str) -> list[dict[str, Any]]:
    everything = {"label": _("All kinds"), "url": "?", "current": not kind}
    return [everything, *({"label": each.label, "url": f"?kind={each}", "current": each == kind} for each in NeedKind)]
