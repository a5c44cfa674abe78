"""/procurement/"""

from django.urls import path

from marketplace.procurement import views

urlpatterns = [
    path("procurement/", views.service_list, name="procurement"),
    path("procurement/tenders/<str:reference>/", views.tender_page, name="tender"),
    path("procurement/tenders/<str:reference>/ocds.json", views.ocds, name="tender_ocds"),
]
