"""From the household's words to a need: nothing leaves that was not scanned, consented and decided."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.accounts.models import User
from marketplace.casework.actions import (
    DraftBlocked,
    change_draft,
    change_household,
    rewrite_draft,
    scan_draft,
    start_draft,
    submit_draft,
    withdraw_consent,
    withdraw_draft,
)
from marketplace.casework.codes import ConsentKind, WithdrawReason
from marketplace.casework.household import fields_of
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.presentation.preview import preview_of
from marketplace.casework.queries import known_of
from marketplace.casework.states import DRAFT_LIFECYCLE, DraftStatus
from marketplace.common.audit.models import AuditRow
from marketplace.common.detectors import Kind
from marketplace.common.verdict import Refused
from marketplace.needs.actions import return_need
from marketplace.needs.export import export_line
from marketplace.needs.models import Need
from marketplace.needs.states import REASON_SENTENCES, NeedStatus
from tests.casework.factories import (
    MEIXU,
    caseworker,
    cleared,
    draft,
    household,
    member,
    neighbours,
    officer,
    published,
    registered,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(worker: User) -> Case:
    neighbours(worker, 20)
    return registered(worker, head_name="样本壬", address="示例花园3幢5号", phone="13800138000")


def test_a_text_that_names_what_the_case_knows_is_blocked_with_the_place(worker: User, case: Case) -> None:
    made = draft(worker, case)
    findings = rewrite_draft(by=worker, draft=made, title="给样本壬的取暖器", text="他住在示例花园，电话13800138000。")
    assert [(f.kind, f.start, f.end) for f in findings["title"]] == [(Kind.NAME, 1, 4)]
    assert [f.kind for f in findings["text"]] == [Kind.ADDRESS, Kind.MOBILE]
    made.refresh_from_db()
    assert made.status == DraftStatus.DLP_BLOCKED
    with pytest.raises(DraftBlocked):
        submit_draft(by=worker, draft=made)
    assert not Need.objects.exists()


def test_a_mended_text_is_cleared(worker: User, case: Case) -> None:
    made = draft(worker, case)
    rewrite_draft(by=worker, draft=made, title="给样本壬", text="很冷")
    assert not any(rewrite_draft(by=worker, draft=made, title="一台取暖器", text="很冷").values())
    made.refresh_from_db()
    assert made.status == DraftStatus.CLEARED


def test_a_cleared_text_is_scanned_again_with_what_the_case_knows_by_then(worker: User, case: Case) -> None:
    made = cleared(worker, case)
    NeedDraft.objects.filter(pk=made.pk).update(text="请找周样本")
    made.refresh_from_db()
    assert made.status == DraftStatus.CLEARED
    case.refresh_from_db()
    change_household(
        by=worker, case=case, fields=household(head_name="周样本", head_id=case.head_id, case_number=case.case_number)
    )
    made = NeedDraft.objects.get(pk=made.pk)
    assert scan_draft(made)["text"]
    with pytest.raises(DraftBlocked):
        submit_draft(by=worker, draft=made)


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("", "很冷", "TEXT_MISSING"),
        ("取暖器", "  ", "TEXT_MISSING"),
        ("长" * 61, "很冷", "TEXT_TOO_LONG"),
        ("取暖器", "冷" * 1001, "TEXT_TOO_LONG"),
    ],
)
def test_words_must_fit_the_card(worker: User, case: Case, title: str, text: str, code: str) -> None:
    made = draft(worker, case)
    with pytest.raises(DraftBlocked) as refused:
        rewrite_draft(by=worker, draft=made, title=title, text=text)
    assert refused.value.code == code
    made.refresh_from_db()
    assert (made.title, made.text, made.status) == ("", "", DraftStatus.DRAFT)


def test_sixty_and_a_thousand_characters_are_the_last_that_fit(worker: User, case: Case) -> None:
    made = draft(worker, case)
    rewrite_draft(by=worker, draft=made, title="好" * 60, text="冷" * 1000)
    need = submit_draft(by=worker, draft=made)
    assert (len(need.title), len(need.text)) == (60, 1000)


def test_a_submitted_need_carries_bands_and_generalised_values_only(worker: User, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(economic=90, health=80, living=70)
    case.refresh_from_db()
    made = cleared(worker, case, value_fen=30_000, helpers=2)
    need = submit_draft(by=worker, draft=made)
    assert (need.status, need.audience, need.helpers) == ("submitted", "open", 2)
    assert (need.urgency_band, need.quantity_band) == ("high", "lt500")
    assert (need.age_band, need.family, need.health) == ("70-74", "1", None)
    assert need.author == worker
    assert NeedDraft.objects.get(pk=made.pk).need == need


def test_without_consent_a_need_is_never_published(worker: User, case: Case) -> None:
    made = submitted(worker, case, consent=False)
    assert made.need is not None
    assert (made.need.status, made.need.hold_code, made.need.title) == ("private_match", "NO_CONSENT", "")


@pytest.mark.parametrize(
    ("guardian", "code"), [(None, "NO_GUARDIAN_CONSENT"), (False, "NO_GUARDIAN_CONSENT"), (True, "")]
)
def test_with_a_child_under_14_the_guardian_must_agree(worker: User, guardian: bool | None, code: str) -> None:
    child = member("孙子", date(2020, 5, 5))
    neighbours(worker, 20, others=(child,))
    made = submitted(worker, registered(worker, others=(child,)), guardian=guardian)
    assert made.need is not None
    assert made.need.hold_code == code
    if not code:
        assert (made.need.place, made.need.age_band, made.need.family) == ("urban", None, "with_minors")


def test_the_same_need_of_a_household_is_written_once(worker: User, case: Case) -> None:
    same = {"need_kind": "goods", "aid_type": "medical", "title": "轮椅", "needed_by": date(2026, 12, 1)}
    start_draft(by=worker, case=case, **same)  # type: ignore[arg-type]
    with pytest.raises(DraftBlocked) as refused:
        start_draft(by=worker, case=case, **same)  # type: ignore[arg-type]
    assert refused.value.code == "SAME_NEED"
    start_draft(by=worker, case=case, **{**same, "needed_by": None})  # type: ignore[arg-type]
    assert case.drafts.count() == 2


def test_a_need_on_its_way_cannot_be_rewritten_changed_or_submitted_twice(worker: User, case: Case) -> None:
    made = submitted(worker, case)
    for deed in (
        lambda: rewrite_draft(by=worker, draft=made, title="别的", text="别的"),
        lambda: change_draft(by=worker, draft=made, aid_type="housing"),
        lambda: submit_draft(by=worker, draft=made),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == "ALREADY_SUBMITTED"
    made.refresh_from_db()
    assert (made.title, made.aid_type) == ("一台取暖器", "medical")
    assert Need.objects.count() == 1


def test_what_was_sent_back_is_mended_in_words_and_facts_and_goes_on_as_the_same_need(worker: User, case: Case) -> None:
    made = submitted(worker, case)
    assert made.need is not None
    return_need(by=officer(), need=made.need, field="aid_type", comment="应为住房救助")
    made = NeedDraft.objects.get(pk=made.pk)
    change_draft(by=worker, draft=made, aid_type="housing", value_fen=300_000, helpers=3)
    rewrite_draft(by=worker, draft=made, title="修补屋顶", text="下雨时漏水。")
    again = submit_draft(by=worker, draft=made)
    need = Need.objects.get()
    assert again.pk == need.pk
    assert (need.status, need.title, need.aid_type, need.helpers) == ("submitted", "修补屋顶", "housing", 3)
    assert need.quantity_band == "2000-10000"
    assert not need.comments.filter(resolved_at__isnull=True).exists()


def test_sent_back_and_no_longer_publishable_it_becomes_a_private_match(worker: User, case: Case) -> None:
    made = submitted(worker, case)
    assert made.need is not None
    return_need(by=officer(), need=made.need, field="text", comment="再写")
    published(worker, case, aid_type="education")
    made = NeedDraft.objects.get(pk=made.pk)
    change_draft(by=worker, draft=made, aid_type="dibao")
    need = submit_draft(by=worker, draft=made)
    assert (need.status, need.hold_code) == ("private_match", "ALREADY_SHOWS_NARROWER_VALUES")
    assert sorted(Need.objects.values_list("status", flat=True)) == ["private_match", "published", "withdrawn"]


def test_a_withdrawn_need_may_be_handed_in_anew_as_another_need(worker: User, case: Case) -> None:
    made = submitted(worker, case)
    withdraw_draft(by=worker, draft=made, because=WithdrawReason.ENTERED_IN_ERROR)
    made = NeedDraft.objects.get(pk=made.pk)
    rewrite_draft(by=worker, draft=made, title="一床被子", text="很冷")
    need = submit_draft(by=worker, draft=made)
    assert need.status == NeedStatus.SUBMITTED
    assert list(Need.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "submitted"]


def test_a_withdrawn_need_is_previewed_as_the_new_need_it_would_become(worker: User, case: Case) -> None:
    made = submitted(worker, case)
    assert made.need is not None
    first = made.need
    withdraw_draft(by=worker, draft=made, because=WithdrawReason.ENTERED_IN_ERROR)
    made = NeedDraft.objects.get(pk=made.pk)
    preview = preview_of(made)
    assert (preview.audience, preview.reason) == ("open", "")
    rewrite_draft(by=worker, draft=made, title="一床被子", text="很冷")
    need = submit_draft(by=worker, draft=made)
    assert {name: value for name, value in preview.line.items() if name not in ("reference", "title", "text")} == {
        name: value for name, value in export_line(need).items() if name not in ("reference", "title", "text")
    }
    assert need.reference != first.reference


def test_a_need_whose_consent_was_taken_back_is_previewed_with_that_reason(worker: User, case: Case) -> None:
    made = submitted(worker, case)
    withdraw_consent(by=worker, draft=made, kind=ConsentKind.PUBLICATION, on=date(2026, 11, 20))
    preview = preview_of(NeedDraft.objects.get(pk=made.pk))
    assert preview.is_private
    assert preview.reason == REASON_SENTENCES["NO_CONSENT"]


def test_a_change_keeps_the_key_of_the_file_it_came_from(worker: User, case: Case) -> None:
    made = draft(worker, case)
    key = made.import_key
    change_draft(by=worker, draft=made, need_kind="service", needed_by=date(2027, 1, 1))
    made.refresh_from_db()
    assert (made.import_key, made.need_kind) == (key, "service")


def test_nobody_else_writes_rewrites_or_submits(worker: User, case: Case) -> None:
    made = cleared(worker, case)
    for by in (caseworker(MEIXU[:6]), officer()):
        for deed in (
            lambda by=by: draft(by, case),
            lambda by=by: rewrite_draft(by=by, draft=made, title="x", text="y"),
            lambda by=by: change_draft(by=by, draft=made, helpers=2),
            lambda by=by: submit_draft(by=by, draft=made),
        ):
            with pytest.raises(Refused):
                deed()
    assert not Need.objects.exists()
    assert case.drafts.count() == 1


def test_the_audit_holds_codes_and_no_words(worker: User, case: Case) -> None:
    submitted(worker, case)
    lines = AuditRow.objects.filter(subject__startswith="casework.needdraft").values_list("verb", flat=True)
    assert set(lines) >= {"draft.start", "consent.record", "draft.clear"}
    assert not AuditRow.objects.filter(detail__icontains="取暖器").exists()


def test_the_lifecycle_of_a_draft_never_leads_back_from_nothing() -> None:
    assert set(DRAFT_LIFECYCLE.states) == set(DraftStatus)
    assert all(target != DraftStatus.DRAFT or verb == "rewrite" for _s, verb, target in DRAFT_LIFECYCLE.edges())


def test_what_is_known_of_a_case_is_its_names_and_its_address(worker: User, case: Case) -> None:
    known = known_of(case)
    assert known.names == tuple(sorted({"样本壬"}))
    assert known.places == ("示例花园3幢5号",)
    assert fields_of(case).head_name == "样本壬"
