"""`/partner/gifts/lines/`: the statement's lines by queue, and what a person decides about one that fits no gift."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from donations.forms import AssignLineForm, FindTransferForm, SetAsideForm, StatementForm
from donations.models import DonationAttempt, StatementLine
from donations.queries import imports_of, line_counts, lines_of, read_sender, transfers_for
from donations.queries.lines import WAITING
from donations.queries.pages import bank_account_of
from donations.reconciliation import import_statement, match_line, set_aside_line, split_line
from donations.reconciliation.sentences import FAULTS, why
from donations.rules import may_handle_money
from donations.states import LineStatus
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.common.verdict import DomainError
from marketplace.organisations.doors import for_partners

QUEUES: Final = (
    LineStatus.UNKNOWN, LineStatus.MISMATCH, LineStatus.MATCHED, LineStatus.SPLIT, LineStatus.SET_ASIDE
)  # fmt: skip
"""In the order of the work; `read` is only for the moment between two statements."""
CHOICES, IMPORTS = 12, 5


@require_safe
@for_partners
@never_cache
def line_list(request: HttpRequest) -> HttpResponse:
    """One queue of lines with the counts of all; who sent the money is not in the list."""
    counts = line_counts(request.user)
    chosen = request.GET.get("queue", "")
    queue = LineStatus(chosen) if chosen in QUEUES else LineStatus.UNKNOWN
    lines = lines_of(request.user).filter(status=queue)
    page = turn_to_page(request, lines.order_by("booked_on", "pk") if queue in WAITING else lines)
    context = {
        "page": page,
        "rows": [{"line": line, "why": why(line.reason)} for line in page.rows],
        "queue": queue,
        "views": [_view(status, counts[status], current=status == queue) for status in QUEUES],
        "imports": imports_of(request.user)[:IMPORTS],
        "statement_form": StatementForm(),
        "crumbs": [(_("Gifts"), reverse("partner_gifts"))],
    }
    return render(request, "donations/lines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def line_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One line: who sent it, the gifts it may belong to, and the two ways to settle it."""
    line = get_object_or_404(lines_of(request.user), reference=reference)
    find = FindTransferForm(request.GET or None)
    options = _options(request, line, find)
    deed = request.POST.get("do", "")
    assign = AssignLineForm(posted(request) if deed == "assign" else None, attempts=options)
    aside = SetAsideForm(posted(request) if deed == "set_aside" else None)
    status = 200
    if request.method == "POST":
        status = _settle(request, line, assign if deed == "assign" else aside)
        if not status:
            messages.success(request, _("The line is settled."))
            return redirect(f"{reverse('bank_lines')}?queue={_next_queue(request)}")
    context = {**_context(request, line), "find": find, "assign": assign, "aside": aside, "options": options}
    context["forms"] = [assign, aside]
    return render(request, "donations/line.html", context, status=status)


@require_safe
@for_partners
@never_cache
def import_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What became of one statement: counts, and the rows that nobody could read, without their values."""
    imported = get_object_or_404(imports_of(request.user), reference=reference)
    faults = [{"row": row, "field": field, "why": FAULTS.get(code, code)} for row, field, code in imported.faults]
    crumbs = [(_("Gifts"), reverse("partner_gifts")), (_("Bank statements"), reverse("bank_lines"))]
    context = {"imported": imported, "faults": faults, "crumbs": crumbs}
    return render(request, "donations/statement.html", context)


@require_POST
@for_partners
def statement(request: HttpRequest) -> HttpResponse:
    """Import a bank statement; what fits is matched, the rest waits in its queue."""
    form = StatementForm(request.POST, request.FILES)
    account = bank_account_of(request.user)
    if not form.is_valid() or account is None:
        messages.error(request, _("Choose the statement as a CSV file."))
        return redirect("bank_lines")
    try:
        imported = import_statement(by=user_of(request), account=account, data=form.cleaned_data["file"].read())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("bank_lines")
    text = _("%(lines)s lines read; those that fit are matched, the others wait to be looked at.")
    messages.success(request, text % {"lines": imported.rows})
    return redirect("statement", reference=imported.reference)


def _settle(request: HttpRequest, line: StatementLine, form: AssignLineForm | SetAsideForm) -> int:
    by = user_of(request)
    if isinstance(form, SetAsideForm):
        return attempt(form, lambda: set_aside_line(by=by, line=line, reason=form.cleaned_data["reason"]))
    return attempt(form, lambda: _assign(request, line, form.chosen()))


def _assign(request: HttpRequest, line: StatementLine, chosen: list[DonationAttempt]) -> None:
    if len(chosen) == 1:
        match_line(by=user_of(request), line=line, attempt=chosen[0])
    else:
        split_line(by=user_of(request), line=line, attempts=chosen)


def _options(request: HttpRequest, line: StatementLine, find: FindTransferForm) -> list[DonationAttempt]:
    """What may be ticked: the likeliest few, or what was looked for; whatever was ticked stays."""
    shown = list(transfers_for(line, find.codes())[:CHOICES])
    ticked = request.POST.getlist("gifts")
    missing = set(ticked) - {attempt.reference for attempt in shown}
    return shown + [row for row in transfers_for(line) if row.reference in missing] if missing else shown


def _context(request: HttpRequest, line: StatementLine) -> dict[str, Any]:
    may = may_handle_money(request.user, line.account.organisation)
    crumbs = [(_("Gifts"), reverse("partner_gifts")), (_("Bank statements"), reverse("bank_lines"))]
    return {
        "line": line,
        "why": why(line.reason),
        "waiting": line.status in WAITING,
        "may": may,
        "sender": read_sender(by=request.user, line=line) if may.passed else None,
        "payments": line.payments.select_related("gift__programme").order_by("pk"),
        "crumbs": crumbs,
    }


def _view(status: LineStatus, count: int, *, current: bool) -> dict[str, Any]:
    return {"label": status.label, "url": f"?queue={status}", "count": count, "current": current}


def _next_queue(request: HttpRequest) -> str:
    """Where work is left; else what was just settled."""
    counts = line_counts(request.user)
    return next((str(queue) for queue in WAITING if counts[queue]), str(LineStatus.MATCHED))
