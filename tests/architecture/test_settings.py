"""Production does not start with a default key, and says everything that is wrong at once; a state is whole."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.architecture.places import run

NEEDED = (
    "ZHULIN_DATABASE_URL", "ZHULIN_BROKER_URL", "ZHULIN_FIELD_KEYS", "ZHULIN_FIELD_KEY_ID", "ZHULIN_EMAIL_URL",
    "ZHULIN_SIGNING_KEY_FILE", "ZHULIN_SIGNING_CERTIFICATE_FILE", "ZHULIN_BASE_URL", "ZHULIN_SECRET_KEY",
    "ZHULIN_BLIND_INDEX_KEY",
)  # fmt: skip
GOOD = {
    "ZHULIN_DATABASE_URL": "postgres://zhulin@127.0.0.1:9/zhulin",
    "ZHULIN_BROKER_URL": "redis://127.0.0.1:9/0",
    "ZHULIN_FIELD_KEYS": '{"first": "' + "A" * 43 + '="}',
    "ZHULIN_FIELD_KEY_ID": "first",
    "ZHULIN_EMAIL_URL": "smtp://127.0.0.1:9",
    "ZHULIN_SIGNING_KEY_FILE": "key.pem",
    "ZHULIN_SIGNING_CERTIFICATE_FILE": "certificate.pem",
    "ZHULIN_BASE_URL": "https://zhulin.invalid",
    "ZHULIN_SECRET_KEY": "k" * 64,
    "ZHULIN_BLIND_INDEX_KEY": "b" * 64,
}


def start(**given: str) -> tuple[int, str]:
    """(exit code, words) of a process that loads the production settings with only these variables."""
    result = ask_production("settings.DEBUG", **given)
    return result.returncode, result.stderr


def ask_production(question: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run an expression or statement about the production `settings` under only these variables."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("ZHULIN_")}
    env = {**clean, **given, "DJANGO_SETTINGS_MODULE": "marketplace.settings.production"}
    return run("python", "-c", f"from django.conf import settings; {question}", env=env)


def test_every_fault_is_told_at_once() -> None:
    code, words = start()
    assert code == 1
    assert [name for name in NEEDED if f"- {name}" not in words] == []


def test_it_starts_once_all_is_given() -> None:
    assert start(**GOOD) == (0, "")


def test_the_default_key_and_the_twin_are_refused() -> None:
    default = "embedded-only-not-a-secret-" + "0" * 32
    twin = {"ZHULIN_STRIPE_API_BASE": "http://127.0.0.1:8001"}
    code, words = start(**{**GOOD, **twin, "ZHULIN_SECRET_KEY": default, "ZHULIN_BLIND_INDEX_KEY": default})
    assert code == 1
    told = {line for line in words.splitlines() if line.startswith("- ")}
    assert {line.split()[1] for line in told} == {
        "ZHULIN_SECRET_KEY",
        "ZHULIN_BLIND_INDEX_KEY",
        "ZHULIN_STRIPE_API_BASE",
    }


@pytest.mark.parametrize(("proxies", "secure"), [("0", False), ("1", True)])
def test_only_a_proxy_of_ours_may_say_that_a_request_came_encrypted(proxies: str, secure: bool) -> None:
    ask = (
        "from django.test import RequestFactory; "
        "print(RequestFactory().get('/', headers={'x-forwarded-proto': 'https'}).is_secure())"
    )
    assert ask_production(ask, **GOOD, ZHULIN_TRUSTED_PROXIES=proxies).stdout.strip() == str(secure)


@pytest.mark.parametrize(("given", "media"), [({}, "state/media"), ({"ZHULIN_MEDIA_ROOT": "files"}, "files")])
def test_uploads_lie_in_the_state_unless_said_otherwise(tmp_path: Path, given: dict[str, str], media: str) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("ZHULIN_")}
    own = {name: str(tmp_path / folder) for name, folder in {"ZHULIN_STATE_ROOT": "state", **given}.items()}
    ask = (
        "import json; from django.conf import settings as s; "
        "print(json.dumps([str(s.MEDIA_ROOT), str(s.STORAGES['private']['OPTIONS']['location'])]))"
    )
    env = {**clean, **own, "DJANGO_SETTINGS_MODULE": "marketplace.settings.embedded"}
    answer = run("python", "-c", ask, env=env)
    expected = tmp_path / media
    assert json.loads(answer.stdout) == [str(expected), str(expected / "private")]


def test_limits_of_signing_in_count_the_caller_and_not_our_own_proxy(tmp_path: Path) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("ZHULIN_")}
    own = {"ZHULIN_STATE_ROOT": str(tmp_path), "ZHULIN_TRUSTED_PROXIES": "1"}
    ask = (
        "import django; django.setup(); from django.test import RequestFactory; "
        "from allauth.account.adapter import get_adapter; "
        "request = RequestFactory().get('/', headers={'x-forwarded-for': '198.51.100.9, 203.0.113.1'}); "
        "print(get_adapter().get_client_ip(request))"
    )
    answer = run("python", "-c", ask, env={**clean, **own, "DJANGO_SETTINGS_MODULE": "marketplace.settings.embedded"})
    assert answer.stdout.strip() == "203.0.113.1"
