"""The front page, the needs, the reader's preferences, and the style sheet (which exists in the embedded mode only)."""

from django.urls import path

from cms.home import home
from cms.needs_pages import need_page, needs_index
from cms.reading import set_reading
from cms.styleguide import styleguide, styleguide_error

urlpatterns = [
    path("", home, name="home"),
    path("needs/", needs_index, name="needs"),
    path("needs/<str:reference>/", need_page, name="need"),
    path("reading/", set_reading, name="set_reading"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:sheet>/", styleguide, name="styleguide_sheet"),
    path("styleguide/error/<int:status>/", styleguide_error, name="styleguide_error"),
]
