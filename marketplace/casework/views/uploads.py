"""`/casework/import/`: a file in, its preview with every fault, then the import; the file itself is kept no longer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.casework.forms.others import UploadForm
from marketplace.casework.importing import FileRefused, RejectedRow, errors_csv
from marketplace.casework.importing.templates import TEMPLATES
from marketplace.casework.importing.uploads import forget_upload, import_upload, try_upload
from marketplace.casework.models import ImportUpload
from marketplace.casework.views.confidential import caseworkers_only, confidential
from marketplace.common.answers import INVALID

REASONS_ON_PAGE = 100


@require_http_methods(["GET", "POST"])
@confidential
def upload(request: HttpRequest) -> HttpResponse:
    """Read the file and try it; nothing is imported yet."""
    worker = caseworkers_only(request)
    form, status = UploadForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                tried = try_upload(by=worker, data=form.cleaned_data["file"].read())
                return redirect("casework_upload", tried.reference)
            except FileRefused as refusal:
                form.add_error("file", str(refusal.message))
    return render(request, "casework/import.html", {"form": form}, status=status)


@require_GET
@confidential
def template(request: HttpRequest, extension: str) -> HttpResponse:
    """Headings and code lists to fill in."""
    caseworkers_only(request)
    if extension not in TEMPLATES:
        raise Http404
    content_type, write = TEMPLATES[extension]
    response = HttpResponse(write(), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="cases.{extension}"'
    return response


@require_http_methods(["GET", "POST"])
@confidential
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """The counts and the faults; POST imports what has none."""
    worker = caseworkers_only(request)
    tried = ImportUpload.objects.get(reference=reference, by=worker)
    if request.method == "POST":
        if import_upload(by=worker, upload=tried):
            messages.success(request, _("Imported. The file itself is not kept."))
        return redirect("casework_upload", reference)
    return render(request, "casework/preview.html", _context(tried))


@require_POST
@confidential
def give_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Forget the file."""
    worker = caseworkers_only(request)
    forget_upload(by=worker, upload=ImportUpload.objects.get(reference=reference, by=worker))
    messages.info(request, _("The file was forgotten; nothing was imported."))
    return redirect("casework_import")


@require_GET
@confidential
def errors(request: HttpRequest, reference: str) -> HttpResponse:
    """The rejected rows as a table to work through."""
    worker = caseworkers_only(request)
    tried = ImportUpload.objects.get(reference=reference, by=worker)
    response = HttpResponse(errors_csv(map(RejectedRow.read, tried.reasons)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return response


def _context(tried: ImportUpload) -> dict[str, Any]:
    reasons = [RejectedRow.read(stored) for stored in tried.reasons]
    return {
        "tried": tried,
        "counts": tried.result,
        "reasons": reasons[:REASONS_ON_PAGE],
        "more": max(0, len(reasons) - REASONS_ON_PAGE),
        "good": tried.result["rows"] - tried.result["rejected"],
    }
