"""/verify/, /desk/, /audit/, /demo/mail/, /healthz"""

from django.urls import path

from marketplace.operations.views.audit import audit_trail, verify_chain
from marketplace.operations.views.bureau import bureau, export_sheet
from marketplace.operations.views.demo_mail import demo_mail, healthz
from marketplace.operations.views.desk import desk, open_notice, read_all
from marketplace.operations.views.telling import mail_settings, new_calendar, stop_mail_page, work_calendar
from marketplace.operations.views.verify import verify, verify_by_number

urlpatterns = [
    path("verify/", verify, name="verify"),
    path("verify/<str:number>/<str:code>/", verify_by_number, name="verify_number"),
    path("desk/", desk, name="desk"),
    path("desk/notices/read/", read_all, name="read_notices"),
    path("desk/notices/<str:reference>/", open_notice, name="open_notice"),
    path("desk/mail/", mail_settings, name="mail_settings"),
    path("desk/mail/stop/<str:token>/", stop_mail_page, name="stop_mail"),
    path("desk/calendar/", new_calendar, name="new_calendar"),
    path("desk/calendar/<str:token>.ics", work_calendar, name="work_calendar"),
    path("bureau/", bureau, name="bureau"),
    path("bureau/<slug:name>.<slug:extension>", export_sheet, name="export_sheet"),
    path("audit/", audit_trail, name="audit"),
    path("audit/verify/", verify_chain, name="verify_chain"),
    path("demo/mail/", demo_mail, name="demo_mail"),
    path("healthz", healthz, name="healthz"),
]
