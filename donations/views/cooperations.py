"""`/cooperations/`: two charities make the agreement under which one raises money for the other's programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from donations.cooperation.agreeing import (
    approve_cooperation,
    ask_to_cooperate,
    confirm_cooperation,
    end_cooperation,
    mend_cooperation,
    return_cooperation,
)
from donations.cooperation.forms import AskForm, ConfirmForm, MendForm
from donations.cooperation.queries import (
    cooperations_of,
    cooperations_visible_to,
    cooperations_waiting_for,
    qualified_charities,
)
from donations.cooperation.rules import may_confirm, may_end, may_mend, may_moderate
from donations.cooperation.states import LIVE, CooperationStatus
from donations.models import Cooperation
from donations.queries import programmes_of
from donations.rules import may_run_programmes
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.organisations.doors import for_partners
from marketplace.organisations.moderation.pages import CommentForm, as_read
from marketplace.organisations.queries import is_member

Deed = Callable[[User, Cooperation, Any], object]
DEEDS: Final[dict[str, Deed]] = {
    "confirm": lambda by, row, form: confirm_cooperation(by=by, cooperation=row, **form.cleaned_data),
    "mend": lambda by, row, form: mend_cooperation(by=by, cooperation=row, **form.terms()),
    "approve": lambda by, row, _form: approve_cooperation(by=by, cooperation=row),
    "return": lambda by, row, form: return_cooperation(by=by, cooperation=row, **form.cleaned_data),
    "end": lambda by, row, _form: end_cooperation(by=by, cooperation=row),
}
DONE: Final = {
    "confirm": gettext_lazy("Confirmed. An officer reads the agreement next."),
    "mend": gettext_lazy("Sent to the other charity again."),
    "approve": gettext_lazy("Approved. The programme is the qualified charity's now."),
    "return": gettext_lazy("Sent back."),
    "end": gettext_lazy("Ended. No gift is taken under it any more."),
}


@require_safe
@login_required
@never_cache
def cooperation_list(request: HttpRequest) -> HttpResponse:
    """The reader's agreements; for officers those to read."""
    views = {
        "mine": (_("Ours"), cooperations_of(request.user)),
        "read": (_("To read"), cooperations_waiting_for(request.user)),
    }
    shown = ["mine", *(["read"] if holds_role(request.user, Role.OFFICER) else [])]
    view = request.GET.get("view", "")
    view = view if view in shown else shown[-1]
    context = {
        "page": turn_to_page(request, views[view][1]),
        "views": [{"label": views[name][0], "url": f"?view={name}", "current": name == view} for name in shown],
    }
    return render(request, "donations/cooperations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """For a draft of one's own charity: which qualified charity, from when until when, on which paper."""
    programme = get_object_or_404(programmes_of(request.user), reference=reference)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, status, made = AskForm(*sent, charities=qualified_charities()), 200, []
    if request.method == "POST":
        status = attempt(
            form, lambda: made.append(ask_to_cooperate(by=user_of(request), programme=programme, **form.terms()))
        )
        if not status:
            messages.success(request, _("The other charity is asked. You are told what it answers."))
            return redirect("cooperation", reference=made[0].reference)
    context = {
        "form": form,
        "programme": programme,
        "crumbs": [(_("Programmes and funds"), reverse("partner_programmes")), _crumb(programme)],
    }
    return render(request, "donations/cooperations/ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def cooperation(request: HttpRequest, reference: str) -> HttpResponse:
    """One agreement, with what the reader may do about it."""
    row = get_object_or_404(cooperations_visible_to(request.user), reference=reference)
    deed, status = request.POST.get("do", ""), 200
    given = _forms(request, row, deed)
    if request.method == "POST":
        if deed not in DEEDS:
            raise Http404
        seen = as_read(request, row) if deed == "approve" else row
        status = attempt(given[deed], lambda: DEEDS[deed](user_of(request), seen, given[deed]))
        if not status:
            messages.success(request, DONE[deed])
            return redirect("cooperation", reference=reference)
    context = _context(request, row) | {"given": given, "wrong": given.get(deed)}
    return render(request, "donations/cooperations/cooperation.html", context, status=status)


def _forms(request: HttpRequest, row: Cooperation, deed: str) -> dict[str, forms.Form]:
    def data(name: str) -> Any:
        return posted(request) if name == deed else None

    files = request.FILES if deed == "mend" else None
    return {
        "confirm": ConfirmForm(data("confirm")),
        "mend": MendForm(data("mend"), files, initial={"starts_on": row.starts_on, "ends_on": row.ends_on}),
        "return": CommentForm(data("return")),
        **{name: forms.Form(data(name)) for name in ("approve", "end")},
    }


def _context(request: HttpRequest, row: Cooperation) -> dict[str, Any]:
    reader = request.user
    is_ours = may_run_programmes(reader, row.charity).passed
    return {
        "cooperation": row,
        "programme": row.programme,
        "to_confirm": row.status == CooperationStatus.ASKED and is_ours,
        "confirm": may_confirm(reader, row, assessed=True),
        "to_mend": row.status == CooperationStatus.RETURNED and may_mend(reader, row).passed,
        "to_read": row.status == CooperationStatus.SUBMITTED and holds_role(reader, Role.OFFICER),
        "moderate": may_moderate(reader, row),
        "to_end": row.status in LIVE and may_end(reader, row).passed,
        "may_open_plan": is_member(reader, row.programme.charity),
        "remarks": [remark for remark in row.remarks.all() if remark.answered_at is None],
        "crumbs": [(_("Agreements between charities"), reverse("cooperations"))],
    }


def _crumb(programme: Any) -> tuple[str, str]:
    return programme.title, reverse("plan", args=[programme.reference])
