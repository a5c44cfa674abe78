"""What donors and finance staff are told: once, in their language, and nothing that should not wait in a table."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core import mail as outgoing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from donations.actions import (
    approve_refund,
    confirm_received,
    decline_refund,
    open_dispute,
    record_refund_paid,
    request_refund,
    settle_refund,
    start_transfer,
)
from donations.actions.paying import Arrived, record_payment
from donations.events import GiftPaid, StatementImported
from donations.gateways.bank_transfer import shown
from donations.gateways.port import RefundStatus as ProviderStatus
from donations.messages import look_after_statement, thank_for_payment
from donations.models import Gateway, Gift, Programme, Refund, StatementLine
from donations.reconciliation import import_statement, set_aside_line
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.events.models import OutboxMessage
from marketplace.notifications.actions import render_mail
from marketplace.notifications.models import Mail, Notice, WorkItem
from tests.donations.charity import (
    TEST,
    Charity,
    account_for,
    begun_gift,
    online_attempt,
    open_programme_of,
    paid_gift,
    received_gift,
)


def mails() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("kind", flat=True))


def waiting(kind: str) -> set[int]:
    """Who has open work of this kind."""
    return set(WorkItem.objects.filter(kind=kind, done_at__isnull=True).values_list("user", flat=True))


def link(gift: Gift) -> str:
    return f"{settings.BASE_URL}{reverse('gift', args=[gift.secret])}"


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", ["感谢", "88.00元", "助学项目"]), ("en", ["Thank you", "88.00", "Schooling"])]
)
def test_a_donor_is_thanked_in_her_language_with_her_link(
    charity: Charity, programme: Programme, language: str, words: list[str]
) -> None:
    gift = paid_gift(programme, 8800, language=language)
    deliver_due()
    [mail] = Mail.objects.filter(kind="gift_paid")
    subject, body = render_mail(mail)
    assert mail.recipient == "donor@example.invalid"
    assert all(word in subject + body for word in words)
    assert link(gift) in body
    assert [message.subject for message in outgoing.outbox if message.subject == subject] == [subject]


def test_a_mail_is_plain_text(charity: Charity) -> None:
    programme = open_programme_of(charity, name="手拉手 & <助学>", name_en="Hand & <hand>")
    received_gift(charity, programme, 8800, language="en")
    deliver_due()
    for mail in Mail.objects.all():
        subject, body = render_mail(mail)
        assert "&amp;" not in subject + body
        assert "\n" not in subject
    assert "Hand & <hand>" in render_mail(Mail.objects.get(kind="gift_paid"))[1]


def test_no_secret_and_no_name_waits_in_the_tables(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 8800)
    deliver_due()
    kept = str(
        list(Mail.objects.values_list("params", flat=True))
        + list(OutboxMessage.objects.values_list("payload", flat=True))
    )
    kept += str(list(WorkItem.objects.values())) + str(list(Notice.objects.values()))
    for secret in (gift.secret, gift.donor.receipt_name, gift.donor.email):
        assert secret not in kept


def test_being_told_twice_says_nothing_twice(charity: Charity, programme: Programme) -> None:
    gift = paid_gift(programme)
    for _ in range(2):
        thank_for_payment(GiftPaid(gift_id=gift.pk))
    assert mails().count("gift_paid") == 1
    assert WorkItem.objects.filter(kind="gift_to_confirm").count() == 2


def test_without_an_address_nobody_is_written_to(charity: Charity, programme: Programme) -> None:
    received_gift(charity, programme, email="")
    deliver_due()
    assert mails() == []


def test_a_waived_receipt_promises_no_certificate(charity: Charity, programme: Programme) -> None:
    texts = {}
    for waived in (True, False):
        gift = paid_gift(programme, waived=waived, language="en")
        thank_for_payment(GiftPaid(gift_id=gift.pk))
        texts[waived] = render_mail(Mail.objects.latest("pk"))[1]
    assert "no certificate" in texts[True]
    assert "you can download a certificate" in texts[False]


def test_the_finance_staff_are_asked_until_one_of_them_has_confirmed(charity: Charity, programme: Programme) -> None:
    gift = paid_gift(programme)
    deliver_due()
    assert waiting("gift_to_confirm") == {charity.finance.pk, charity.second.pk}
    confirm_received(by=charity.finance, gift=gift)
    deliver_due()
    assert waiting("gift_to_confirm") == set()
    assert mails() == ["gift_transfer", "gift_paid", "gift_received"]


def test_a_transfer_is_explained_with_its_code(programme: Programme) -> None:
    attempt = start_transfer(by=None, gift=begun_gift(programme, 8800))
    deliver_due()
    subject, body = render_mail(Mail.objects.get())
    assert shown(attempt.transfer_code or "") in subject
    assert shown(attempt.transfer_code or "") in body


def test_a_second_payment_is_told_as_what_it_is(programme: Programme) -> None:
    gift = begun_gift(programme, 8800)
    online, transfer = online_attempt(gift), start_transfer(by=None, gift=gift)
    for number, attempt in enumerate((online, transfer)):
        record_payment(by=TEST, attempt=attempt, arrived=Arrived(provider_id=f"p{number}", fen=8800))
    deliver_due()
    assert sorted(mails()) == ["gift_paid", "gift_paid_twice", "gift_transfer"]
    second = Gift.objects.get(duplicate_of=gift)
    assert link(second) in render_mail(Mail.objects.get(kind="gift_paid_twice"))[1]


def test_a_refund_waits_for_a_second_person_then_for_the_transfer_then_for_nobody(
    charity: Charity, programme: Programme
) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = request_refund(by=charity.finance, gift=gift, fen=400, reason="payment_error")
    deliver_due()
    assert waiting("refund_to_decide") == {charity.manager.pk, charity.second.pk}
    approve_refund(by=charity.second, refund=refund)
    deliver_due()
    assert (waiting("refund_to_decide"), waiting("refund_to_pay")) == (set(), {charity.finance.pk, charity.second.pk})
    record_refund_paid(by=charity.finance, refund=refund, serial="OUT1")
    deliver_due()
    assert waiting("refund_to_pay") == set()
    body = render_mail(Mail.objects.get(kind="gift_refunded"))[1]
    assert "4.00元" in body
    assert "10.00元" in body


def test_a_declined_refund_waits_for_nobody(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = request_refund(by=charity.finance, gift=gift, fen=400, reason="payment_error")
    deliver_due()
    decline_refund(by=charity.manager, refund=refund)
    deliver_due()
    assert waiting("refund_to_decide") | waiting("refund_to_pay") == set()
    assert "gift_refunded" not in mails()


def test_a_failed_refund_and_a_dispute_are_told_to_the_finance_staff_once(
    charity: Charity, programme: Programme
) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = request_refund(by=charity.finance, gift=gift, fen=400, reason="payment_error")
    approve_refund(by=charity.second, refund=refund)
    settle_refund(by=TEST, refund=Refund.objects.get(), status=ProviderStatus.FAILED)
    open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1")
    deliver_due()
    staff = sorted((charity.finance.pk, charity.second.pk))
    told = sorted(Notice.objects.filter(user__in=staff).values_list("user", "kind"))
    assert told == [(user, kind) for user in staff for kind in ("gift_disputed", "refund_failed")]


def test_lines_without_a_gift_wait_until_the_last_is_settled(charity: Charity, programme: Programme) -> None:
    day = f"{clock.today():%Y-%m-%d}"
    data = f"交易日期,交易流水号,收入金额,附言\n{day},S1,1.00,x\n{day},S2,2.00,y\n"
    account = account_for(programme, Gateway.BANK_TRANSFER)
    result = import_statement(by=charity.finance, account=account, data=data.encode())
    deliver_due()
    look_after_statement(StatementImported(import_id=result.pk))
    assert waiting("bank_lines") == {charity.finance.pk, charity.second.pk}
    assert WorkItem.objects.filter(kind="bank_lines").values_list("params", flat=True)[0] == {"count": 2}
    for left, row in ((2, StatementLine.objects.get(serial="S1")), (0, StatementLine.objects.get(serial="S2"))):
        set_aside_line(by=charity.finance, line=row, reason="not_a_gift")
        deliver_due()
        assert len(waiting("bank_lines")) == left


def test_a_donor_who_wants_an_agreement_waits_for_the_charity(charity: Charity, programme: Programme) -> None:
    begun_gift(programme)
    begun_gift(programme, agreement_requested=True)
    deliver_due()
    assert waiting("gift_agreement") == {charity.manager.pk, charity.finance.pk, charity.second.pk}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "kind",
    ["gift_to_confirm", "gift_agreement", "refund_to_decide", "refund_to_pay", "refund_failed", "gift_disputed",
     "bank_lines"],
)  # fmt: skip
def test_every_notice_has_its_sentence_in_both_languages(kind: str, language: str) -> None:
    with translation.override(language):
        sentence = render_to_string(f"notice/{kind}.txt", {"count": 2}).strip()
    assert sentence
    assert any("\u4e00" <= sign <= "\u9fff" for sign in sentence) is (language == "zh-hans")
