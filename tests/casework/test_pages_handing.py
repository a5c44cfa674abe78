"""Handing over through the pages, without a script: contact released, read and ended, or the township window."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.casework.actions import choose_window, release_contact
from marketplace.casework.models import ContactRelease
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from tests.casework.factories import (
    neighbours,
    officer,
    published,
    registered,
)
from tests.casework.promises import member_of, promised
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db


def test_contact_is_released_read_and_ended_through_the_pages(site: Site, worker: User) -> None:
    neighbours(worker, 20)
    assignment = promised(published(worker, registered(worker, phone="13800138000", address="示例村1组")))
    helper = Site(member_of(assignment.organisation))
    ours, theirs = f"/casework/hand-over/{assignment.reference}/", f"/casework/contact/{assignment.reference}/"
    helper.shows(theirs, 404)
    until = clock.today() + timedelta(days=5)
    site.sends(ours, fields_released=["phone"], until=until.isoformat())
    assert clock.local(ContactRelease.objects.get().until).date() == until
    before = helper.shows(theirs)
    assert "联系电话" in before
    assert "13800138000" not in before
    assert not AuditRow.objects.filter(verb="contact.read").exists()
    shown = helper.sends(theirs, 200).content.decode()
    assert "13800138000" in shown
    assert "示例村1组" not in shown
    assert AuditRow.objects.filter(verb="contact.read").count() == 1
    site.sends(ours + "revoke/")
    helper.shows(theirs, 404)
    assert helper.post(theirs).status_code == 404


@pytest.mark.parametrize(
    ("language", "listed"), [("zh-hans", "户主姓名、联系电话"), ("en", "name of the head of household, telephone")]
)
def test_released_fields_are_listed_as_the_language_lists(language: str, listed: str, site: Site, worker: User) -> None:
    neighbours(worker, 20)
    assignment = promised(published(worker, registered(worker, phone="13800138000")))
    until = clock.now() + timedelta(days=5)
    release_contact(by=worker, assignment=assignment, fields=["head_name", "phone"], until=until)
    helper = Site(member_of(assignment.organisation))
    for reader, address in ((site, "hand-over"), (helper, "contact")):
        reader.cookies["language"] = language
        assert listed in reader.shows(f"/casework/{address}/{assignment.reference}/")


def test_the_window_tells_the_township_and_nothing_else(site: Site, worker: User) -> None:
    neighbours(worker, 20)
    assignment = promised(published(worker, registered(worker, phone="13800138000")))
    helper = Site(member_of(assignment.organisation))
    site.sends(f"/casework/hand-over/{assignment.reference}/window/")
    address = f"/casework/contact/{assignment.reference}/"
    assert "南门街道" not in helper.shows(address)
    shown = helper.sends(address, 200).content.decode()
    assert "海曙区南门街道" in shown
    assert "13800138000" not in shown
    assert AuditRow.objects.filter(verb="contact.read_window").count() == 1


@pytest.mark.parametrize("wrong", [{}, {"fields_released": ["phone"], "until": "2020-01-01"}])
def test_a_release_that_cannot_be_is_refused_in_place(site: Site, worker: User, wrong: dict[str, object]) -> None:
    neighbours(worker, 20)
    assignment = promised(published(worker, registered(worker)))
    status = 422 if not wrong else 409
    site.sends(f"/casework/hand-over/{assignment.reference}/", status, **wrong)
    assert not ContactRelease.objects.exists()


def test_an_officer_looks_on_at_a_hand_over_and_cannot_release(worker: User) -> None:
    neighbours(worker, 20)
    assignment = promised(published(worker, registered(worker)))
    onlooker, address = Site(officer("330203")), f"/casework/hand-over/{assignment.reference}/"
    onlooker.shows(address)
    until = (clock.today() + timedelta(days=1)).isoformat()
    onlooker.sends(address, 409, fields_released=["phone"], until=until)
    onlooker.sends(address + "window/", 409)
    assert not ContactRelease.objects.exists()


def test_an_expired_release_is_gone_from_the_helper_s_pages(worker: User) -> None:
    neighbours(worker, 20)
    assignment = promised(published(worker, registered(worker, phone="13800138000")))
    release_contact(by=worker, assignment=assignment, fields=["phone"], until=clock.now() + timedelta(days=1))
    helper, address = Site(member_of(assignment.organisation)), f"/casework/contact/{assignment.reference}/"
    with clock.freeze(clock.now() + timedelta(days=2)):
        helper.shows(address, 404)
        choose_window(by=worker, assignment=assignment)
        helper.shows(address)
