"""`/media/…`: a picture of a page leaves through one door, as long as somebody may see the page."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.models import SiteImage, SiteRendition, TextPage
from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role

TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
OF_THE_HOUSE = (Role.EDITOR, Role.OFFICER)


@require_safe
@never_cache
def site_picture(request: HttpRequest, name: str) -> FileResponse:
    """A scaled picture of a page that is shown, or any for editors and officers; the original for them alone.

    Whoever guesses or remembers an address finds nothing once the story is hidden.
    """
    row = SiteRendition.objects.filter(file=name).select_related("image").first()
    original = SiteImage.objects.filter(file=name).first() if row is None else None
    content_type = TYPES.get(PurePosixPath(name).suffix.lower())
    found = row or original
    if found is None or content_type is None:
        raise Http404
    if not works_here(request.user) and (row is None or not is_shown(row.image)):
        raise Http404
    return FileResponse(found.file.open("rb"), content_type=content_type)


def works_here(reader: Reader) -> bool:
    """Editors and officers."""
    return any(holds_role(reader, role) for role in OF_THE_HOUSE)


def is_shown(image: SiteImage) -> bool:
    """Whether a page that anybody may see now shows it."""
    return any(page.may_be_shown for page in TextPage.objects.live().filter(picture=image))
