"""`/my-service/check/`: checking in and out, by the QR code of the host's page or by its six digits."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import REFUSED, attempt, posted
from marketplace.common.limits import one_more_is_allowed
from marketplace.common.references import new_reference
from marketplace.volunteers.actions import check_in, check_out
from marketplace.volunteers.forms.records import CodeForm
from marketplace.volunteers.models import SignUp
from marketplace.volunteers.queries import my_sign_ups
from marketplace.volunteers.rules import may_check
from marketplace.volunteers.states import SignUpStatus

DEVICE = "checks"
"""A cookie that tells devices apart and nothing else; its blind index is kept beside the check-in."""
DEVICE_DAYS = 180


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def check(request: HttpRequest, reference: str, code: str = "") -> HttpResponse:
    """One page for both: it offers to check in, then to check out."""
    row = get_object_or_404(my_sign_ups(request.user), activity__reference=reference)
    form, status = CodeForm(posted(request), initial={"code": code}), 200
    if request.method == "POST":
        status = _check(request, row, form)
        if not status:
            told = (
                _("You are checked in.") if row.status == SignUpStatus.PRESENT else _("You are checked out. Thank you.")
            )
            messages.success(request, told)
            return _with_device(redirect("my_service"), request)
    context = {
        "row": row,
        "activity": row.activity,
        "form": form,
        "scanned": code and request.method != "POST",
        "leaves": row.status == SignUpStatus.PRESENT,
        "waits": row.status in (SignUpStatus.SIGNED_UP, SignUpStatus.PRESENT),
        "verdict": may_check(row),
        "crumbs": [(_("My service"), reverse("my_service"))],
    }
    return _with_device(render(request, "volunteers/check.html", context, status=status), request)


def _check(request: HttpRequest, row: SignUp, form: CodeForm) -> int:
    user = user_of(request)
    if not one_more_is_allowed("volunteer.check_tries_per_hour", str(user.pk)):
        form.add_error(None, _("Too many codes in one hour. Ask the host to enter your time."))
        return REFUSED
    if row.status == SignUpStatus.PRESENT:
        return attempt(form, lambda: check_out(by=user, sign_up=row, code=form.cleaned_data["code"]))
    device = request.COOKIES.get(DEVICE, "")
    return attempt(form, lambda: check_in(by=user, sign_up=row, code=form.cleaned_data["code"], device=device))


def _with_device(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    if DEVICE not in request.COOKIES:
        response.set_cookie(
            DEVICE, new_reference(), max_age=DEVICE_DAYS * 86400, httponly=True, samesite="Lax",
            secure=request.is_secure(), path=reverse("my_service"),
        )  # fmt: skip
    return response
