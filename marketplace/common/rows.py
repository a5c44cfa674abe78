"""The base of every domain table: a public reference that says nothing, and when the row began."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from marketplace.common import clock
from marketplace.common.references import new_reference


class Row(models.Model):
    """A table of ours. Wagtail's reference index would otherwise follow every foreign key on every save."""

    wagtail_reference_index_ignore: ClassVar[bool] = True

    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


class PublicRow(Row):
    """A row that people outside may name: by 128 random bits, never by its number."""

    reference = models.CharField(max_length=32, unique=True, default=new_reference, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference
