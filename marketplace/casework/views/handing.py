"""`/casework/hand-over/<ref>/` for the caseworker, `/casework/contact/<ref>/` for the helper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.casework.actions import choose_window, read_contact, read_window, release_contact, revoke_contact
from marketplace.casework.actions.releasing import case_of
from marketplace.casework.forms.others import RELEASABLE, ReleaseForm
from marketplace.casework.models import ContactRelease
from marketplace.casework.queries import contacts_visible_to, current_release, hand_overs_visible_to
from marketplace.casework.rules import may_work_on
from marketplace.casework.views.confidential import confidential, readers_only
from marketplace.common import places
from marketplace.common.answers import attempt
from marketplace.common.naming import language
from marketplace.fulfilment.models import Assignment, HandOver
from marketplace.fulfilment.states import RUNNING

NAMES = dict(RELEASABLE)


@require_http_methods(["GET", "POST"])
@confidential
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Release chosen contact fields until a day, or let the helper come to the township window."""
    reader = readers_only(request)
    assignment = hand_overs_visible_to(reader).get(reference=reference)
    form = ReleaseForm(request.POST) if request.method == "POST" else ReleaseForm()
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: _release(reader, assignment, form))
        if not status:
            messages.success(request, _("Released. The helper has been told where to read it."))
            return redirect("casework_hand_over", reference)
    return render(request, "casework/hand_over.html", _hand_over_context(reader, assignment, form), status=status)


@require_POST
@confidential
def window(request: HttpRequest, reference: str) -> HttpResponse:
    """Nothing of the household is released."""
    reader = readers_only(request)
    assignment = hand_overs_visible_to(reader).get(reference=reference)
    done = _("The helper brings it to the township window and has been told.")
    return _done(request, reader, assignment, lambda: choose_window(by=reader, assignment=assignment), done)


@require_POST
@confidential
def revoke(request: HttpRequest, reference: str) -> HttpResponse:
    """The helper reads nothing from now on."""
    reader = readers_only(request)
    assignment = hand_overs_visible_to(reader).get(reference=reference)
    done = _("The release has ended. The helper reads nothing from now on.")
    return _done(request, reader, assignment, lambda: revoke_contact(by=reader, assignment=assignment), done)


@require_http_methods(["GET", "POST"])
@confidential
def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """What was released to the reader's organisation; the values appear, and are logged, only when asked for."""
    reader = user_of(request)
    assignment = contacts_visible_to(reader).get(reference=reference)
    release = current_release(reference)
    context: dict[str, Any] = {
        "assignment": assignment,
        "release": release,
        "released": [NAMES[name] for name in release.fields] if release else [],
        "revealed": _revealed(reader, assignment, release) if request.method == "POST" else None,
    }
    return render(request, "casework/contact.html", context)


def _done(
    request: HttpRequest, reader: User, assignment: Assignment, deed: Callable[[], Any], sentence: str
) -> HttpResponse:
    form = Form(request.POST)
    status = attempt(form, deed)
    if status:
        context = _hand_over_context(reader, assignment, ReleaseForm()) | {"faulty": form}
        return render(request, "casework/hand_over.html", context, status=status)
    messages.success(request, sentence)
    return redirect("casework_hand_over", assignment.reference)


def _revealed(reader: User, assignment: Assignment, release: ContactRelease | None) -> list[dict[str, str]]:
    if release is not None:
        values = read_contact(by=reader, assignment=assignment)
        return [{"term": str(NAMES[name]), "value": value or _("not known")} for name, value in values.items()]
    township = read_window(by=reader, assignment=assignment)
    return [{"term": _("Township window"), "value": places.full_place_name(township, language())}]


def _release(reader: User, assignment: Assignment, form: ReleaseForm) -> None:
    fields = form.cleaned_data["fields_released"]
    release_contact(by=reader, assignment=assignment, fields=fields, until=form.end())


def _hand_over_context(reader: User, assignment: Assignment, form: ReleaseForm) -> dict[str, Any]:
    case = case_of(assignment)
    release = current_release(assignment.reference)
    return {
        "assignment": assignment,
        "case": case,
        "form": form,
        "faulty": form if form.is_bound else None,
        "release": release,
        "released": [NAMES[name] for name in release.fields] if release else [],
        "at_window": assignment.hand_over == HandOver.WINDOW,
        "is_running": assignment.status in RUNNING,
        "verdict": may_work_on(reader, case),
    }
