"""/partner/proposals/ and /matching/"""

from django.urls import path

from matching.views import asking, proposals, runs, waiting

urlpatterns = [
    path("partner/proposals/", proposals.proposal_list, name="proposals"),
    path("partner/proposals/<str:reference>/", proposals.proposal_page, name="proposal"),
    path("matching/", runs.run_list, name="match_runs"),
    path("partner/waiting/", waiting.awaiting_page, name="awaiting"),
    path("matching/waiting/", waiting.waiting_page, name="waiting_list"),
    path("matching/private/", asking.private_desk, name="private_desk"),
    path("matching/private/<str:reference>/", asking.ask_by_name, name="ask_by_name"),
    path("matching/needs/<str:reference>/", runs.need_explained, name="need_explained"),
    path("matching/<str:reference>/", runs.run_page, name="match_run"),
]
