"""`/projects/`: propose a project; officers read it, charities see it and adopt it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from donations.adoption.adopting import adopt_project
from donations.adoption.forms import AdoptForm, NewProjectForm, ProjectForm, values_of
from donations.adoption.proposing import (
    propose_project,
    publish_project,
    return_project,
    rewrite_project,
    submit_project,
    withdraw_project,
)
from donations.adoption.queries import (
    adoption_of,
    projects_of,
    projects_to_adopt,
    projects_visible_to,
    projects_waiting_for,
)
from donations.adoption.rules import acts_for_a_charity, acts_for_proposer, is_party, may_moderate
from donations.adoption.states import PROJECT_LIFECYCLE, REWRITABLE, ProjectStatus
from donations.models import Project
from donations.rules.people import RUN_PROGRAMMES
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.moderation.pages import CommentForm, as_read
from marketplace.organisations.queries import organisations_of, organisations_where, organisations_with

Deed = Callable[[User, Project, Any], object]
DEEDS: Final[dict[str, Deed]] = {
    "submit": lambda by, project, _data: submit_project(by=by, project=project),
    "withdraw": lambda by, project, _data: withdraw_project(by=by, project=project),
    "publish": lambda by, project, _data: publish_project(by=by, project=project),
    "return": lambda by, project, data: return_project(by=by, project=project, **data),
    "adopt": lambda by, project, data: adopt_project(by=by, project=project, **data),
}
DONE: Final = {
    "submit": gettext_lazy("Handed in. An officer reads it and answers you."),
    "withdraw": gettext_lazy("Withdrawn. No charity adopts it any more."),
    "publish": gettext_lazy("Approved. The charities see it now."),
    "return": gettext_lazy("Sent back."),
    "adopt": gettext_lazy("Adopted. Now make the agreement with the giver."),
}


@require_safe
@login_required
@never_cache
def project_list(request: HttpRequest) -> HttpResponse:
    """What the reader proposed, what waits for their charity, what an officer has to read."""
    views = {
        "mine": (_("Proposed by us"), projects_of(request.user).order_by("-pk")),
        "open": (_("Waiting for a charity"), projects_to_adopt(request.user)),
        "read": (_("To read"), projects_waiting_for(request.user)),
    }
    shown = ["mine", *(["open"] if acts_for_a_charity(request.user) else [])]
    shown += ["read"] if holds_role(request.user, Role.OFFICER) else []
    view = request.GET.get("view", "")
    view = view if view in shown else shown[-1]
    context = {
        "page": turn_to_page(request, views[view][1]),
        "views": [{"label": views[name][0], "url": f"?view={name}", "current": name == view} for name in shown],
    }
    return render(request, "donations/projects/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """Write a project down, in one's own name or an organisation's."""
    form = NewProjectForm(posted(request), organisations=organisations_of(request.user))
    status, made = 200, []
    if request.method == "POST":
        status = attempt(form, lambda: made.append(propose_project(by=user_of(request), **form.cleaned_data)))
        if not status:
            messages.success(request, _("Written down. Read it once more, then hand it in."))
            return redirect("project", reference=made[0].reference)
    context = {"form": form, "crumbs": [(_("Projects"), reverse("projects"))]}
    return render(request, "donations/projects/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def rewrite(request: HttpRequest, reference: str) -> HttpResponse:
    """Change what no officer has in hand."""
    project = get_object_or_404(projects_of(request.user), reference=reference)
    form, status = ProjectForm(posted(request), initial=values_of(project)), 200
    if request.method == "POST":
        status = attempt(form, lambda: rewrite_project(by=user_of(request), project=project, **form.cleaned_data))
        if not status:
            messages.success(request, _("Saved."))
            return redirect("project", reference=reference)
    context = {"form": form, "project": project, "crumbs": crumbs_of(project)}
    return render(request, "donations/projects/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def project_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One project, with what the reader may do about it."""
    project = get_object_or_404(projects_visible_to(request.user), reference=reference)
    deed, status = request.POST.get("do", ""), 200
    forms_of = _forms(request, deed)
    if request.method == "POST":
        if deed not in DEEDS:
            raise Http404
        form = forms_of[deed]
        seen = as_read(request, project) if deed == "publish" else project
        status = attempt(form, lambda: DEEDS[deed](user_of(request), seen, form.cleaned_data))
        if not status:
            messages.success(request, DONE[deed])
            return redirect("project_agreement" if deed == "adopt" else "project", reference=reference)
    context = _page_context(request, project) | {"given": forms_of, "wrong": forms_of.get(deed)}
    return render(request, "donations/projects/project.html", context, status=status)


def _forms(request: HttpRequest, deed: str) -> dict[str, forms.Form]:
    def data(name: str) -> Any:
        return request.POST if name == deed else None

    return {
        "return": CommentForm(data("return")),
        "adopt": AdoptForm(data("adopt"), charities=_charities(request)),
        **{name: forms.Form(data(name)) for name in ("submit", "withdraw", "publish")},
    }


def _page_context(request: HttpRequest, project: Project) -> dict[str, Any]:
    own, adoption = acts_for_proposer(request.user, project), adoption_of(project)
    return {
        "project": project,
        "adoption": adoption,
        "is_own": own,
        "is_party": adoption is not None and is_party(request.user, adoption),
        "may_rewrite": own and project.status in REWRITABLE,
        "moves": [verb for verb in ("submit", "withdraw") if own and PROJECT_LIFECYCLE.may(project, verb)],
        "to_read": project.status == ProjectStatus.SUBMITTED and holds_role(request.user, Role.OFFICER),
        "moderate": may_moderate(request.user, project),
        "to_adopt": project.status == ProjectStatus.OPEN and not own and _charities(request).exists(),
        "remarks": [remark for remark in project.remarks.all() if remark.answered_at is None],
        "crumbs": [(_("Projects"), reverse("projects"))],
    }


def crumbs_of(project: Project) -> list[tuple[str, str]]:
    """The way back to the project."""
    return [(_("Projects"), reverse("projects")), (project.name, reverse("project", args=[project.reference]))]


def _charities(request: HttpRequest) -> Any:
    """Verified charities whose programmes the reader runs."""
    charities = organisations_with(CapabilityKind.CHARITY).values("pk")
    return organisations_where(request.user, RUN_PROGRAMMES).filter(pk__in=charities)
