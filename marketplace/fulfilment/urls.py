"""/partner/assignments/, /assignments/<ref>/confirm/, /needs/<ref>/claim/ and /partner/claims/<ref>/"""

from django.urls import path

from marketplace.fulfilment.views import assignments, claims, confirming

urlpatterns = [
    path("partner/assignments/", assignments.assignment_list, name="assignments"),
    path("partner/assignments/<str:reference>/", assignments.assignment_page, name="assignment"),
    path("partner/assignments/<str:reference>/step-back/", assignments.step_back, name="step_back"),
    path("partner/claims/<str:reference>/", claims.settle, name="settle_claim"),
    path("assignments/<str:reference>/confirm/", confirming.confirm, name="confirm_assignment"),
    path("needs/<str:reference>/claim/", claims.claim, name="claim_need"),
]
