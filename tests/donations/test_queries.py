"""What the public, donors, charities and matching may read of programmes and gifts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from donations import queries
from donations.actions import (
    abandon_gift,
    close_programme,
    mark_receipted,
    open_dispute,
    report_programme,
    request_refund,
    spend,
)
from donations.models import CampaignRecord, Gift, Programme
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.verdict import Refused
from tests.donations.actions.test_refunds import given_back
from tests.donations.charity import (
    TEST,
    Charity,
    begun_gift,
    new_charity,
    new_draft,
    open_programme_of,
    paid_gift,
    person,
    received_gift,
    with_accounts,
)

ANYBODY = AnonymousUser()


def use(charity: Charity, programme: Programme, fen: int, voucher: str = "V") -> None:
    spend(by=charity.finance, programme=programme, fen=fen, purpose="书包", voucher=voucher, spent_on=clock.today())


def test_the_public_sees_open_and_closed_programmes_their_charity_sees_all(charity: Charity) -> None:
    opened, closed, draft = open_programme_of(charity), open_programme_of(charity), new_draft(charity)
    directed = open_programme_of(charity, is_directed=True)
    close_programme(by=charity.manager, programme=closed)
    assert set(queries.public_programmes()) == {opened, closed}
    assert set(queries.open_programmes()) == {opened}
    assert set(queries.programmes_visible_to(ANYBODY)) == {opened, closed}
    assert set(queries.programmes_visible_to(charity.finance)) == {opened, closed, draft, directed}
    assert set(queries.programmes_of(charity.manager)) == {opened, closed, draft, directed}
    assert set(queries.programmes_of(person())) == set(queries.programmes_of(ANYBODY)) == set()


def test_figures_are_what_the_books_say(charity: Charity, programme: Programme) -> None:
    paid_gift(programme, 700)
    received_gift(charity, programme, 1000)
    given_back(charity, received_gift(charity, programme, 500), 200)
    use(charity, programme, 400)
    row = queries.public_programmes().get(pk=programme.pk)
    for programme_row in (row, Programme.objects.get(pk=programme.pk)):
        figures = queries.programme_figures(programme_row)
        assert (figures.received_fen, figures.spent_fen, figures.available_fen) == (1300, 400, 900)
        assert (figures.target_fen, figures.percent) == (100_000_000, 0)


def test_a_small_number_of_gifts_is_not_told(charity: Charity, programme: Programme) -> None:
    threshold = queries.programme_figures(programme).threshold
    for number in range(threshold):
        assert queries.programme_figures(queries.public_programmes().get(pk=programme.pk)).gifts is None, number
        received_gift(charity, programme, 100)
    assert queries.programme_figures(queries.public_programmes().get(pk=programme.pk)).gifts == threshold


def test_lists_ask_the_same_for_one_programme_as_for_three(
    charity: Charity, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(3):
        received_gift(charity, open_programme_of(charity), 100)
        with django_assert_num_queries(1):
            rows = [(p.charity.name, queries.programme_figures(p)) for p in queries.open_programmes()]
    assert len(rows) == 3


def test_matching_learns_of_open_funds_in_bands(
    charity: Charity, programme: Programme, django_assert_num_queries: Callable[[int], Any]
) -> None:
    rich = open_programme_of(charity)
    received_gift(charity, rich, 60_000)
    paid_gift(programme, 60_000)
    new_draft(charity)
    with django_assert_num_queries(2):
        facts = queries.open_funds()
    assert [(fact.reference, fact.balance_band) for fact in facts] == [
        (programme.reference, None), (rich.reference, "500-2000"),
    ]  # fmt: skip
    assert facts[0].organisation_id == charity.organisation.pk
    assert (facts[0].aid_types, facts[0].need_kinds) == (("education",), ("goods", "service"))


def test_a_secret_opens_one_gift_and_nothing_like_it_opens_any(programme: Programme) -> None:
    gift = begun_gift(programme)
    begun_gift(programme)
    assert queries.gift_by_secret(gift.secret) == gift
    for guess in ("", gift.reference, gift.secret[:-1], gift.secret_digest, gift.secret.swapcase()):
        assert queries.gift_by_secret(guess) is None


def test_a_charity_sees_its_own_gifts_and_no_donor_among_their_columns(charity: Charity, programme: Programme) -> None:
    gift = paid_gift(programme)
    other = with_accounts(new_charity())
    paid_gift(open_programme_of(other))
    assert list(queries.gifts_of_charities(charity.finance)) == [gift]
    assert list(queries.gifts_of_charities(ANYBODY)) == []
    columns = {field.name for field in Gift._meta.concrete_fields}
    assert not columns & {"receipt_name", "identifier", "email", "message"}


def test_who_gave_is_read_by_few_and_every_read_is_written_down(charity: Charity, programme: Programme) -> None:
    gift = paid_gift(programme)
    auditor, officer = person(), person()
    give_role(by=TEST, user=auditor, role=Role.AUDITOR, place="330200")
    give_role(by=TEST, user=officer, role=Role.OFFICER, place="330200")
    for reader in (charity.finance, charity.manager, auditor):
        assert queries.read_donor(by=reader, gift=gift, purpose="receipt").receipt_name == "样例捐赠人"
    for reader in (officer, with_accounts(new_charity()).finance, ANYBODY):
        with pytest.raises(Refused) as refused:
            queries.read_donor(by=reader, gift=gift, purpose="curiosity")
        assert refused.value.code == "DONOR_IS_CONFIDENTIAL"
    reads = AuditRow.objects.filter(kind="read", verb="gift.read_donor", subject=f"donations.gift:{gift.pk}")
    assert list(reads.order_by("pk").values_list("actor", flat=True)) == [
        f"user:{reader.pk}" for reader in (charity.finance, charity.manager, auditor)
    ]


def labels(gift: Gift) -> list[tuple[str, str]]:
    gift.refresh_from_db()
    with translation.override("en"):
        return [(str(stage.label), stage.state) for stage in queries.gift_trail(gift)]


def test_a_gift_is_told_stage_by_stage(charity: Charity, programme: Programme) -> None:
    gift = begun_gift(programme, 1000)
    assert labels(gift)[:2] == [("Announced", "done"), ("Paid", "current")]
    gift = received_gift(charity, programme, 1000)
    assert [state for _label, state in labels(gift)] == ["done"] * 3 + ["current", "next", "next", "next"]
    mark_receipted(by=TEST, gift=gift)
    use(charity, programme, 400, "V1")
    assert [state for _label, state in labels(gift)] == ["done"] * 5 + ["current", "next"]
    use(charity, programme, 600, "V2")
    assert [state for _label, state in labels(gift)] == ["done"] * 6 + ["current"]
    report_programme(by=charity.manager, programme=programme, up_to=clock.today(), text="已购买书包。")
    assert [state for _label, state in labels(gift)] == ["done"] * 7


def test_a_waived_receipt_is_no_stage(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000, waived=True)
    assert "Receipt issued" not in [label for label, _state in labels(gift)]


def test_a_trail_that_ended_says_how(charity: Charity, programme: Programme) -> None:
    back, disputed = (received_gift(charity, programme, 1000) for _ in range(2))
    left = begun_gift(programme)
    given_back(charity, back, 1000)
    open_dispute(by=TEST, payment=disputed.payment, provider_id="dp_1")
    abandon_gift(by=None, gift=left)
    for gift, end in ((back, "Given back"), (disputed, "Disputed by the payer's bank"), (left, "Not carried out")):
        assert labels(gift)[-1] == (end, "stopped")
        assert {state for _label, state in labels(gift)[:-1]} == {"done"}


def test_the_donor_sees_what_the_gift_paid_for_less_what_was_taken_back(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    use(charity, programme, 600, "V1")
    use(charity, programme, 300, "V2")
    given_back(charity, gift, 500)
    assert [(use.spending.voucher, use.fen) for use in queries.shares_of(gift)] == [("V1", 500)]


def test_months_are_public_and_names_only_with_consent(charity: Charity, programme: Programme) -> None:
    received_gift(charity, programme, 1000)
    given_back(charity, received_gift(charity, programme, 500, public_name="王女士"), 100)
    paid_gift(programme, 900, public_name="李先生")
    [month] = queries.gifts_by_month(programme)
    assert (month.month, month.fen) == (clock.today().replace(day=1), None)
    for _ in range(9):
        received_gift(charity, programme, 100)
    [month] = queries.gifts_by_month(programme)
    assert month.fen == 2300
    assert [gift.public_name for gift in queries.named_gifts(programme)] == ["王女士"]


def test_a_month_of_few_gifts_cannot_be_computed_from_the_others(charity: Charity, programme: Programme) -> None:
    for months, gifts in enumerate((11, 12, 1)):
        with clock.freeze(clock.now() + timedelta(days=31 * months)):
            for _ in range(gifts):
                received_gift(charity, programme, 100)
    assert [month.fen for month in queries.gifts_by_month(programme)] == [None, 1200, None]


def test_a_programme_links_to_platforms_that_are_believed(programme: Programme) -> None:
    [(platform, campaign)] = queries.platform_links(programme)
    assert (platform.code, campaign.url.startswith("https://www.platform.invalid/")) == ("demonstration", True)
    CampaignRecord.objects.update(url="https://elsewhere.invalid/")
    assert list(queries.platform_links(programme)) == []


def test_what_waits_is_seen_by_its_charity_only(charity: Charity, programme: Programme) -> None:
    gift, other = received_gift(charity, programme, 1000), with_accounts(new_charity())
    refund = request_refund(by=charity.finance, gift=gift, fen=10, reason="payment_error")
    assert list(queries.refunds_waiting(charity.second)) == [refund]
    assert list(queries.refunds_waiting(other.finance)) == list(queries.lines_waiting(other.finance)) == []
    assert {account.gateway for account in queries.accounts_of(charity.finance)} == {"stripe", "bank_transfer"}
    assert not queries.accounts_of(person()).exists()
