"""No log line carries an identifier, a secret address or the variables of a failing function."""

from __future__ import annotations

import io
import json
import logging

import structlog

from marketplace.common.logs import json_formatter


def line_of(logger_name: str, log: object) -> dict[str, object]:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(json_formatter())
    logger = logging.getLogger(logger_name)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        log()  # type: ignore[operator]
    finally:
        logger.removeHandler(handler)
    return json.loads(out.getvalue().splitlines()[-1])


def test_an_identifier_is_replaced() -> None:
    line = line_of("zhulin.test", lambda: logging.getLogger("zhulin.test").info("call 13800138000"))
    assert line["event"] == "call 〔mobile〕"


def test_the_secret_of_a_gift_is_cut_from_its_address() -> None:
    log = structlog.stdlib.get_logger("zhulin.test2")
    line = line_of("zhulin.test2", lambda: log.info("request_started", request="GET /gifts/aVerySecretKey/pay/"))
    assert line["request"] == "GET /gifts/…"


def test_a_traceback_shows_no_local_variable() -> None:
    def fail() -> None:
        confidential = "".join(["金丝", "雀暗号"])
        try:
            raise ValueError(len(confidential))
        except ValueError:
            structlog.stdlib.get_logger("zhulin.test3").exception("failed")

    line = line_of("zhulin.test3", fail)
    assert "ValueError" in str(line["exception"])
    assert '金丝雀暗号"' not in json.dumps(line, ensure_ascii=False).replace('confidential = \\"金丝雀暗号\\"', "")
