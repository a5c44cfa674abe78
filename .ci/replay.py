"""Replay the Dockerfile's steps in bare Debian roots, one a stage, where no container engine is at hand.

Understands exactly the instructions that our Dockerfile uses; anything else stops it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
CI = REPOSITORY / ".ci"
QUIET = {"VOLUME", "EXPOSE", "HEALTHCHECK"}


@dataclass
class Stage:
    """One FROM: its own root, and what ENV, WORKDIR and USER have set so far."""

    root: Path
    env: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"})
    workdir: str = "/"
    user: str = "root"

    def run(self, command: str) -> None:
        exports = " ".join(f"{key}={shlex.quote(value)}" for key, value in self.env.items())
        become = f"setpriv --reuid {self.user} --regid {self.user} --clear-groups" if self.user != "root" else ""
        script = shlex.quote(f"export {exports}; cd {self.workdir}; {command}")
        subprocess.run([CI / "inside", self.root, "root", f"{become} sh -ec {script}"], check=True)  # noqa: S603

    def path(self, name: str) -> Path:
        return Path(os.path.normpath(f"{self.root}{os.path.join(self.workdir, name)}"))


def main(folder: Path) -> None:
    stages: dict[str, Stage] = {}
    for number, (word, rest) in enumerate(instructions((REPOSITORY / "Dockerfile").read_text())):
        sys.stderr.write(f"-- {word} {rest}\n")
        if word == "FROM":
            image, _, name = rest.partition(" AS ")
            stage = stages[name or str(number)] = Stage(bare(folder / f"stage{len(stages)}", image))
        elif word == "RUN":
            stage.run(rest)
        elif word == "ENV":
            stage.env |= {
                key: value.replace("$PATH", stage.env["PATH"])
                for key, _, value in (pair.partition("=") for pair in shlex.split(rest))
            }
        elif word == "COPY":
            copy(stage, stages, rest)
        elif word == "WORKDIR":
            stage.workdir = rest
            stage.path(".").mkdir(parents=True, exist_ok=True)
        elif word == "USER":
            stage.user = rest
        elif word == "CMD":
            stage.run(f"{shlex.quote(json.loads(rest)[0])} --version")
        elif word not in QUIET:
            sys.exit(f"{word}: not an instruction that this replay understands")


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """(word, rest) of each instruction; comments and line continuations are taken out."""
    text = re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in text.splitlines() if line.strip()]


def bare(root: Path, image: str) -> Path:
    """A root that has what the image python:3.11-slim-bookworm has: Debian 12 and a Python 3.11 called python."""
    if image != "python:3.11-slim-bookworm":
        sys.exit(f"{image}: this replay knows python:3.11-slim-bookworm only")
    subprocess.run([CI / "bare", root], check=True)  # noqa: S603
    (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")
    return root


def copy(stage: Stage, stages: dict[str, Stage], rest: str) -> None:
    *options, source, target = rest.split()
    origin = next((stages[option.removeprefix("--from=")].root for option in options), None)
    start = origin / source.lstrip("/") if origin else REPOSITORY / source
    end = stage.path(target)
    if start.is_dir():
        shutil.copytree(start, end, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        end = end / start.name if target.endswith("/") else end
        end.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(start, end)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
