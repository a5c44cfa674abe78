"""/verify/, /desk/, /audit/, /demo/mail/, /healthz"""

from django.urls import path

from marketplace.operations.views.audit import audit_trail, verify_chain
from marketplace.operations.views.demo_mail import demo_mail, healthz
from marketplace.operations.views.desk import desk, open_notice
from marketplace.operations.views.verify import verify, verify_by_number

urlpatterns = [
    path("verify/", verify, name="verify"),
    path("verify/<str:number>/<str:code>/", verify_by_number, name="verify_number"),
    path("desk/", desk, name="desk"),
    path("desk/notices/<str:reference>/", open_notice, name="open_notice"),
    path("audit/", audit_trail, name="audit"),
    path("audit/verify/", verify_chain, name="verify_chain"),
    path("demo/mail/", demo_mail, name="demo_mail"),
    path("healthz", healthz, name="healthz"),
]
