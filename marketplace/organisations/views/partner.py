"""`/partner/organisation/`: what a member organisation was verified to be, its new papers and its reply."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.organisations import actions
from marketplace.organisations.forms.members import RenewForm, ReplyForm
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import organisations_shown_to_members
from marketplace.organisations.rules import claimable_kinds, may_manage, may_renew, may_reply
from marketplace.organisations.states import ReplyStatus


@require_safe
@login_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """The only organisation of the reader, or a choice among several."""
    own = list(organisations_shown_to_members(request.user))
    if not own:
        raise Http404
    if len(own) == 1:
        return redirect("partner_organisation", reference=own[0].reference)
    return render(request, "organisations/partner/choose.html", {"organisations": own})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def organisation(request: HttpRequest, reference: str) -> HttpResponse:
    """Each capability with its end, what can be claimed now, and the reply to what is shown."""
    own = _own(request, reference)
    form, status = ReplyForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.write_reply(by=user_of(request), organisation=own, text=form.cleaned_data["text"]),
        )
        if not status:
            messages.success(request, _("Sent to an officer, who reads it before it is shown."))
            return redirect("partner_organisation", reference=reference)
    return render(request, "organisations/partner/organisation.html", _context(request, own, form), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def renew(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Upload the paper that shows something new, or the same for longer."""
    own = _own(request, reference)
    if kind not in claimable_kinds(own.kind):
        raise Http404
    form, status = RenewForm(request.POST, request.FILES) if request.method == "POST" else RenewForm(), 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.renew_capability(by=user_of(request), organisation=own, kind=kind, **form.paper()),
        )
        if not status:
            messages.success(request, _("Sent to the officers. Two of them look at it; what holds goes on holding."))
            return redirect("partner_organisation", reference=reference)
    context = {
        "organisation": own,
        "kind": CapabilityKind(kind).label,
        "form": form,
        "verdict": may_manage(request.user, own).and_then(may_renew(own, kind)),
        "crumbs": crumbs_of(own),
    }
    return render(request, "organisations/partner/renew.html", context, status=status)


@require_POST
@login_required
def take_back_reply(request: HttpRequest, reference: str, reply: str) -> HttpResponse:
    """The reply is shown no more, or is not read at all."""
    own = _own(request, reference)
    row = get_object_or_404(own.replies, reference=reply)
    refused = forms.Form(request.POST)
    status = attempt(refused, lambda: actions.withdraw_reply(by=user_of(request), reply=row))
    if status:
        context = _context(request, own, ReplyForm()) | {"refused": refused}
        return render(request, "organisations/partner/organisation.html", context, status=status)
    messages.success(request, _("Taken back."))
    return redirect("partner_organisation", reference=reference)


def crumbs_of(own: Organisation) -> list[tuple[str, str]]:
    """The way up from the pages below."""
    return [(own.name, reverse("partner_organisation", args=[own.reference]))]


def _own(request: HttpRequest, reference: str) -> Organisation:
    return get_object_or_404(organisations_shown_to_members(request.user), reference=reference)


def _context(request: HttpRequest, own: Organisation, form: Any) -> dict[str, Any]:
    may = may_manage(request.user, own)
    return {
        "organisation": own,
        "capabilities": own.capabilities.all(),
        "suspensions": own.suspensions.filter(lifted_at__isnull=True).select_related("capability"),
        "claimable": [
            (kind, CapabilityKind(kind).label, may.and_then(may_renew(own, kind))) for kind in claimable_kinds(own.kind)
        ],
        "replies": own.replies.exclude(status=ReplyStatus.WITHDRAWN),
        "form": form,
        "reply_verdict": may_reply(request.user, own),
    }
