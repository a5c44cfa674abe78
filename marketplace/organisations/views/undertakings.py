"""`/partner/organisation/<ref>/undertaking/`: read it, sign it, see whether it holds, withdraw it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.common import clock
from marketplace.common.answers import attempt
from marketplace.organisations import actions
from marketplace.organisations.forms.members import SignForm
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import organisations_shown_to_members
from marketplace.organisations.rules import is_entrusted, may_manage, may_sign_undertaking
from marketplace.organisations.states import UndertakingStatus
from marketplace.organisations.undertaking_text import text_of, text_on
from marketplace.organisations.views.partner import crumbs_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def undertaking(request: HttpRequest, reference: str) -> HttpResponse:
    """A manager signs or withdraws; everybody who acts for the organisation reads what was promised."""
    own = get_object_or_404(organisations_shown_to_members(request.user), reference=reference)
    deed = request.POST.get("do", "")
    sign, refused, status = SignForm(request.POST if deed == "sign" else None), forms.Form(request.POST or None), 200
    if deed == "sign":
        status = attempt(sign, lambda: _sign(request, own))
        done = _("Signed. An officer confirms it; you will be told.")
    elif deed == "withdraw":
        status = attempt(refused, lambda: _withdraw(request, own))
        done = _("Withdrawn. Nothing that was entrusted to you can be read any more.")
    elif request.method == "POST":
        raise Http404
    if deed and not status:
        messages.success(request, done)
        return redirect("undertaking", reference=reference)
    context = {
        "organisation": own,
        "text": text_on(clock.today()),
        "rows": [(row, text_of(row.version)) for row in own.undertakings.select_related("signed_by")],
        "entrusted": is_entrusted(own),
        "may_sign": may_sign_undertaking(request.user, own),
        "may_manage": may_manage(request.user, own),
        "sign": sign,
        "faulty": sign if deed == "sign" else refused,
        "crumbs": crumbs_of(own),
    }
    return render(request, "organisations/partner/undertaking.html", context, status=status)


def _sign(request: HttpRequest, own: Organisation) -> None:
    actions.sign_undertaking(by=user_of(request), organisation=own, version=request.POST.get("version", ""))


def _withdraw(request: HttpRequest, own: Organisation) -> None:
    rows = own.undertakings.filter(status__in=[UndertakingStatus.SIGNED, UndertakingStatus.VETTED])
    row = get_object_or_404(rows, reference=request.POST.get("undertaking", ""))
    actions.end_undertaking(by=user_of(request), undertaking=row)
