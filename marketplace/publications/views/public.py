"""`/words/<reference>/`: one text with an address of its own, so that it can be reported and hidden alone."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.publications.models import Publication
from marketplace.publications.queries import own_words, public_words, seen_by, words_for_officer
from marketplace.publications.states import KEPT_ELSEWHERE


@require_safe
def words_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What everybody may read, as long as what it is about is shown to the reader; a story has its own page."""
    words = get_object_or_404(public_words().exclude(kind__in=KEPT_ELSEWHERE), reference=reference)
    shown = seen_by(request.user, [words])
    if not shown:
        raise Http404
    return render(request, "publications/words.html", {"each": shown[0], "words": words, "about": shown[0].about})


@require_safe
@never_cache
def picture(request: HttpRequest, reference: str) -> FileResponse:
    """The picture of words that the reader may see: published ones, one's own, and those an officer reviews."""
    words = _with_picture(request, reference)
    if words is None or words.picture is None:
        raise Http404
    file = words.picture
    response = FileResponse(file.file.open("rb"), filename=f"{words.reference}", content_type=file.content_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _with_picture(request: HttpRequest, reference: str) -> Publication | None:
    rows = Publication.objects.select_related("picture").filter(reference=reference, picture__isnull=False)
    published = rows.filter(pk__in=public_words().values("pk")).first()
    if published is not None and seen_by(request.user, [published]):
        return published
    for mine in (own_words(request.user), words_for_officer(request.user)):
        found = rows.filter(pk__in=mine.values("pk")).first()
        if found is not None:
            return found
    return None
