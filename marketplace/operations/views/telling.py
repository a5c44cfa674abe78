"""How the inbox reaches a person elsewhere: e-mail settings, one click to stop, and the calendar feed."""

from __future__ import annotations

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.models import User
from marketplace.common.answers import attempt, posted
from marketplace.notifications.actions import (
    calendar_token,
    renew_calendar,
    settle_mail,
    stop_mail,
    who_stops,
    whose_calendar,
)
from marketplace.notifications.calendar import calendar_of
from marketplace.notifications.queries import mail_settings_of, work_of
from marketplace.operations.forms import MailSettingsForm, values_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def mail_settings(request: HttpRequest) -> HttpResponse:
    """When to be told by e-mail, topic by topic; and the address of the calendar feed."""
    user = _user(request)
    settings = mail_settings_of(user)
    form = MailSettingsForm(posted(request), initial=values_of(settings))
    status = 0
    if request.method == "POST":
        status = attempt(form, lambda: settle_mail(by=user, **form.settled()))
        if not status:
            messages.success(request, _("Settled. It holds from the next e-mail on."))
            return redirect("mail_settings")
    context = {
        "form": form,
        "topics": [field for field in form if field.name.startswith("topic_")],
        "feed": site.BASE_URL + reverse("work_calendar", args=[calendar_token(settings)]),
        "crumbs": [(_("My desk"), reverse("desk"))],
    }
    return render(request, "operations/mail_settings.html", context, status=status or 200)


@require_POST
@login_required
def new_calendar(request: HttpRequest) -> HttpResponse:
    """A new address for the feed; the old one stops working."""
    renew_calendar(by=_user(request))
    messages.success(request, _("The calendar has a new address. Enter it again where you use it."))
    return redirect("mail_settings")


@require_safe
@never_cache
def work_calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """The feed for a calendar programme, which cannot sign in: the address is the key."""
    user = whose_calendar(token)
    if user is None:
        raise Http404
    with translation.override(user.language):
        feed = calendar_of(work_of(user))
    return HttpResponse(feed, content_type="text/calendar; charset=utf-8")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop_mail_page(request: HttpRequest, token: str) -> HttpResponse:
    """Stops e-mails by one click, without signing in (RFC 8058); reading the page alone changes nothing."""
    user = who_stops(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        stop_mail(by=user)
    return render(request, "operations/stop_mail.html", {"stopped": request.method == "POST"})


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
