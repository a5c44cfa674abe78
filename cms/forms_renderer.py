"""`{{ form }}` follows one pattern everywhere: summary of errors on top, label, hint, error, input."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class SiteFormRenderer(TemplatesSetting):
    """Our templates for forms and fields; widgets stay Django's, so that Wagtail's admin is untouched."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
