"""`/invitations/`: the page behind the link of an invitation."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.organisations import actions
from marketplace.organisations.models import Invitation


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def invitation(request: HttpRequest, reference: str) -> HttpResponse:
    """Says who invites as what, and takes the seat when the reader agrees; after that two factors are needed."""
    row = get_object_or_404(Invitation.objects.select_related("organisation"), reference=reference)
    refused, status = forms.Form(posted(request)), 200
    if request.method == "POST":
        status = attempt(refused, lambda: actions.accept_invitation(by=user_of(request), invitation=row))
        if not status:
            messages.success(request, _("You act for this organisation now. Set up your second factor."))
            return redirect("partner_organisation", reference=row.organisation.reference)
    context = {"invitation": row, "refused": refused}
    return render(request, "organisations/invitation.html", context, status=status)
