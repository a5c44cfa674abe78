"""A city that is being written to."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from marketplace.common import clock
from tests.operations.city import TODAY, City

ASK = "import json; from tests.journeys import prepare; print(json.dumps(prepare.{}(*{!r})))"


@dataclass(frozen=True)
class LiveCity(City):
    """Its days go on where the demonstration ended."""

    @property
    def today(self) -> date:
        """The city's day while it is served."""
        return date.fromisoformat(TODAY) + timedelta(days=1)

    def ask(self, question: str, *arguments: object) -> Any:
        """The answer of a function of prepare.py, run inside this city."""
        answer = self.manage("shell", "--no-imports", "-c", ASK.format(question, arguments))
        assert answer.code == 0, answer.err
        return json.loads(answer.out.splitlines()[-1])


def copy_of(city: City, folder: Path) -> LiveCity:
    """The same city in a folder where it may be written to, on the day after it was played."""
    shutil.copytree(city.folder, folder)
    return LiveCity(folder, days_ahead=(date.fromisoformat(TODAY) - clock.today()).days + 1)
