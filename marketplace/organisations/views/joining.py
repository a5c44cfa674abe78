"""`/join/`: how to take part, and the application page by page; what was entered waits until one comes back."""

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
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.rule_data import rule
from marketplace.organisations import actions
from marketplace.organisations.checklist import answers, slots, tasks_of
from marketplace.organisations.course import course_of, course_to_come
from marketplace.organisations.forms.joining import AboutForm, CapabilitiesForm, SubmitForm, WhoForm
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.queries import applications_of
from marketplace.organisations.rules import may_begin, may_edit


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What one can be, what it takes, how long it takes; and one's own applications."""
    context = {
        "kinds": CapabilityKind.labels,
        "stages": course_to_come(),
        "days": int(rule("organisations.review_days", on=clock.today()).value),
        "applications": applications_of(request.user),
    }
    return render(request, "organisations/join/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """The first page; the draft exists once it is in order."""
    form, status, made = WhoForm(posted(request)), 200, []
    if request.method == "POST":
        status = attempt(form, lambda: made.append(actions.begin_application(by=user_of(request), **form.cleaned_data)))
        if not status:
            return redirect("join_step", reference=made[0].reference, step="about")
    context = {
        "form": form,
        "step": "who",
        "verdict": may_begin(user_of(request)),
        "crumbs": [(_("Take part"), reverse("join_start"))],
    }
    return render(request, "organisations/join/step.html", context, status=status)


@require_safe
@login_required
@never_cache
def tasks(request: HttpRequest, reference: str) -> HttpResponse:
    """The task list, what officers asked to be mended, and the course of the application."""
    organisation = _own(request, reference)
    context = {
        "organisation": organisation,
        "tasks": tasks_of(organisation),
        "remarks": [remark for remark in organisation.remarks.all() if remark.answered_at is None],
        "stages": course_of(organisation),
        "verdict": may_edit(request.user, organisation),
        "answers": answers(organisation),
        "claims": organisation.capabilities.all(),
        "crumbs": [(_("Take part"), reverse("join_start"))],
    }
    return render(request, "organisations/join/tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def step(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """One page of the application: who, about or capabilities."""
    organisation = _own(request, reference)
    if step not in SAVES:
        raise Http404
    form, status = _form_of(request, organisation, step), 200
    if request.method == "POST":
        status = attempt(form, lambda: _save(request, organisation, step, form))
        if not status:
            return redirect(_after(organisation, step))
    context = _step_context(request, organisation, step) | {"form": form}
    return render(request, "organisations/join/step.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that was entered, each with a way back; then it goes to the officers."""
    organisation = _own(request, reference)
    form, status = SubmitForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: actions.submit_application(by=user_of(request), organisation=organisation))
        if not status:
            messages.success(request, _("Sent to the officers. You find here how far it is; we also write to you."))
            return redirect("join_tasks", reference=reference)
    context = _step_context(request, organisation, "check") | {
        "form": form,
        "answers": answers(organisation),
        "slots": slots(organisation),
        "missing": [task for task in tasks_of(organisation) if task.tone == "alert"],
    }
    return render(request, "organisations/join/check.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the application up; asked once more before it happens."""
    organisation = _own(request, reference)
    form, status = SubmitForm(None), 200
    if request.method == "POST":
        form = SubmitForm({"declared": "on"})
        status = attempt(form, lambda: actions.withdraw_application(by=user_of(request), organisation=organisation))
        if not status:
            messages.success(request, _("Withdrawn. You can begin a new application at any time."))
            return redirect("join_start")
    context = _step_context(request, organisation, "withdraw") | {"form": form}
    return render(request, "organisations/join/withdraw.html", context, status=status)


def _own(request: HttpRequest, reference: str) -> Organisation:
    return get_object_or_404(applications_of(request.user), reference=reference)


def _form_of(request: HttpRequest, organisation: Organisation, step: str) -> Any:
    if step == "who":
        names = ("name", "name_en", "credit_code", "kind", "body", "district")
        initial = {name: getattr(organisation, name) for name in names}
        return WhoForm(posted(request), initial=initial, organisation=organisation)
    if step == "about":
        initial = {name: getattr(organisation, name) for name in ("summary", "summary_en", "contact")}
        return AboutForm(posted(request), initial=initial)
    kinds = [claim.kind for claim in organisation.capabilities.all() if claim.status in WAITING]
    return CapabilitiesForm(posted(request), initial={"kinds": kinds}, organisation=organisation)


SAVES: dict[str, Any] = {
    "who": actions.introduce_application,
    "about": actions.describe_application,
    "capabilities": actions.choose_capabilities,
}
AFTER = {"who": "about", "about": "capabilities"}


def _save(request: HttpRequest, organisation: Organisation, step: str, form: Any) -> None:
    SAVES[step](by=user_of(request), organisation=organisation, **form.cleaned_data)


def _after(organisation: Organisation, step: str) -> str:
    if step in AFTER:
        return reverse("join_step", args=[organisation.reference, AFTER[step]])
    return reverse("join_papers", args=[organisation.reference])


def _step_context(request: HttpRequest, organisation: Organisation, step: str) -> dict[str, Any]:
    remarks = [remark for remark in organisation.remarks.all() if remark.answered_at is None]
    return {
        "organisation": organisation,
        "step": step,
        "verdict": may_edit(request.user, organisation),
        "remarks": remarks,
        "crumbs": [
            (_("Take part"), reverse("join_start")),
            (organisation.name, reverse("join_tasks", args=[organisation.reference])),
        ],
    }
