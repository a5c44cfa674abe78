"""Who may read which private file: each purpose has one predicate, declared by the package that owns it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common.verdict import Verdict, no
from marketplace.documents.models import PrivateFile

Predicate = Callable[[Reader, PrivateFile], Verdict]

READERS: dict[str, Predicate] = {}
"""Filled by `wiring.py`; a purpose without a predicate is read by nobody."""


def may_read(reader: Reader, file: PrivateFile) -> Verdict:
    """Ask the purpose's owner."""
    predicate = READERS.get(file.purpose)
    if predicate is None:
        return no(_("This file is not open to anybody."), code="NO_READER")
    return predicate(reader, file)
