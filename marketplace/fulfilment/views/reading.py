"""What the pages of a promise share: whose it is, and the way back."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.queries import assignments_of, assignments_visible_to

Crumbs = list[tuple[str, str]]


def visible(request: HttpRequest, reference: str) -> Assignment:
    """The promise with its days and deliveries, if it is the reader's business."""
    rows = assignments_visible_to(request.user).prefetch_related(
        "appointments",
        "deliveries__proofs__file",
        "confirmations__by",
        "confirmations__withdrawn_by",
        "evaluations__withdrawn_by",
    )
    return get_object_or_404(rows, reference=reference)


def crumbs_to(request: HttpRequest, assignment: Assignment | None = None) -> Crumbs:
    """Partners come from their list; caseworkers and officers from their desk."""
    partner = assignments_of(request.user).exists()
    crumbs = [(_("Assignments"), reverse("assignments"))] if partner else [(_("My desk"), reverse("desk"))]
    if assignment:
        crumbs.append((_("Assignment"), reverse("assignment", args=[assignment.reference])))
    return crumbs
