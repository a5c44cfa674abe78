"""`/report/` for everybody, `/reports/` for officers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.models.reports import PageReport
from cms.reports.actions import dismiss_report, report_page, uphold_report
from cms.reports.forms import DecisionForm, ReportForm
from cms.reports.queries import open_reports, reports_visible_to
from cms.reports.rules import may_decide
from cms.reports.states import REPORT_LIFECYCLE, ReportReason
from cms.reports.subjects import subject_at
from marketplace.accounts.models import User
from marketplace.common.answers import attempt, posted
from marketplace.common.callers import caller_key
from marketplace.common.paging import turn_to_page

DECISIONS: dict[str, Callable[..., None]] = {"dismiss": dismiss_report, "uphold": uphold_report}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """Say that a page should not be as it is; nobody has to say who they are."""
    path = request.POST.get("page", "") or request.GET.get("page", "")
    subject = subject_at(path) if path.startswith("/") else None
    if subject is None:
        return render(request, "cms/reports/which.html", {"unknown": bool(path)})
    form = ReportForm(posted(request), initial={"page": subject.path})
    made: list[PageReport] = []

    def deed() -> None:
        reason = ReportReason(form.cleaned_data["reason"])
        made.append(report_page(subject=subject, reason=reason, reporter=caller_key(request)))

    status = attempt(form, deed) if request.method == "POST" else 0
    if made:
        return render(request, "cms/reports/thanks.html", {"report": made[0]})
    return render(request, "cms/reports/report.html", {"form": form, "subject": subject}, status=status or 200)


@require_safe
@login_required
@never_cache
def report_list(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, or everything that was ever reported."""
    if not may_decide(request.user):
        raise Http404
    everything = request.GET.get("view") == "all"
    reports = reports_visible_to(request.user)
    page = turn_to_page(request, reports.order_by("-pk") if everything else open_reports(reports))
    views = [
        {"label": _("waiting"), "url": "?", "count": open_reports(reports).count(), "current": not everything},
        {"label": _("all"), "url": "?view=all", "count": None, "current": everything},
    ]
    return render(request, "cms/reports/list.html", {"page": page, "views": views})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def report_page_view(request: HttpRequest, reference: str) -> HttpResponse:
    """One report: what was reported, what is hidden, and the decision with its reason."""
    found = get_object_or_404(reports_visible_to(request.user), reference=reference)
    form, status = DecisionForm(posted(request)), 0
    if request.method == "POST":
        status = attempt(form, lambda: _decide(request, found, form.cleaned_data["decision"]))
        if not status:
            messages.success(request, _("Decided. The page follows at once."))
            return redirect("page_report", reference=reference)
    context: dict[str, Any] = {
        "report": found,
        "form": form,
        "need_url": reverse("need_review", args=[found.need_reference]) if found.need_reference else "",
        "may_dismiss": bool(REPORT_LIFECYCLE.may(found, "dismiss")),
        "may_uphold": bool(REPORT_LIFECYCLE.may(found, "uphold")),
        "crumbs": [(_("Reported pages"), reverse("page_reports"))],
    }
    return render(request, "cms/reports/decide.html", context, status=status or 200)


def _decide(request: HttpRequest, found: PageReport, decision: str) -> None:
    act = DECISIONS.get(request.POST.get("verb", ""))
    if act is None or not isinstance(request.user, User):
        raise Http404
    act(by=request.user, report=found, decision=decision)
