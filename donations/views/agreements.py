"""`/projects/<reference>/agreement/`: terms, paper and both signatures, then the programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from donations.adoption.adopting import (
    attach_agreement,
    begin_adopted_programme,
    give_project_back,
    sign_for_charity,
    sign_for_donor,
    write_terms,
)
from donations.adoption.forms import AgreementForm, TermsForm, terms_of
from donations.adoption.queries import adoption_of, projects_visible_to
from donations.adoption.rules import is_party, may_sign_for_charity, may_sign_for_donor
from donations.adoption.states import ProjectStatus
from donations.models import Adoption
from donations.rules import may_run_programmes
from donations.views.projects import crumbs_of
from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt

PLAIN = {
    "sign_charity": sign_for_charity,
    "sign_donor": sign_for_donor,
    "give_back": give_project_back,
    "begin": begin_adopted_programme,
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def agreement(request: HttpRequest, reference: str) -> HttpResponse:
    """Both parties see the same page; the charity writes, both sign, the charity makes it a programme."""
    project = get_object_or_404(projects_visible_to(request.user), reference=reference)
    adoption = adoption_of(project)
    if adoption is None or not is_party(request.user, adoption):
        raise Http404
    do, status = request.POST.get("do", ""), 200
    terms = TermsForm(request.POST if do == "terms" else None, initial=terms_of(adoption))
    paper = AgreementForm(*((request.POST, request.FILES) if do == "paper" else ()))
    plain = forms.Form(request.POST if do in PLAIN else None)
    if request.method == "POST":
        form = {"terms": terms, "paper": paper}.get(do, plain if do in PLAIN else None)
        if form is None:
            raise Http404
        status = attempt(form, lambda: _do(user_of(request), adoption, do, terms, paper))
        if not status:
            return _done(request, adoption, do)
    context = _context(request, adoption) | {"terms": terms, "paper": paper, "wrong": [terms, paper, plain]}
    return render(request, "donations/projects/agreement.html", context, status=status)


def _do(by: User, adoption: Adoption, do: str, terms: TermsForm, paper: AgreementForm) -> None:
    if do == "terms":
        write_terms(by=by, adoption=adoption, **terms.terms())
    elif do == "paper":
        attach_agreement(by=by, adoption=adoption, data=paper.cleaned_data["file"].read())
    else:
        PLAIN[do](by=by, adoption=adoption)


def _done(request: HttpRequest, adoption: Adoption, do: str) -> HttpResponse:
    if do == "begin" and adoption.programme is not None:
        messages.success(request, _("It is a programme of your charity now. Complete its plan and record the filing."))
        return redirect("plan", reference=adoption.programme.reference)
    messages.success(request, _("Given back.") if do == "give_back" else _("Saved."))
    if do == "give_back":
        return redirect("projects")
    return redirect("project_agreement", reference=adoption.project.reference)


def _context(request: HttpRequest, adoption: Adoption) -> dict[str, Any]:
    open_terms = adoption.project.status == ProjectStatus.ADOPTED
    runs = may_run_programmes(request.user, adoption.charity).passed
    ready = open_terms and adoption.paper_id is not None and bool(adoption.surplus)
    return {
        "adoption": adoption,
        "project": adoption.project,
        "may_write": open_terms and runs,
        "sign_charity": ready and runs and not adoption.charity_signed_at,
        "may_sign_charity": may_sign_for_charity(request.user, adoption),
        "sign_donor": ready and not runs and not adoption.donor_signed_at,
        "may_sign_donor": may_sign_for_donor(request.user, adoption),
        "may_begin": runs and adoption.project.status == ProjectStatus.AGREED,
        "crumbs": crumbs_of(adoption.project),
    }
