"""The columns of contracts.md with their Chinese headings; anything else in the first row refuses the file."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.casework.importing.tables import FileRefused
from marketplace.casework.models import DIMENSIONS

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


def map_headings(headings: Sequence[str], name: str) -> list[str | None]:
    """The field of each column, None for an empty heading; unknown, missing or double ones refuse the file."""
    by_text = {chinese: field for field, chinese in COLUMNS.items()} | {field: field for field in COLUMNS}
    fields: list[str | None] = []
    for position, heading in enumerate(headings, start=1):
        field = by_text.get(heading) or by_text.get(heading.lower())
        if heading and field is None:
            raise FileRefused(f"{name}: row 1, column {position}: unknown heading {heading[:40]!r}")
        if field in fields and field is not None:
            raise FileRefused(f"{name}: row 1: {field} ({COLUMNS[field]}) stands in two columns")
        fields.append(field)
    missing = [f"{field} ({COLUMNS[field]})" for field in REQUIRED if field not in fields]
    if missing:
        raise FileRefused(f"{name}: row 1: missing {', '.join(missing)}")
    return fields
