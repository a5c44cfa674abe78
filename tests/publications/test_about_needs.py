"""How it went, and thanks: only on consent, only clean, only after a second officer, and away at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.casework.actions import record_consent, withdraw_consent, withdraw_draft
from marketplace.casework.actions.shredding import shred_case
from marketplace.casework.codes import ConsentKind, ShredReason, WithdrawReason
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events import dispatch
from marketplace.notifications.models import Notice, WorkItem
from marketplace.operations.invariants import violations
from marketplace.publications.actions import (
    change_words,
    hide_words_about,
    publish_words,
    return_words,
    show_words_again,
    withdraw_words,
)
from marketplace.publications.actions.writing import Writing
from marketplace.publications.models import Publication
from marketplace.publications.states import CONSENT_WITHDRAWN, Kind, PublicationStatus
from tests.casework.factories import caseworker, neighbours, officer, person, published, registered
from tests.publications.city import ENGLISH, TEXT, draft_of, helped, shown, update
from tests.refusals import refuses

pytestmark = pytest.mark.django_db
S = PublicationStatus


@pytest.fixture
def worker() -> User:
    return caseworker()


def page(path: str, language: str = "zh-hans") -> str:
    answer = Client(headers={"accept-language": language}).get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_words_are_seen_by_nobody_until_a_second_officer_has_read_them(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = update(worker, need)
    assert TEXT not in page(f"/needs/{need.reference}/")
    assert Client().get(f"/words/{words.reference}/").status_code == 404
    publish_words(by=officer(), publication=words)
    assert TEXT in page(f"/needs/{need.reference}/")
    assert ENGLISH in page(f"/needs/{need.reference}/", "en")
    assert TEXT in page(f"/words/{words.reference}/")
    assert TEXT in page("/")
    assert not list(violations())


def test_they_cite_the_consent_they_stand_on(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    consent = draft_of(need).consents.get()
    assert update(worker, need).consent_reference == consent.reference


def test_the_helper_may_tell_how_it_went_but_not_thank_itself(worker: User) -> None:
    need, _promise, helper = helped(worker)
    assert update(helper, need).status == S.SUBMITTED
    refuses("NOT_IN_THIS_DELIVERY", lambda: update(helper, need, Kind.THANKS))
    refuses("NOT_IN_THIS_DELIVERY", lambda: update(person(), need))
    refuses("NOT_IN_THIS_DELIVERY", lambda: update(caseworker("330212"), need))
    assert Publication.objects.count() == 1


def test_nobody_is_thanked_before_help_has_arrived(worker: User) -> None:
    neighbours(worker, 20)
    need = published(worker, registered(worker))
    refuses("NOBODY_TO_THANK", lambda: update(worker, need, Kind.THANKS))
    assert not Publication.objects.exists()


def test_what_the_file_knows_is_refused_and_not_kept(worker: User) -> None:
    need, _promise, _helper = helped(worker, head_name="样本甲", address="示例村3组5号")
    for said in ("样本甲很高兴。", "送到了示例村3组5号。", "请打13800138000。"):
        refuses("TEXT_MAY_IDENTIFY", lambda said=said: update(worker, need, text=said))
        refuses("TEXT_MAY_IDENTIFY", lambda said=said: update(worker, need, text_en=said))
    assert not Publication.objects.exists()


@pytest.mark.parametrize(("text", "code"), [("", "TEXT_DOES_NOT_FIT"), ("好" * 1001, "TEXT_DOES_NOT_FIT")])
def test_words_that_fit_no_page_are_refused(text: str, code: str, worker: User) -> None:
    need, _promise, _helper = helped(worker)
    refuses(code, lambda: update(worker, need, text=text))


def test_the_author_cannot_approve_her_own_words(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = update(worker, need)
    refuses("NOT_AN_OFFICER", lambda: publish_words(by=worker, publication=words))
    second = officer()
    Publication.objects.filter(pk=words.pk).update(author=second)
    words.refresh_from_db()
    refuses("AUTHOR_CANNOT_REVIEW", lambda: publish_words(by=second, publication=words))
    words.refresh_from_db()
    assert (words.status, words.reviewer) == (S.SUBMITTED, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=words.pk).update(reviewer=second)


def test_whoever_works_on_the_case_or_helps_is_no_second_officer(worker: User) -> None:
    need, _promise, helper = helped(worker)
    words = update(worker, need)
    give_role(by=None, user=helper, role=Role.OFFICER, place="330200")
    refuses("PARTY_CANNOT_REVIEW", lambda: publish_words(by=User.objects.get(pk=helper.pk), publication=words))
    mine = update(helper, need)
    give_role(by=None, user=worker, role=Role.OFFICER, place="330200")
    refuses("PARTY_CANNOT_REVIEW", lambda: publish_words(by=User.objects.get(pk=worker.pk), publication=mine))


def test_an_officer_of_elsewhere_decides_nothing(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = update(worker, need)
    Publication.objects.filter(pk=words.pk).update(place="330203")
    words.refresh_from_db()
    refuses("NOT_AN_OFFICER", lambda: publish_words(by=officer("330282"), publication=words))


def test_nobody_approves_what_was_changed_after_she_read_it(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = update(worker, need)
    refuses("REVIEW_OUT_OF_DATE", lambda: publish_words(by=officer(), publication=words, seen=words.version + 1))


def test_changed_words_are_read_again_first(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    change_words(by=worker, publication=words, writing=Writing(text="又送来了一床被子。"))
    assert (words.status, words.reviewer, words.scan_mark) == (S.SUBMITTED, None, "")
    assert "被子" not in page(f"/needs/{need.reference}/")
    assert TEXT not in page(f"/needs/{need.reference}/")
    refuses("NOT_THE_AUTHOR", lambda: change_words(by=officer(), publication=words, writing=Writing(text="好。")))


def test_consent_taken_back_hides_at_once_and_nobody_can_show_it_again(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words, waiting = shown(worker, need), update(worker, need)
    withdraw_consent(by=worker, draft=draft_of(need), kind=ConsentKind.PUBLICATION, on=date(2026, 11, 20))
    words.refresh_from_db()
    waiting.refresh_from_db()
    assert (words.status, words.hold_code) == (S.HIDDEN, CONSENT_WITHDRAWN)
    assert (waiting.status, waiting.text) == (S.WITHDRAWN, "")
    assert Client().get(f"/words/{words.reference}/").status_code == 404
    assert TEXT not in page("/")
    refuses("NO_CONSENT", lambda: show_words_again(by=officer(), publication=words))
    dispatch.deliver_due()
    assert Notice.objects.filter(user=worker, kind="words_hidden").count() == 1
    assert AuditRow.objects.filter(verb="publication.hide", detail__because=CONSENT_WITHDRAWN).count() == 1


def test_a_no_recorded_while_words_wait_stops_their_approval(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = update(worker, need)
    draft_of(need).consents.update(given=False)
    refuses("NO_CONSENT", lambda: publish_words(by=officer(), publication=words))
    refuses("NO_CONSENT", lambda: update(worker, need))


def test_a_need_withdrawn_for_another_reason_takes_its_words_along(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    withdraw_draft(by=worker, draft=draft_of(need), because=WithdrawReason.MET_OTHERWISE)
    words.refresh_from_db()
    assert words.status == S.HIDDEN


def test_an_erased_household_leaves_no_words_behind(worker: User) -> None:
    need, promise, _helper = helped(worker)
    words = shown(worker, need)
    promise.status = "confirmed"
    promise.save()
    shred_case(by=officer(), case=draft_of(need).case, because=ShredReason.ERASURE_REQUESTED)
    words.refresh_from_db()
    assert (words.status, words.text, words.text_en) == (S.WITHDRAWN, "", "")


def test_thanks_for_helpers_only_are_not_public(worker: User) -> None:
    need, promise, helper = helped(worker)
    words = shown(worker, need, Kind.THANKS, text="谢谢你们的帮助。", for_public=False)
    assert "谢谢你们的帮助" not in page(f"/needs/{need.reference}/")
    assert Client().get(f"/words/{words.reference}/").status_code == 404
    assert "谢谢你们的帮助" not in page("/")
    mine = Client()
    mine.force_login(helper)
    assert "谢谢你们的帮助" in mine.get(f"/partner/assignments/{promise.reference}/").content.decode()
    dispatch.deliver_due()
    assert Notice.objects.filter(user=helper, kind="thanks_shown").count() == 1


def test_thanks_agreed_to_be_public_stand_on_the_page_of_the_need(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    shown(worker, need, Kind.THANKS, text="谢谢你们的帮助。")
    assert "谢谢你们的帮助" in page(f"/needs/{need.reference}/")


def test_officers_are_asked_with_a_clock_until_one_has_decided(worker: User) -> None:
    second = officer()
    need, _promise, _helper = helped(worker)
    words = update(worker, need)
    dispatch.deliver_due()
    [item] = WorkItem.objects.filter(user=second, kind="words_review", done_at__isnull=True)
    assert item.due_at is not None
    assert TEXT not in str(item.params) + item.url
    assert not WorkItem.objects.filter(user=worker, kind="words_review").exists()
    return_words(by=second, publication=words, remark="请再写清楚一些。")
    dispatch.deliver_due()
    assert not WorkItem.objects.filter(kind="words_review", done_at__isnull=True).exists()
    assert Notice.objects.filter(user=worker, kind="words_returned").count() == 1


def test_words_go_back_only_with_a_clean_sentence(worker: User) -> None:
    need, _promise, _helper = helped(worker, head_name="样本甲")
    words, second = update(worker, need), officer()
    refuses("REMARK_UNFIT", lambda: return_words(by=second, publication=words, remark="  "))
    refuses("TEXT_MAY_IDENTIFY", lambda: return_words(by=second, publication=words, remark="样本甲不愿意。"))
    words.refresh_from_db()
    assert words.status == S.SUBMITTED


def test_withdrawn_words_are_erased_with_their_picture(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = shown(worker, need)
    refuses("NOT_AN_OFFICER", lambda: withdraw_words(by=person(), publication=words))
    withdraw_words(by=worker, publication=words)
    words.refresh_from_db()
    assert (words.status, words.text, words.text_en) == (S.WITHDRAWN, "", "")
    assert TEXT not in page(f"/needs/{need.reference}/")


def test_what_was_hidden_once_is_not_hidden_twice(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    shown(worker, need)
    assert hide_words_about(by=worker, need_reference=need.reference, code=CONSENT_WITHDRAWN) == 1
    assert hide_words_about(by=worker, need_reference=need.reference, code=CONSENT_WITHDRAWN) == 0


def test_the_database_keeps_words_without_review_from_the_public(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    words = update(worker, need)
    for broken in ({"status": S.PUBLISHED}, {"consent_reference": ""}, {"text": ""}, {"status": S.WITHDRAWN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.filter(pk=words.pk).update(**broken)


def test_the_check_finds_words_that_were_changed_past_the_actions(worker: User) -> None:
    need, _promise, _helper = helped(worker, head_name="样本甲")
    words = shown(worker, need)
    Publication.objects.filter(pk=words.pk).update(text="样本甲很高兴。")
    found = {violation.invariant for violation in violations()}
    assert found == {"published words are those that were reviewed", "published words identify nobody"}


def test_a_consent_recorded_anew_lets_new_words_be_written(worker: User) -> None:
    need, _promise, _helper = helped(worker)
    record_consent(by=worker, draft=draft_of(need), kind=ConsentKind.PUBLICATION, given=True, given_on=clock.today())
    assert update(worker, need).consent_reference == draft_of(need).consents.order_by("-pk")[0].reference
