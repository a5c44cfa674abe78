"""/partner/assignments/, /assignments/<ref>/confirm/"""

from django.urls import path

from marketplace.fulfilment import views

urlpatterns = [
    path("partner/assignments/", views.assignment_list, name="assignments"),
    path("partner/assignments/<str:reference>/", views.assignment_page, name="assignment"),
    path("partner/assignments/<str:reference>/start/", views.start, name="start_assignment"),
    path("assignments/<str:reference>/confirm/", views.confirm, name="confirm_assignment"),
    path("assignments/<str:reference>/dispute/", views.dispute, name="dispute_assignment"),
]
