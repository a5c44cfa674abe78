"""Every page of volunteering, over HTTP: what each reader finds, what is refused in place, what is not found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common.audit.models import AuditRow
from marketplace.organisations.models import Organisation
from marketplace.volunteers.actions import ask_certificate, ask_correction, end_past_activities
from marketplace.volunteers.check_codes import link_code, typed_code
from marketplace.volunteers.models import (
    Activity,
    ServiceCertificate,
    ServiceRecord,
    SignUp,
    SpotCheck,
    SystemRegistration,
    Volunteer,
)
from tests.counting import costs_the_same
from tests.needs.city import make_user
from tests.volunteers.service import (
    BEFORE,
    MORNING,
    NOON,
    at,
    make_activity,
    make_volunteer,
    recorded,
    resident,
    served,
    signed_up,
)

DAY = timedelta(days=1)


def browser(user: User | None, language: str = "en") -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    client.cookies["language"] = language
    return client


def joining(group: Organisation, **words: object) -> dict[str, object]:
    return {
        "organisation": group.reference, "real_name": "某志愿者", "public_name": "阿甲", "identity_kind": "resident_id",
        "identity_number": resident(BEFORE.date().replace(year=1992), 33), "phone": "19900000000", "district": "330203",
        "areas": ["330203"], "need_kinds": ["service"], "languages": ["zh"], "reach_km": 10, "per_period": 1,
        "availability": ["6-am", "7-pm"], "agrees": "on",
    } | words  # fmt: skip


def test_a_stranger_finds_activities_and_signs_in_to_take_part(activity: Activity) -> None:
    client = browser(None)
    with at(BEFORE):
        assert activity.title_en in client.get(reverse("activities")).content.decode()
        assert activity.title_en not in client.get(reverse("activities"), {"district": "330282"}).content.decode()
        shown = client.get(reverse("activity", args=[activity.reference])).content.decode()
        assert "5 places are left" in shown
        assert "某负责人" not in shown
        answer = client.post(reverse("activity", args=[activity.reference]))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_a_draft_is_shown_to_its_host_alone(leader: User, other_member: User, group: Organisation) -> None:
    draft = make_activity(leader, group, publish=False)
    assert browser(None).get(reverse("activity", args=[draft.reference])).status_code == 404
    assert browser(leader).get(reverse("partner_activity", args=[draft.reference])).status_code == 200
    assert browser(other_member).get(reverse("partner_activity", args=[draft.reference])).status_code == 404


def test_somebody_joins_and_the_group_admits(group: Organisation, leader: User) -> None:
    person = make_user("newcomer")
    client = browser(person)
    assert "You are not a volunteer yet" in client.get(reverse("my_service")).content.decode()
    wrong = client.post(reverse("join"), joining(group, identity_number="33020019900504001X"))
    assert wrong.status_code == 422
    assert not Volunteer.objects.exists()
    assert client.post(reverse("join"), joining(group)).status_code == 302
    volunteer = Volunteer.objects.get(user=person)
    assert volunteer.availabilities.count() == 2
    assert volunteer.unified_number in client.get(reverse("my_service")).content.decode()
    host = browser(leader)
    page = reverse("partner_volunteer", args=[volunteer.reference])
    assert "某志愿者" not in host.get(page).content.decode()
    assert "某志愿者" in host.post(page, {"do": "read"}).content.decode()
    assert AuditRow.objects.filter(verb="volunteer.read_identity").count() == 1
    assert host.post(page, {"do": "admit"}).status_code == 302
    volunteer.refresh_from_db()
    assert volunteer.status == "active"


def test_a_minor_is_asked_for_a_guardian(group: Organisation) -> None:
    young = resident(BEFORE.date().replace(year=2014), 35)
    answer = browser(make_user("young")).post(reverse("join"), joining(group, identity_number=young))
    assert answer.status_code == 422
    assert "need a guardian who agrees" in answer.content.decode()
    assert not Volunteer.objects.exists()


def test_a_passport_needs_birth_and_sex(group: Organisation) -> None:
    client, words = browser(make_user("guest")), {"identity_kind": "passport", "identity_number": "E00000000"}
    assert client.post(reverse("join"), joining(group, **words)).status_code == 422
    words |= {"born_on": "1990-05-04", "sex": "f"}
    assert client.post(reverse("join"), joining(group, **words)).status_code == 302
    assert Volunteer.objects.get().sex == "f"


def test_the_profile_is_the_volunteers_own(volunteer: Volunteer, group: Organisation, other_member: User) -> None:
    assert browser(other_member).get(reverse("my_profile")).status_code == 404
    client = browser(volunteer.user)
    words = joining(group, phone="19911111111", languages=["zh", "nb"], real_name="别人")
    assert client.post(reverse("my_profile"), words).status_code == 302
    volunteer.refresh_from_db()
    assert (volunteer.phone, volunteer.languages, volunteer.real_name) == ("19911111111", ["zh", "nb"], "某志愿者")
    assert client.post(reverse("my_profile"), {"move": "rest"}).status_code == 302
    assert client.post(reverse("my_profile"), {"move": "rest"}).status_code == 409
    assert client.post(reverse("my_profile"), {"move": "fly"}).status_code == 404


def test_signing_up_and_withdrawing_over_the_page(volunteer: Volunteer, activity: Activity) -> None:
    client, page = browser(volunteer.user), reverse("activity", args=[activity.reference])
    with at(BEFORE):
        assert client.post(page, {"do": "sign_up"}).status_code == 302
        assert "某负责人" in client.get(page).content.decode()
        assert client.post(page, {"do": "withdraw"}).status_code == 302
    assert SignUp.objects.get().status == "withdrawn"


def test_the_host_shows_a_code_and_the_volunteer_checks_in_and_out(
    volunteer: Volunteer, activity: Activity, leader: User
) -> None:
    row, host, client = signed_up(volunteer, activity), browser(leader), browser(volunteer.user)
    with at(MORNING):
        shown = host.get(reverse("activity_code", args=[activity.reference])).content.decode()
        assert typed_code(activity) in shown
        link = reverse("check", args=[activity.reference, link_code(activity)])
        assert client.get(link).status_code == 200
        row.refresh_from_db()
        assert row.status == "signed_up", "reading the page changes nothing"
        page = reverse("check_by_hand", args=[activity.reference])
        assert client.post(page, {"code": "12"}).status_code == 409
        assert client.post(page, {"code": link_code(activity)}).status_code == 302
    with at(NOON):
        assert client.post(page, {"code": typed_code(activity)}).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.present_minutes) == ("served", 180)
    assert row.device_digest
    assert client.cookies["checks"].value not in row.device_digest


def test_codes_cannot_be_guessed_all_day(volunteer: Volunteer, activity: Activity) -> None:
    signed_up(volunteer, activity)
    client, page = browser(volunteer.user), reverse("check_by_hand", args=[activity.reference])
    with at(MORNING):
        for _try in range(20):
            client.post(page, {"code": "12"})
        refused = client.post(page, {"code": typed_code(activity)})
    assert refused.status_code == 409
    assert SignUp.objects.get().status == "signed_up"


def test_somebody_elses_check_in_is_not_found(activity: Activity, leader: User, group: Organisation) -> None:
    signed_up(make_volunteer(group, leader), activity)
    other = make_volunteer(group, leader)
    assert browser(other.user).get(reverse("check_by_hand", args=[activity.reference])).status_code == 404
    assert browser(other.user).get(reverse("activity_code", args=[activity.reference])).status_code == 404


def test_the_host_writes_publishes_and_cancels(leader: User, group: Organisation) -> None:
    client = browser(leader)
    words = {
        "organisation": group.reference, "title": "清洁日", "content": "清理河道", "category": "environment",
        "district": "330203", "place": "河边", "starts_at": "2026-06-01T09:00", "ends_at": "2026-06-01T12:00",
        "capacity": 8, "person_in_charge": "某负责人", "insurance": "city",
    }  # fmt: skip
    assert client.post(reverse("new_activity"), words | {"ends_at": "2026-06-01T08:00"}).status_code == 422
    assert client.post(reverse("new_activity"), words | {"is_dangerous": "on"}).status_code == 422
    assert not Activity.objects.exists()
    assert client.post(reverse("new_activity"), words).status_code == 302
    activity = Activity.objects.get()
    assert (activity.starts_at, activity.ends_at) == (MORNING, NOON)
    page = reverse("partner_activity", args=[activity.reference])
    assert client.post(reverse("edit_activity", args=[activity.reference]), words | {"capacity": 9}).status_code == 302
    with at(NOON):
        assert client.post(page, {"move": "publish"}).status_code == 409
    with at(BEFORE):
        assert client.post(page, {"move": "publish"}).status_code == 302
    assert client.post(page, {"move": "cancel"}).status_code == 302
    activity.refresh_from_db()
    assert (activity.status, activity.capacity) == ("cancelled", 9)


def test_the_host_records_what_was_served_and_what_was_not(
    volunteer: Volunteer, activity: Activity, leader: User, group: Organisation
) -> None:
    client = browser(leader)
    row, late, absent = (
        served(volunteer, activity),
        *(signed_up(make_volunteer(group, leader), activity) for _number in range(2)),
    )
    with at(NOON + DAY):
        end_past_activities()
        page = reverse("record_service", args=[row.reference])
        assert client.post(page, {"do": "record", "travel_minutes": 500}).status_code == 409
        assert client.post(page, {"do": "record", "travel_minutes": 20, "quality": "good"}).status_code == 302
        page = reverse("record_service", args=[late.reference])
        times = {"do": "times", "came_at": "2026-06-01T10:00", "left_at": "2026-06-01T11:00"}
        assert client.post(page, times | {"left_at": "2026-06-01T09:00"}).status_code == 409
        assert client.post(page, times).status_code == 302
        assert client.post(page, {"do": "record", "travel_minutes": 0}).status_code == 302
        assert client.post(reverse("record_service", args=[absent.reference]), {"do": "absent"}).status_code == 302
    activity.refresh_from_db()
    assert activity.status == "recorded"
    assert sorted(ServiceRecord.objects.values_list("minutes", flat=True)) == [60, 150]


def test_a_correction_goes_from_the_volunteer_to_the_host_and_back(
    volunteer: Volunteer, activity: Activity, leader: User
) -> None:
    record = recorded(leader, volunteer, activity)
    mine = reverse("my_record", args=[record.reference])
    assert browser(leader).get(mine).status_code == 404
    assert browser(volunteer.user).post(mine, {"says": "我早走了二十分钟"}).status_code == 302
    page = reverse("correct_record", args=[record.reference])
    assert "我早走了二十分钟" in browser(leader).get(page).content.decode()
    words = {"do": "correct", "minutes": 150, "travel_minutes": 0, "because": "核对签到表"}
    assert browser(leader).post(page, words | {"minutes": 500}).status_code == 409
    assert browser(leader).post(page, words).status_code == 302
    shown = browser(volunteer.user).get(mine).content.decode()
    assert "核对签到表" in shown
    assert "2.5" in shown


def test_a_record_that_is_right_is_left_as_it_is(volunteer: Volunteer, activity: Activity, leader: User) -> None:
    record = recorded(leader, volunteer, activity)
    ask_correction(by=volunteer.user, record=record, says="少了")
    page = reverse("correct_record", args=[record.reference])
    assert browser(leader).post(page, {"do": "decline", "answer": "签到表如此"}).status_code == 302
    record.refresh_from_db()
    assert record.status == "in_force"


def test_a_certificate_is_asked_for_issued_and_fetched(
    volunteer: Volunteer, activity: Activity, leader: User, group: Organisation, other_member: User
) -> None:
    recorded(leader, volunteer, activity)
    client = browser(volunteer.user)
    assert client.get(reverse("ask_certificate")).status_code == 200
    assert client.post(reverse("ask_certificate"), {"organisation": group.reference}).status_code == 302
    wish = volunteer.certificate_requests.get()
    page = reverse("answer_certificate", args=[wish.reference])
    assert browser(other_member).get(page).status_code == 404
    assert "2.8" in browser(leader).get(page).content.decode()
    assert browser(leader).post(page, {"do": "issue"}).status_code == 302
    assert browser(leader).post(page, {"do": "issue"}).status_code == 409
    paper = ServiceCertificate.objects.get()
    file = reverse("service_certificate", args=[paper.reference])
    assert b"".join(client.get(file).streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert browser(leader).get(file).status_code == 404
    assert browser(None).get(file).status_code == 302
    assert browser(leader).post(page, {"do": "revoke"}).status_code == 302
    paper.refresh_from_db()
    assert paper.status == "revoked"
    assert browser(leader).post(page, {"do": "revoke"}).status_code == 409


def test_a_wish_may_be_declined_or_withdrawn(
    volunteer: Volunteer, activity: Activity, leader: User, group: Organisation
) -> None:
    recorded(leader, volunteer, activity)
    wish = ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group)
    page = reverse("answer_certificate", args=[wish.reference])
    assert browser(leader).post(page, {"do": "decline", "answer": ""}).status_code == 422
    assert browser(leader).post(page, {"do": "decline", "answer": "请先核对"}).status_code == 302
    assert "请先核对" in browser(volunteer.user).get(reverse("my_service")).content.decode()
    again = ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group)
    client = browser(volunteer.user)
    assert client.post(reverse("withdraw_certificate", args=[again.reference])).status_code == 302
    again.refresh_from_db()
    assert again.status == "withdrawn"


def test_officers_look_at_questioned_records_and_nobody_else(
    volunteer: Volunteer, activity: Activity, leader: User, officer: User
) -> None:
    record = recorded(leader, volunteer, activity)
    page = reverse("service_check", args=[record.reference])
    for stranger in (leader, volunteer.user):
        assert browser(stranger).get(reverse("service_checks")).status_code == 404
        assert browser(stranger).get(page).status_code == 404
    client = browser(officer)
    assert volunteer.unified_number not in client.get(reverse("service_checks")).content.decode()
    assert volunteer.unified_number in client.get(reverse("service_checks"), {"view": "all"}).content.decode()
    assert client.post(page, {"outcome": "kept"}).status_code == 302
    assert client.post(page, {"outcome": "struck"}).status_code == 409
    assert SpotCheck.objects.get().outcome == "kept"


def test_an_officer_confirms_that_a_group_is_in_the_national_system(
    officer: User, leader: User, group: Organisation
) -> None:
    words = {"organisation": group.reference, "number": "DEMO-1", "since": "2026-01-01"}
    assert browser(leader).post(reverse("service_systems"), words).status_code == 404
    assert browser(officer).post(reverse("service_systems"), words).status_code == 302
    assert SystemRegistration.objects.get().organisation == group


@pytest.mark.parametrize("name", ["partner_activities", "activities"])
def test_lists_of_activities_cost_the_same_for_one_and_three(name: str, leader: User, group: Organisation) -> None:
    with at(BEFORE):
        costs_the_same(browser(leader), reverse(name), lambda: make_activity(leader, group))


def test_my_page_costs_the_same_for_one_record_and_three(
    volunteer: Volunteer, leader: User, group: Organisation
) -> None:
    days = iter(range(10))

    def another() -> None:
        shift = next(days) * DAY
        recorded(leader, volunteer, make_activity(leader, group, starts_at=MORNING + shift, ends_at=NOON + shift))

    costs_the_same(browser(volunteer.user), reverse("my_service"), another)
