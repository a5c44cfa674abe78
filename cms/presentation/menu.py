"""The two menus that stand on every page, and the addresses that even an error page must know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class MenuItem:
    """`current` when the page shown lies under `url`."""

    url: str
    label: str | Promise
    current: bool = False


ADDRESSES: Final = {
    "needs": "/needs/",
    "programmes": "/programmes/",
    "procurement": "/procurement/",
    "volunteering": "/volunteering/",
    "verify": "/verify/",
    "how_it_works": "/how-it-works/",
    "trust": "/trust/",
    "open_books": "/open-books/",
    "benefits": "/benefits/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "report": "/report/",
    "windows": "/windows/",
    "join": "/join/",
    "sign_in": "/accounts/login/",
}
MAIN: Final = {
    "needs": _("Needs"),
    "programmes": _("Programmes"),
    "procurement": _("Public contracts"),
    "volunteering": _("Volunteering"),
    "verify": _("Check a certificate"),
}
ABOUT: Final = {
    "join": _("Join us"),
    "how_it_works": _("How it works"),
    "trust": _("How things are checked"),
    "open_books": _("Open books"),
    "benefits": _("What helpers may have"),
    "privacy": _("Privacy"),
    "accessibility": _("Accessibility"),
}


def main_menu(path: str) -> list[MenuItem]:
    """The five doors, the one the reader went through marked."""
    return [MenuItem(ADDRESSES[door], label, path.startswith(ADDRESSES[door])) for door, label in MAIN.items()]


def about_menu() -> list[MenuItem]:
    """What a careful reader looks for at the foot of a page."""
    return [MenuItem(ADDRESSES[door], label) for door, label in ABOUT.items()]
