"""Sentences of Django and allauth that our catalogue says better; named here so that the catalogue keeps them."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop, ngettext_lazy

REWORDED: Final = (
    gettext_noop("This field is required."),
    gettext_noop("Forgot your password?"),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
)
