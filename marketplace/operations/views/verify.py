"""`/verify/`: anybody may check a certificate, without an account, by number and code or by the file itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.common import clock
from marketplace.common.callers import caller_key
from marketplace.common.certificates.verification import (
    Finding,
    find_by_number,
    register_of,
    verify_file,
    verify_number,
)
from marketplace.common.limits import one_more_is_allowed
from marketplace.operations.forms import VerifyFileForm, VerifyForm

MAX_BYTES = 5 * 1024 * 1024


@require_http_methods(["GET", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Two forms on one page; the answer to a file stands below them."""
    form, file_form, finding = VerifyForm(), VerifyFileForm(), None
    if request.method == "POST" and not may_ask(request):
        return render(request, "429.html", status=429)
    if request.method == "POST" and "file" in request.FILES:
        file_form = VerifyFileForm(request.POST, request.FILES)
        if file_form.is_valid():
            upload = file_form.cleaned_data["file"]
            finding = verify_file(upload.read()) if upload.size <= MAX_BYTES else Finding("unknown")
    elif request.method == "POST":
        form = VerifyForm(request.POST)
        if form.is_valid():
            return redirect("verify_number", form.cleaned_data["number"].strip(), form.cleaned_data["code"].strip())
    return render(request, "operations/verify.html", {"form": form, "file_form": file_form} | _said(finding))


@require_GET
@never_cache
def verify_by_number(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The page that the QR code opens; an unknown number and a wrong code look the same."""
    if not may_ask(request):
        return render(request, "429.html", status=429)
    finding, certificate = verify_number(number, code), find_by_number(number, code)
    context = _said(finding) | {"certificate": certificate, "asked_at": clock.now()}
    return render(request, "operations/verified.html", context)


def _said(finding: Finding | None) -> dict[str, object]:
    """What was found, and the templates of that kind of paper which put it into words."""
    known = register_of(finding.kind) if finding and finding.kind else None
    return {"finding": finding, "words": known.words if known else "", "facts": known.facts if known else ""}


def may_ask(request: HttpRequest) -> bool:
    """So many questions an hour from one address."""
    return one_more_is_allowed("certificate.checks_per_hour", caller_key(request))
