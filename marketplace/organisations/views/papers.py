"""`/join/…/papers/`: what is to be uploaded, and the upload of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt
from marketplace.organisations import actions
from marketplace.organisations.checklist import REGISTRATION, Slot, slots
from marketplace.organisations.forms.joining import PaperForm
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import applications_of
from marketplace.organisations.rules import may_edit


@require_safe
@login_required
@never_cache
def papers(request: HttpRequest, reference: str) -> HttpResponse:
    """One line for each paper: there or still to come."""
    organisation = get_object_or_404(applications_of(request.user), reference=reference)
    return render(request, "organisations/join/papers.html", _context(request, organisation))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def upload(request: HttpRequest, reference: str, slot: str) -> HttpResponse:
    """Upload one paper with its number and validity; a new one replaces the old."""
    organisation = get_object_or_404(applications_of(request.user), reference=reference)
    wanted = next((each for each in slots(organisation) if each.name == slot), None)
    if wanted is None:
        raise Http404
    form, status = _form(request, wanted), 200
    if request.method == "POST":
        status = attempt(form, lambda: _attach(request, organisation, wanted, form))
        if not status:
            messages.success(request, _("The paper is kept."))
            return redirect("join_papers", reference=reference)
    context = _context(request, organisation) | {"form": form, "slot": wanted}
    return render(request, "organisations/join/paper.html", context, status=status)


def _form(request: HttpRequest, slot: Slot) -> PaperForm:
    if request.method == "POST":
        return PaperForm(request.POST, request.FILES)
    paper = slot.paper
    names = ("number", "valid_from", "valid_to")
    return PaperForm(initial={name: getattr(paper, name) for name in names} if paper else {})


def _attach(request: HttpRequest, organisation: Organisation, slot: Slot, form: PaperForm) -> None:
    capability = None if slot.name == REGISTRATION else slot.capability
    actions.attach_paper(by=user_of(request), organisation=organisation, capability=capability, **form.paper())


def _context(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    remarks = [remark for remark in organisation.remarks.all() if remark.answered_at is None]
    own = reverse("join_tasks", args=[organisation.reference])
    return {
        "organisation": organisation,
        "slots": slots(organisation),
        "remarks": [remark for remark in remarks if remark.field.startswith("paper:")],
        "verdict": may_edit(request.user, organisation),
        "crumbs": [(_("Take part"), reverse("join_start")), (organisation.name, own)],
    }
