"""Made-up households, files and people for the tests of casework. No name here is anybody's."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.casework.actions import (
    HouseholdFields,
    MemberFields,
    record_consent,
    register_household,
    rewrite_draft,
    start_draft,
    submit_draft,
)
from marketplace.casework.codes import ConsentKind
from marketplace.casework.importing.columns import COLUMNS
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.register import register_changed
from marketplace.common.actors import SystemActor
from marketplace.needs.actions import approve_need, release_batch
from marketplace.needs.models import Need

NANMEN, JIANGXIA, MEIXU = "330203001", "330203002", "330212004"
HAISHU, YINZHOU, CITY = "330203", "330212", "330200"
SETUP = SystemActor("test")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_numbers = count(1)
COUNTED_AREA = "330282"
"""Of the heads that nobody chose a number for, so that they never meet one that a test chose."""


def resident_id(birth: date, sequence: int, area: str = "330203") -> str:
    """A number that passes GB 11643, of a person born on that day; a test that chooses its own keeps to this area."""
    body = f"{area}{birth:%Y%m%d}{sequence % 1000:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def caseworker(place: str = HAISHU) -> User:
    """Somebody who registers and drafts, signed in with two factors."""
    return staff(Role.CASEWORKER, place)


def officer(place: str = CITY) -> User:
    """A second officer."""
    return staff(Role.OFFICER, place)


def staff(role: Role, place: str) -> User:
    """A person with one role."""
    user = person()
    give_role(by=SETUP, user=user, role=role, place=place)
    return user


def person() -> User:
    """An account with a second factor and no role."""
    user = User.objects.create_user(f"person{next(_numbers)}@zhulin.invalid")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def member(relation: str = "成员", birth: date = date(1970, 5, 5), health: str = "healthy", **own: Any) -> MemberFields:
    """Somebody of a household, known by the birth date only unless a number is given."""
    return MemberFields(relation, own.get("name", "样本乙"), own.get("id_number", ""), birth, health)


def household(
    number: int | None = None,
    *,
    birth: date = date(1956, 3, 3),
    township: str = NANMEN,
    health: str = "healthy",
    others: Sequence[MemberFields] = (),
    registers: tuple[str, ...] = ("dibao",),
    **own: Any,
) -> HouseholdFields:
    """A household of one head and others; every number makes another one."""
    number = next(_numbers) if number is None else number
    name = own.pop("head_name", "样本甲")
    identity = own.pop("head_id", resident_id(birth, number, COUNTED_AREA))
    head = MemberFields("户主", name, identity, birth, health)
    case_number = own.pop("case_number", f"T-{number:05d}")
    return HouseholdFields(
        case_number=case_number,
        head_name=name,
        head_id=identity,
        township=township,
        members=(head, *others),
        registers=registers,
        **own,
    )


def registered(by: User, **own: Any) -> Case:
    """A household on the register, counted."""
    return register_household(by=by, fields=household(**own))


def neighbours(by: User, number: int, **own: Any) -> list[Case]:
    """So many more households alike; every second one on another register, so that no register is shared by all."""
    registers = own.pop("registers", None)
    cases = [
        register_household(
            by=by,
            fields=household(registers=registers or (("dibao",) if i % 2 else ("other",)), **own),
            recount=False,
        )
        for i in range(number)
    ]
    register_changed()
    return cases


def draft(by: User, case: Case, *, consent: bool = True, guardian: bool | None = None, **own: Any) -> NeedDraft:
    """A need in the household's words, with its consent."""
    facts = {"need_kind": "goods", "aid_type": "medical", "title": f"取暖器{next(_numbers)}", "story": "冬天很冷"} | own
    made = start_draft(by=by, case=case, **facts)
    record_consent(by=by, draft=made, kind=ConsentKind.PUBLICATION, given=consent)
    if guardian is not None:
        record_consent(by=by, draft=made, kind=ConsentKind.GUARDIAN, given=guardian)
    return made


def cleared(by: User, case: Case, **own: Any) -> NeedDraft:
    """A draft whose public words were scanned and hold nothing."""
    made = draft(by, case, **own)
    rewrite_draft(by=by, draft=made, title="一台取暖器", text="冬天屋里很冷，希望有一台取暖器。")
    return made


def submitted(by: User, case: Case, **own: Any) -> NeedDraft:
    """A draft that was handed to the second officer, or kept for private match."""
    made = cleared(by, case, **own)
    submit_draft(by=by, draft=made)
    return made


def published(by: User, case: Case, **own: Any) -> Need:
    """A need that was approved and released."""
    made = submitted(by, case, **own)
    assert made.need is not None
    approve_need(by=officer(), need=made.need)
    release_batch(by=SETUP, end_of_period=True)
    made.need.refresh_from_db()
    return made.need


ROW = {
    "case_number": "2026-1",
    "head_name": "样本甲",
    "phone": "13800138000",
    "address": "示例村3组5号",
    "township_code": NANMEN,
    "annual_income": "12000.00",
    "annual_spending": "30000",
    "residency": "本地户籍",
    "register": "低保+其他",
    "economic": "80",
    "health": "60",
    "education": "0",
    "living": "50",
    "employment": "40",
    "participation": "30",
    "need_kind": "物资",
    "aid_type": "医疗",
    "title": "一台取暖器",
    "story": "冬天屋里很冷",
    "quantity": "1",
    "unit": "台",
    "value": "300.00",
    "needed_by": "2026-12-20",
    "consent": "是",
    "consent_date": "2026-11-01",
    "guardian_consent": "",
}
HEAD_ID = resident_id(date(1956, 3, 3), 1)


def row(**own: str) -> dict[str, str]:
    """One row of a file; the head is added to the members unless `members` is given whole."""
    cells = ROW | {"id_number": HEAD_ID} | own
    if "members" not in own:
        cells["members"] = f"户主:{cells['head_name']}:{cells['id_number']}:健康"
    return cells


def another(number: int, **own: str) -> dict[str, str]:
    """A row of another household."""
    return row(**{"case_number": f"2026-{number}", "id_number": resident_id(date(1956, 3, 3), number)} | own)


def as_csv(
    rows: Iterable[dict[str, str]], *, fields: Sequence[str] = tuple(COLUMNS), chinese: bool = True, bom: bool = False
) -> bytes:
    """The rows as a CSV file in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([COLUMNS[name] if chinese else name for name in fields])
    writer.writerows([cells.get(name, "") for name in fields] for cells in rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")
