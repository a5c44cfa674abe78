"""`manage.py runcity --port N`: serve the embedded city, with the Stripe twin on the next port."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from marketplace.common import clock

THREADS = 8
LOOPBACK = "127.0.0.1"


class Command(BaseCommand):
    help = "Serve the demonstration city; stops with Ctrl-C, and the Stripe twin with it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("runcity serves the embedded mode only; in production run granian and Celery.")
        port = options["port"]
        Path(settings.STATIC_ROOT).mkdir(
            parents=True, exist_ok=True
        )  # whitenoise looks there, though nothing is collected
        environment = self._environment(port)
        twin = self._start_twin(port, environment)
        site = subprocess.Popen(self._granian(port), env=environment)  # noqa: S603 - our own interpreter
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            self._greet(port)
            site.wait()
        except KeyboardInterrupt:
            self.stderr.write("stopping")
        finally:
            for process in (site, twin):
                process.terminate()
            for process in (site, twin):
                process.wait(timeout=20)

    def _environment(self, port: int) -> dict[str, str]:
        base = f"http://{LOOPBACK}:{port}"
        given = {"ZHULIN_BASE_URL": base, "ZHULIN_STRIPE_API_BASE": f"http://{LOOPBACK}:{port + 1}"}
        return {**os.environ, **given}

    def _start_twin(self, port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        hook = f"http://{LOOPBACK}:{port}{reverse('stripe_webhook')}"
        command = [sys.executable, "-m", "tests.stripe_twin", "--port", str(port + 1)]
        command += ["--state", str(settings.STATE_ROOT / "stripe_twin.json"), "--webhook-url", hook]
        command += ["--webhook-secret", settings.STRIPE_WEBHOOK_SECRETS[0], "--accept-any-account"]
        if settings.DAYS_AHEAD:
            command += ["--starts-at", clock.now().isoformat()]
        log = (Path(settings.STATE_ROOT) / "stripe_twin.log").open("ab")
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, env=environment, cwd=settings.WIRED_ROOT, stdout=log, stderr=log
        )

    def _granian(self, port: int) -> list[str]:
        granian = str(Path(sys.executable).with_name("granian"))
        where = ["--interface", "wsgi", "--host", LOOPBACK, "--port", str(port), "--workers", "1"]
        how = ["--blocking-threads", str(THREADS), "--no-access-log", "--log-level", "warning"]
        return [granian, *where, *how, "marketplace.wsgi:application"]

    def _greet(self, port: int) -> None:
        base = f"http://{LOOPBACK}:{port}"
        self.stdout.write(f"\n助邻 Zhulin  {base}/\n")
        self.stdout.write(f"  first look: {base}/needs/  {base}/programmes/  {base}/verify/  mail: {base}/demo/mail/\n")
        logins = Path(settings.STATE_ROOT) / "demo_logins.json"
        if not logins.exists():
            return
        self.stdout.write(f"  logins (also in {logins}):\n")
        for login in json.loads(logins.read_text(encoding="utf-8")):
            line = f"    {login['role']:<18} {login['email']:<34} {login['password']}  TOTP {login['totp_secret']}"
            self.stdout.write(line)
        self.stdout.write("  a code for a TOTP secret: manage.py totp SECRET\n")
        codes = Path(settings.STATE_ROOT) / "demo_opening_codes.json"
        if codes.exists():
            self.stdout.write(f"  the two codes that open each tender's bids: {codes}\n")
