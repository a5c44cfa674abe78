"""Fields that may stay empty only under a condition: their label says which, instead of "(optional)"."""

from __future__ import annotations

from typing import Any, TypeVar

from django.forms import Field
from django.utils.translation import gettext_lazy as _

F = TypeVar("F", bound=Field)

AT_LEAST_ONE = _("(at least one)")
FOR_A_COMPANY = _("(needed for a company)")
IN_A_BEGUN_ROW = _("(if this row is used)")
UNDER_18 = _("(needed under 18)")


def asked(field: F, when: Any) -> F:
    """The same field; its label says when it is needed, as the form's `clean` demands it."""
    field.asked_when = when  # type: ignore[attr-defined]
    return field
