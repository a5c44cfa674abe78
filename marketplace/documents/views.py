"""The only way out for a private file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.common import audit
from marketplace.documents.inspection import EXTENSIONS
from marketplace.documents.models import PrivateFile
from marketplace.documents.rules import may_read


@require_GET
@login_required
@never_cache
def download(request: HttpRequest, reference: str) -> FileResponse:
    """Serve a file to whoever may read it, as an attachment under a name of ours; each reading is logged."""
    stored = get_object_or_404(PrivateFile, reference=reference)
    if not may_read(request.user, stored).passed:
        raise Http404
    audit.record_read(by=request.user, verb="file.read", subject=stored, detail={"purpose": stored.purpose})
    name = f"{stored.purpose}-{stored.reference[:8]}.{EXTENSIONS[stored.content_type]}"
    response = FileResponse(stored.file.open("rb"), as_attachment=True, filename=name, content_type=stored.content_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
