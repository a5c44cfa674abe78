"""A charity without the certificate raises money only under an agreement, into the qualified charity's account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from donations.actions import begin_gift, file_programme, open_programme, start_transfer
from donations.cooperation.agreeing import (
    approve_cooperation,
    ask_to_cooperate,
    confirm_cooperation,
    end_cooperation,
    mend_cooperation,
    return_cooperation,
)
from donations.cooperation.invariants import violations
from donations.cooperation.queries import cooperations_visible_to
from donations.models import Cooperation, Gift, PayeeAccount, Programme
from donations.rules import GivingMode, decide
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.documents.models import PrivateFile
from marketplace.documents.rules import may_read
from marketplace.notifications.models import Notice
from marketplace.notifications.queries import work_of
from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.organisations.models import Capability, CapabilityKind
from tests.donations.charity import Charity, campaigned, filed, new_charity, new_draft, read_words, wish, with_accounts
from tests.donations.pages import as_user
from tests.donations.racing import DONE, race
from tests.moderation import read_on
from tests.needs.city import make_user
from tests.refusals import refuses


@pytest.fixture
def small(db: None) -> Charity:
    """A charity that may not ask the public."""
    return with_accounts(new_charity(kinds=(CapabilityKind.CHARITY,)))


@pytest.fixture
def draft(small: Charity) -> Programme:
    return new_draft(small)


@pytest.fixture
def reader(db: None) -> User:
    user = make_user("city-officer")
    give_role(by=None, user=user, role=Role.OFFICER, place=CITY)
    return user


def asked(small: Charity, charity: Charity, draft: Programme, **changes: Any) -> Cooperation:
    today = clock.today()
    terms = {"starts_on": today, "ends_on": today + timedelta(days=200), "data": picture_of_a_paper()} | changes
    return ask_to_cooperate(by=small.manager, programme=draft, charity=charity.organisation, **terms)


@pytest.fixture
def cooperation(small: Charity, charity: Charity, draft: Programme) -> Cooperation:
    return asked(small, charity, draft)


@pytest.fixture
def together(cooperation: Cooperation, charity: Charity, reader: User) -> Programme:
    """Raised together: confirmed, approved, filed and opened by the qualified charity."""
    confirm_cooperation(by=charity.manager, cooperation=cooperation, assessed=True)
    approve_cooperation(by=reader, cooperation=cooperation)
    programme = Programme.objects.get(pk=cooperation.programme_id)
    campaigned(charity, read_words(filed(charity, programme)))
    open_programme(by=charity.manager, programme=programme)
    return fresh(programme)


def fresh(programme: Programme) -> Programme:
    return Programme.objects.select_related("charity").get(pk=programme.pk)


def decided(programme: Programme) -> tuple[GivingMode, str]:
    decision = decide(fresh(programme), on=clock.today())
    return decision.mode, decision.here.code


def test_alone_it_files_and_raises_nothing(small: Charity, draft: Programme) -> None:
    today = clock.today()
    refuses(
        "NO_PF_QUALIFICATION", lambda: file_programme(by=small.manager, programme=draft, number="F-1", filed_on=today)
    )
    assert decided(draft)[0] == GivingMode.NONE
    assert fresh(draft).status == "draft"


def test_a_draft_that_is_only_asked_about_stays_closed(cooperation: Cooperation, small: Charity) -> None:
    programme = cooperation.programme
    refuses(
        "NO_PF_QUALIFICATION",
        lambda: file_programme(by=small.manager, programme=programme, number="F-1", filed_on=clock.today()),
    )
    assert fresh(programme).charity == small.organisation


def test_under_the_agreement_the_qualified_charity_is_paid_and_accounts_for_it(
    together: Programme, small: Charity, charity: Charity
) -> None:
    assert decided(together) == (GivingMode.HERE, "")
    assert together.charity == charity.organisation
    attempt = start_transfer(by=None, gift=begin_gift(by=None, programme=together, wish=wish()))
    assert attempt.account.organisation == charity.organisation
    assert not PayeeAccount.objects.filter(organisation=small.organisation, payments__isnull=False).exists()
    assert list(violations()) == []


def test_the_money_is_handled_by_the_qualified_charity_alone(together: Programme, small: Charity) -> None:
    gift = begin_gift(by=None, programme=together, wish=wish())
    page = as_user(small.finance).get(reverse("partner_gift", args=[gift.reference]))
    assert page.status_code == 404


def test_the_public_reads_who_is_paid_and_until_when(
    client: Client, together: Programme, small: Charity, charity: Charity
) -> None:
    for name in ("programme", "give"):
        page = client.get(reverse(name, args=[together.reference]), headers={"accept-language": "zh-hans"})
        text = page.content.decode()
        assert small.organisation.name in text
        assert f"款项进入{charity.organisation.name}的账户" in text


@pytest.mark.parametrize("what", ["agreement", "certificate", "initiator", "ended"])
def test_when_what_it_stands_on_is_over_no_gift_is_taken(
    what: str, together: Programme, cooperation: Cooperation, small: Charity, charity: Charity
) -> None:
    gift = begin_gift(by=None, programme=together, wish=wish())
    yesterday = clock.today() - timedelta(days=1)
    if what == "agreement":
        Cooperation.objects.update(starts_on=yesterday - timedelta(days=9), ends_on=yesterday)
    elif what == "certificate":
        paper = Capability.objects.filter(organisation=charity.organisation, kind=CapabilityKind.PUBLIC_FUNDRAISING)
        paper.update(valid_to=yesterday)
    elif what == "initiator":
        Capability.objects.filter(organisation=small.organisation).update(valid_to=yesterday)
    else:
        end_cooperation(by=small.manager, cooperation=cooperation)
    assert decided(together) == (GivingMode.NONE, "NO_PF_QUALIFICATION")
    refuses("NO_PF_QUALIFICATION", lambda: begin_gift(by=None, programme=fresh(together), wish=wish()))
    refuses("NO_PF_QUALIFICATION", lambda: start_transfer(by=None, gift=Gift.objects.get(pk=gift.pk)))
    assert Gift.objects.count() == 1
    assert not gift.attempts.exists()


def test_on_the_day_after_the_agreement_giving_is_closed(together: Programme, cooperation: Cooperation) -> None:
    with clock.freeze(clock.now() + timedelta(days=200)):
        assert decided(together)[0] == GivingMode.HERE
    with clock.freeze(clock.now() + timedelta(days=201)):
        assert decided(together) == (GivingMode.NONE, "NO_PF_QUALIFICATION")


def test_who_may_not_ask(small: Charity, charity: Charity, draft: Programme) -> None:
    unqualified = new_charity(kinds=(CapabilityKind.CHARITY,))
    today = clock.today()
    refuses("NO_PF_QUALIFICATION", lambda: asked(small, unqualified, draft))
    refuses("OWN_AGREEMENT", lambda: asked(charity, charity, new_draft(charity)))
    refuses("NOT_OF_THIS_CHARITY", lambda: asked(charity, charity, draft))
    refuses("DATES_REVERSED", lambda: asked(small, charity, draft, ends_on=today - timedelta(days=1)))
    refuses("NOT_ASKED_OF_THE_PUBLIC", lambda: asked(small, charity, new_draft(small, is_directed=True)))
    assert not Cooperation.objects.exists()
    assert not PrivateFile.objects.filter(purpose="cooperation_agreement").exists()
    asked(small, charity, draft)
    refuses("ALREADY_ASKED", lambda: asked(small, charity, draft))


def test_who_may_not_confirm(cooperation: Cooperation, small: Charity, charity: Charity) -> None:
    refuses(
        "NOT_OF_THIS_CHARITY", lambda: confirm_cooperation(by=small.manager, cooperation=cooperation, assessed=True)
    )
    refuses("NOT_ASSESSED", lambda: confirm_cooperation(by=charity.manager, cooperation=cooperation, assessed=False))
    Capability.objects.filter(kind=CapabilityKind.PUBLIC_FUNDRAISING).delete()
    again = Cooperation.objects.get(pk=cooperation.pk)
    refuses("NO_PF_QUALIFICATION", lambda: confirm_cooperation(by=charity.manager, cooperation=again, assessed=True))
    assert again.status == "asked"


def test_only_an_officer_of_neither_side_approves_what_was_read(
    cooperation: Cooperation, small: Charity, charity: Charity, reader: User
) -> None:
    refuses("ILLEGAL_MOVE", lambda: approve_cooperation(by=reader, cooperation=cooperation))
    confirm_cooperation(by=charity.manager, cooperation=cooperation, assessed=True)
    refuses("NOT_ITS_OFFICER", lambda: approve_cooperation(by=charity.manager, cooperation=cooperation))
    give_role(by=None, user=charity.second, role=Role.OFFICER, place=CITY)
    refuses("OWN_AGREEMENT", lambda: approve_cooperation(by=charity.second, cooperation=cooperation))
    old = Cooperation.objects.get(pk=cooperation.pk)
    return_cooperation(by=reader, cooperation=Cooperation.objects.get(pk=cooperation.pk), comment="请补盖公章。")
    mended = Cooperation.objects.get(pk=cooperation.pk)
    day = clock.today()
    mend_cooperation(by=small.manager, cooperation=mended, starts_on=day, ends_on=day, data=picture_of_a_paper())
    with clock.freeze(clock.now() + timedelta(minutes=1)):
        confirm_cooperation(by=charity.manager, cooperation=mended, assessed=True)
    refuses("CHANGED_MEANWHILE", lambda: approve_cooperation(by=reader, cooperation=old))
    assert fresh(cooperation.programme).charity == small.organisation
    assert PrivateFile.objects.filter(purpose="cooperation_agreement").count() == 1


def test_a_name_the_qualified_charity_uses_is_not_taken_over(
    cooperation: Cooperation, charity: Charity, reader: User
) -> None:
    confirm_cooperation(by=charity.manager, cooperation=cooperation, assessed=True)
    new_draft(charity, name=cooperation.programme.name)
    refuses("NAME_USED", lambda: approve_cooperation(by=reader, cooperation=cooperation))
    assert Cooperation.objects.get(pk=cooperation.pk).status == "submitted"


def test_the_database_keeps_the_promise_too(cooperation: Cooperation) -> None:
    rows = Cooperation.objects.filter(pk=cooperation.pk)
    for changes in (
        {"status": "in_force"},
        {"charity": cooperation.initiator},
        {"confirmed_by": cooperation.asked_by},
        {"approved_by": cooperation.asked_by},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


def test_everybody_is_told_and_finds_their_work(
    cooperation: Cooperation, small: Charity, charity: Charity, reader: User
) -> None:
    deliver_due()
    assert [item.kind for item in work_of(charity.manager)] == ["cooperation_to_confirm"]
    confirm_cooperation(by=charity.manager, cooperation=cooperation, assessed=True)
    deliver_due()
    assert not work_of(charity.manager)
    assert [item.kind for item in work_of(reader)] == ["cooperation_to_read"]
    approve_cooperation(by=reader, cooperation=cooperation)
    deliver_due()
    assert not work_of(reader)
    end_cooperation(by=charity.manager, cooperation=cooperation)
    deliver_due()
    kinds = Notice.objects.filter(user=small.manager).values_list("kind", flat=True)
    assert {"cooperation_in_force", "cooperation_ended"} <= set(kinds)


def test_strangers_see_neither_the_agreement_nor_its_paper(cooperation: Cooperation, reader: User) -> None:
    stranger = new_charity()
    assert not cooperations_visible_to(stranger.manager).exists()
    assert not may_read(stranger.manager, cooperation.paper)
    assert may_read(reader, cooperation.paper)
    page = as_user(stranger.manager).get(reverse("cooperation", args=[cooperation.reference]))
    assert page.status_code == 404


def test_from_the_draft_to_the_open_programme_on_the_pages(
    small: Charity, charity: Charity, draft: Programme, reader: User
) -> None:
    ours, theirs, officer = (as_user(user) for user in (small.manager, charity.manager, reader))
    plan = reverse("plan", args=[draft.reference])
    ask = reverse("ask_to_cooperate", args=[draft.reference])
    assert ask in ours.get(plan).content.decode()
    today = clock.today()
    sent = {
        "charity": charity.organisation.reference,
        "starts_on": today,
        "ends_on": today + timedelta(days=100),
        "file": SimpleUploadedFile("a.png", picture_of_a_paper(), content_type="image/png"),
    }
    assert ours.post(ask, sent).status_code == 302
    cooperation = Cooperation.objects.get()
    page = reverse("cooperation", args=[cooperation.reference])
    assert theirs.post(page, {"do": "confirm"}).status_code == 422
    assert theirs.post(page, {"do": "confirm", "assessed": "on"}).status_code == 302
    read = read_on(officer.get(page))
    assert officer.post(page, {"do": "approve", "read": read}).status_code == 302
    assert fresh(draft).charity == charity.organisation
    assert theirs.get(plan).status_code == 200
    assert ours.get(plan).status_code == 404
    assert ours.get(page).status_code == 200
    assert page in ours.get(reverse("cooperations")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_charities_asked_at_once_one_is(small: Charity, draft: Programme) -> None:
    first, second = (with_accounts(new_charity()) for _ in range(2))
    answers = race([lambda: asked(small, first, draft), lambda: asked(small, second, draft)])
    assert sorted(answers) == sorted([DONE, "ALREADY_ASKED"])
    assert Cooperation.objects.count() == 1
