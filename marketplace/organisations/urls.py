"""/organisations/"""

from django.urls import path

from marketplace.organisations import views

urlpatterns = [
    path("organisations/", views.organisation_list, name="organisations"),
    path("organisations/<str:reference>/", views.organisation_profile, name="organisation"),
]
