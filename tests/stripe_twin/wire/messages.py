"""A request as it came, a response as it goes, and the refusals between them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; header names are lower case, `query` and `body` are still encoded."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(slots=True)
class Response:
    """One HTTP response; `hang_up_after` seconds of silence replace the answer by a broken connection."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    hang_up_after: float | None = None


class Refusal(Exception):
    """An error answer; `stored` says whether an idempotency key remembers it (validation failures are not)."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        kind: str = "invalid_request_error",
        stored: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.stored = stored
        self.error = {"type": kind, "message": message}
        self.error |= {name: value for name, value in (("code", code), ("param", param)) if value}


def as_json(status: int, value: object) -> Response:
    """A JSON response in the API's own layout."""
    return Response(status, json.dumps(value, indent=2, ensure_ascii=False).encode())


def as_error(refusal: Refusal) -> Response:
    """The error envelope of the API."""
    return as_json(refusal.status, {"error": refusal.error})


def missing(noun: str, key: str, param: str = "id") -> Refusal:
    """404: no such object in this account."""
    return Refusal(404, f"No such {noun}: '{key}'", code="resource_missing", param=param)


def invalid(message: str, param: str, code: str | None = None) -> Refusal:
    """400 before anything was done."""
    return Refusal(400, message, code=code, param=param)


def body_as_json(request: Request) -> dict[str, Any]:
    """The JSON object of a control request; only `application/json` is read, so that no web page can send one."""
    if "application/json" not in request.headers.get("content-type", ""):
        raise Refusal(415, "Send application/json.")
    try:
        value = json.loads(request.body or b"{}")
    except ValueError as error:
        raise Refusal(400, f"Not JSON: {error}") from error
    if not isinstance(value, dict):
        raise Refusal(400, "Expected a JSON object.")
    return value
