"""Buttons: a form that holds nothing but what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from marketplace.common.answers import attempt
from marketplace.common.verdict import Sentence

Deed = tuple[Callable[[], Any], Sentence]
"""What to do, and what the reader is told when it is done."""


def press(request: HttpRequest, deeds: Mapping[str, Deed]) -> tuple[forms.Form, int]:
    """Do what the button named `do` says: (a form that carries the refusal, 0 or the status of the refusal)."""
    refused = forms.Form(request.POST)
    deed, done = deeds.get(request.POST.get("do", ""), (None, ""))
    if deed is None:
        return refused, 422
    status = attempt(refused, deed)
    if not status:
        messages.success(request, str(done))
    return refused, status
