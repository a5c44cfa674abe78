"""Wagtail finds our admin pages here."""

from wagtail.snippets.models import register_snippet

from marketplace.needs.admin import NeedViewSet

register_snippet(NeedViewSet)
