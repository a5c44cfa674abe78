"""`/partner/programmes/<reference>/platform/`: a platform's file is looked at, then counted whole or put aside."""

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
from django.views.decorators.http import require_http_methods

from donations.forms.platforms import PlatformFileForm
from donations.models import PlatformFile, Programme
from donations.queries.platforms import files_of, programmes_with_files
from donations.reconciliation.platforms import count_platform_file, forget_platform_file, try_platform_file
from donations.reconciliation.platforms.rows import COLUMNS, LIMITS, REQUIRED
from donations.reconciliation.platforms.sentences import FAULTS
from donations.rules.people import may_import_platform_file
from donations.rules.platforms import platform_title
from donations.states import PlatformFileStatus
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.naming import language

LATEST = 10


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def platform_files(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a file in: it is only looked at. Below, what became of the latest ones."""
    programme = get_object_or_404(programmes_with_files(request.user), reference=reference)
    sent = posted(request)
    form = PlatformFileForm(
        sent, request.FILES if sent is not None else None, campaigns=list(programme.campaigns.all())
    )
    tried: list[PlatformFile] = []
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: tried.append(_try(request, form)))
        if not status:
            return redirect("platform_file", reference=reference, file=tried[0].reference)
    context = {
        "programme": programme,
        "form": form,
        "may": may_import_platform_file(request.user, programme.charity),
        "has_campaign": bool(form.campaigns),
        "files": files_of(programme)[:LATEST],
        "columns": [(field, chinese, field in REQUIRED) for field, chinese in COLUMNS.items()],
        "limits": LIMITS,
        "megabytes": LIMITS.bytes // 1024 // 1024,
        "crumbs": _crumbs(programme),
    }
    return render(request, "donations/platform_files.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def platform_file(request: HttpRequest, reference: str, file: str) -> HttpResponse:
    """What the file would do, or what is wrong with it; the word to count it, or to put it aside."""
    programme = get_object_or_404(programmes_with_files(request.user), reference=reference)
    tried = get_object_or_404(files_of(programme), reference=file)
    form, status = forms.Form(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _decide(request, tried))
        if not status:
            return redirect("platform_file", reference=reference, file=file)
    context = {
        "programme": programme,
        "tried": tried,
        "platform": platform_title(tried.campaign.platform, language()),
        "faults": [
            {"row": row, "field": field, "heading": COLUMNS.get(field, ""), "why": FAULTS.get(code, code)}
            for row, field, code in tried.faults
        ],
        "form": form,
        "waits": tried.status == PlatformFileStatus.TRIED,
        "countable": not tried.faults and tried.gifts + tried.refunds + tried.settlements > 0,
        "may": may_import_platform_file(request.user, programme.charity),
        "crumbs": [*_crumbs(programme), (_("Gifts made on platforms"), reverse("platform_files", args=[reference]))],
    }
    return render(request, "donations/platform_file.html", context, status=status)


def _try(request: HttpRequest, form: PlatformFileForm) -> PlatformFile:
    upload = form.cleaned_data["file"]
    return try_platform_file(by=user_of(request), campaign=form.chosen(), data=upload.read(LIMITS.bytes + 1))


def _decide(request: HttpRequest, tried: PlatformFile) -> None:
    by, deed = user_of(request), request.POST.get("do", "")
    if deed == "count":
        count_platform_file(by=by, tried=tried)
        messages.success(request, _("Counted. Receipts, certificates and the books follow."))
    elif deed == "forget":
        forget_platform_file(by=by, tried=tried)
        messages.success(request, _("Put aside. Nothing was counted and the file is not kept."))
    else:
        raise Http404


def _crumbs(programme: Programme) -> list[tuple[Any, str]]:
    return [
        (_("Programmes and funds"), reverse("partner_programmes")),
        (programme.title, reverse("plan", args=[programme.reference])),
    ]
