"""A dedication is the donor's, written behind the link of the gift; news is the charity's."""

from __future__ import annotations

import pytest

from donations.actions import dedicate_gift, remove_dedication
from donations.models import Gift
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.common.events import dispatch
from marketplace.notifications.models import Mail
from marketplace.operations.invariants import violations
from marketplace.publications.actions import Writing, publish_words, return_words, write_words
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus
from tests.casework.factories import officer, person
from tests.casework.sites import Site
from tests.donations.charity import (
    Charity,
    new_charity,
    open_programme_of,
    paid_gift,
    received_gift,
    with_accounts,
)
from tests.publications.city import written
from tests.refusals import refuses

pytestmark = pytest.mark.django_db
S = PublicationStatus
TEXT, ENGLISH = "献给教会我分享的外婆。", "For my grandmother, who taught me to share."


@pytest.fixture
def charity() -> Charity:
    return with_accounts(new_charity())


@pytest.fixture
def gift(charity: Charity) -> Gift:
    return received_gift(charity, open_programme_of(charity))


def programme_page(gift: Gift, language: str = "zh-hans") -> str:
    visitor = Site()
    visitor.cookies["language"] = language
    return visitor.shows(f"/programmes/{gift.programme.reference}/")


def test_a_dedication_from_the_gift_to_the_programme_and_away_again(gift: Gift) -> None:
    donor, second = Site(), Site(officer())
    donor.sends(f"/gifts/{gift.secret}/dedication/", text=TEXT, text_en=ENGLISH)
    words = written().get()
    assert (words.author, words.status) == (None, S.SUBMITTED)
    assert TEXT in donor.shows(f"/gifts/{gift.secret}/")
    assert TEXT not in programme_page(gift)
    second.sends(f"/words/review/{words.reference}/", decision="publish", seen=1)
    assert TEXT in programme_page(gift)
    assert ENGLISH in programme_page(gift, "en")
    assert gift.reference not in programme_page(gift)
    assert not list(violations())
    donor.sends(f"/gifts/{gift.secret}/dedication/remove/")
    words.refresh_from_db()
    assert (words.status, words.text) == (S.WITHDRAWN, "")
    assert TEXT not in programme_page(gift)
    donor.sends(f"/gifts/{gift.secret}/dedication/", text="为了每一个孩子。")
    assert Publication.objects.filter(status=S.SUBMITTED).count() == 1


@pytest.mark.parametrize("text", ["纪念王桂芬女士。", "请加微信 abc_12345 联系。", "电话13800138000。", ""])
def test_words_with_findings_are_refused_and_not_kept(text: str, gift: Gift) -> None:
    donor = Site()
    status = 409 if text else 422
    html = donor.sends(f"/gifts/{gift.secret}/dedication/", status, text=text).content.decode()
    assert text in html
    assert not written().exists()


def test_only_a_gift_that_arrived_is_dedicated(charity: Charity) -> None:
    gift = paid_gift(open_programme_of(charity))
    refuses("GIFT_NOT_RECEIVED", lambda: dedicate_gift(gift=gift, text=TEXT))
    Site().shows("/gifts/nonsense/dedication/", 404)
    assert not written().exists()


def test_nobody_dedicates_a_gift_in_the_name_of_an_account(gift: Gift) -> None:
    writing = Writing(text=TEXT)
    refuses(
        "NOT_THE_DONOR",
        lambda: write_words(by=person(), kind=Kind.DEDICATION, subject_reference=gift.reference, writing=writing),
    )


def test_the_donor_and_the_charity_are_no_second_officers(charity: Charity, gift: Gift) -> None:
    words = dedicate_gift(gift=gift, text=TEXT)
    donor = User.objects.create_user(gift.donor.email)
    for party in (donor, charity.manager):
        give_role(by=None, user=party, role=Role.OFFICER, place="330200")
        refuses("PARTY_CANNOT_REVIEW", lambda party=party: publish_words(by=party, publication=words))
    words.refresh_from_db()
    assert words.status == S.SUBMITTED


def test_the_donor_is_told_by_mail_without_the_words(gift: Gift) -> None:
    words = dedicate_gift(gift=gift, text=TEXT)
    return_words(by=officer(), publication=words, remark="请换一种说法。")
    dispatch.deliver_due()
    mail = Mail.objects.get(kind="dedication_returned")
    assert TEXT not in str(mail.params)
    assert "请换一种说法。" in Site().shows(f"/gifts/{gift.secret}/")
    dedicate_gift(gift=gift, text="献给教会我分享的长辈。")
    words.refresh_from_db()
    publish_words(by=officer(), publication=words)
    dispatch.deliver_due()
    assert Mail.objects.filter(kind="dedication_shown").count() == 1


def test_removing_what_is_not_there_does_nothing(gift: Gift) -> None:
    remove_dedication(gift=gift)
    assert not written().exists()


def test_news_is_the_charitys_and_waits_for_an_officer(charity: Charity, gift: Gift) -> None:
    reference = gift.programme.reference
    desk, second = Site(person()), Site(officer())
    desk.sends(f"/words/new/programme/{reference}/", 409, text="本月资助了三十名学生。")
    assert not written().exists()
    words = write_words(
        by=charity.manager,
        kind=Kind.PROGRAMME,
        subject_reference=reference,
        writing=Writing(text="本月为学生添置了新书包。"),
    )
    assert "新书包" not in programme_page(gift)
    second.sends(f"/words/review/{words.reference}/", decision="publish", seen=1)
    assert "新书包" in programme_page(gift)
