"""What a partner under an undertaking may be told of a need that is not published, and the port matching asks by.

Only generalised values leave: the coarse rung of the ladder for the household, bands for figures, and words that the
detectors passed. They are made anew at each reading; nothing of them is stored outside the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.casework.actions import entrusting as deeds
from marketplace.casework.actions.drafting import bands_of, scan_draft
from marketplace.casework.anonymise.facts import first_day
from marketplace.casework.anonymise.ladder import LADDER
from marketplace.casework.bands import deadline_band
from marketplace.casework.gate import missing_consent
from marketplace.casework.models import NeedDraft
from marketplace.casework.queries import current_disclosure, drafts_visible_to
from marketplace.casework.register import household_of
from marketplace.casework.rules import may_ask_for
from marketplace.casework.states import DraftStatus
from marketplace.common import audit, clock
from marketplace.common.verdict import YES, Verdict, no
from marketplace.needs.models import Need
from marketplace.needs.queries import reason_sentence
from marketplace.needs.templatetags import needs_tags as words
from marketplace.organisations.models import Organisation

LABELS: Final = {
    "aid_type": _("Aid type"),
    "place": _("Area"),
    "age_band": _("Head of household"),
    "family": _("Household"),
    "health": _("Health"),
    "urgency_band": _("Urgency"),
    "quantity_band": _("Value"),
    "deadline_band": _("Wanted"),
    "title": _("Title"),
    "text": _("Text"),
}
"""The fields that may be released one by one, in the order in which they are shown."""
SAID: Final[dict[str, Callable[[str], str]]] = {
    "aid_type": words.aid_type,
    "place": words.place,
    "age_band": words.age,
    "family": words.family,
    "health": words.health,
    "urgency_band": words.urgency,
    "quantity_band": words.quantity,
    "deadline_band": words.deadline,
}


class RegisterEntrusting:
    """Bound to `matching.entrusting` in wiring."""

    def needs_for(self, reader: Reader) -> QuerySet[Need]:
        """Needs of the households for which the reader is a caseworker or officer."""
        return Need.objects.filter(pk__in=drafts_visible_to(reader).filter(need__isnull=False).values("need"))

    def may_ask(self, reader: Reader, need: Need) -> Verdict:
        """Whether the reader may ask partners by name for this need."""
        draft = _draft(need)
        return may_ask_for(reader, draft.case if draft else None)

    def may_tell(self, need: Need) -> Verdict:
        """Whether more than the kind of help may be told: the household has to have agreed."""
        draft = _draft(need)
        missing = missing_consent(draft, first_day(f"{clock.today():%Y-%m}")) if draft else "NO_CONSENT"
        return no(reason_sentence(missing), code=missing) if missing else YES

    def values(self, need: Need) -> dict[str, str]:
        """Code of each field that may be released -> its value now, as a code or as words that were scanned."""
        draft = _draft(need)
        return values_of(draft) if draft is not None and self.may_tell(need) else {}

    def look(self, *, by: User, need: Need) -> dict[str, str]:
        """The same for somebody who chooses what to release; the looking is logged."""
        draft = _draft(need)
        if draft is not None:
            audit.record_read(by=by, verb="draft.read", subject=draft, detail={"purpose": "ask"})
        return self.values(need)

    def said(self, values: dict[str, str]) -> list[tuple[str, str, str]]:
        """(field, label, value) in words, in the order of the fields."""
        return [(name, str(LABELS[name]), SAID.get(name, str)(values[name])) for name in LABELS if name in values]

    def disclose(
        self, *, by: User, need: Need, organisation: Organisation, fields: Sequence[str], until: datetime
    ) -> None:
        """Release fields to an organisation until a moment, within the caller's transaction."""
        deeds.disclose(
            by=by, draft=_draft(need), organisation=organisation, fields=fields, until=until,
            releasable=frozenset(self.values(need)),
        )  # fmt: skip

    def told(self, need: Need, organisation: Organisation) -> list[str] | None:
        """Labels of the fields that the organisation may read now; None when nothing is open to it."""
        disclosure = current_disclosure(need, organisation)
        return None if disclosure is None else [str(LABELS[name]) for name in LABELS if name in disclosure.fields]

    def read(self, *, by: User, need: Need, organisation: Organisation) -> list[tuple[str, str]]:
        """(label, value) of the released fields; each reading is logged."""
        fields = deeds.read_disclosure(by=by, need=need, organisation=organisation)
        values = {name: value for name, value in self.values(need).items() if name in fields}
        return [(label, value) for _name, label, value in self.said(values)]

    def close(self, *, by: object, need: Need, organisation: Organisation) -> None:
        """Nothing can be read any more."""
        deeds.close_disclosure(by=by, need=need, organisation=organisation)  # type: ignore[arg-type]


def values_of(draft: NeedDraft) -> dict[str, str]:
    """The coarse rung of the ladder, widened where the law asks for more; withheld values are left out."""
    on = first_day(f"{clock.today():%Y-%m}")
    household = household_of(draft.case)
    levels = LADDER.entrusted.at_least(LADDER.floor_for(household, frozenset({draft.aid_type}), on))
    shown = LADDER.publish(household, levels, on)
    cleared = draft.status == DraftStatus.CLEARED and not any(scan_draft(draft).values())
    values: dict[str, str | None] = {
        "aid_type": draft.aid_type,
        "place": shown.place,
        "age_band": shown.age_band,
        "family": shown.family,
        "health": shown.health,
        **bands_of(draft),
        "deadline_band": deadline_band(draft.needed_by, clock.today()),
        "title": draft.title if cleared else None,
        "text": draft.text if cleared else None,
    }
    return {name: value for name, value in values.items() if value}


def _draft(need: Need) -> NeedDraft | None:
    rows = NeedDraft.objects.select_related("case").prefetch_related("consents", "case__members")
    return rows.filter(need=need).first()
