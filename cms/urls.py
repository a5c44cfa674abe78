"""Addresses of the look: the reader's preferences, and the style sheet (which exists only in the embedded mode)."""

from django.urls import path

from cms.reading import set_reading
from cms.styleguide import styleguide, styleguide_error

urlpatterns = [
    path("reading/", set_reading, name="set_reading"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:sheet>/", styleguide, name="styleguide_sheet"),
    path("styleguide/error/<int:status>/", styleguide_error, name="styleguide_error"),
]
