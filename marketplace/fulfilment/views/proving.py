"""`/assignments/<ref>/proofs/…`: a look at a proof, and another one in its place."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.documents.actions import PICTURES, store_upload
from marketplace.fulfilment.actions import accept_proof, add_proof, refuse_proof
from marketplace.fulfilment.forms import AddProofForm, RefuseProofForm
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.queries import proofs_visible_to
from marketplace.fulfilment.rules import may_add_proof, may_confirm, may_serve, proof_is_declared
from marketplace.fulfilment.states import ProofStatus
from marketplace.fulfilment.views.reading import crumbs_to, visible


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def look(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept a proof, or refuse it with a reason: then the file is erased."""
    proof = get_object_or_404(proofs_visible_to(request.user), reference=reference)
    assignment = proof.delivery.assignment
    verdict = may_confirm(request.user, assignment)
    if verdict.code == "NOT_THE_CASEWORKER":
        raise Http404
    refuses = request.POST.get("do") == "refuse"
    refusal, accepted, status = RefuseProofForm(request.POST if refuses else None), forms.Form(posted(request)), 200
    if refuses:
        status = attempt(
            refusal, lambda: refuse_proof(by=user_of(request), proof=proof, because=refusal.cleaned_data["because"])
        )
    elif request.method == "POST":
        status = attempt(accepted, lambda: accept_proof(by=user_of(request), proof=proof))
    if request.method == "POST" and not status:
        told = _("Refused and erased. The helper has been told why.") if refuses else _("The proof is accepted.")
        messages.success(request, told)
        return redirect("confirm_assignment", reference=assignment.reference)
    context = {
        "proof": proof,
        "assignment": assignment,
        "need": assignment.need,
        "shows_words": assignment.shows_words,
        "refusal": refusal,
        "refused": refusal if refuses else accepted,
        "verdict": verdict,
        "waits": proof.status == ProofStatus.WAITING,
        "crumbs": crumbs_to(request, assignment),
    }
    return render(request, "fulfilment/proof.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def another(request: HttpRequest, reference: str) -> HttpResponse:
    """The helper sends another proof of the delivery that was reported."""
    assignment = visible(request, reference)
    verdict = may_serve(request.user, assignment)
    if not verdict:
        raise Http404
    form = AddProofForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: _add(user_of(request), assignment, form))
        if not status:
            messages.success(request, _("Sent. The caseworker looks at it."))
            return redirect("assignment", reference=reference)
    context = {
        "assignment": assignment,
        "need": assignment.need,
        "shows_words": assignment.shows_words,
        "form": form,
        "verdict": may_add_proof(assignment),
        "crumbs": crumbs_to(request, assignment),
    }
    return render(request, "fulfilment/another_proof.html", context, status=status)


@transaction.atomic
def _add(by: User, assignment: Assignment, form: AddProofForm) -> None:
    upload, shows_nobody = form.cleaned_data["proof"], form.cleaned_data["shows_nobody"]
    may_serve(by, assignment).and_then(may_add_proof(assignment)).require()  # before a file is kept
    proof_is_declared([upload], shows_nobody).require()
    file = store_upload(by=by, purpose="proof", data=upload.read(), accept=PICTURES)
    add_proof(by=by, assignment=assignment, file=file, shows_nobody=shows_nobody)
