"""No door beside the pages shows what is sealed: no admin, export, dump, log, error page or cache."""

from __future__ import annotations

import io
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from marketplace.common.events.dispatch import deliver_due
from marketplace.operations.bureau.export import to_csv
from marketplace.operations.views.bureau import SHEETS
from marketplace.procurement import actions
from marketplace.procurement.models import BidDraft
from tests.procurement.browsing import signed_in
from tests.procurement.course import CANARY, Purchase, content, hand_in_all

CODE = re.compile(r"[\w-]{27}")
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


def test_no_store_of_the_whole_site_holds_a_word_or_a_code(
    purchase: Purchase, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    member, bidder = purchase.members["A"], purchase.bidders["A"]
    client = signed_in(member)
    where = {"reference": purchase.tender.reference, "organisation": bidder.reference}
    sent = {
        "price": "480000.00",
        "answer_tech": CANARY,
        "answer_service": CANARY,
        "kind_1": "registration",
        "number_1": "NB-2020-001",
        "valid_to_1": "2028-12-31",
        "accepts_terms": "on",
    }
    refused = client.post(reverse("write_bid", kwargs=where), sent | {"price": "many"})
    assert refused.status_code == 422
    assert client.post(reverse("write_bid", kwargs=where), sent).status_code == 302
    draft = BidDraft.objects.get()
    assert CANARY in draft.content
    sealed = client.post(reverse("check_bid", kwargs=where))
    receipt = sealed.content.decode()
    assert purchase.bid("A").digest in receipt
    code = next(word for word in re.findall(r"<code[^>]*>([^<]+)</code>", receipt) if CODE.fullmatch(word))
    deliver_due()
    out = io.StringIO()
    call_command("dumpdata", "--all", exclude=["contenttypes", "auth.permission"], stdout=out)
    told = (*SECRETS, CANARY.encode("unicode-escape").decode(), code, *purchase.codes)
    said = capsys.readouterr()
    for store in (out.getvalue(), caplog.text, said.out, said.err, str(dict(client.session.items()))):
        assert not [word for word in told if word in store]
    for answer in (refused, sealed):
        assert "no-store" in answer["Cache-Control"]


def test_an_error_page_says_nothing_of_it(sealed: Purchase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks while a bid is at hand, the answer is the site's own page without a word of it."""

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("marketplace.procurement.views.bids.faults_in", breaks)
    bidder = sealed.bidders["A"]
    actions.draft_bid(by=sealed.members["A"], tender=sealed.tender, bidder=bidder, content=content())
    client = signed_in(sealed.members["A"])
    client.raise_request_exception = False
    answer = client.get(reverse("check_bid", args=[sealed.tender.reference, bidder.reference]))
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()


def test_a_bidder_finds_no_page_of_anothers_bid(sealed: Purchase) -> None:
    client, other = signed_in(sealed.members["A"]), sealed.bidders["B"]
    for page in (
        reverse("bid", args=[sealed.bid("B").reference]),
        reverse("write_bid", args=[sealed.tender.reference, other.reference]),
        reverse("check_bid", args=[sealed.tender.reference, other.reference]),
    ):
        assert client.get(page).status_code == 404
        assert client.post(page, {"do": "withdraw"}).status_code == 404
    assert sealed.bid("B").status == "sealed"
