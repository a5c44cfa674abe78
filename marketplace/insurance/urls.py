"""/partner/insurance/"""

from django.urls import path

from marketplace.insurance import views

urlpatterns = [path("partner/insurance/", views.programme_list, name="partner_insurance")]
