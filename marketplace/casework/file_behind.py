"""What the file behind a need tells fulfilment: an area, a yes or no about a text, and a line in its own log."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.accounts.queries import CITY
from marketplace.casework.models import NeedDraft
from marketplace.casework.queries import known_of
from marketplace.common import audit
from marketplace.common.detectors import scan
from marketplace.needs.models import Need


class RegisterFile:
    """Bound to `fulfilment.file_behind` in wiring."""

    def area_of(self, need: Need) -> str:
        """The household's township; of a need without a household, the area that is published."""
        draft = _draft(need)
        return draft.case.township if draft else need.place or CITY

    def names_somebody(self, need: Need, text: str) -> bool:
        """Whether a scan that knows the household's names and address finds anything."""
        draft = _draft(need)
        return draft is not None and bool(scan(text, known_of(draft.case)))

    def note_reading(self, by: User, need: Need) -> None:
        """In the access log of the household, where there is one."""
        draft = _draft(need)
        if draft is not None:
            audit.record_read(by=by, verb="message.read", subject=draft.case, detail={"need": need.reference})


def _draft(need: Need) -> NeedDraft | None:
    return NeedDraft.objects.select_related("case").filter(need=need).first()
