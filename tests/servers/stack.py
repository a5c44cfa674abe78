"""Production rehearsed on this machine: PostgreSQL, Redis, Celery's worker and clock, the site behind TLS.

`python -m tests.servers.stack --port 8000` serves until it is stopped; nothing outlives it.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.papers import papers
from tests.servers.places import ROOT, SCRIPTS
from tests.servers.ports import LOOPBACK, free_port
from tests.servers.postgres import postgres
from tests.servers.process import running
from tests.servers.redis import redis
from tests.servers.smtp import smtp

CELERY = [SCRIPTS / "celery", "--app", "marketplace.celery"]
SITE = "marketplace.wsgi:application"


@dataclass(frozen=True)
class Site:
    """A running rehearsal; `folder` holds logs, mail and uploads, `env` runs `manage.py` against it."""

    port: int
    folder: Path
    env: dict[str, str]

    @property
    def url(self) -> str:
        return f"https://{LOOPBACK}:{self.port}"

    def open(self, path: str) -> tuple[int, dict[str, str]]:
        """Status and headers (names in lower case) of a page; the server's certificate is checked."""
        trust = ssl.create_default_context(cafile=str(self.folder / "web.pem"))
        try:
            with urllib.request.urlopen(self.url + path, timeout=20, context=trust) as answer:  # noqa: S310
                return answer.status, {key.lower(): value for key, value in answer.headers.items()}
        except urllib.error.HTTPError as refusal:
            return refusal.code, {key.lower(): value for key, value in refusal.headers.items()}

    def answers(self) -> bool:
        try:
            self.open("/")
        except OSError:
            return False
        return True


@contextmanager
def stack(port: int) -> Iterator[Site]:
    """The whole of production with an empty, migrated database."""
    with ExitStack() as open_until_the_end:
        folder = Path(open_until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="zhulin-stack-")))
        database = open_until_the_end.enter_context(postgres(durable=True))
        broker = open_until_the_end.enter_context(redis())
        mail = open_until_the_end.enter_context(smtp(folder / "mail"))
        stores = {
            "ZHULIN_DATABASE_URL": database.url(),
            "ZHULIN_BROKER_URL": broker.broker_url,
            "ZHULIN_CACHE_URL": broker.url,
            "ZHULIN_EMAIL_URL": mail,
        }
        site = Site(port, folder, stores | _settings(port, folder))
        for command in ("migrate", "collectstatic"):
            manage(site, command, "--noinput", "--verbosity", "0")
        for each in _processes(site):
            open_until_the_end.enter_context(each)
        yield site


def manage(site: Site, *arguments: str) -> None:
    """Run a management command against the rehearsal; a failure raises."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **site.env}, check=True)


def _settings(port: int, folder: Path) -> dict[str, str]:
    """Everything that production asks of an operator, made up for this one rehearsal."""
    signer = papers(folder, "signer")
    field_key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.production",
        "ZHULIN_BASE_URL": f"https://{LOOPBACK}:{port}",
        "ZHULIN_STATE_ROOT": str(folder),
        "ZHULIN_MEDIA_ROOT": str(folder / "media"),
        "ZHULIN_SECRET_KEY": secrets.token_urlsafe(64),
        "ZHULIN_BLIND_INDEX_KEY": secrets.token_urlsafe(64),
        "ZHULIN_FIELD_KEYS": json.dumps({"rehearsal": field_key}),
        "ZHULIN_FIELD_KEY_ID": "rehearsal",
        "ZHULIN_SIGNING_KEY_FILE": str(signer.key),
        "ZHULIN_SIGNING_CERTIFICATE_FILE": str(signer.certificate),
    }


def _processes(site: Site) -> Iterator[object]:
    """Worker, clock and web server, each ready before the next starts."""
    folder = site.folder
    worker, beat, web = (folder / f"{name}.log" for name in ("worker", "beat", "web"))
    yield running(
        [*CELERY, "worker", "--loglevel", "INFO", "--concurrency", "2"],
        ready=lambda: b" ready." in worker.read_bytes(),
        log=worker,
        env=site.env,
        cwd=ROOT,
    )
    yield running(
        [*CELERY, "beat", "--loglevel", "INFO", "--schedule", folder / "beat"],
        ready=lambda: b"beat: Starting" in beat.read_bytes(),
        log=beat,
        env=site.env,
        cwd=ROOT,
    )
    tls = papers(folder, "web")
    encrypted = ["--ssl-certificate", tls.certificate, "--ssl-keyfile", tls.key]
    address = ["--host", LOOPBACK, "--port", str(site.port)]
    command = [SCRIPTS / "granian", "--interface", "wsgi", "--workers", "2", *address, *encrypted, SITE]
    yield running(command, ready=site.answers, log=web, env=site.env, cwd=ROOT)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.servers.stack", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    port = parser.parse_args(arguments).port or free_port()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _say("starting PostgreSQL, Redis, the worker, the clock and the site (about half a minute)")
    try:
        with stack(port) as site:
            _say(f"production is rehearsed at {site.url} (its certificate is self-signed)")
            _say(f"logs, mail and uploads: {site.folder}")
            while site.answers():
                time.sleep(5)
            _say(f"the site stopped answering:\n{(site.folder / 'web.log').read_text()[-2000:]}")
            return 1
    except KeyboardInterrupt:
        return 0


def _say(line: str) -> None:
    sys.stderr.write(f"== {line} ==\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
