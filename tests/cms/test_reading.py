"""Language, size of type and colours follow the reader without an account."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from cms.reading import variant_of


def press(client: Client, **fields: str):
    return client.post("/reading/", fields, headers={"Origin": "http://testserver"})


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_choice_is_remembered_and_the_reader_is_where_they_were(client: Client):
    answer = press(client, reading="elder", next="/needs/?district=330212")

    assert (answer.status_code, answer["Location"]) == (302, "/needs/?district=330212")
    cookie = answer.cookies["reading"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("elder", True, "Lax")


def test_the_language_changes_the_next_page(client: Client):
    press(client, language="en", next="/styleguide/")

    assert 'lang="en"' in client.get("/styleguide/").content.decode()


def test_going_back_to_the_standard_forgets_the_choice(client: Client):
    press(client, theme="dark")
    press(client, theme="")

    assert "data-theme" not in client.get("/styleguide/").content.decode()


@pytest.mark.parametrize("fields", [{"theme": "neon"}, {"reading": "tiny"}, {"language": "xx"}, {"colour": "red"}, {}])
def test_what_is_not_offered_is_not_remembered(client: Client, fields: dict[str, str]):
    assert dict(press(client, **fields).cookies) == {}


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org", ""]
)
def test_the_way_back_never_leaves_the_site(client: Client, target: str):
    assert press(client, theme="dark", next=target)["Location"] == "/"


def test_a_press_on_another_site_changes_nothing(client: Client):
    answer = client.post("/reading/", {"theme": "dark"}, headers={"Origin": "https://example.org"})

    assert (answer.status_code, dict(answer.cookies)) == (403, {})


def test_looking_changes_nothing(client: Client):
    answer = client.get("/reading/", {"theme": "dark"})

    assert (answer.status_code, dict(answer.cookies)) == (405, {})


def test_two_readers_share_a_copy_exactly_when_they_see_the_same():
    def variant(**cookies: str) -> str:
        request = RequestFactory().get("/")
        request.COOKIES.update(cookies)
        return variant_of(request)

    assert variant() == variant(theme="neon", other="x")
    assert (
        len({variant(), variant(theme="dark"), variant(reading="elder"), variant(theme="dark", reading="elder")}) == 4
    )
