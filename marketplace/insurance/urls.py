"""/partner/insurance/, /insurance/review/"""

from django.urls import path

from marketplace.insurance.views import officers, partner

urlpatterns = [
    path("partner/insurance/", partner.programme_list, name="partner_insurance"),
    path("partner/insurance/new/", partner.new_programme, name="new_group_programme"),
    path("partner/insurance/<str:reference>/", partner.programme_page, name="group_programme"),
    path("partner/insurance/<str:reference>/edit/", partner.edit_programme, name="edit_group_programme"),
    path("insurance/review/", officers.programmes_to_read, name="programmes_to_read"),
    path("insurance/review/<str:reference>/", officers.programme_review, name="programme_review"),
]
