"""The two menus that stand on every page."""

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


MAIN: Final = (
    ("/needs/", _("Needs")),
    ("/programmes/", _("Programmes")),
    ("/procurement/", _("Public contracts")),
    ("/volunteering/", _("Volunteering")),
    ("/verify/", _("Check a certificate")),
)
ABOUT: Final = (
    ("/how-it-works/", _("How it works")),
    ("/trust/", _("How things are checked")),
    ("/open-books/", _("Open books")),
    ("/privacy/", _("Privacy")),
    ("/accessibility/", _("Accessibility")),
)


def main_menu(path: str) -> list[MenuItem]:
    """The five doors, the one the reader went through marked."""
    return [MenuItem(url, label, path.startswith(url)) for url, label in MAIN]


def about_menu() -> list[MenuItem]:
    """What a careful reader looks for at the foot of a page."""
    return [MenuItem(url, label) for url, label in ABOUT]
