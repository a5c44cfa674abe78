"""/organisations/, /join/, /applications/, /eligibility/, /invitations/, /partner/organisation/"""

from django.urls import path

from marketplace.organisations.views import (
    eligibility,
    invitations,
    joining,
    members,
    officers,
    papers,
    partner,
    register,
    small_papers,
    suspending,
    undertakings,
)

urlpatterns = [
    path("organisations/", register.organisation_list, name="organisations"),
    path("organisations/<str:reference>/", register.organisation_profile, name="organisation"),
    path("join/", joining.start, name="join_start"),
    path("join/new/", joining.new, name="join_new"),
    path("join/<str:reference>/", joining.tasks, name="join_tasks"),
    path("join/<str:reference>/check/", joining.check, name="join_check"),
    path("join/<str:reference>/withdraw/", joining.withdraw, name="join_withdraw"),
    path("join/<str:reference>/papers/", papers.papers, name="join_papers"),
    path("join/<str:reference>/papers/<slug:slot>/", papers.upload, name="join_paper"),
    path("join/<str:reference>/<str:step>/", joining.step, name="join_step"),
    path("applications/", officers.application_list, name="applications"),
    path("applications/papers/", small_papers.small_papers, name="small_papers"),
    path("applications/<str:reference>/", officers.application, name="application"),
    path("applications/<str:reference>/suspension/", suspending.suspension, name="suspend_organisation"),
    path("applications/<str:reference>/suspension/<slug:kind>/", suspending.suspension, name="suspend_capability"),
    path("applications/<str:reference>/lifting/<str:suspension>/", suspending.lifting, name="lift_suspension"),
    path("eligibility/", eligibility.lists, name="eligibility_lists"),
    path("eligibility/<str:reference>/", eligibility.eligibility_list, name="eligibility_list"),
    path("invitations/<str:reference>/", invitations.invitation, name="invitation"),
    path("partner/organisation/", partner.home, name="partner_home"),
    path("partner/organisation/<str:reference>/", partner.organisation, name="partner_organisation"),
    path("partner/organisation/<str:reference>/papers/<slug:kind>/", partner.renew, name="renew_capability"),
    path("partner/organisation/<str:reference>/replies/<str:reply>/", partner.take_back_reply, name="take_back_reply"),
    path("partner/organisation/<str:reference>/undertaking/", undertakings.undertaking, name="undertaking"),
    path("partner/organisation/<str:reference>/members/", members.members, name="members"),
    path("partner/organisation/<str:reference>/members/<str:person>/", members.member, name="member"),
    path("partner/organisation/<str:reference>/members/<str:person>/end/", members.end, name="end_membership"),
    path("partner/organisation/<str:reference>/members/<str:person>/licence/", members.licence, name="enter_licence"),
    path(
        "partner/organisation/<str:reference>/invitations/<str:invitation>/",
        members.take_back_invitation,
        name="take_back_invitation",
    ),
]
