"""An emergency may begin before its plan is filed, for days; it reports every few days, and everybody sees when not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from donations.actions import (
    ProgrammeRefused,
    begin_gift,
    close_programme,
    file_programme,
    hand_in_plan,
    open_programme,
    report_programme,
)
from donations.actions.emergencies import close_unfiled_emergencies
from donations.messages import watch_emergencies
from donations.models import Gift, Programme
from donations.rules import decide
from donations.rules.emergencies import filing_deadline, report_clock
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError, Refused
from marketplace.notifications.models import WorkItem
from tests.donations.charity import Charity, campaigned, new_draft, person, read_words, wish
from tests.donations.pages import as_user


@pytest.fixture
def emergency(charity: Charity) -> Programme:
    """Open since today, not filed yet."""
    programme = campaigned(charity, new_draft(charity, is_emergency=True))
    hand_in_plan(by=charity.manager, programme=programme)
    read_words(programme)
    open_programme(by=charity.manager, programme=programme)
    return Programme.objects.get(pk=programme.pk)


def days_later(days: int) -> clock.freeze:
    return clock.freeze(clock.now() + timedelta(days=days))


def waiting(kind: str) -> list[str]:
    """Whom something waits for."""
    deliver_due()
    rows = WorkItem.objects.filter(kind=kind, done_at__isnull=True).select_related("user").order_by("user_id")
    return [row.user.email for row in rows]


def filing_days() -> int:
    return int(rule("plan.emergency_filing_days", on=clock.today()).value)


def report_days() -> int:
    return int(rule("plan.emergency_publication_days", on=clock.today()).value)


def test_it_takes_gifts_before_its_filing_and_says_so(emergency: Programme) -> None:
    assert (emergency.status, emergency.filing_number) == ("open", "")
    assert begin_gift(by=None, programme=emergency, wish=wish()).pk
    reader = Client()
    for language, words in (("zh-hans", "应急募捐项目"), ("en", "answers an emergency")):
        reader.cookies["language"] = language
        for name in ("programme", "give"):
            assert words in reader.get(reverse(name, args=[emergency.reference])).content.decode()


def test_any_other_programme_waits_for_its_filing(charity: Charity) -> None:
    programme = campaigned(charity, new_draft(charity))
    with pytest.raises(Refused) as refused:
        open_programme(by=charity.manager, programme=programme)
    assert refused.value.code == "NO_FILING"
    assert Programme.objects.get(pk=programme.pk).status == "draft"


@pytest.mark.parametrize("lacks", [{"leader": ""}, {"selection": ""}])
def test_an_incomplete_plan_opens_not_even_in_an_emergency(charity: Charity, lacks: dict[str, str]) -> None:
    programme = campaigned(charity, new_draft(charity, is_emergency=True, **lacks))
    with pytest.raises(Refused):
        open_programme(by=charity.manager, programme=programme)
    assert Programme.objects.get(pk=programme.pk).status == "draft"


def test_it_is_filed_late_and_stays_open(charity: Charity, emergency: Programme) -> None:
    assert waiting("emergency_filing") == [charity.manager.email]
    with days_later(filing_days()):
        file_programme(by=charity.manager, programme=emergency, number="E-1", filed_on=clock.today())
        emergency.refresh_from_db()
        assert (emergency.status, emergency.filing_number) == ("open", "E-1")
        assert decide(emergency, on=clock.today()).here.passed
        with pytest.raises(DomainError) as refused:
            file_programme(by=charity.manager, programme=emergency, number="E-2", filed_on=clock.today())
        assert refused.value.code == "PLAN_IS_FILED"
        assert isinstance(refused.value, ProgrammeRefused)
        assert waiting("emergency_filing") == []


def test_once_the_days_are_over_it_takes_nothing_and_is_closed(emergency: Programme) -> None:
    with days_later(filing_days()):
        assert decide(emergency, on=clock.today()).here.passed
        assert close_unfiled_emergencies() == 0
    with days_later(filing_days() + 1):
        with pytest.raises(Refused) as refused:
            begin_gift(by=None, programme=emergency, wish=wish())
        assert refused.value.code == "NO_FILING"
        with translation.override("zh-hans"):
            assert filing_deadline(emergency).isoformat() in str(refused.value.message)
        assert not Gift.objects.exists()
        assert close_unfiled_emergencies() == 1
        assert close_unfiled_emergencies() == 0
    emergency.refresh_from_db()
    assert emergency.status == "closed"
    row = AuditRow.objects.get(verb="programme.close")
    assert row.detail["because"] == "NOT_FILED_IN_TIME"
    assert waiting("emergency_filing") == []
    assert waiting("emergency_report") == []


def test_a_late_filing_is_refused(charity: Charity, emergency: Programme) -> None:
    day = filing_deadline(emergency) + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        file_programme(by=charity.manager, programme=emergency, number="E-1", filed_on=day)
    assert refused.value.code == "NO_FILING"
    emergency.refresh_from_db()
    assert emergency.filing_number == ""


def test_the_report_is_due_every_few_days_and_an_overdue_one_is_seen_by_all(
    charity: Charity, emergency: Programme
) -> None:
    officer = person()
    give_role(by=None, user=officer, role=Role.OFFICER, place="330200")
    address = reverse("programme", args=[emergency.reference])
    assert waiting("emergency_report") == [charity.manager.email]
    with days_later(report_days()):
        watch_emergencies()
        assert waiting("emergency_overdue") == []
        assert "已逾期" not in Client().get(address).content.decode()
    with days_later(report_days() + 2):
        watch_emergencies()
        watch_emergencies()
        assert officer.email in waiting("emergency_overdue")
        assert len(waiting("emergency_overdue")) == len(set(waiting("emergency_overdue")))
        assert "情况公布已逾期 2 天" in Client().get(address).content.decode()
        assert "情况公布逾期 2 天" in as_user(officer).get(reverse("giving_watch")).content.decode()
        report_programme(by=charity.manager, programme=emergency, up_to=clock.today(), text="已收到的物资全部发放。")
        assert waiting("emergency_overdue") == []
        assert waiting("emergency_report") == [charity.manager.email]
        again = report_clock(Programme.objects.get(pk=emergency.pk), on=clock.today())
        assert again is not None
        assert (again.due_on, again.overdue_days) == (clock.today() + timedelta(days=report_days()), 0)
        close_programme(by=charity.manager, programme=emergency)
        assert waiting("emergency_report") == []


def test_officers_see_mode_and_reasons_and_nobody_else_does(charity: Charity, emergency: Programme) -> None:
    emergency.campaigns.all().delete()
    officer = person()
    give_role(by=None, user=officer, role=Role.OFFICER, place="330203")
    one = reverse("giving_watch_one", args=[emergency.reference])
    for address in (reverse("giving_watch"), one):
        assert "PLATFORM_NOT_DESIGNATED" in as_user(officer).get(address).content.decode()
        assert as_user(charity.manager).get(address).status_code == 404
        assert Client().get(address).status_code == 302
