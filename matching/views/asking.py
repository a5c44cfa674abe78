"""`/matching/private/`, `/matching/private/<ref>/`: what is not open to everybody is offered to partners by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.common.rule_data import rule
from marketplace.fulfilment.places import places_left
from marketplace.fulfilment.states import LIVE
from marketplace.needs.models import Need
from marketplace.needs.states import Audience, NeedStatus
from matching.actions import ask_partners, broker
from matching.forms import AskForm
from matching.models import Proposal
from matching.parts import points_text
from matching.policies import DEFAULT_POLICY, load_policy
from matching.ports import entrusting
from matching.queries import voice_for
from matching.states import ProposalStatus
from matching.suitable import Suited, first_refusals, suited_to

WANTING = (NeedStatus.PUBLISHED, NeedStatus.PRIVATE_MATCH)
SHOWN = 40
"""Partners that the page offers to ask; more would be read by nobody."""


@require_safe
@login_required
@never_cache
def private_desk(request: HttpRequest) -> HttpResponse:
    """Needs of the reader's area that not everybody may see and that still want help, the longest waiting first."""
    rows = turn_to_page(request, _wanting(request).exclude(audience=Audience.OPEN))
    context = {"page": rows, "rows": [(need, _days(need), need.helpers - need.promised) for need in rows.rows]}
    return render(request, "matching/private_desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def ask_by_name(request: HttpRequest, reference: str) -> HttpResponse:
    """Who may be asked and why, what each would read, and what became of those who were asked."""
    need = get_object_or_404(_of_reader(request), reference=reference)
    values = entrusting().look(by=_user(request), need=need) if need.audience == Audience.PRIVATE else {}
    asked_for = request.POST if request.method == "POST" else request.GET
    told = [name for name in asked_for.getlist("told") if name in values]
    policy = load_policy(DEFAULT_POLICY)
    suited = suited_to(need, policy, {name: values[name] for name in told}) if need.status in WANTING else []
    waiting = set(_asked(need).filter(status=ProposalStatus.PROPOSED).values_list("supplier_reference", flat=True))
    suited = [each for each in suited if each.helper.reference not in waiting]
    form, status = _form(request, need, suited, values), 200
    if request.method == "POST":
        made: list[Proposal] = []
        status = attempt(form, lambda: made.extend(_ask(request, need, form)))
        if not status:
            messages.success(request, _("Asked. You will be told as soon as one of them says yes, or all said no."))
            return redirect("ask_by_name", reference=reference)
    return render(request, "matching/ask.html", _context(need, suited, values, form), status=status)


def _form(request: HttpRequest, need: Need, suited: list[Suited], values: dict[str, str]) -> AskForm:
    days = int(rule("matching.named_days", on=clock.today()).value)
    said = entrusting().said(values)
    return AskForm(
        posted(request),
        partners=[(each.helper.reference, each.helper.name) for each in suited if each.may_be_asked][:SHOWN],
        fields=[(name, f"{label}: {value}") for name, label, value in said],
        several=need.audience != Audience.OPEN,
        initial={"until": clock.today() + timedelta(days=days), "told": request.GET.getlist("told")},
    )


def _ask(request: HttpRequest, need: Need, form: AskForm) -> list[Proposal]:
    said = form.cleaned_data
    if need.audience == Audience.OPEN:
        (supplier,) = said["partners"]
        return [broker(by=_user(request), need=need, supplier=supplier, reason=said["because"], until=form.end())]
    return ask_partners(
        by=_user(request),
        need=need,
        suppliers=said["partners"],
        fields=said["told"],
        until=form.end(),
        reason=said["because"],
    )


def _context(need: Need, suited: list[Suited], values: dict[str, str], form: AskForm) -> dict[str, Any]:
    voice = voice_for(load_policy(DEFAULT_POLICY))
    may_be_asked = [each for each in suited if each.may_be_asked][:SHOWN]
    return {
        "need": need,
        "days": _days(need),
        "free": max(places_left(need), 0) if need.status in WANTING else 0,
        "form": form,
        "may_tell": entrusting().may_tell(need) if need.audience == Audience.PRIVATE else None,
        "values": values,
        "partners": [
            (each.helper.name, points_text(each.score), [voice.say(why) for why in each.reasons])
            for each in may_be_asked
        ],
        "refused": [(voice.say(sentence), count) for sentence, count in first_refusals(suited)],
        "asked": _asked(need),
        "shows_words": need.audience != Audience.PRIVATE,
        "crumbs": [(_("Asking by name"), reverse("private_desk"))],
    }


def _asked(need: Need) -> QuerySet[Proposal]:
    """Whom a person asked, the newest first, with their answers."""
    rows = Proposal.objects.filter(need=need, run__isnull=True)
    return rows.select_related("organisation", "asked_by", "response").order_by("-pk")


def _wanting(request: HttpRequest) -> QuerySet[Need, Any]:
    """Of the reader's area, with a place that nobody has promised yet, and how many answers are waited for."""
    promised = Count("assignments", filter=Q(assignments__status__in=sorted(LIVE)), distinct=True)
    waiting = Count("proposals", filter=Q(proposals__status=ProposalStatus.PROPOSED), distinct=True)
    rows = _of_reader(request).filter(status__in=WANTING).annotate(promised=promised, asked=waiting)
    return rows.order_by("created_at", "pk")


def _of_reader(request: HttpRequest) -> QuerySet[Need]:
    """For everybody but caseworkers and officers there are no such pages."""
    if not any(holds_role(request.user, role) for role in (Role.CASEWORKER, Role.OFFICER)):
        raise Http404
    return entrusting().needs_for(request.user)


def _days(need: Need) -> int:
    """Whole days since it was released, or kept for private match."""
    return (clock.now() - (need.released_at or need.created_at)).days


def _user(request: HttpRequest) -> User:
    """`login_required` has seen to it."""
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
