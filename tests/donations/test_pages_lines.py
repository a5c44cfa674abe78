"""The statement's lines on screen: each queue counted, and a line settled by whoever handles the money."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from donations.actions import abandon_gift, start_transfer
from donations.models import DonationAttempt, Gateway, Gift, Programme, StatementImport, StatementLine
from donations.reconciliation import import_statement
from donations.reconciliation.sentences import DOUBTS, FAULTS, why
from donations.states import GiftStatus, LineStatus
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from tests.counting import costs_the_same
from tests.donations.charity import Charity, account_for, begun_gift, new_charity, numbers, with_accounts
from tests.donations.pages import as_user

LINES = "/partner/gifts/lines/"
HEADING = "交易日期,交易流水号,收入金额,对方户名,附言\n"


def announced(programme: Programme, fen: int) -> DonationAttempt:
    return start_transfer(by=None, gift=begun_gift(programme, fen))


def read_lines(charity: Charity, programme: Programme, *rows: tuple[str, str]) -> StatementImport:
    """Amount and remark of each row."""
    day = clock.today().isoformat()
    body = "".join(f"{day},S{next(numbers)},{amount},样例付款人,{remark}\n" for amount, remark in rows)
    account = account_for(programme, Gateway.BANK_TRANSFER)
    return import_statement(by=charity.finance, account=account, data=(HEADING + body).encode())


def waiting_line(charity: Charity, programme: Programme, amount: str = "100.00", remark: str = "捐款") -> StatementLine:
    read_lines(charity, programme, (amount, remark))
    return StatementLine.objects.latest("pk")


def page_of(line: StatementLine) -> str:
    return reverse("bank_line", args=[line.reference])


def test_each_queue_shows_its_lines_and_the_counts_of_all(charity: Charity, programme: Programme) -> None:
    fits, other = announced(programme, 10_000), announced(programme, 5_000)
    read_lines(
        charity,
        programme,
        ("100.00", fits.transfer_code or ""),
        ("60.00", other.transfer_code or ""),
        ("7.00", "无"),
        ("8.00", "无"),
    )
    finance = as_user(charity.finance)
    counts = [(view["label"], view["count"]) for view in finance.get(LINES).context["views"]]
    assert [count for _label, count in counts] == [2, 1, 1, 0, 0]
    assert len(finance.get(LINES).context["page"].rows) == 2
    assert [row["line"].fen for row in finance.get(f"{LINES}?queue=mismatch").context["rows"]] == [6_000]
    assert [row["line"].fen for row in finance.get(f"{LINES}?queue=matched").context["rows"]] == [10_000]


def test_the_list_names_nobody_and_the_line_names_the_payer_to_finance_and_writes_it_down(
    charity: Charity, programme: Programme
) -> None:
    line = waiting_line(charity, programme)
    finance, manager = as_user(charity.finance), as_user(charity.manager)
    assert "样例付款人" not in finance.get(LINES).content.decode()
    assert "样例付款人" in finance.get(page_of(line)).content.decode()
    reads = AuditRow.objects.filter(verb="bank_line.read_sender", kind="read")
    assert reads.count() == 1
    shown = manager.get(page_of(line)).content.decode()
    assert "样例付款人" not in shown
    assert 'value="assign"' not in shown
    assert reads.count() == 1


def test_another_charity_finds_no_line_and_a_stranger_no_page(charity: Charity, programme: Programme) -> None:
    line = waiting_line(charity, programme)
    other = with_accounts(new_charity())
    assert as_user(other.finance).get(page_of(line)).status_code == 404
    assert as_user(other.finance).get(LINES).context["page"].total == 0
    assert Client().get(LINES).status_code == 302


def test_one_ticked_gift_takes_the_whole_line(charity: Charity, programme: Programme) -> None:
    attempt, line = announced(programme, 9_000), waiting_line(charity, programme)
    answer = as_user(charity.finance).post(page_of(line), {"do": "assign", "gifts": [attempt.reference]})
    assert answer.status_code == 302
    gift = Gift.objects.get(pk=attempt.gift_id)
    line.refresh_from_db()
    assert (gift.status, gift.fen, line.status) == (GiftStatus.PAID, 10_000, LineStatus.MATCHED)


def test_several_ticked_gifts_split_the_line_only_when_they_add_up(charity: Charity, programme: Programme) -> None:
    parts = [announced(programme, 4_000), announced(programme, 6_000), announced(programme, 7_000)]
    line, finance = waiting_line(charity, programme), as_user(charity.finance)
    wrong = {"do": "assign", "gifts": [parts[0].reference, parts[2].reference]}
    refused = finance.post(page_of(line), wrong)
    assert refused.status_code == 409
    assert refused.content.decode().count("checked") == 2
    assert not Gift.objects.exclude(status=GiftStatus.INTENT).exists()
    right = {"do": "assign", "gifts": [parts[0].reference, parts[1].reference]}
    assert finance.post(page_of(line), right).status_code == 302
    line.refresh_from_db()
    assert line.status == LineStatus.SPLIT
    assert line.payments.count() == 2


def test_nothing_ticked_and_no_reason_are_asked_for_again(charity: Charity, programme: Programme) -> None:
    announced(programme, 9_000)
    line, finance = waiting_line(charity, programme), as_user(charity.finance)
    for form in ({"do": "assign"}, {"do": "set_aside"}, {"do": "set_aside", "reason": "because"}):
        assert finance.post(page_of(line), form).status_code == 422
    line.refresh_from_db()
    assert line.status == LineStatus.UNKNOWN


def test_a_line_is_set_aside_with_its_reason_and_stays_settled(charity: Charity, programme: Programme) -> None:
    line, finance = waiting_line(charity, programme), as_user(charity.finance)
    form = {"do": "set_aside", "reason": "sent_back"}
    assert finance.post(page_of(line), form).status_code == 302
    assert "已原路退回" in finance.get(f"{LINES}?queue=set_aside").content.decode()
    assert finance.post(page_of(line), form).status_code == 409


def test_the_same_amount_comes_first_and_a_code_finds_a_closed_gift(charity: Charity, programme: Programme) -> None:
    announced(programme, 5_000)
    same, closed = announced(programme, 10_000), announced(programme, 3_000)
    abandon_gift(by=None, gift=closed.gift)
    line, finance = waiting_line(charity, programme), as_user(charity.finance)
    assert finance.get(page_of(line)).context["options"][0] == same
    found = finance.get(page_of(line), {"code": (closed.transfer_code or "").lower()})
    assert found.context["options"] == [closed]
    assert finance.get(page_of(line), {"code": "ZL1"}).context["options"] == []


def test_a_manager_cannot_settle_a_line(charity: Charity, programme: Programme) -> None:
    line = waiting_line(charity, programme)
    form = {"do": "set_aside", "reason": "not_a_gift"}
    assert as_user(charity.manager).post(page_of(line), form).status_code == 409
    line.refresh_from_db()
    assert line.status == LineStatus.UNKNOWN


def test_a_statement_leads_to_its_own_page_with_the_rows_nobody_could_read(
    charity: Charity, programme: Programme
) -> None:
    finance = as_user(charity.finance)
    data = HEADING + "2026-13-02,S1,1.00,秘密付款人,P\n2026-01-02,S2,2.00,秘密付款人,P\n"
    upload = SimpleUploadedFile("流水.csv", data.encode(), content_type="text/csv")
    answer = finance.post("/partner/gifts/statement/", {"file": upload})
    imported = StatementImport.objects.get()
    assert answer["Location"] == reverse("statement", args=[imported.reference])
    shown = finance.get(answer["Location"]).content.decode()
    assert "booked_on" in shown
    assert "秘密付款人" not in shown
    assert finance.post("/partner/gifts/statement/").status_code == 302
    assert StatementImport.objects.count() == 1


def test_a_queue_costs_the_same_with_one_line_and_with_three(charity: Charity, programme: Programme) -> None:
    costs_the_same(as_user(charity.finance), LINES, lambda: waiting_line(charity, programme))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_reason_and_every_fault_is_said_in_both_languages(language: str) -> None:
    source = Path(import_statement.__code__.co_filename).parent
    code = "".join(file.read_text(encoding="utf-8") for file in source.glob("*.py") if file.name != "sentences.py")
    assert all(f'"{each}"' in code for each in [*DOUBTS, *FAULTS])
    with translation.override(language):
        said = [str(why(each)) for each in [*DOUBTS, "not_a_gift"]] + [str(FAULTS[each]) for each in FAULTS]
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in each) is (language == "zh-hans") for each in said)
