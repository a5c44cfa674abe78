"""The error summary: every fault of one or several forms, each with the place where it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet, MultiWidget
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """`target` is the id of the first input to mend, or empty."""

    sentence: str
    target: str = ""


def error_lines(form: Any = None, forms: Iterable[Any] = (), errors: Iterable[Any] = ()) -> list[ErrorLine]:
    """All lines in the order of the page; forms may be formsets."""
    several = [form, *forms] if form else [*forms]
    lines = [ErrorLine(str(error)) for error in errors]
    for one in several:
        lines.extend(_lines_of_set(one) if isinstance(one, BaseFormSet) else _lines_of(one))
    return lines


def input_id(field: BoundField) -> str:
    """The id a link must lead to: the input itself, or the first of a group."""
    widget = field.field.widget
    if isinstance(widget, MultiWidget):
        return f"{field.auto_id}{widget.widgets_names[0]}"  # type: ignore[attr-defined]
    if field.id_for_label:
        return str(field.id_for_label)
    return str(field.subwidgets[0].id_for_label) if field.subwidgets and field.auto_id else str(field.auto_id)


def _lines_of_set(formset: BaseFormSet[Any]) -> Iterator[ErrorLine]:
    yield from (ErrorLine(str(error)) for error in formset.non_form_errors())
    for form in formset.forms:
        yield from _lines_of(form)


def _lines_of(form: BaseForm) -> Iterator[ErrorLine]:
    if not form.is_bound:
        return
    yield from (ErrorLine(str(error)) for error in form.non_field_errors())
    for field in form:
        target = "" if field.is_hidden else input_id(field)
        for error in field.errors:
            yield ErrorLine(_("%(label)s: %(error)s") % {"label": field.label, "error": error}, target)
