"""`/service-checks/`: what officers look at: records that raise questions, and groups in the national system."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import Role
from marketplace.accounts.queries import holds_role
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_with
from marketplace.volunteers.actions import check_record, register_in_system
from marketplace.volunteers.forms.records import CheckForm, SystemForm
from marketplace.volunteers.models import SystemRegistration
from marketplace.volunteers.queries import records_to_check


@require_safe
@login_required
@never_cache
def check_list(request: HttpRequest) -> HttpResponse:
    """Questioned records first; all of them for a sample."""
    _require_officer(request)
    view = request.GET.get("view", "")
    rows = records_to_check(request.user).order_by("-served_on", "-pk")
    if view == "checked":
        rows = rows.filter(spot_check__isnull=False)
    elif view != "all":
        rows = rows.filter(spot_check__isnull=True).exclude(flags=[])
    labels = {"": _("Questioned"), "all": _("All records"), "checked": _("Checked")}
    views = [{"label": labels[name], "url": f"?view={name}", "current": name == view} for name in labels]
    return render(request, "volunteers/checks.html", {"page": turn_to_page(request, rows), "views": views})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def check_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One record with its times and its questions; the officer says whether it stands."""
    _require_officer(request)
    record = get_object_or_404(records_to_check(request.user), reference=reference)
    form, status = CheckForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: check_record(by=user_of(request), record=record, **form.cleaned_data))
        if not status:
            messages.success(request, _("Noted. The host and the volunteer are told where it is struck out."))
            return redirect("service_checks")
    context = {
        "record": record,
        "row": record.sign_up,
        "activity": record.sign_up.activity,
        "is_checked": hasattr(record, "spot_check"),
        "form": form,
        "crumbs": [(_("Service records"), reverse("service_checks"))],
    }
    return render(request, "volunteers/check_record.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def systems(request: HttpRequest) -> HttpResponse:
    """Groups whose records are in the designated national system: their papers may call themselves certificates."""
    _require_officer(request)
    groups = organisations_with(CapabilityKind.VOLUNTEER_GROUP).order_by("name")
    form, status = SystemForm(posted(request), organisations=groups), 200
    if request.method == "POST":
        status = attempt(form, lambda: register_in_system(by=user_of(request), **form.cleaned_data))
        if not status:
            messages.success(request, _("Confirmed. New papers of this group call themselves certificates."))
            return redirect("service_systems")
    context = {
        "form": form,
        "page": turn_to_page(
            request, SystemRegistration.objects.select_related("organisation").order_by("-since", "pk")
        ),
        "crumbs": [(_("Service records"), reverse("service_checks"))],
    }
    return render(request, "volunteers/systems.html", context, status=status)


def _require_officer(request: HttpRequest) -> None:
    if not holds_role(request.user, Role.OFFICER):
        raise Http404
