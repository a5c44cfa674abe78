"""A published list of recipients is taken whole or not at all, and counts once a second officer has compared it."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.accounts.models import User
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.queries import work_of
from marketplace.operations.demo.partners import credit_code
from marketplace.organisations import actions
from marketplace.organisations.eligibility_file import FileUnreadable, Line, RowsRefused, read_list
from marketplace.organisations.models import DeductionEligibility, EligibilityList, Organisation
from marketplace.organisations.queries import eligibility_on
from tests.needs.city import HAISHU, make_user
from tests.organisations.applications import another_officer
from tests.refusals import refuses

HEAD = "统一社会信用代码,文号,级次,起始年度,截止年度,取消日期"
SOURCE = "https://example.org/list/2026"
OTHER = credit_code("foundation", HAISHU, 900)


def table(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> bytes:
    return "\r\n".join([head, *rows]).encode(encoding)


def take(by: User, data: bytes) -> EligibilityList:
    return actions.import_eligibility_list(by=by, data=data, source=SOURCE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_in_either_language_and_any_order(encoding: str) -> None:
    expected = [Line(OTHER, "公告2026年第3号", "province", 2026, 2028, None)]
    assert read_list(table(f"{OTHER.lower()},公告2026年第3号,省,2026,2028,", encoding=encoding)) == expected
    english = table(f"2028,province,{OTHER},公告2026年第3号,2026", head="year_to,level,org_uscc,doc_no,year_from")
    assert read_list(english) == expected


@pytest.mark.parametrize(
    "row",
    [
        "91350100M000100Y44,公告,省,2026,2028,",
        f"{OTHER},,省,2026,2028,",
        f"{OTHER},公告,村,2026,2028,",
        f"{OTHER},公告,省,2028,2026,",
        f"{OTHER},公告,省,26,2028,",
        f"{OTHER},公告,省,2026,２０２８,",
        f"{OTHER},公告,省,2026,2028,昨天",
        f"{OTHER},公告",
    ],
)
def test_one_wrong_row_stops_the_whole_list(officer: User, charity: Organisation, row: str) -> None:
    data = table(f"{charity.credit_code},公告,省,2026,2028,", row)
    with pytest.raises(RowsRefused) as caught:
        take(officer, data)
    assert [fault.row for fault in caught.value.faults] == [3]
    assert (EligibilityList.objects.count(), DeductionEligibility.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04 a workbook",
        table(head="名称,备注"),
        table(head=HEAD + ",文号"),
        table(),
        table('"never closed'),
    ],
)
def test_what_is_no_such_table_is_refused(officer: User, data: bytes) -> None:
    with pytest.raises(FileUnreadable):
        take(officer, data)
    assert not EligibilityList.objects.exists()


def test_a_recipient_stands_once_under_a_notice() -> None:
    with pytest.raises(RowsRefused) as caught:
        read_list(table(*[f"{OTHER},公告,省,2026,2028,"] * 2))
    assert [fault.row for fault in caught.value.faults] == [3]


def test_a_list_counts_once_a_second_officer_has_compared_it(officer: User, charity: Organisation) -> None:
    second, day = another_officer(), date(2026, 5, 1)
    imported = take(officer, table(f"{charity.credit_code},公告,省,2026,2028,", f"{OTHER},公告,省,2026,2028,"))
    deliver_due()
    assert [[item.kind for item in work_of(person)] for person in (officer, second)] == [[], ["list_to_compare"]]
    refuses("SECOND_PERSON_NEEDED", lambda: actions.confirm_eligibility_list(by=officer, imported=imported))
    assert eligibility_on(charity, day) is None
    actions.confirm_eligibility_list(by=second, imported=imported)
    deliver_due()
    line = eligibility_on(charity, day)
    assert line is not None
    assert (line.source, line.confirmed_by, line.level) == (SOURCE, second, "province")
    assert not work_of(second)
    refuses("ILLEGAL_MOVE", lambda: actions.reject_eligibility_list(by=second, imported=imported))
    assert eligibility_on(charity, day) is not None


def test_a_rejected_list_leaves_nothing_and_may_come_again(officer: User, charity: Organisation) -> None:
    data = table(f"{charity.credit_code},公告,省,2026,2028,")
    second = another_officer()
    actions.reject_eligibility_list(by=second, imported=take(officer, data))
    assert not DeductionEligibility.objects.exists()
    again = take(officer, data)
    refuses("ELIGIBILITY_LIST_KNOWN", lambda: take(second, data))
    actions.confirm_eligibility_list(by=second, imported=again)
    assert eligibility_on(charity, date(2028, 12, 31)) is not None


def test_a_later_list_ends_a_line_from_its_day_once_confirmed(officer: User, charity: Organisation) -> None:
    second, before, after = another_officer(), date(2026, 6, 30), date(2026, 7, 1)
    row = f"{charity.credit_code},公告,省,2026,2028,"
    actions.confirm_eligibility_list(by=second, imported=take(officer, table(row)))
    refuses("ELIGIBILITY_LIST_REFUSED", lambda: take(second, table(row, "")))
    ending = take(second, table(row + "2026-07-01"))
    assert eligibility_on(charity, after) is not None
    actions.confirm_eligibility_list(by=officer, imported=ending)
    assert eligibility_on(charity, before) is not None
    assert eligibility_on(charity, after) is None


def test_only_officers_import(charity: Organisation, member: User) -> None:
    data = table(f"{charity.credit_code},公告,省,2026,2028,")
    for person in (member, make_user("stranger")):
        refuses("NOT_AN_OFFICER", lambda person=person: take(person, data))  # type: ignore[misc]
    assert not EligibilityList.objects.exists()
