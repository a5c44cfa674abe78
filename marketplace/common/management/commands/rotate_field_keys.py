"""`manage.py rotate_field_keys [--dry-run]`: seal every encrypted column with the present key (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from marketplace.common import audit
from marketplace.common.actors import SystemActor
from marketplace.common.commands import ANSWER_IS_NO, ContractCommand
from marketplace.common.key_rotation import Rotation, SealedColumn, rotate, sealed_columns


class Command(ContractCommand):
    help = "Seal every encrypted column with the key ZHULIN_FIELD_KEY_ID; may be stopped and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="count what is sealed with older keys, change nothing"
        )

    def answer(self, **options: Any) -> int:
        """0: nothing is left under an older key; 1: something is, because its key is missing or it is a dry run."""
        columns = sealed_columns()
        sums = Rotation()
        if not options["dry_run"]:
            for column in columns:
                self._rotate(column, sums)
        left = {column.name: count for column in columns if (count := column.stale().count())}
        if sums.rotated:
            detail = {"key": settings.FIELD_KEY_ID, "rotated": sums.rotated, "left": sum(left.values())}
            audit.record(
                by=SystemActor("rotate-field-keys"), verb="keys.rotate", subject="common.encryption", detail=detail
            )
        self.give({"key": settings.FIELD_KEY_ID, "columns": len(columns), "rotated": sums.rotated, "left": left})
        return ANSWER_IS_NO if left else 0

    def _rotate(self, column: SealedColumn, sums: Rotation) -> None:
        total = column.stale().count()
        own = Rotation()
        for own in rotate(column):
            self.say(f"{column.name}: {own.rotated + own.unreadable}/{total}")
        sums.rotated += own.rotated
        sums.unreadable += own.unreadable
