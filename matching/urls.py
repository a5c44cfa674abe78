"""/partner/proposals/, /matching/"""

from django.urls import path

from matching.views import proposal_list, proposal_page, run_list

urlpatterns = [
    path("partner/proposals/", proposal_list, name="proposals"),
    path("partner/proposals/<str:reference>/", proposal_page, name="proposal"),
    path("matching/", run_list, name="match_runs"),
]
