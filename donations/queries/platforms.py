"""Files of designated platforms, for those who may send them in."""

from __future__ import annotations

from django.db import models

from donations.models import PlatformFile, Programme
from donations.queries.programmes import programmes_of, with_figures
from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY, Reader, holds_role


def programmes_with_files(reader: Reader) -> models.QuerySet[Programme]:
    """Programmes of the reader's charities; all of them for an officer of the city."""
    if holds_role(reader, Role.OFFICER, place=CITY):
        return with_figures(Programme.objects.all())
    return programmes_of(reader)


def files_of(programme: Programme) -> models.QuerySet[PlatformFile]:
    """The files of a programme's campaigns, newest first, without their content."""
    files = PlatformFile.objects.filter(campaign__programme=programme)
    return files.select_related("campaign__programme__charity").defer("content")
