"""A mail server that takes every message and keeps it in a folder: enough of RFC 5321 for one honest client."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Thread

from tests.servers.ports import LOOPBACK


class _Session(socketserver.StreamRequestHandler):
    timeout = 30
    server: _Post

    def handle(self) -> None:
        self._say("220 ready")
        for line in self.rfile:
            verb = line.strip().upper()
            if verb == b"DATA":
                self._say("354 go on")
                self.server.keep(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Post(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path) -> None:
        super().__init__((LOOPBACK, 0), _Session)
        self.folder, self.numbers = folder, count(1)

    def keep(self, message: bytes) -> None:
        """Undo the dot-stuffing and keep the message as a file that mail programs open."""
        (self.folder / f"{next(self.numbers):04}.eml").write_bytes(message.replace(b"\r\n..", b"\r\n."))


@contextmanager
def smtp(folder: Path) -> Iterator[str]:
    """The address of a mail server, as ZHULIN_EMAIL_URL wants it; messages appear in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with _Post(folder) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        yield f"smtp://{LOOPBACK}:{server.server_address[1]}"
        server.shutdown()
