"""`/casework/`: the households of the reader's area, without a name, and the search for one exact number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.casework.codes import Register
from marketplace.casework.forms.fields import township_choices
from marketplace.casework.forms.others import FindForm
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.presentation.trails import state_of
from marketplace.casework.queries import READERS, cases_visible_to, find_case, on_register
from marketplace.casework.views.confidential import confidential, readers_only
from marketplace.common.paging import turn_to_page
from marketplace.fulfilment.models import HandOver
from marketplace.fulfilment.states import RUNNING
from marketplace.needs.states import NeedStatus

NOT_FOUND = 404


def _with_draft(**like: Any) -> Exists:
    return Exists(NeedDraft.objects.filter(case=OuterRef("pk"), **like))


HAND_OVER_OPEN = {"need__assignments__hand_over": HandOver.UNDECIDED, "need__assignments__status__in": RUNNING}
VIEWS: dict[str, tuple[Any, Callable[[QuerySet[Case]], QuerySet[Case]]]] = {
    "": (gettext_lazy("All"), lambda cases: cases),
    "to_write": (gettext_lazy("To be written"), lambda cases: cases.filter(_with_draft(need__isnull=True))),
    "sent_back": (gettext_lazy("Sent back"), lambda cases: cases.filter(_with_draft(need__status=NeedStatus.RETURNED))),
    "hand_over": (gettext_lazy("Hand-over open"), lambda cases: cases.filter(_with_draft(**HAND_OVER_OPEN))),
    "without": (gettext_lazy("Without a need"), lambda cases: cases.filter(~_with_draft())),
}


@require_GET
@confidential
def cases(request: HttpRequest) -> HttpResponse:
    """Filters are in the address, so that a view can be kept; nothing in it says who anybody is."""
    reader = readers_only(request)
    return render(request, "casework/list.html", list_context(request, reader, FindForm()))


@require_POST
@confidential
def find(request: HttpRequest) -> HttpResponse:
    """To the household with exactly this number, or back to the list with a sentence."""
    reader = readers_only(request)
    form = FindForm(request.POST)
    if form.is_valid():
        found = find_case(by=reader, number=form.cleaned_data["number"])
        if found is not None:
            return redirect("casework_case", found.reference)
        form.add_error("number", _("No household of your area has exactly this number."))
    return render(request, "casework/list.html", list_context(request, reader, form), status=NOT_FOUND)


def list_context(request: HttpRequest, reader: User, form: FindForm) -> dict[str, Any]:
    """The filtered list and what it can be filtered by."""
    wanted = {name: request.GET.get(name, "") for name in ("view", "township", "register")}
    wanted["view"] = wanted["view"] if wanted["view"] in VIEWS else ""
    everything = _filtered(cases_visible_to(reader), wanted)
    shown = VIEWS[wanted["view"]][1](everything).order_by("-pk")
    drafts_of = Prefetch("drafts", NeedDraft.objects.select_related("need").order_by("pk"))
    page = turn_to_page(request, shown.prefetch_related(drafts_of))
    return {
        "form": form,
        "page": page,
        "rows": [{"case": case, "states": [state_of(draft) for draft in case.drafts.all()]} for case in page.rows],
        "views": [_view(name, everything, wanted) for name in VIEWS],
        "wanted": wanted,
        "filtered": bool(wanted["township"] or wanted["register"]),
        "townships": _townships(reader),
        "registers": Register.choices,
        "may_record": holds_role(reader, Role.CASEWORKER),
    }


def _filtered(rows: QuerySet[Case], wanted: dict[str, str]) -> QuerySet[Case]:
    if wanted["township"]:
        rows = rows.filter(township=wanted["township"])
    return on_register(rows, wanted["register"]) if wanted["register"] in Register.values else rows


def _view(name: str, everything: QuerySet[Case], wanted: dict[str, str]) -> dict[str, Any]:
    label, narrowed = VIEWS[name]
    url = "?" + urlencode({"view": name} | {key: wanted[key] for key in ("township", "register") if wanted[key]})
    return {"label": label, "url": url, "count": narrowed(everything).count(), "current": name == wanted["view"]}


def _townships(reader: User) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, dict[str, str]] = {}
    for role in READERS:
        for district, named in township_choices(reader, role):
            groups.setdefault(district, {}).update(named)
    return [(district, sorted(named.items())) for district, named in groups.items()]
