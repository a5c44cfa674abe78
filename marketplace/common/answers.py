"""How a page answers when the domain says no: the sentence in place, the input kept, a status that tells machines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from marketplace.common.verdict import DomainError

REFUSED = 409
"""What was asked conflicts with where things stand now."""
INVALID = 422
"""What was entered is incomplete or wrong."""


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; None while the page is only read, so that the form stays unbound."""
    return request.POST if request.method == "POST" else None


def attempt(form: BaseForm, deed: Callable[[], Any]) -> int:
    """Do it; 0 when done, else the status to answer with, the refusal standing in the form's summary."""
    if not form.is_valid():
        return INVALID
    try:
        deed()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return REFUSED
    return 0
