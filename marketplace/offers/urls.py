"""/partner/offers/, /offers/review/"""

from django.urls import path

from marketplace.offers.views import officers, partner

urlpatterns = [
    path("partner/offers/", partner.offer_list, name="offers"),
    path("partner/offers/new/", partner.new_offer, name="new_offer"),
    path("partner/offers/<str:reference>/", partner.offer_page, name="offer"),
    path("partner/offers/<str:reference>/edit/", partner.edit_offer, name="edit_offer"),
    path("partner/offers/<str:reference>/weeks/", partner.offer_weeks, name="offer_weeks"),
    path("offers/review/", officers.offers_to_read, name="offers_to_read"),
    path("offers/review/<str:reference>/", officers.offer_review, name="offer_review"),
]
