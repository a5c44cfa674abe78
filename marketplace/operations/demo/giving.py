"""Programmes filed and opened, gifts by transfer, certificates, and the first money spent."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import timedelta

from donations.actions import (
    begin_gift,
    confirm_received,
    create_programme,
    file_programme,
    open_programme,
    record_bank_account,
    record_campaign,
    record_provider_account,
    spend,
    spendable_fen,
    start_transfer,
)
from donations.actions.payees import mirror_account
from donations.gateways.port import AccountState
from donations.models import DonationAttempt, DonorKind, Gateway, Gift, PayeeAccount, Programme, ProgrammeKind
from donations.receipts import record_receipt
from donations.reconciliation import import_statement
from donations.rules import GiftWish
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.money import format_yuan
from marketplace.operations.demo import canaries
from marketplace.operations.demo.households import load
from marketplace.operations.demo.partners import Partners, credit_code
from marketplace.operations.demo.staff import PLAYER, Staff, account
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import MemberRole, Organisation
from marketplace.publications.actions import publish_words
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus

Step = Callable[[int, int], None]
FILED_BEFORE, STARTED_BEFORE, RUNS = 15, 25, 300
RECEIPT_EVERY, WAIVED_EVERY, UNCONFIRMED_EVERY = 3, 11, 9
EARLY, EARLY_BEFORE = 1, timedelta(days=110)
"""The first gift came so long ago that its provisional certificate has run out; its programme has run for longer."""


def open_programmes(staff: Staff, partners: Partners) -> None:
    """Each charity gains a finance person, an account of its own and its programmes, filed in time."""
    data, charities = load("giving"), partners.of_kind("charity", "foundation")
    for number, charity in enumerate(charities):
        _equip(staff, partners, charity, number)
    for number, entry in enumerate(data["programme"]):
        plan = {**data["plan"], **{name: entry[name] for name in entry if name not in ("charity", "kind")}}
        _open(staff, partners, charities[entry["charity"]], ProgrammeKind(entry["kind"]), plan, number)


def _equip(staff: Staff, partners: Partners, charity: Organisation, number: int) -> None:
    finance = account(f"finance.{number:02d}@demo.zhulin.invalid", f"{charity.name} 财务")
    organisations.add_member(by=PLAYER, organisation=charity, user=finance, role=MemberRole.FINANCE)
    partners.finance[charity.pk] = finance
    if number == 0:
        partners.logins.append(("charity_finance", finance))
    manager, today = partners.person_of(charity), clock.today()
    record_bank_account(
        by=manager, charity=charity, holder_name=charity.name, bank_name="演示银行宁波分行",
        account_number=f"99990000{number:08d}",
    )  # fmt: skip
    online = record_provider_account(by=manager, charity=charity, provider_account=f"acct_demo{number:02d}")
    able = AccountState(
        id=online.provider_account, country="HK", charges_enabled=True, payouts_enabled=True, details_submitted=True,
        capabilities={},
    )  # fmt: skip
    mirror_account(by=PLAYER, account=online, state=able)
    line = organisations.list_eligibility(
        by=staff.registrar, credit_code=charity.credit_code, document_number="演示公告〔2026〕1号", level="demo",
        year_from=today.year - 1, year_to=today.year + 1, source="DESIGN: invented list of the demonstration",
    )  # fmt: skip
    if number != 4:  # one charity is not on the list, so that the page shows what that means
        organisations.confirm_eligibility(by=staff.auditor, line=line)


def read_plan(staff: Staff, programme: Programme) -> None:
    """An officer of the city approves the words that were handed in."""
    words = Publication.objects.get(
        kind=Kind.PLAN, subject_reference=programme.reference, status=PublicationStatus.SUBMITTED
    )
    publish_words(by=staff.officer_for(None), publication=words)


def _open(
    staff: Staff, partners: Partners, charity: Organisation, kind: ProgrammeKind, plan: dict[str, object], number: int
) -> None:
    manager, today = partners.person_of(charity), clock.today()
    starts, ends = today - timedelta(days=STARTED_BEFORE), today + timedelta(days=RUNS)
    if number == 0:
        starts -= EARLY_BEFORE
    programme = create_programme(
        by=manager, charity=charity, kind=kind, starts_on=starts, ends_on=ends, areas=["330200"], **plan
    )
    filed_on = starts - timedelta(days=FILED_BEFORE)
    file_programme(by=manager, programme=programme, number=f"5133020020261{number:04d}", filed_on=filed_on)
    record_campaign(
        by=manager, programme=programme, platform="demonstration", number=f"DEMO-{number:04d}",
        url=f"https://platform.invalid/campaign/{number:04d}", starts_on=starts, ends_on=ends,
    )  # fmt: skip
    programme.refresh_from_db()
    read_plan(staff, programme)
    open_programme(by=manager, programme=programme)


def receive_gifts(partners: Partners, seed: int, step: Step) -> None:
    """Donors announce transfers; the charities read their statements and confirm most of what came."""
    data = load("giving")["gifts"]
    chance = random.Random(seed + 2)  # noqa: S311 - a reproducible city, not a secret
    programmes = list(Programme.objects.select_related("charity").order_by("pk"))

    def receive(numbers: range) -> None:
        attempts = {}
        for number in numbers:
            attempts[number] = _transfer(chance, programmes[number % len(programmes)], data, number)
            step(number + 1, data["count"])
        _reach_the_charities(partners, attempts)

    with clock.freeze(clock.now() - EARLY_BEFORE):
        receive(range(EARLY))
    receive(range(EARLY, data["count"]))


def _reach_the_charities(partners: Partners, attempts: dict[int, DonationAttempt]) -> None:
    """Statements are read, most gifts are confirmed."""
    charities = {attempt.gift.programme.charity for attempt in attempts.values()}
    for charity in sorted(charities, key=lambda charity: charity.pk):
        _read_statement(partners, charity, [a for a in attempts.values() if a.gift.programme.charity_id == charity.pk])
    for number, attempt in attempts.items():
        gift = Gift.objects.select_related("programme").get(pk=attempt.gift_id)
        if number % UNCONFIRMED_EVERY != UNCONFIRMED_EVERY - 1:
            confirm_received(by=partners.finance[gift.programme.charity_id], gift=gift)
    deliver_due()


def _transfer(chance: random.Random, programme: Programme, data: dict[str, object], number: int) -> DonationAttempt:
    company = number < int(str(data["companies"]))
    amounts: list[int] = data["amounts"]  # type: ignore[assignment]
    wish = GiftWish(
        fen=chance.choice(amounts) * (10 if company else 1),
        donor_kind=DonorKind.COMPANY if company else DonorKind.PERSON,
        receipt_name=f"演示企业{number:02d}" if company else canaries.name(number),
        identifier=credit_code("enterprise", "330206", 900 + number) if company else "",
        email=f"donor.{number:03d}@demo.zhulin.invalid",
        waived=number % WAIVED_EVERY == 10,
        language="en" if number % 7 == 3 else "zh-hans",
    )
    return start_transfer(by=None, gift=begin_gift(by=None, programme=programme, wish=wish))


def _read_statement(partners: Partners, charity: Organisation, attempts: list[DonationAttempt]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["交易日期", "交易流水号", "收入金额", "对方户名", "附言"])
    for attempt in sorted(attempts, key=lambda row: row.pk):
        amount = format_yuan(attempt.fen)
        writer.writerow([clock.today().isoformat(), f"S{attempt.pk:08d}", amount, "演示付款人", attempt.transfer_code])
    bank = PayeeAccount.objects.get(organisation=charity, gateway=Gateway.BANK_TRANSFER, closed_at__isnull=True)
    import_statement(by=partners.finance[charity.pk], account=bank, data=out.getvalue().encode())


def spend_and_certify(partners: Partners) -> None:
    """Receipts for every third gift, and a first spending in every programme, the oldest gifts first."""
    today, share = clock.today(), float(load("giving")["gifts"]["spend_share"])
    received = Gift.objects.filter(status="received", waived=False).select_related("programme__charity").order_by("pk")
    for number, gift in enumerate(list(received)):
        if number % RECEIPT_EVERY == 1:
            finance = partners.finance[gift.programme.charity_id]
            record_receipt(
                by=finance, gift=gift, code="33050126", number=f"{gift.pk:010d}",
                check_code=f"aB{gift.pk % 10000:04d}", issued_on=today,
            )  # fmt: skip
    for number, programme in enumerate(Programme.objects.select_related("charity").order_by("pk")):
        fen = int(spendable_fen(programme.pk) * share) // 100 * 100
        if fen > 0:
            spend(
                by=partners.finance[programme.charity_id], programme=programme, fen=fen, spent_on=today,
                purpose="第一批物资与服务采购", purpose_en="First purchase of goods and services",
                voucher=f"V-{number:04d}",
            )  # fmt: skip
    deliver_due()
