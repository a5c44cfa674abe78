"""A city that is being written to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from marketplace.common import clock
from tests.operations.city import TODAY, City
from tests.servers.places import ROOT

ANSWER = "from tests.journeys.prepare import answer; answer()"


@dataclass(frozen=True)
class LiveCity(City):
    """Its days go on where the demonstration ended."""

    @property
    def today(self) -> date:
        """The city's day while it is served."""
        return date.fromisoformat(TODAY) + timedelta(days=1)

    def ask(self, question: str, *arguments: object) -> Any:
        """The answer of a function of prepare.py, run inside this city."""
        assert self._inside.stdin is not None
        assert self._inside.stdout is not None
        print(json.dumps([question, arguments]), file=self._inside.stdin, flush=True)
        line = self._inside.stdout.readline()
        assert line, self._told.read_text()
        return json.loads(line)

    def ask_no_more(self) -> None:
        """Whoever answers goes home; a later question calls somebody else."""
        if (inside := self.__dict__.pop("_inside", None)) is not None:
            inside.communicate()

    @cached_property
    def _inside(self) -> subprocess.Popen[str]:
        """One process in the city for all questions: to start one takes longer than to answer."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ANSWER]
        pipe = subprocess.PIPE
        with self._told.open("a") as told:
            return subprocess.Popen(command, cwd=ROOT, env=self.env, stdin=pipe, stdout=pipe, stderr=told, text=True)

    @property
    def _told(self) -> Path:
        return self.folder / "answers.log"


def copy_of(city: City, folder: Path) -> LiveCity:
    """The same city in a folder where it may be written to, on the day after it was played."""
    shutil.copytree(city.folder, folder)
    return LiveCity(folder, days_ahead=(date.fromisoformat(TODAY) - clock.today()).days + 1)
