"""The fields of a plan, by what they are about."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

WHOM: Final = ("beneficiary_range", "selection", "aid_types", "need_kinds", "areas", "area")
MONEY: Final = ("target", "use", "cost_rule", "leftovers", "account_note")
COLLECTED: Final = ("leader", "methods", "is_directed", "own_channel", "presets")
IN_ENGLISH: Final = (
    "beneficiary_range",
    "selection",
    "area",
    "use",
    "cost_rule",
    "leftovers",
    "account_note",
    "leader",
    "methods",
)

SECTIONS: Final = (
    ("what", _("What it is for"), ("charity", "kind", "name", "name_en", "purpose", "purpose_en")),
    ("when", _("From when to when"), ("starts_on", "ends_on", "is_emergency")),
    ("whom", _("Whom it helps"), WHOM),
    ("money", _("The money"), MONEY),
    ("collected", _("How it is collected"), COLLECTED),
    ("english", _("The rest in English"), tuple(f"{name}_en" for name in IN_ENGLISH)),
)
