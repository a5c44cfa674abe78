"""The living style sheet: every component in use, on pages that exist only in the embedded mode and under DEBUG."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms import samples
from cms.sample_form import SampleForm
from marketplace.common import clock

SHEETS: Final = ("public", "forms", "staff")
ERRORS: Final = (400, 403, 404, 410, 429, 500, 503)


def styleguide(request: HttpRequest, sheet: str = "public") -> HttpResponse:
    """One sheet of components; does not exist on a production server."""
    if not (settings.DEBUG or settings.EMBEDDED) or sheet not in SHEETS:
        raise Http404
    return render(request, f"cms/styleguide/{sheet}.html", {**_shared(sheet), **_SHEET_FACTS[sheet]()})


def styleguide_error(request: HttpRequest, status: int) -> HttpResponse:
    """An error page as a reader would meet it."""
    if not (settings.DEBUG or settings.EMBEDDED) or status not in ERRORS:
        raise Http404
    return render(request, f"{status}.html", status=status)


def _shared(sheet: str) -> dict[str, Any]:
    labels = {"public": _("Public pages"), "forms": _("Forms"), "staff": _("Staff pages")}
    return {
        "sheets": [
            {"label": label, "url": f"/styleguide/{name}/", "current": name == sheet} for name, label in labels.items()
        ],
        "crumbs": [(_("Style sheet"), "/styleguide/")],
        "now": clock.now(),
    }


def _public() -> dict[str, Any]:
    return {
        "needs": [samples.urgent_need(), samples.quiet_need()],
        "trail": samples.gift_trail(),
        "stopped": samples.case_trail(),
        "cells": samples.districts(),
        "groups": samples.filters(),
        "ledger": samples.ledger(),
        "chips": [{"label": _("Yinzhou"), "remove_url": "?"}, {"label": _("Goods"), "remove_url": "?"}],
        "checks": [_("signed"), _("readable without an account"), _("checked at any time")],
        "verify_url": f"{settings.BASE_URL}/verify/",
    }


def _forms() -> dict[str, Any]:
    return {
        "form": SampleForm(),
        "answers": samples.answers(),
        "parts": [{"id": "asked", "title": _("Forms")}, {"id": "answers", "title": _("Check your answers")}],
        "wrong": SampleForm({"amount": "12.345", "preset": "100", "story": "…"}),
    }


def _staff() -> dict[str, Any]:
    return {
        "tasks": samples.tasks(),
        "draft_trail": samples.case_trail(),
        "preview": samples.urgent_need(),
        "ledger": samples.ledger(),
        "account_menu": [
            {"label": _("Tasks"), "url": "#", "current": True, "count": 3},
            {"label": _("Cases"), "url": "#", "current": False},
            {"label": _("Reviews"), "url": "#", "current": False, "count": 12},
        ],
        "views": [
            {"label": _("Due this week"), "url": "?", "count": 3, "current": True},
            {"label": _("Sent back"), "url": "?", "count": 1},
            {"label": _("All"), "url": "?"},
        ],
    }


_SHEET_FACTS: Final = {"public": _public, "forms": _forms, "staff": _staff}
