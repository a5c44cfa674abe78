"""Each server starts without root and system packages, answers, and is gone afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from tests.servers.places import ROOT
from tests.servers.postgres import Postgres, postgres
from tests.servers.process import ServerDidNotStartError, running
from tests.servers.redis import Redis
from tests.servers.verapdf import judge

pytestmark = pytest.mark.slow

LIVES_ALONE = """
import signal, sys, time
from tests.servers.redis import redis
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever was started in the background ignores it
with redis() as server:
    print(server.socket, flush=True)
    time.sleep(600)
"""


def test_postgres_has_the_extensions_that_search_and_locks_want() -> None:
    with postgres() as server:
        folder = server.folder
        with psycopg.connect(host=str(folder), user="zhulin", dbname="zhulin") as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE EXTENSION btree_gin")
            assert connection.execute("SELECT lower('ÄB')").fetchone() == ("äb",)
    assert not folder.exists()
    assert not Postgres(folder).answers()


def test_redis_answers_on_its_socket(redis_server: Redis) -> None:
    assert redis_server.answers()
    assert redis_server.broker_url.startswith("redis+socket:///")


def test_stripe_mock_judges_a_request_by_the_specification(stripe_mock_url: str) -> None:
    request = urllib.request.Request(  # noqa: S310
        f"{stripe_mock_url}/v1/refunds", data=b"amount=100", headers={"Authorization": "Bearer sk_test_123"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        assert json.load(answer)["object"] == "refund"
    request.data = b"amonut=100"
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=10)  # noqa: S310


def test_verapdf_refuses_what_is_no_archive(tmp_path: Path) -> None:
    file = tmp_path / "plain.pdf"
    file.write_bytes(b"%PDF-1.7\ntrailer<<>>\n%%EOF\n")
    assert not judge(file, "3a").passed


def test_a_server_that_fails_to_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(ServerDidNotStartError, match="no such luck"),
        running(["sh", "-c", "echo no such luck; exit 3"], ready=lambda: False, log=tmp_path / "log"),
    ):
        pytest.fail("entered the block of a server that never answered")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_server_dies_with_the_process_that_started_it(end: signal.Signals) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="zhulin-") as folder,
        subprocess.Popen(
            [sys.executable, "-c", LIVES_ALONE],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": folder},
            stdout=subprocess.PIPE,
            text=True,
        ) as owner,
    ):
        assert owner.stdout is not None
        server = Redis(Path(owner.stdout.readline().strip()))
        assert server.answers()
        owner.send_signal(end)
        owner.wait()
        _wait_until_silent(server)
        assert not server.answers()


def test_a_command_runs_beside_a_server_and_keeps_its_exit_code() -> None:
    script = "import os, sys; print(os.environ['ZHULIN_DATABASE_URL']); sys.exit(7)"
    command = [sys.executable, "-m", "tests.servers.run", "--postgres", "--", sys.executable, "-c", script]
    result = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 7
    assert result.stdout.startswith("postgres://zhulin@/zhulin?host=/")


def _wait_until_silent(server: Redis) -> None:
    for _ in range(100):
        if not server.answers():
            return
        subprocess.run(["sleep", "0.05"], check=True)
