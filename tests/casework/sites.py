"""A signed-in browser without a script, for the tests of pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client

from marketplace.accounts.models import User


class Site(Client):
    """Somebody's browser; remembers every answer it got."""

    def __init__(self, user: User | None = None) -> None:
        super().__init__()
        self.answers: list[HttpResponse] = []
        if user is not None:
            self.force_login(user)

    def request(self, **request: object) -> HttpResponse:  # type: ignore[override]
        answer: HttpResponse = super().request(**request)  # type: ignore[assignment]
        self.answers.append(answer)
        return answer

    def shows(self, address: str, status: int = 200) -> str:
        """The text of a page that answers with this status."""
        answer = self.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return answer.content.decode()

    def sends(self, address: str, status: int = 302, /, **fields: object) -> HttpResponse:
        """Post fields and expect the status."""
        answer = self.post(address, fields)
        assert answer.status_code == status, (address, answer.status_code, answer.content.decode()[:2000])
        return answer
