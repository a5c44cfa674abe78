"""A group with a coordinator, volunteers, and activities brought to any point of their life."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.checksums import gb11643_digit
from marketplace.common.clock import CITY_ZONE
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.volunteers.actions import (
    admit_volunteer,
    check_in,
    check_out,
    draft_activity,
    end_past_activities,
    join,
    publish_activity,
    record_service,
    sign_up,
)
from marketplace.volunteers.actions.joining import Identity
from marketplace.volunteers.check_codes import typed_code
from marketplace.volunteers.models import Activity, ServiceRecord, SignUp, Volunteer
from tests.fulfilment.market import make_organisation
from tests.needs.city import make_user

numbers = count(1)
MORNING = datetime(2026, 6, 1, 9, 0, tzinfo=CITY_ZONE)
"""Monday; the activity of most tests lasts until noon."""
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=CITY_ZONE)
BEFORE = datetime(2026, 5, 29, 9, 0, tzinfo=CITY_ZONE)


@contextmanager
def at(moment: datetime) -> Any:
    with clock.freeze(moment):
        yield


def make_group(officer: User, name: str = "海曙志愿服务队") -> Organisation:
    return make_organisation(name, officer, capability=CapabilityKind.VOLUNTEER_GROUP, kind="volunteer_org")


def resident(born: date, sequence: int = 1) -> str:
    """A number with the city's own area code, which no registrar issues."""
    body = f"330200{born:%Y%m%d}{sequence % 1000:03d}"
    return body + gb11643_digit(body)


def make_volunteer(group: Organisation, leader: User, *, born: date = date(1990, 5, 4), **words: Any) -> Volunteer:
    """Admitted."""
    number = next(numbers)
    volunteer = join(
        by=None,
        user=make_user(f"helper-{number}"),
        organisation=group,
        district="330203",
        identity=Identity("resident_id", resident(born, number)),
        **{"real_name": "某志愿者", "phone": "19900000000", "need_kinds": ["service"]} | words,
    )
    admit_volunteer(by=leader, volunteer=volunteer)
    return volunteer


def make_activity(leader: User, group: Organisation, *, publish: bool = True, **words: Any) -> Activity:
    """Three hours on a Monday morning, open for sign-up."""
    facts = {
        "title": "独居老人探访", "title_en": "Visits to older people", "content": "上门探访、陪伴聊天",
        "category": "elderly", "district": "330203", "place": "鼓楼社区服务站", "starts_at": MORNING, "ends_at": NOON,
        "capacity": 5, "person_in_charge": "某负责人", "insurance": "city",
    } | words  # fmt: skip
    activity = draft_activity(by=leader, organisation=group, **facts)
    if publish:
        with at(BEFORE):
            publish_activity(by=leader, activity=activity)
    return activity


def signed_up(volunteer: Volunteer, activity: Activity) -> SignUp:
    with at(min(BEFORE, activity.starts_at - timedelta(days=1))):
        return sign_up(by=volunteer.user, activity=activity)


def served(
    volunteer: Volunteer,
    activity: Activity,
    *,
    came: datetime | None = None,
    left: datetime | None = None,
    device: str = "",
) -> SignUp:
    """Checked in and out with the code of the host's page; by default after 170 minutes (V2)."""
    row = signed_up(volunteer, activity)
    came = came or activity.starts_at
    left = left or came + timedelta(minutes=170)
    with at(came):
        check_in(by=volunteer.user, sign_up=row, code=typed_code(activity), device=device)
    with at(left):
        check_out(by=volunteer.user, sign_up=row, code=typed_code(activity))
    return row


def recorded(leader: User, volunteer: Volunteer, activity: Activity, **words: Any) -> ServiceRecord:
    """Recorded by the host on the day after."""
    row = served(volunteer, activity)
    with at(activity.ends_at + timedelta(days=1)):
        end_past_activities()
        row.refresh_from_db()
        return record_service(by=leader, sign_up=row, **words)
