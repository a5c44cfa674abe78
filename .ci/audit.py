"""Known vulnerabilities of the pinned packages, as far as the advisory service can be asked from here.

Exit 1 where a pinned package has a known vulnerability and a release that mends it; a vulnerability without a remedy
is told but stops nobody, and so is a service that does not answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PIP_AUDIT = Path(sys.executable).with_name("pip-audit")


def main() -> int:
    report = ask()
    if report is None:
        return 0
    found = [(package, fault) for package in report["dependencies"] for fault in package.get("vulns", [])]
    for package, fault in found:
        remedy = ", ".join(fault["fix_versions"]) or "no release mends it yet"
        say(f"{package['name']} {package['version']}: {fault['id']} ({remedy})")
    say(f"{len(report['dependencies'])} packages asked about, {len(found)} known vulnerabilities")
    return int(any(fault["fix_versions"] for _, fault in found))


def ask() -> dict[str, Any] | None:
    """pip-audit's report, or None where it could not get an answer."""
    command = [PIP_AUDIT, "--requirement", ROOT / "requirements-dev.txt", "--require-hashes", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off", "--timeout", "20"]
    result = subprocess.run([*map(str, command), *options], capture_output=True, text=True, check=False)  # noqa: S603
    try:
        return json.loads(result.stdout)
    except json.JSONDecodeError:
        say(f"no answer from the advisory service: {(result.stderr.strip().splitlines() or ['?'])[-1]}")
        return None


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
