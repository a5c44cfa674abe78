"""`manage.py needs_nightly`: release the batch whose period has ended, and count every published class again."""

from __future__ import annotations

from typing import Any

from marketplace.common.commands import ContractCommand
from marketplace.needs.tasks import recheck_every_night, release_when_due


class Command(ContractCommand):
    help = "Releases the batch whose period has ended; holds needs whose class no longer hides their household."

    def answer(self, **options: Any) -> int:
        """Counts first, so that what is released today is not counted twice."""
        hidden = recheck_every_night()
        release = release_when_due()
        self.give({"hidden": hidden, "released": release.count if release else None})
        return 0
