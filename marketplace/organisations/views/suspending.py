"""`/applications/<ref>/suspension/`: an officer says why, sees what stops, and confirms; here it is lifted too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.organisations.actions import lift_suspension, suspend
from marketplace.organisations.doors import for_officers
from marketplace.organisations.forms.officers import ReasonForm
from marketplace.organisations.models import Capability, Organisation, Suspension
from marketplace.organisations.queries import organisations_handled_by
from marketplace.organisations.rules import may_lift, may_suspend
from marketplace.organisations.states import CapabilityStatus


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@never_cache
def suspension(request: HttpRequest, reference: str, kind: str = "") -> HttpResponse:
    """Two steps: the reason, then what it stops and the button that does it."""
    organisation = _handled(request, reference)
    verified = organisation.capabilities.filter(status=CapabilityStatus.VERIFIED)
    capability = get_object_or_404(verified, kind=kind) if kind else None
    form, status, confirms = ReasonForm(posted(request)), 200, False
    if request.method == "POST" and request.POST.get("do") == "suspend":
        status = attempt(form, lambda: _suspend(request, organisation, capability, form))
        if not status:
            messages.success(request, _("Suspended. Its people have been told why, and that they may reply."))
            return redirect("application", reference=reference)
    elif request.method == "POST":
        status = attempt(form, lambda: may_suspend(request.user, organisation, capability).require())
        confirms, status = not status, status or 200
    context = _context(organisation) | {
        "capability": capability,
        "verdict": may_suspend(request.user, organisation, capability),
        "form": form,
        "confirms": confirms,
    }
    return render(request, "organisations/officers/suspension.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@never_cache
def lifting(request: HttpRequest, reference: str, suspension: str) -> HttpResponse:
    """Let it go on, with the reason."""
    organisation = _handled(request, reference)
    row = get_object_or_404(organisation.suspensions.select_related("capability"), reference=suspension)
    form, status = ReasonForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _lift(request, row, form))
        if not status:
            messages.success(request, _("Lifted. Its people have been told."))
            return redirect("application", reference=reference)
    context = _context(organisation) | {
        "suspension": row,
        "capability": row.capability,
        "verdict": may_lift(request.user, row),
        "form": form,
    }
    return render(request, "organisations/officers/lifting.html", context, status=status)


def _suspend(request: HttpRequest, organisation: Organisation, capability: Capability | None, form: ReasonForm) -> None:
    because = form.cleaned_data["because"]
    suspend(by=user_of(request), organisation=organisation, because=because, capability=capability)


def _lift(request: HttpRequest, row: Suspension, form: ReasonForm) -> None:
    lift_suspension(by=user_of(request), suspension=row, because=form.cleaned_data["because"])


def _handled(request: HttpRequest, reference: str) -> Organisation:
    return get_object_or_404(organisations_handled_by(request.user), reference=reference)


def _context(organisation: Organisation) -> dict[str, Any]:
    page = reverse("application", args=[organisation.reference])
    return {
        "organisation": organisation,
        "crumbs": [(_("Applications"), reverse("applications")), (organisation.name, page)],
    }
