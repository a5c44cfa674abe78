"""No door beside the pages shows what is sealed: not the admin, not an export, not a dump of the tables."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from marketplace.operations.bureau.export import to_csv
from marketplace.operations.views.bureau import SHEETS
from tests.procurement.browsing import signed_in
from tests.procurement.course import CANARY, Purchase, hand_in_all

SECRETS = (CANARY, "48000000", "480,000", "480000.00")


@pytest.fixture
def sealed(purchase: Purchase) -> Purchase:
    hand_in_all(purchase)
    return purchase


def test_no_admin_knows_a_table_of_procurement(sealed: Purchase) -> None:
    assert not [model for model in get_snippet_models() if model._meta.app_label == "procurement"]
    assert not apps.is_installed("django.contrib.admin")
    officer = signed_in(sealed.officers[0], "zh-hans")
    for page in (reverse("wagtailadmin_home"), f"{reverse('wagtailadmin_home')}pages/search/?q={CANARY}"):
        shown = officer.get(page, follow=True)
        assert shown.status_code == 200
        assert sealed.bidders["A"].name not in shown.content.decode()


@pytest.mark.parametrize("name", SHEETS)
def test_no_export_of_the_bureau_holds_a_word_of_it(sealed: Purchase, name: str) -> None:
    sheet = SHEETS[name](sealed.officers[0])
    for word in SECRETS:
        assert word not in to_csv(sheet).decode("utf-8-sig")
    assert to_csv(sheet)


def test_a_dump_of_the_tables_holds_envelopes_and_no_word(sealed: Purchase) -> None:
    out = io.StringIO()
    call_command("dumpdata", "procurement", stdout=out)
    dump = out.getvalue()
    assert dump.count('"procurement.envelope"') == len(sealed.bidders)
    for word in (*SECRETS, CANARY.encode("unicode-escape").decode()):
        assert word not in dump
