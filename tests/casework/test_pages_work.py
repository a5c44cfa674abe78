"""The work itself through the pages, without a script: register, assess, draft, submit, hand over, withdraw, erase."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import override_settings

from marketplace.accounts.models import User
from marketplace.casework.actions import choose_window, release_contact
from marketplace.casework.importing import uploads
from marketplace.casework.importing.columns import COLUMNS
from marketplace.casework.models import Assessment, Case, ContactRelease, ImportUpload, NeedDraft
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.tables import read_table
from marketplace.needs.actions import return_need
from marketplace.needs.models import Need
from tests.casework.factories import (
    HEAD_ID,
    NANMEN,
    another,
    as_csv,
    caseworker,
    cleared,
    draft,
    member,
    neighbours,
    officer,
    published,
    registered,
    resident_id,
    row,
    submitted,
)
from tests.casework.promises import member_of, promised
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db
SPOUSE = resident_id(date(1960, 2, 29), 2)


@pytest.fixture
def worker() -> User:
    return caseworker()


@pytest.fixture
def site(worker: User) -> Site:
    return Site(worker)


def entry(**own: str | list[str]) -> dict[str, object]:
    """The form of a household as a browser sends it."""
    fields: dict[str, object] = {
        "case_number": "N-1",
        "township": NANMEN,
        "address": "示例村1组",
        "phone": "13800138000",
        "registers": ["dibao", "other"],
        "residency": "local",
        "annual_income": "12000.50",
        "annual_spending": "",
        "members-TOTAL_FORMS": "2",
        "members-INITIAL_FORMS": "0",
        "members-0-relation": "户主",
        "members-0-name": "样本甲",
        "members-0-identity": HEAD_ID,
        "members-0-health": "chronic",
        "members-1-relation": "孙子",
        "members-1-name": "样本丙",
        "members-1-identity": "20180215",
        "members-1-health": "healthy",
    }
    return fields | own


def test_a_household_is_registered_with_its_members(site: Site) -> None:
    answer = site.sends("/casework/new/", **entry())
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/casework/{case.reference}/"
    assert (case.head_name, case.head_id, case.registers) == ("样本甲", HEAD_ID, ["dibao", "other"])
    assert (case.annual_income_fen, case.annual_spending_fen) == (1_200_050, None)
    assert [(m.relation, m.birth.year) for m in case.members.all()] == [("户主", 1956), ("孙子", 2018)]
    text = site.shows(answer.headers["Location"])
    assert "样本甲" in text
    assert HEAD_ID not in text
    assert HEAD_ID[-4:] in text


def test_another_row_keeps_everything_that_was_typed_and_judges_nothing(site: Site) -> None:
    typed = entry(**{"case_number": "", "members-1-identity": "falsch", "add_row": "1"})
    text = site.sends("/casework/new/", 200, **typed).content.decode()
    assert text.count('-identity"') >= 3
    assert 'name="members-2-identity"' in text
    assert 'value="falsch"' in text
    assert 'value="12000.50"' in text
    assert re.search(r'value="dibao"[^>]*checked', text)
    assert "必填" not in text
    assert "请填写" not in text
    assert not Case.objects.exists()


def test_every_fault_is_named_at_its_field_and_in_the_summary(site: Site) -> None:
    wrong = entry(
        **{
            "township": "330212004",
            "annual_income": "1,5",
            "members-0-identity": HEAD_ID[:-1] + "0",
            "members-1-identity": "20991231",
        }
    )
    text = site.sends("/casework/new/", 422, **wrong).content.decode()
    for target in ("id_township", "id_annual_income", "id_members-0-identity", "id_members-1-identity"):
        assert f'href="#{target}"' in text
    assert 'value="13800138000"' in text
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"members-0-relation": "儿子"}, "id_members-1-relation"),
        ({"members-1-relation": "户主"}, "id_members-1-relation"),
        ({"members-0-identity": "19560303"}, "id_members-0-identity"),
        ({"members-1-identity": HEAD_ID}, "id_members-1-identity"),
    ],
)
def test_one_head_with_a_number_and_nobody_twice(site: Site, change: dict[str, str], target: str) -> None:
    text = site.sends("/casework/new/", 422, **entry(**change)).content.decode()
    assert f'href="#{target}"' in text
    assert not Case.objects.exists()


def test_an_empty_row_is_nobody(site: Site) -> None:
    empty = {"members-1-relation": "", "members-1-name": "", "members-1-identity": ""}
    site.sends("/casework/new/", **entry(**empty))
    assert Case.objects.get().size == 1


def test_a_number_that_is_taken_is_refused_in_place(site: Site, worker: User) -> None:
    registered(worker, case_number="N-1")
    text = site.sends("/casework/new/", 409, **entry()).content.decode()
    assert "案件编号已被使用" in text
    assert 'value="样本甲"' in text
    assert Case.objects.count() == 1


def test_a_correction_keeps_number_and_dimensions_and_recounts(site: Site, worker: User) -> None:
    case = registered(worker, dimensions={"economic": 70})
    address = f"/casework/{case.reference}/edit/"
    assert f'value="{case.head_id}"' in site.shows(address)
    site.sends(address, **entry(**{"members-0-identity": case.head_id, "phone": "0574-20000000"}))
    case = Case.objects.get()
    assert (case.case_number != "N-1", case.phone, case.economic, case.size) == (True, "0574-20000000", 70, 2)


def test_a_member_can_be_taken_out_by_emptying_the_row(site: Site, worker: User) -> None:
    case = registered(worker, others=(member(), member()))
    assert 'name="members-2-name"' in site.shows(f"/casework/{case.reference}/edit/")
    empty = {"members-1-name": "", "members-1-identity": "", "members-1-relation": ""}
    site.sends(f"/casework/{case.reference}/edit/", **entry(**{"members-0-identity": case.head_id, **empty}))
    assert Case.objects.get().size == 1


def test_a_household_sent_without_a_single_row_is_refused_in_place(site: Site, worker: User) -> None:
    case = registered(worker)
    answer = site.post(f"/casework/{case.reference}/edit/", {})
    assert answer.status_code == 422
    assert Case.objects.get().members.count() == case.members.count()


def test_an_assessment_through_the_page_is_drawn_and_tabled(site: Site, worker: User) -> None:
    case = registered(worker)
    address = f"/casework/{case.reference}/assessment/"
    site.sends(address, visited_on="2026-11-01", economic="80", health="", note="走访")
    assert Assessment.objects.get().scores == {"economic": 80}
    text = site.shows(f"/casework/{case.reference}/")
    assert "<svg" in text
    assert 'class="area"' in text
    assert re.search(r"经济</th>\s*<td class=\"n\">80", text)


@pytest.mark.parametrize(
    "wrong", [{"economic": "101"}, {"economic": ""}, {"economic": "5", "visited_on": "2999-01-01"}]
)
def test_an_assessment_that_cannot_be_is_refused(site: Site, worker: User, wrong: dict[str, str]) -> None:
    case = registered(worker)
    site.sends(f"/casework/{case.reference}/assessment/", 422, **{"visited_on": "2026-11-01", **wrong})
    assert not Assessment.objects.exists()


def need(**own: str) -> dict[str, object]:
    return {
        "title": "一台取暖器",
        "story": "屋里很冷",
        "need_kind": "goods",
        "aid_type": "medical",
        "quantity": "1",
        "unit": "台",
        "value": "300",
        "needed_by": "2026-12-20",
        "helpers": "1",
        "publication": "yes",
        "guardian": "",
        "given_on": "2026-11-01",
    } | own


def test_from_the_household_s_words_to_the_second_officer(site: Site, worker: User) -> None:
    neighbours(worker, 20)
    case = registered(worker, head_name="样本壬", address="示例花园3幢5号")
    address = site.sends(f"/casework/{case.reference}/drafts/new/", **need()).headers["Location"]
    made = NeedDraft.objects.get()
    assert address == f"/casework/drafts/{made.reference}/"
    assert "请先撰写公开文字并检查" in site.shows(address)

    site.sends(address, title="给样本壬的取暖器", text="他住在示例花园。")
    text = site.shows(address)
    for kind, words in (("姓名", "样本壬"), ("住址", "示例花园")):
        assert re.search(
            rf'<mark class="blocking" id="([a-z]+)-finding-1"[^>]*>{words}<span class="kind">{kind}<', text
        )
    assert 'href="#title-finding-1"' in text
    assert 'href="#text-finding-1"' in text
    refused = site.sends(address + "submit/", 409).content.decode()
    assert "请改写标出的内容" in refused
    assert not Need.objects.exists()

    site.sends(address, title="一台取暖器", text="冬天屋里很冷。")
    text = site.shows(address)
    assert "<mark" not in text
    assert "所有人可见" in text
    assert "海曙区南门街道" in text
    site.sends(address + "submit/")
    public = Need.objects.get()
    assert (public.status, public.title, public.quantity_band) == ("submitted", "一台取暖器", "lt500")
    assert "该需求已提交" in site.shows(address)


def test_the_comment_of_the_second_officer_stands_at_its_field_until_mended(site: Site, worker: User) -> None:
    neighbours(worker, 20)
    made = submitted(worker, registered(worker))
    assert made.need is not None
    return_need(by=officer(), need=made.need, field="text", comment="请写明送达时间。")
    address = f"/casework/drafts/{made.reference}/"
    text = site.shows(address)
    assert text.index("id_title") < text.index("请写明送达时间。") < text.index('id="id_text"')
    assert "再次提交审核" in text
    facts = need(aid_type="housing")
    site.sends(address + "facts/", **{k: v for k, v in facts.items() if k not in ("title", "story", "publication")})
    site.sends(address, title="一台取暖器", text="十二月中旬前送达。")
    site.sends(address + "submit/")
    public = Need.objects.get()
    assert (public.status, public.text, public.aid_type) == ("submitted", "十二月中旬前送达。", "housing")
    assert "请写明送达时间。" not in site.shows(address)


def test_what_may_not_be_published_says_why_before_and_after(site: Site, worker: User) -> None:
    made = cleared(worker, registered(worker))
    address = f"/casework/drafts/{made.reference}/"
    text = site.shows(address)
    assert "不对外公开" in text
    assert "留作内部匹配" in text
    site.sends(address + "submit/")
    assert Need.objects.get().status == "private_match"
    assert "已留作内部匹配" in site.shows(address)


def test_words_that_do_not_fit_stay_on_the_page(site: Site, worker: User) -> None:
    made = draft(worker, registered(worker))
    text = site.sends(f"/casework/drafts/{made.reference}/", 422, title="长" * 61, text="冷").content.decode()
    assert "长" * 61 in text
    assert 'href="#id_title"' in text
    assert NeedDraft.objects.get().title == ""


def test_a_household_that_says_no_is_believed_at_once_with_proof(site: Site, worker: User) -> None:
    neighbours(worker, 20)
    public = published(worker, registered(worker))
    made = NeedDraft.objects.get(need=public)
    address = f"/casework/drafts/{made.reference}/"
    said = {"consent-kind": "publication", "consent-given": "no", "consent-given_on": "2026-11-20"}
    site.sends(address + "consent/", **said)
    public.refresh_from_db()
    assert (public.status, public.live) == ("withdrawn", False)
    text = site.shows(address)
    line = AuditRow.objects.get(verb="need.withdraw")
    assert "撤回证明" in text
    assert "外部已无法看到该需求" in text
    assert f">{line.pk}<" in text
    assert public.reference in text


def test_a_withdrawal_for_another_reason_needs_the_reason(site: Site, worker: User) -> None:
    neighbours(worker, 20)
    public = published(worker, registered(worker))
    address = f"/casework/drafts/{NeedDraft.objects.get(need=public).reference}/withdraw/"
    site.sends(address, 422)
    public.refresh_from_db()
    assert public.status == "published"
    site.sends(address, **{"withdraw-because": "MET_OTHERWISE"})
    public.refresh_from_db()
    assert public.status == "withdrawn"
    site.sends(address, 409, **{"withdraw-because": "MET_OTHERWISE"})


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


@pytest.mark.parametrize("number", ["case", "head", "spouse"])
def test_an_exact_number_leads_to_the_case_and_never_into_an_address(site: Site, worker: User, number: str) -> None:
    spouse = member("妻子", date(1960, 2, 29), id_number=SPOUSE)
    case = registered(worker, case_number="FIND-1", others=(spouse,))
    said = {"case": "FIND-1", "head": f" {case.head_id.lower()} ", "spouse": SPOUSE}[number]
    answer = site.sends("/casework/find/", number=said)
    assert answer.headers["Location"] == f"/casework/{case.reference}/"
    line = AuditRow.objects.get(verb="case.search")
    assert line.detail == {"found": True}


def test_a_number_of_elsewhere_or_of_nobody_is_not_found_and_the_asking_is_logged(site: Site) -> None:
    elsewhere = registered(caseworker("330212"), township="330212004", case_number="ELSE-1")
    for number in (elsewhere.head_id, "ELSE-1", "FIND", "%", ""):
        text = site.sends("/casework/find/", 404, number=number).content.decode()
        assert elsewhere.reference not in text
    assert AuditRow.objects.filter(verb="case.search", detail={"found": False}).count() == 4
    assert site.get("/casework/find/?number=ELSE-1").status_code == 405


def upload(data: bytes, name: str = "cases.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data)}


def test_a_file_is_previewed_then_imported_and_not_kept(site: Site) -> None:
    rows = [row(), another(2, township_code="330204001"), another(3, township_code="330212004"), another(4)]
    address = site.sends("/casework/import/", **upload(as_csv(rows))).headers["Location"]
    assert not Case.objects.exists()
    text = site.shows(address)
    assert "导入2行合格数据" in text
    assert "鄞州区" in text
    assert "不在您的工作范围内" in text
    errors = site.get(address + "errors.csv")
    assert errors.headers["Content-Disposition"] == 'attachment; filename="errors.csv"'
    assert (
        errors.content.decode("utf-8-sig").splitlines()[1].startswith("3,township_code,乡镇街道代码,RETIRED_DISTRICT")
    )
    site.sends(address)
    assert Case.objects.count() == 2
    assert ImportUpload.objects.get().content == ""
    site.sends(address)
    assert Case.objects.count() == 2
    assert "已导入" in site.shows(address)


def test_a_refused_file_says_why_and_is_not_kept(site: Site) -> None:
    for data, part in ((b"\x00", "NUL"), (as_csv([row()]).replace("住址".encode(), "备注".encode()), "备注")):
        text = site.sends("/casework/import/", 422, **upload(data)).content.decode()
        assert part in text
    site.sends("/casework/import/", 422)
    assert not ImportUpload.objects.exists()


@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=10)
def test_a_file_above_the_limit_is_not_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.casework.forms.others.UPLOAD_LIMIT", 100)
    assert "超过5 MB" in site.sends("/casework/import/", 422, **upload(b"x" * 101)).content.decode()


def test_a_file_given_up_or_forgotten_for_a_day_is_gone(site: Site) -> None:
    address = site.sends("/casework/import/", **upload(as_csv([row()]))).headers["Location"]
    site.sends(address + "give-up/")
    site.shows(address, 404)
    old = site.sends("/casework/import/", **upload(as_csv([row()]))).headers["Location"]
    with clock.freeze(clock.now() + uploads.KEPT_FOR + timedelta(minutes=1)):
        site.sends("/casework/import/", **upload(as_csv([another(2)])))
    site.shows(old, 404)
    assert not Case.objects.exists()


def test_the_kept_file_is_sealed_in_the_database(site: Site) -> None:
    site.sends("/casework/import/", **upload(as_csv([row()])))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM casework_importupload")
        (stored,) = cursor.fetchone()
    assert stored.startswith("embedded:")


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_template_is_a_file_that_the_import_takes(site: Site, extension: str) -> None:
    answer = site.get(f"/casework/import/template.{extension}")
    table = read_table(answer.content, "template")
    assert table.headings == list(COLUMNS.values())
    assert table.rows == []
    assert f'filename="cases.{extension}"' in answer.headers["Content-Disposition"]


def test_there_is_no_other_template(site: Site) -> None:
    site.shows("/casework/import/template.pdf", 404)


def test_an_officer_erases_a_file_on_a_page_of_its_own(worker: User) -> None:
    case = registered(worker)
    site, address = Site(officer("330203")), f"/casework/{case.reference}/erase/"
    assert "无法撤销" in site.shows(address)
    site.sends(address, 422, because="RETENTION_ENDED")
    assert Case.objects.get().head_name
    site.sends(address, because="RETENTION_ENDED", certain="on")
    assert Case.objects.get().status == "shredded"
    site.shows(f"/casework/{case.reference}/", 404)


def test_a_caseworker_reads_why_she_cannot_erase(site: Site, worker: User) -> None:
    case = registered(worker)
    assert "只有该地区的民政部门工作人员可以销毁档案" in site.shows(f"/casework/{case.reference}/erase/")
    site.sends(f"/casework/{case.reference}/erase/", 409, because="RETENTION_ENDED", certain="on")
    assert Case.objects.get().head_name


def test_an_expired_release_is_gone_from_the_helper_s_pages(worker: User) -> None:
    neighbours(worker, 20)
    assignment = promised(published(worker, registered(worker, phone="13800138000")))
    release_contact(by=worker, assignment=assignment, fields=["phone"], until=clock.now() + timedelta(days=1))
    helper, address = Site(member_of(assignment.organisation)), f"/casework/contact/{assignment.reference}/"
    with clock.freeze(clock.now() + timedelta(days=2)):
        helper.shows(address, 404)
        choose_window(by=worker, assignment=assignment)
        helper.shows(address)


def test_every_page_speaks_english_too(worker: User) -> None:
    neighbours(worker, 20)
    made = cleared(worker, registered(worker))
    site = Site(worker)
    site.cookies["language"] = "en"
    addresses = [
        "/casework/",
        "/casework/new/",
        "/casework/import/",
        f"/casework/{made.case.reference}/",
        f"/casework/{made.case.reference}/assessment/",
        f"/casework/{made.case.reference}/drafts/new/",
        f"/casework/drafts/{made.reference}/",
    ]
    for address in addresses:
        heading = re.search(r"<h1>(.*?)</h1>", site.shows(address), re.DOTALL)
        assert heading
        assert not re.search("[\u4e00-\u9fff]", heading.group(1)), address
