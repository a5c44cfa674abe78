"""A need through the pages, without a script: from the household's words to the second officer, and back."""

from __future__ import annotations

import re

import pytest

from marketplace.accounts.models import User
from marketplace.casework.models import NeedDraft
from marketplace.common.audit.models import AuditRow
from marketplace.needs.actions import return_need
from marketplace.needs.models import Need
from tests.casework.factories import (
    cleared,
    draft,
    neighbours,
    officer,
    published,
    registered,
    submitted,
)
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db


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
