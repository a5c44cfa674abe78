"""/partner/offers/"""

from django.urls import path

from marketplace.offers import views

urlpatterns = [
    path("partner/offers/", views.offer_list, name="offers"),
    path("partner/offers/new/", views.new_offer, name="new_offer"),
    path("partner/offers/<str:reference>/", views.offer_page, name="offer"),
    path("partner/offers/<str:reference>/edit/", views.edit_offer, name="edit_offer"),
]
