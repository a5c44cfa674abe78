"""What the pages of officers have in common where something is approved or sent back."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.http import Http404, HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt
from marketplace.organisations.moderation.models import Moderated

M = TypeVar("M", bound=Moderated)


class CommentForm(forms.Form):
    """What is to be mended; whoever handed it in reads it."""

    comment = forms.CharField(
        label=_("What is to be mended"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whoever handed it in reads this. Say what is to be done."),
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """The forms of the page after what was sent, and `made`: approve, return, or nothing yet."""

    comment: CommentForm
    wrong: forms.Form | None = None
    status: int = 200
    made: str = ""


def as_read(request: HttpRequest, row: M) -> M:
    """The row as it stood on the page that the officer saw; without that moment it is as good as changed."""
    read = copy(row)
    read.submitted_at = parse_datetime(request.POST.get("read", ""))
    return read


def decide(
    request: HttpRequest, row: M, *, approve: Callable[[User, M], object], send_back: Callable[[User, M, str], object]
) -> Decision:
    """Carry out what the officer sent: `decision` is approve (with `read`) or return (with `comment`)."""
    decision = request.POST.get("decision", "")
    comment = CommentForm(request.POST if decision == "return" else None)
    if request.method != "POST":
        return Decision(comment)
    user = user_of(request)
    wrong: forms.Form = comment
    if decision == "approve":
        wrong = forms.Form(request.POST)
        status = attempt(wrong, lambda: approve(user, as_read(request, row)))
    elif decision == "return":
        status = attempt(wrong, lambda: send_back(user, row, comment.cleaned_data["comment"]))
    else:
        raise Http404
    return Decision(comment, wrong, status, "" if status else decision)
