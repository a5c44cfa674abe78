"""What fulfilment asks of the confidential file behind a need; `wiring.py` binds it, an unbound port refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from marketplace.common.ports import Port

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.needs.models import Need


class FileBehind(Protocol):
    """The household's file, of which nothing but these answers reaches fulfilment."""

    def area_of(self, need: Need) -> str:
        """The code of the area whose officers answer for the household."""

    def names_somebody(self, need: Need, text: str) -> bool:
        """Whether the text says a name or an address that the file knows."""

    def note_reading(self, by: User, need: Need) -> None:
        """An officer read what was written about the need."""


file_behind: Port[FileBehind] = Port("fulfilment.FileBehind")
