"""Run a command beside a server: `python -m tests.servers.run --postgres -- pytest -n 2`.

The server must be up before Django reads its settings, so it cannot be a fixture of the same process.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from tests.servers.postgres import postgres


def main(arguments: Sequence[str]) -> int:
    """The command's own exit code; signals reach the command first, then the server is stopped."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.run", description=__doc__)
    parser.add_argument("--postgres", action="store_true", required=True, help="set ZHULIN_DATABASE_URL")
    parser.add_argument("command", nargs="+", metavar="-- COMMAND")
    options = parser.parse_args(arguments)
    with postgres() as server:
        return supervise(options.command, {"ZHULIN_DATABASE_URL": server.url()})


def supervise(command: Sequence[str], env: dict[str, str]) -> int:
    """Run the command to its end, handing on the signals that ask us to stop."""
    child = subprocess.Popen(command, env={**os.environ, **env})
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: child.send_signal(received))
    # A Ctrl-C goes to the whole terminal group: the child hears it by itself, and we wait for its end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
