"""Every address of the site."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.closed import nothing_here

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    # Wagtail's own form would take a password without the second factor: it leads to the one door.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # The translation tool would list every need to whoever edits pages; it translates only pages here.
    path("cms/localize/api/snippets/<path:_rest>", nothing_here),
    path("cms/", include(wagtailadmin_urls)),
    path("files/", include(wagtaildocs_urls)),
    path("", include("marketplace.procurement.urls")),
    path("", include("marketplace.fulfilment.urls")),
    path("", include("marketplace.offers.urls")),
    path("", include("marketplace.volunteers.urls")),
    path("", include("marketplace.insurance.urls")),
    path("", include("marketplace.publications.urls")),
    path("", include("marketplace.organisations.urls")),
    path("", include("matching.urls")),
    path("", include("donations.urls")),
    path("", include("marketplace.casework.urls")),
    path("", include("marketplace.documents.urls")),
    path("", include("marketplace.needs.urls")),
    path("", include("marketplace.operations.urls")),
    path("", include("cms.urls")),
]

if settings.EMBEDDED:
    urlpatterns += []

urlpatterns += [path("", include(wagtail_urls))]
