"""/volunteering/, /my-service/, /partner/volunteers/, /partner/activities/, /partner/service/, /service-checks/"""

from django.urls import path

from marketplace.volunteers.views import checking_in, groups, hosting, joining, mine, officers, public, recording

urlpatterns = [
    path("volunteering/", public.volunteering, name="volunteering"),
    path("volunteering/join/", joining.join_page, name="join"),
    path("volunteering/activities/", public.activity_list, name="activities"),
    path("volunteering/activities/<str:reference>/", public.activity_page, name="activity"),
    path("my-service/", mine.my_service, name="my_service"),
    path("my-service/profile/", joining.profile, name="my_profile"),
    path("my-service/check/<str:reference>/", checking_in.check, name="check_by_hand"),
    path("my-service/check/<str:reference>/<str:code>/", checking_in.check, name="check"),
    path("my-service/records/<str:reference>/", mine.my_record, name="my_record"),
    path("my-service/certificates/ask/", mine.ask, name="ask_certificate"),
    path("my-service/certificates/<str:reference>/withdraw/", mine.withdraw, name="withdraw_certificate"),
    path("my-service/certificates/<str:reference>.pdf", mine.certificate_file, name="service_certificate"),
    path("partner/volunteers/", groups.volunteer_list, name="partner_volunteers"),
    path("partner/volunteers/<str:reference>/", groups.volunteer_page, name="partner_volunteer"),
    path("partner/activities/", hosting.activity_list, name="partner_activities"),
    path("partner/activities/new/", hosting.new_activity, name="new_activity"),
    path("partner/activities/<str:reference>/", hosting.activity_page, name="partner_activity"),
    path("partner/activities/<str:reference>/edit/", hosting.edit_activity, name="edit_activity"),
    path("partner/activities/<str:reference>/code/", hosting.code_page, name="activity_code"),
    path("partner/service/<str:reference>/", recording.record, name="record_service"),
    path("partner/service/records/<str:reference>/", recording.correct, name="correct_record"),
    path("partner/service/certificates/<str:reference>/", recording.answer_certificate, name="answer_certificate"),
    path("service-checks/", officers.check_list, name="service_checks"),
    path("service-checks/systems/", officers.systems, name="service_systems"),
    path("service-checks/<str:reference>/", officers.check_page, name="service_check"),
]
