"""Gifts that came by a designated platform's file, and a programme that answers an emergency before it is filed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import timedelta

from donations.actions import create_programme, hand_in_plan, open_programme, record_campaign
from donations.models import CampaignRecord, Programme, ProgrammeKind
from donations.reconciliation.platforms import count_platform_file, try_platform_file
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.operations.demo import canaries
from marketplace.operations.demo.giving import read_plan
from marketplace.operations.demo.households import load
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff

HEADINGS = ("订单号", "类型", "日期", "金额", "手续费", "活动编号", "退款单号", "票据抬头")
FIRST_DONOR = 700
BEGAN_BEFORE, RUNS = timedelta(days=3), timedelta(days=120)


def read_platform_files(partners: Partners) -> None:
    """The first programme's platform told of gifts, a refund and a payout; a second file waits with a row to mend."""
    campaign = CampaignRecord.objects.select_related("programme__charity").order_by("pk")[0]
    finance, number = partners.finance[campaign.programme.charity_id], campaign.number
    day, before = clock.today().isoformat(), (clock.today() - timedelta(days=2)).isoformat()
    rows = [
        (f"PT-{n:04d}", "捐赠", before, f"{n}0.00", "0.06", number, "", canaries.name(FIRST_DONOR + n) if n % 2 else "")
        for n in range(1, 9)
    ]
    rows += [
        ("PT-0002", "退款", day, "20.00", "", number, "RF-0001", ""),
        ("ST-0001", "结算", day, "300.00", "", number, "", ""),
    ]
    count_platform_file(by=finance, tried=try_platform_file(by=finance, campaign=campaign, data=_csv(rows)))
    mended_later = [
        ("PT-0009", "捐赠", day, "90.00", "", number, "", ""), ("PT-0010", "捐赠", day, "", "", number, "", "")
    ]  # fmt: skip
    try_platform_file(by=finance, campaign=campaign, data=_csv(mended_later))
    deliver_due()


def answer_emergency(staff: Staff, partners: Partners) -> None:
    """It began three days ago: its plan is to be filed, and its first report is due within two days."""
    data = load("giving")
    entry = data["emergency"]
    plan = {**data["plan"], **{name: entry[name] for name in entry if name != "charity"}}
    charity = partners.of_kind("charity", "foundation")[entry["charity"]]
    manager = partners.person_of(charity)
    with clock.freeze(clock.now() - BEGAN_BEFORE):
        starts, ends = clock.today(), clock.today() + RUNS
        programme = create_programme(
            by=manager, charity=charity, kind=ProgrammeKind.PROGRAMME, starts_on=starts, ends_on=ends,
            areas=["330200"], is_emergency=True, **plan,
        )  # fmt: skip
        record_campaign(
            by=manager, programme=programme, platform="demonstration", number="DEMO-E001",
            url="https://platform.invalid/campaign/e001", starts_on=starts, ends_on=ends,
        )  # fmt: skip
        hand_in_plan(by=manager, programme=programme)
        read_plan(staff, programme)
        open_programme(by=manager, programme=Programme.objects.get(pk=programme.pk))
    deliver_due()


def _csv(rows: Sequence[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
