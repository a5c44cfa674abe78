"""`/partner/organisation/…/members/`: who acts for it, who is invited, who leaves; and the licences."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.organisations import actions
from marketplace.organisations.forms.members import InviteForm, LicenceForm, RoleForm
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.queries import members_of, open_invitations, organisations_shown_to_members
from marketplace.organisations.rules import may_enter_licence, may_manage, may_stop_acting
from marketplace.organisations.views.partner import crumbs_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def members(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody who acts for the organisation; managers invite here."""
    own = _own(request, reference)
    form, status = InviteForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(
            form, lambda: actions.invite_member(by=user_of(request), organisation=own, **form.cleaned_data)
        )
        if not status:
            messages.success(request, _("Invited. The link in the message works once."))
            return redirect("members", reference=reference)
    return render(request, "organisations/partner/members.html", _context(request, own, form), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def member(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """One member: another role, a licence, or an end."""
    own = _own(request, reference)
    membership = get_object_or_404(members_of(own), user__reference=person)
    form, status = RoleForm(posted(request), initial={"role": membership.role}), 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.change_role(by=user_of(request), membership=membership, role=form.cleaned_data["role"]),
        )
        if not status:
            messages.success(request, _("The role is changed."))
            return redirect("members", reference=reference)
    context = _member_context(request, own, membership) | {"form": form}
    return render(request, "organisations/partner/member.html", context, status=status)


@require_POST
@login_required
@never_cache
def end(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """A member leaves or is taken off; access ends at once."""
    own = _own(request, reference)
    membership = get_object_or_404(members_of(own), user__reference=person)
    is_self = membership.user_id == user_of(request).pk
    refused = forms.Form(request.POST)
    status = attempt(refused, lambda: actions.remove_member(by=user_of(request), membership=membership))
    if status:
        context = _member_context(request, own, membership) | {"form": RoleForm(), "refused": refused}
        return render(request, "organisations/partner/member.html", context, status=status)
    if is_self:
        messages.success(request, _("You have left. Your open work waits for your colleagues now."))
        return redirect("desk")
    messages.success(request, _("Access has ended. The open work waits for the others now."))
    return redirect("members", reference=reference)


@require_POST
@login_required
def take_back_invitation(request: HttpRequest, reference: str, invitation: str) -> HttpResponse:
    """The link works no more."""
    own = _own(request, reference)
    row = get_object_or_404(own.invitations, reference=invitation)
    refused = forms.Form(request.POST)
    status = attempt(refused, lambda: actions.withdraw_invitation(by=user_of(request), invitation=row))
    if status:
        context = _context(request, own, InviteForm()) | {"refused": refused}
        return render(request, "organisations/partner/members.html", context, status=status)
    messages.success(request, _("Taken back. The link works no more."))
    return redirect("members", reference=reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def licence(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Attach a social worker's licence to a member."""
    own = _own(request, reference)
    membership = get_object_or_404(members_of(own), user__reference=person)
    form, status = LicenceForm(request.POST, request.FILES) if request.method == "POST" else LicenceForm(), 200
    if request.method == "POST":
        status = attempt(
            form, lambda: actions.enter_licence(by=user_of(request), membership=membership, **form.licence())
        )
        if not status:
            messages.success(request, _("Sent to an officer, who looks at the licence."))
            return redirect("member", reference=reference, person=person)
    context = _member_context(request, own, membership) | {"form": form}
    return render(request, "organisations/partner/licence.html", context, status=status)


def _own(request: HttpRequest, reference: str) -> Organisation:
    return get_object_or_404(organisations_shown_to_members(request.user), reference=reference)


def _context(request: HttpRequest, own: Organisation, form: Any) -> dict[str, Any]:
    return {
        "organisation": own,
        "members": members_of(own),
        "invitations": open_invitations(own),
        "form": form,
        "verdict": may_manage(request.user, own),
        "crumbs": crumbs_of(own),
    }


def _member_context(request: HttpRequest, own: Organisation, membership: Membership) -> dict[str, Any]:
    person = user_of(request)
    return {
        "organisation": own,
        "membership": membership,
        "is_self": membership.user_id == person.pk,
        "manage_verdict": may_manage(person, own),
        "leave_verdict": may_stop_acting(membership),
        "licence_verdict": may_enter_licence(person, membership),
        "licences": membership.licences.all(),
        "crumbs": [*crumbs_of(own), (_("Members of the organisation"), reverse("members", args=[own.reference]))],
    }
