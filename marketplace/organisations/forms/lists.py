"""A published list of recipients of deductible gifts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ListForm(forms.Form):
    """The table and where it was published."""

    file = forms.FileField(
        label=_("Table as CSV"),
        help_text=_("Headings: 统一社会信用代码, 文号, 级次, 起始年度, 截止年度 and, where revoked, 取消日期."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    source = forms.URLField(
        label=_("Address of the published list"),
        max_length=300,
        assume_scheme="https",
        help_text=_("The second person compares the table with what stands there."),
    )
