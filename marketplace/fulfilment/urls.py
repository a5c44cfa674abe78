"""/partner/assignments/, /assignments/<ref>/confirm/, /needs/<ref>/claim/ and /partner/claims/<ref>/"""

from django.urls import path

from marketplace.fulfilment.views import assignments, claims, confirming, course, proving, talking

urlpatterns = [
    path("partner/assignments/", assignments.assignment_list, name="assignments"),
    path("partner/assignments/<str:reference>/", assignments.assignment_page, name="assignment"),
    path("partner/assignments/<str:reference>/step-back/", assignments.step_back, name="step_back"),
    path("partner/claims/<str:reference>/", claims.settle, name="settle_claim"),
    path("assignments/<str:reference>/confirm/", confirming.confirm, name="confirm_assignment"),
    path("assignments/<str:reference>/day/", course.day, name="assignment_day"),
    path("assignments/<str:reference>/course/", course.course, name="assignment_course"),
    path("assignments/<str:reference>/evaluation/", course.evaluation, name="evaluate_assignment"),
    path("assignments/<str:reference>/proof/", proving.another, name="another_proof"),
    path("proofs/<str:reference>/", proving.look, name="look_at_proof"),
    path("needs/<str:reference>/messages/<str:organisation>/", talking.conversation, name="conversation"),
    path("needs/<str:reference>/claim/", claims.claim, name="claim_need"),
]
