"""Made-up facts for the style sheet page: enough of everything to see how it looks when it is long, late or missing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from marketplace.common import clock


def urgent_need() -> dict[str, Any]:
    """A card with reasons why it is shown."""
    return {
        "kind": _("Goods"),
        "aid_type": _("Housing assistance"),
        "title": _("A heater and two quilts for an old person's winter"),
        "summary": _("The rooms are very cold and walking is hard. A carer comes every week and can set it up."),
        "place": _("Yinzhou District"),
        "band": _("60 and older"),
        "value": _("worth 500–2,000 yuan"),
        "deadline": _("Urgent: needed within two weeks"),
        "urgent": True,
        "verified_by": _("the Civil Affairs Bureau of Yinzhou"),
        "do": _("We will help"),
        "do_note": _("2 organisations are looking at this"),
        "why": [
            _("Your organisation offers winter supplies; 14 sets are left this season."),
            _("It has waited long for its kind and district."),
        ],
    }


def quiet_need() -> dict[str, Any]:
    """A card whose button is not the loudest thing on the page."""
    return {
        "kind": _("Micro-wish"),
        "aid_type": _("Education assistance"),
        "title": _("A child would like a set of science books"),
        "summary": _(
            "Always asks why, and has no books at home. Bring them to the community centre, it hands them over."
        ),
        "place": _("The six urban districts"),
        "band": _("A family with minors"),
        "value": _("up to 500 yuan"),
        "deadline": _("needed within a month"),
        "verified_by": _("the Civil Affairs Bureau of Ningbo"),
        "do": _("Fulfil this wish"),
        "quiet": True,
        "do_note": _("kept for you for 7 days"),
    }


def gift_trail() -> list[dict[str, Any]]:
    """A gift on its way: done, done, now, still to come."""
    now = clock.now()
    return [
        _stage(
            _("200.00 yuan given to Warm Winter"), "done", now - timedelta(20), _("arrived in the charity's account")
        ),
        _stage(
            _("Set aside for winter supplies in Yinzhou"),
            "done",
            now - timedelta(12),
            _("together with 86 other gifts"),
        ),
        _stage(
            _("On its way to 43 households"), "current", now - timedelta(0), _("social workers confirm each delivery")
        ),
        _stage(_("Statutory receipt issued, certificate ready"), "next"),
    ]


def _stage(label: str, state: str, at: datetime | None = None, detail: str = "") -> dict[str, Any]:
    return {"label": label, "state": state, "at": at, "detail": detail}


def case_trail() -> list[dict[str, Any]]:
    """A draft that was sent back."""
    return [
        {"label": _("Drafted"), "state": "done"},
        {"label": _("Scanned"), "state": "done"},
        {"label": _("Sent back"), "state": "stopped", "detail": _("the story names a school")},
        {"label": _("Released"), "state": "next"},
    ]


def districts() -> list[dict[str, Any]]:
    """The ten districts with a count each; one is small, one unknown."""
    counts = [
        ("330282", _("Cixi"), 47),
        ("330281", _("Yuyao"), 27),
        ("330205", _("Jiangbei"), 19),
        ("330211", _("Zhenhai"), 13),
        ("330203", _("Haishu"), 31),
        ("330212", _("Yinzhou"), 64),
        ("330206", _("Beilun"), 22),
        ("330213", _("Fenghua"), 17),
        ("330226", _("Ninghai"), None),
        ("330225", _("Xiangshan"), 4),
    ]
    return [
        {"code": code, "name": name, "count": count, "url": f"?district={code}", "current": code == "330212"}
        for code, name, count in counts
    ]


def filters() -> list[dict[str, Any]]:
    """Two groups of options with counts, one of which is suppressed."""
    return [
        {
            "legend": _("District"),
            "name": "district",
            "type": "checkbox",
            "options": [
                {"value": "330212", "label": _("Yinzhou"), "count": 64, "checked": True},
                {"value": "330203", "label": _("Haishu"), "count": 31},
                {"value": "330225", "label": _("Xiangshan"), "count": 4},
            ],
        },
        {
            "legend": _("How soon"),
            "name": "soon",
            "type": "radio",
            "options": [
                {"value": "", "label": _("All"), "checked": True},
                {"value": "14", "label": _("Within two weeks")},
            ],
        },
    ]


def tasks() -> list[dict[str, Any]]:
    """Work due today, late, later."""
    today = clock.today()
    return [
        _task(_("Review the draft “heater and quilts”"), today, _("waiting for you"), "notice"),
        _task(_("Confirm the delivery in Beilun"), today - timedelta(2), _("late"), "alert"),
        _task(_("Renew the consent of case 2026-0147"), today + timedelta(9), _("not begun")),
    ]


def _task(title: str, due: date, state: str, tone: str = "") -> dict[str, Any]:
    return {"title": title, "url": "#", "due": due, "state": state, "tone": tone}


def ledger() -> list[dict[str, Any]]:
    """Rows of an open book, amounts in fen."""
    return [
        {"what": _("Gifts received"), "count": 1286, "fen": 8_642_000},
        {"what": _("Heaters, 214 pieces"), "count": 214, "fen": -5_136_000},
        {"what": _("Delivery by volunteers, travel"), "count": 37, "fen": -184_050},
    ]


def answers() -> list[dict[str, Any]]:
    """What was typed, to be checked before it is sent."""
    return [
        {"term": _("Amount"), "value": _("200.00 yuan"), "change_url": "#"},
        {"term": _("Name on the receipt"), "value": _("no receipt wanted"), "change_url": "#"},
        {"term": _("Donor"), "withheld": _("you did not agree to being named"), "change_url": "#"},
    ]
