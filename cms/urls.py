"""The front page, the needs, the reader's preferences, and the style sheet (which exists in the embedded mode only)."""

from django.urls import path

from cms.benefits import benefit_register
from cms.for_machines import robots, security, sitemap
from cms.home import home
from cms.needs_pages import need_page, needs_index, needs_map
from cms.pictures import site_picture
from cms.reading import set_reading
from cms.reports.views import report, report_list, report_page_view
from cms.styleguide import styleguide, styleguide_error

urlpatterns = [
    path("", home, name="home"),
    path("needs/", needs_index, name="needs"),
    path("needs/map/", needs_map, name="needs_map"),
    path("needs/<str:reference>/", need_page, name="need"),
    path("report/page/", report, name="report"),
    path("reports/", report_list, name="page_reports"),
    path("reports/<str:reference>/", report_page_view, name="page_report"),
    path("media/<path:name>", site_picture, name="site_picture"),
    path("benefits/", benefit_register, name="benefits"),
    path("reading/", set_reading, name="set_reading"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path(".well-known/security.txt", security, name="security_txt"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:sheet>/", styleguide, name="styleguide_sheet"),
    path("styleguide/error/<int:status>/", styleguide_error, name="styleguide_error"),
]
