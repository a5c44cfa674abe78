"""veraPDF, the judge of PDF/A and PDF/UA, as one file from Maven Central."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.servers.java import java
from tests.servers.places import alone

VERSION = "1.28.2"
SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
Profile = Literal["3a", "3b", "ua1"]


class UnexpectedFileError(RuntimeError):
    """A download is not the file that we pinned."""


@dataclass(frozen=True)
class Judgement:
    """What veraPDF says of one file: `passed`, and its words."""

    passed: bool
    words: str


def judge(file: Path, profile: Profile) -> Judgement:
    """Whether the file keeps every rule of the profile: 3a and 3b are PDF/A-3, ua1 is PDF/UA-1."""
    wrapper = "org.verapdf.apps.GreenfieldCliWrapper"
    result = java("-cp", jar(), wrapper, "--flavour", profile, "--format", "text", "-v", file)
    return Judgement(result.returncode == 0 and result.stdout.startswith("PASS "), result.stdout + result.stderr)


def jar() -> Path:
    """The program, downloaded once and checked against its pinned SHA-256 each time."""
    with alone("maven") as folder:
        file = folder / f"greenfield-apps-{VERSION}.jar"
        if not file.exists():
            _download(file)
        if hashlib.sha256(file.read_bytes()).hexdigest() != SHA256:
            file.unlink()
            raise UnexpectedFileError(f"{file.name} is not the pinned file; it was removed")
        return file


def _download(file: Path) -> None:
    from jgo.maven import MavenContext

    project = MavenContext(repo_cache=file.parent / "repository").project("org.verapdf.apps", "greenfield-apps")
    found = project.at_version(VERSION).artifact("", "jar").resolve()
    Path(found).replace(file)
