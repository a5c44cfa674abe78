"""The columns of contracts.md with their Chinese headings; anything else in the first row refuses the file."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.casework.models import DIMENSIONS
from marketplace.common.tables import FileRefused

HOUSEHOLD = {
    "case_number": "案件编号",
    "head_name": "户主姓名",
    "id_number": "身份证号",
    "phone": "联系电话",
    "address": "住址",
    "township_code": "乡镇街道代码",
    "members": "家庭成员",
    "annual_income": "年收入",
    "annual_spending": "年刚性支出",
    "residency": "户籍",
    "register": "救助类别",
    **dict(zip(DIMENSIONS, ("经济", "健康", "教育", "居住", "就业", "社会参与"), strict=True)),
}
NEED = {
    "need_kind": "需求类型",
    "aid_type": "救助事项",
    "title": "需求标题",
    "story": "需求描述",
    "quantity": "数量",
    "unit": "单位",
    "value": "估值",
    "needed_by": "期望完成日期",
}
CONSENT = {"consent": "公开同意", "consent_date": "同意日期", "guardian_consent": "监护人同意"}
COLUMNS = HOUSEHOLD | NEED | CONSENT
REQUIRED = ("case_number", "head_name", "id_number", "township_code", "members", "register", "consent")
REQUIRED_WITH_NEED = ("need_kind", "aid_type", "title", "story")
ENOUGH_TO_TRUST = 4
"""With this many known headings the first row is one of headings, and an unknown one may be quoted."""


def map_headings(headings: Sequence[str], name: str) -> list[str | None]:
    """The field of each column, None for an empty heading; unknown, missing or double ones refuse the file."""
    by_text = {chinese: field for field, chinese in COLUMNS.items()} | {field: field for field in COLUMNS}
    fields = [by_text.get(heading) or by_text.get(heading.lower()) for heading in headings]
    known = [field for field in fields if field is not None]
    if not known:
        raise FileRefused(_("row 1 does not hold the headings; download the template to see them"), name=name)
    for position, (heading, field) in enumerate(zip(headings, fields, strict=True), start=1):
        if heading and field is None:
            raise FileRefused(_("row 1, column %(position)d: %(what)s") % {
                "position": position, "what": _unknown(heading, quotable=len(known) >= ENOUGH_TO_TRUST)
            }, name=name)  # fmt: skip
    for field in known:
        if known.count(field) > 1:
            what = {"field": f"{field} ({COLUMNS[field]})"}
            raise FileRefused(_("row 1: %(field)s stands in two columns") % what, name=name)
    missing = [f"{field} ({COLUMNS[field]})" for field in REQUIRED if field not in fields]
    if missing:
        raise FileRefused(_("row 1: missing %(fields)s") % {"fields": ", ".join(missing)}, name=name)
    return fields


def _unknown(heading: str, *, quotable: bool) -> str:
    """Quoted only beside headings we know: a table without headings begins with somebody's name."""
    if not quotable:
        return gettext("unknown heading")
    close = get_close_matches(heading, [*COLUMNS, *COLUMNS.values()], n=1)
    if close:
        return gettext("unknown heading “%(heading)s”; “%(close)s” is close") % {
            "heading": heading[:40],
            "close": close[0],
        }
    return gettext("unknown heading “%(heading)s”") % {"heading": heading[:40]}
