"""A charity that may raise money, its people, and gifts: made through the real actions, in the order of real life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from donations.actions import (
    begin_gift,
    confirm_received,
    create_programme,
    file_programme,
    open_programme,
    record_bank_account,
    record_campaign,
    record_provider_account,
    start_transfer,
)
from donations.actions.payees import mirror_account
from donations.actions.paying import Arrived, record_payment
from donations.gateways.port import AccountState
from donations.models import DonationAttempt, Gateway, Gift, PayeeAccount, Programme, ProgrammeKind
from donations.queries import open_account
from donations.rules import GiftWish
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.common import checksums, clock
from marketplace.common.actors import SystemActor
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import CapabilityKind, MemberRole, Organisation, OrganisationKind
from marketplace.publications.actions import publish_words
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus
from tests.organisations.officers import verify_by_two

numbers = count(1)
TEST = SystemActor("test")
COMPANY_CODE = "91330206TTTT00014K"
PLAN: dict[str, Any] = {
    "purpose": "帮助城乡低收入家庭的学龄儿童完成学业。",
    "purpose_en": "Help school children of low-income families.",
    "area": "宁波市",
    "leader": "项目部专职负责人",
    "methods": "互联网公开募捐与银行转账",
    "account_note": "慈善组织基本存款账户",
    "target_fen": 100_000_000,
    "beneficiary_range": "全市登记在册的低收入家庭在校学生",
    "selection": "按家庭经济状况和学段评分排序，公示后确定",
    "use": "学费、书本费和交通补助",
    "cost_rule": "管理费用不超过当年总支出的百分之十",
    "leftovers": "剩余财产用于目的相近的慈善项目",
    "need_kinds": ["goods", "service"],
    "aid_types": ["education"],
    "areas": ["330200"],
}


@dataclass(frozen=True, slots=True)
class Charity:
    """An organisation with the three people that money needs."""

    organisation: Organisation
    manager: User
    finance: User
    second: User


def person() -> User:
    """Somebody who can sign in."""
    return User.objects.create_user(f"person-{next(numbers)}@example.invalid")


def credit_code() -> str:
    """A fresh code with both check digits right."""
    body = f"{next(numbers):08d}"
    stem = f"53330200{body}{checksums.gb11714_digit(body)}"
    return stem + checksums.gb32100_digit(stem)


def new_charity(*, kinds: tuple[CapabilityKind, ...] | None = None, mainland: bool = True) -> Charity:
    """An admitted charity, by default verified to raise money from the public, with both its accounts."""
    officer, manager, finance, second = person(), person(), person(), person()
    organisation = organisations.apply(
        by=manager,
        name=f"样例慈善会{next(numbers)}",
        name_en=f"Sample Charity {next(numbers)}",
        kind=OrganisationKind.CHARITY,
        credit_code=credit_code(),
        district="330203",
        contact="0574-20000000",
        is_mainland=mainland,
    )
    give_role(by=None, user=officer, role=Role.OFFICER, place="330200")
    organisations.admit(by=officer, organisation=organisation)
    for kind in kinds if kinds is not None else (CapabilityKind.CHARITY, CapabilityKind.PUBLIC_FUNDRAISING):
        capability = organisations.claim_capability(
            by=manager, organisation=organisation, kind=kind, valid_from=date(2020, 1, 1), certificate_number="P-1"
        )
        verify_by_two(officer, capability)
    roles = {manager: MemberRole.MANAGER, finance: MemberRole.FINANCE, second: MemberRole.FINANCE}
    for user, role in roles.items():
        organisations.add_member(by=officer, organisation=organisation, user=user, role=role)
    return Charity(organisation, manager, finance, second)


def with_accounts(charity: Charity, provider_account: str = "") -> Charity:
    """Let it be paid online and by transfer."""
    record_bank_account(
        by=charity.manager,
        charity=charity.organisation,
        holder_name=charity.organisation.name,
        bank_name="样例银行宁波分行",
        account_number="3305 0000 0000 1234",
    )
    online = record_provider_account(
        by=charity.manager,
        charity=charity.organisation,
        provider_account=provider_account or f"acct_test{next(numbers):08d}",
    )
    state = AccountState(
        id=online.provider_account,
        country="HK",
        charges_enabled=True,
        payouts_enabled=True,
        details_submitted=True,
        capabilities={},
    )
    mirror_account(by=TEST, account=online, state=state)
    return charity


def new_draft(charity: Charity, **changes: Any) -> Programme:
    """A complete plan that starts today."""
    today = clock.today()
    plan = {
        **PLAN,
        "name": f"助学项目{next(numbers)}",
        "name_en": "Schooling",
        "starts_on": today,
        "ends_on": today + timedelta(days=300),
        **changes,
    }
    kind = plan.pop("kind", ProgrammeKind.PROGRAMME)
    return create_programme(by=charity.manager, charity=charity.organisation, kind=kind, **plan)


def filed(charity: Charity, programme: Programme) -> Programme:
    """Filed three weeks before it starts."""
    number = f"5133020020261{next(numbers):04d}"
    day = programme.starts_on - timedelta(days=21)
    file_programme(by=charity.manager, programme=programme, number=number, filed_on=day)
    return programme


def campaigned(charity: Charity, programme: Programme) -> Programme:
    """With a running campaign on the demonstration platform."""
    number = next(numbers)
    record_campaign(
        by=charity.manager,
        programme=programme,
        platform="demonstration",
        number=f"D{number}",
        url=f"https://www.platform.invalid/{number}",
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
    )
    return programme


def read_words(programme: Programme) -> Programme:
    """An officer of the city has approved its words."""
    words = Publication.objects.get(
        kind=Kind.PLAN, subject_reference=programme.reference, status=PublicationStatus.SUBMITTED
    )
    officer = person()
    give_role(by=None, user=officer, role=Role.OFFICER, place="330200")
    publish_words(by=officer, publication=words)
    return programme


def open_programme_of(charity: Charity, **changes: Any) -> Programme:
    """A programme that takes gifts."""
    programme = filed(charity, new_draft(charity, **changes))
    if not programme.is_directed:
        campaigned(charity, read_words(programme))
    open_programme(by=charity.manager, programme=programme)
    return programme


def wish(fen: int = 10_000, **changes: Any) -> GiftWish:
    """A person's gift with a receipt."""
    return GiftWish(**{"fen": fen, "receipt_name": "样例捐赠人", "email": "donor@example.invalid", **changes})


def begun_gift(programme: Programme, fen: int = 10_000, **changes: Any) -> Gift:
    """Announced, not paid."""
    return begin_gift(by=None, programme=programme, wish=wish(fen, **changes))


def paid_gift(programme: Programme, fen: int = 10_000, **changes: Any) -> Gift:
    """Announced as a transfer and arrived on the bank account."""
    gift = begun_gift(programme, fen, **changes)
    attempt = start_transfer(by=None, gift=gift)
    arrived = Arrived(provider_id=f"bank/{next(numbers)}", fen=fen, method="bank_transfer")
    record_payment(by=TEST, attempt=attempt, arrived=arrived)
    gift.refresh_from_db()
    return gift


def received_gift(charity: Charity, programme: Programme, fen: int = 10_000, **changes: Any) -> Gift:
    """Paid and confirmed by the charity."""
    gift = paid_gift(programme, fen, **changes)
    confirm_received(by=charity.finance, gift=gift)
    return gift


def online_attempt(gift: Gift, session_id: str = "") -> DonationAttempt:
    """An open checkout page as `start_checkout` leaves it, without calling anybody."""
    account = account_for(gift.programme, Gateway.STRIPE)
    reference = f"attempt{next(numbers)}"
    return DonationAttempt.objects.create(
        reference=reference,
        gift=gift,
        account=account,
        gateway=Gateway.STRIPE,
        fen=gift.fen,
        session_id=session_id or f"cs_test_{next(numbers)}",
        idempotency_key=f"{reference}:open:1",
        expires_at=clock.now() + timedelta(hours=1),
        status="open",
    )


def account_for(programme: Programme, gateway: Gateway) -> PayeeAccount:
    """The charity's account; it must have one."""
    account = open_account(programme.charity_id, gateway)
    if account is None:
        raise AssertionError("this charity has no such account")
    return account
