"""`/casework/spoken/<ref>/`: what a household said of a help with its slip, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.accounts.models import User
from marketplace.casework.actions import NothingToSay, answer_household
from marketplace.casework.actions.releasing import case_of
from marketplace.casework.forms.slips import AnswerForm
from marketplace.casework.models import HouseholdWord
from marketplace.casework.queries import hand_overs_visible_to, word_waiting
from marketplace.casework.rules import may_work_on
from marketplace.casework.views.confidential import confidential, readers_only
from marketplace.common.answers import attempt, posted
from marketplace.fulfilment.models import Assignment


@require_http_methods(["GET", "POST"])
@confidential
def spoken(request: HttpRequest, reference: str) -> HttpResponse:
    """Both sides were asked: record it on the way of the help, or tell the household what was found."""
    reader = readers_only(request)
    assignment = hand_overs_visible_to(reader).get(reference=reference)
    form, status = AnswerForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _answer(reader, assignment, form))
        if not status:
            messages.success(request, _("The household reads it on its page."))
            return redirect("casework_spoken", reference)
    context = {
        "assignment": assignment,
        "word": HouseholdWord.objects.filter(assignment=assignment).first(),
        "waits": word_waiting(assignment) is not None,
        "appointment": assignment.appointment,
        "verdict": may_work_on(reader, case_of(assignment)),
        "form": form,
    }
    return render(request, "casework/spoken.html", context, status=status)


def _answer(by: User, assignment: Assignment, form: AnswerForm) -> None:
    word = word_waiting(assignment)
    if word is None:
        raise NothingToSay(_("This was answered, or something newer was said. Look again."))
    answer_household(by=by, word=word, answer=form.cleaned_data["answer"])
