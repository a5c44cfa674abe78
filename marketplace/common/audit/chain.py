"""Seal audit rows into the hash chain, and verify it from the first row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from django.db import connection, transaction

from marketplace.common.audit.models import AuditRow, ChainHead

BATCH = 2_000
GENESIS = "0" * 64
SEALED = "UPDATE common_auditrow SET position = %s, previous = %s, digest = %s WHERE id = %s"


def digest_of(row: AuditRow, previous: str) -> str:
    """SHA-256 over the canonical JSON of a row and the digest before it."""
    body = [previous, row.pk, row.at.isoformat(), row.actor, row.kind, row.verb, row.subject, row.detail]
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def seal() -> int:
    """Chain every committed row that is not sealed yet; returns how many. Safe to run twice at once."""
    total = 0
    while sealed := _seal_batch():
        total += sealed
    return total


@transaction.atomic
def _seal_batch() -> int:
    ChainHead.objects.get_or_create(pk=1)
    head = ChainHead.objects.select_for_update().get(pk=1)
    rows = list(AuditRow.objects.filter(position__isnull=True).order_by("pk")[:BATCH])
    for row in rows:
        row.previous, row.digest = head.digest, digest_of(row, head.digest)
        head.position, head.digest = head.position + 1, row.digest
        row.position = head.position
    _keep_seals(rows)
    head.save(update_fields=["position", "digest"])
    return len(rows)


def _keep_seals(rows: list[AuditRow]) -> None:
    # Not bulk_update: its CASE of two hundred branches takes longer than the hashing, row by row in one call does not.
    sealed = [(row.position, row.previous, row.digest, row.pk) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(SEALED, sealed)


def breaks() -> Iterator[tuple[int, str]]:
    """(row, what is wrong) for every place where the chain does not verify."""
    previous, expected = GENESIS, 0
    for row in AuditRow.objects.filter(position__isnull=False).order_by("position").iterator(BATCH):
        expected += 1
        if row.position != expected:
            yield row.pk, f"position {row.position} where {expected} was expected"
            expected = row.position or expected
        if row.previous != previous or row.digest != digest_of(row, row.previous):
            yield row.pk, "digest does not follow from the row before"
        previous = row.digest
    head = ChainHead.objects.filter(pk=1).first()
    if head and (head.position, head.digest) != (expected, previous):
        yield 0, "the head of the chain is not its last row"
