"""`/verify/`: anybody may check a certificate, without an account, by number and code or by the file itself."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from donations.certificates.verification import Finding, find_by_number, verify_file, verify_number
from donations.forms import VerifyFileForm, VerifyForm
from marketplace.common import clock
from marketplace.common.rule_data import rule

MAX_BYTES = 5 * 1024 * 1024


@require_http_methods(["GET", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Two forms on one page; the answer to a file stands below them."""
    form, file_form, finding = VerifyForm(), VerifyFileForm(), None
    if request.method == "POST" and not may_ask(request):
        return render(request, "donations/verify_too_often.html", status=429)
    if request.method == "POST" and "file" in request.FILES:
        file_form = VerifyFileForm(request.POST, request.FILES)
        if file_form.is_valid():
            upload = file_form.cleaned_data["file"]
            finding = verify_file(upload.read()) if upload.size <= MAX_BYTES else Finding("unknown")
    elif request.method == "POST":
        form = VerifyForm(request.POST)
        if form.is_valid():
            return redirect("verify_number", form.cleaned_data["number"].strip(), form.cleaned_data["code"].strip())
    return render(request, "donations/verify.html", {"form": form, "file_form": file_form, "finding": finding})


@require_GET
@never_cache
def verify_by_number(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The page that the QR code opens; an unknown number and a wrong code look the same."""
    if not may_ask(request):
        return render(request, "donations/verify_too_often.html", status=429)
    certificate = find_by_number(number, code)
    context = {"finding": verify_number(number, code), "certificate": certificate, "asked_at": clock.now()}
    response = render(request, "donations/verified.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def may_ask(request: HttpRequest) -> bool:
    """So many questions an hour from one address: guessing numbers leads nowhere."""
    most = int(rule("certificate.checks_per_hour", on=clock.today()).value)
    key = f"verify:{request.META.get('REMOTE_ADDR', '')}:{clock.now():%Y%m%d%H}"
    cache.add(key, 0, 3700)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the entry ended between the two calls
        return True
