"""/volunteering/ and /partner/volunteers/"""

from django.urls import path

from marketplace.volunteers import views

urlpatterns = [
    path("volunteering/", views.volunteering, name="volunteering"),
    path("partner/volunteers/", views.volunteer_list, name="partner_volunteers"),
]
