"""`/partner/programmes/<reference>/`: a charity writes a plan, records its filing and campaigns, opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from donations.actions import (
    close_programme,
    create_programme,
    edit_programme,
    file_programme,
    hand_in_plan,
    open_programme,
    record_bank_account,
    record_campaign,
    report_programme,
)
from donations.forms import (
    BankAccountForm,
    CampaignForm,
    FilingForm,
    GivingPageForm,
    NewPlanForm,
    PlanForm,
    ReportForm,
    TranslationForm,
)
from donations.models import Programme, ProgrammeKind
from donations.queries import accounts_of, programmes_of
from donations.queries.plans import public_plan
from donations.queries.said import reports_of
from donations.rules import decide, may_run_programmes
from donations.rules.charities import has_charity_in_order
from donations.rules.emergencies import filing_deadline, is_unfiled, report_clock
from donations.rules.people import RUN_PROGRAMMES
from donations.rules.plan_words import copy_of, is_a_copy, plan_was_read
from donations.rules.platforms import platform_title
from donations.states import PROGRAMME_LIFECYCLE, ProgrammeStatus
from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.naming import language
from marketplace.common.verdict import Sentence
from marketplace.organisations.doors import for_partners
from marketplace.organisations.queries import organisations_where
from marketplace.publications.states import PublicationStatus

Deed = Callable[[User, Programme, Any], object]


FORMS: Final[dict[str, type[forms.Form]]] = {
    "file": FilingForm, "campaign": CampaignForm, "report": ReportForm, "hand_in": forms.Form,
    "open": forms.Form, "close": forms.Form,
}  # fmt: skip
DEEDS: Final[dict[str, tuple[Deed, Sentence]]] = {
    "file": (
        lambda by, programme, data: file_programme(by=by, programme=programme, **data),
        gettext_lazy("The filing is recorded. Next: record a campaign; when an officer has read the plan, open it."),
    ),
    "campaign": (
        lambda by, programme, data: record_campaign(by=by, programme=programme, **data),
        gettext_lazy("The campaign is recorded."),
    ),
    "hand_in": (
        lambda by, programme, _data: hand_in_plan(by=by, programme=programme),
        gettext_lazy("The plan is with the officers of the bureau. You are told when they have read it."),
    ),
    "open": (
        lambda by, programme, _data: open_programme(by=by, programme=programme),
        gettext_lazy("The programme is open for gifts."),
    ),
    "close": (
        lambda by, programme, _data: close_programme(by=by, programme=programme),
        gettext_lazy("Closed. It takes no gifts any more; what was given is still spent and reported."),
    ),
    "report": (
        lambda by, programme, data: report_programme(by=by, programme=programme, **data),
        gettext_lazy("The sums are public; the words follow when a second officer has read them."),
    ),
}
"""Button -> what it does, and what is said afterwards."""
EDITED_AS: Final = {ProgrammeStatus.DRAFT: PlanForm, ProgrammeStatus.FILED: TranslationForm}


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def new_plan(request: HttpRequest) -> HttpResponse:
    """Begin a programme or special fund; nobody sees it before it is filed and opened."""
    charities = organisations_where(request.user, RUN_PROGRAMMES)
    form = NewPlanForm(posted(request), charities=charities)
    made: list[Programme] = []
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: made.append(_create(request, form)))
        if not status:
            messages.success(request, _("The draft is saved. File the plan with the bureau, then record the filing."))
            return redirect("plan", reference=made[0].reference)
    context = {"form": form, "may_write": charities.exists(), "crumbs": _crumbs()}
    return render(request, "donations/plan_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def edit_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """Rewrite a draft; of a filed plan only the English, of a public one only how its giving page works."""
    programme = get_object_or_404(programmes_of(request.user), reference=reference)
    form, status = (
        EDITED_AS.get(ProgrammeStatus(programme.status), GivingPageForm)(posted(request), instance=programme),
        200,
    )
    if request.method == "POST":
        deed = lambda: edit_programme(by=user_of(request), programme=_fresh(programme), **form.plan())  # noqa: E731
        status = attempt(form, deed)
        if not status:
            messages.success(request, _("Saved."))
            return redirect("plan", reference=reference)
    context = {
        "form": form,
        "programme": programme,
        "may_write": may_run_programmes(request.user, programme.charity).passed,
        "crumbs": [*_crumbs(), (programme.title, reverse("plan", args=[reference]))],
    }
    return render(request, "donations/plan_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def plan_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What the law still asks for, and the next step: file, record a campaign, open, report, close."""
    programme = get_object_or_404(programmes_of(request.user), reference=reference)
    deed = request.POST.get("do", "")
    if request.method == "POST" and deed not in DEEDS:
        raise Http404
    sent = posted(request)
    given = {name: form(sent if name == deed else None, auto_id=f"{name}-%s") for name, form in FORMS.items()}
    status = 200
    if request.method == "POST":
        do, said = DEEDS[deed]
        status = attempt(given[deed], lambda: do(user_of(request), programme, given[deed].cleaned_data))
        if not status:
            messages.success(request, str(said))
            return redirect("plan", reference=reference)
    return render(request, "donations/plan.html", _context(request, programme, given), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def payee_accounts(request: HttpRequest) -> HttpResponse:
    """Where the charity is paid; a new bank account closes the earlier one. The person signs in again first.

    A form sent too late is not kept for afterwards: an account number does not wait in a session.
    """
    try:
        answer: HttpResponse = _accounts(request)
    except ReauthenticationRequired:
        if request.method != "POST":
            raise
        return redirect("payee_accounts")
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _accounts(request: HttpRequest) -> HttpResponse:
    charities = organisations_where(request.user, RUN_PROGRAMMES)
    form, status = BankAccountForm(posted(request), charities=charities), 200
    if request.method == "POST":
        status = attempt(form, lambda: record_bank_account(by=user_of(request), **form.cleaned_data))
        if not status:
            messages.success(request, _("The account is recorded. Donors who transfer see it from now on."))
            return redirect("payee_accounts")
    context = {
        "accounts": accounts_of(request.user),
        "form": form,
        "may_write": charities.exists(),
        "crumbs": _crumbs(),
    }
    return render(request, "donations/accounts.html", context, status=status)


def _context(request: HttpRequest, programme: Programme, given: dict[str, forms.Form]) -> dict[str, Any]:
    may = may_run_programmes(request.user, programme.charity)
    today = clock.today()
    return {
        "programme": programme,
        "decision": decide(programme, on=today),
        "report_clock": report_clock(programme, on=today),
        "filing_deadline": filing_deadline(programme) if programme.is_emergency and is_unfiled(programme) else None,
        "plan": public_plan(programme),
        "campaigns": [(platform_title(row.platform, language()), row) for row in programme.campaigns.all()],
        "reports": reports_of(programme),
        "may": may,
        "moves": _moves(programme) if may.passed else {},
        "cooperation": programme.cooperations.select_related("charity", "initiator").first(),
        "asks_together": may.passed and _could_ask_together(programme),
        "is_draft": programme.status == ProgrammeStatus.DRAFT,
        "is_public": programme.status in {ProgrammeStatus.OPEN, ProgrammeStatus.CLOSED} and not programme.is_directed,
        "reading": _reading(programme),
        "given": given,
        "forms": list(given.values()),
        "crumbs": _crumbs(),
    }


def _could_ask_together(programme: Programme) -> bool:
    """A draft for the public of a charity that holds no certificate, with nobody asked yet."""
    draft = programme.status == ProgrammeStatus.DRAFT and not programme.is_directed
    qualified = has_charity_in_order(programme.charity, is_directed=False, on=clock.today()).passed
    return draft and not qualified and not programme.cooperations.filter(ended_at__isnull=True).exists()


def _reading(programme: Programme) -> dict[str, Any]:
    """How far the second officer's reading has come, what is to be mended, and whether it can be handed in."""
    verdict, copy = plan_was_read(programme), copy_of(programme)
    returned = copy is not None and copy.status == PublicationStatus.RETURNED
    open_for_it = programme.status in (ProgrammeStatus.DRAFT, ProgrammeStatus.FILED)
    return {
        "shown": open_for_it and not programme.is_directed,
        "verdict": verdict,
        "remark": copy.remark if copy is not None and returned else "",
        "may_hand_in": not verdict.passed and not is_a_copy(copy, programme),
    }


def _moves(programme: Programme) -> dict[str, bool]:
    """Which next steps the lifecycle knows; an emergency may also open first and be filed afterwards."""
    may = {verb: PROGRAMME_LIFECYCLE.may(programme, verb).passed for verb in ("file", "open", "close")}
    if programme.is_emergency and is_unfiled(programme):
        may["file"] |= programme.status == ProgrammeStatus.OPEN
        may["open"] |= programme.status == ProgrammeStatus.DRAFT
    return may


def _create(request: HttpRequest, form: NewPlanForm) -> Programme:
    data = form.cleaned_data
    kind = ProgrammeKind(data["kind"])
    return create_programme(by=user_of(request), charity=data["charity"], kind=kind, **form.plan())


def _fresh(programme: Programme) -> Programme:
    """The row as stored: the form's own copy is for showing what was typed."""
    return Programme.objects.select_related("charity").get(pk=programme.pk)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Programmes and funds"), reverse("partner_programmes"))]
