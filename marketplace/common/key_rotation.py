"""Seal every encrypted column again with the present key, so that an old key can be destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast

from marketplace.common.encryption import CannotDecrypt, EncryptedText, decrypt

BATCH = 500


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One encrypted column of one table."""

    model: type[models.Model]
    field: EncryptedText

    @property
    def name(self) -> str:
        """`table.column`."""
        return self.field.place

    def stale(self) -> models.QuerySet[models.Model]:
        """Rows whose value is sealed with another key than the present one; the stored text is `sealed`."""
        rows = self.model._base_manager.annotate(sealed=Cast(self.field.attname, models.TextField()))
        return (
            rows.exclude(sealed="").exclude(sealed__isnull=True).exclude(sealed__startswith=f"{settings.FIELD_KEY_ID}:")
        )


@dataclass(slots=True)
class Rotation:
    """How many values were sealed anew, and how many could not be opened."""

    rotated: int = 0
    unreadable: int = 0


def sealed_columns() -> list[SealedColumn]:
    """Every encrypted column of every table, in the order of the applications."""
    return [
        SealedColumn(model, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedText)
    ]


def rotate(column: SealedColumn) -> Iterator[Rotation]:
    """Seal the column's stale values batch by batch, yielding the sums so far; stopped, it goes on where it was.

    A value changed meanwhile by somebody else is left alone: it was sealed with the present key.
    """
    sums, last = Rotation(), 0
    while batch := list(column.stale().filter(pk__gt=last).order_by("pk").values_list("pk", "sealed")[:BATCH]):
        for key, sealed in batch:
            _seal_anew(column, key, sealed, sums)
        last = batch[-1][0]
        yield sums


def _seal_anew(column: SealedColumn, key: int, sealed: str, sums: Rotation) -> None:
    try:
        text = decrypt(sealed, place=column.name)
    except CannotDecrypt:
        sums.unreadable += 1
        return
    sums.rotated += column.stale().filter(pk=key, sealed=sealed).update(**{column.field.attname: text})
