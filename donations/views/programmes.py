"""`/programmes/`: what money can be given to, and giving itself."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from donations.actions import begin_gift, start_checkout, start_transfer
from donations.forms import GiftForm
from donations.gateways.port import GatewayError
from donations.models import Gift, Programme
from donations.queries import (
    dedications_of,
    gifts_by_month,
    named_gifts,
    news_of,
    open_programmes,
    platform_links,
    programme_figures,
    public_programmes,
    public_spendings,
)
from donations.queries.giving import presets_of
from donations.queries.plans import public_plan
from donations.queries.said import reports_of
from donations.rules import may_be_given_to
from donations.rules.charities import certificate_of
from donations.rules.cooperations import cooperation_of
from donations.rules.emergencies import filing_deadline, is_unfiled, report_clock
from donations.rules.people import may_tell_news
from donations.rules.wallets import wallets_for
from donations.views.returning import remember, return_addresses
from marketplace.common import clock
from marketplace.common.naming import language
from marketplace.common.paging import turn_to_page
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError
from marketplace.organisations.queries import eligibility_on

PER_PAGE = 12
FEW, FEW_NEWS = 8, 5
CNY = "CNY"


@require_GET
def programme_list(request: HttpRequest) -> HttpResponse:
    """Open programmes and funds, by name."""
    page = Paginator(open_programmes(), PER_PAGE).get_page(request.GET.get("page"))
    cards = [{"programme": programme, "figures": programme_figures(programme)} for programme in page]
    return render(request, "donations/programme_list.html", {"page": page, "cards": cards})


@require_GET
def programme_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The filed plan, the payee, whether gifts are deductible this year and why, and where the money went."""
    programme = get_object_or_404(public_programmes(), reference=reference)
    said = {"news": news_of(programme)[:FEW_NEWS], "dedications": turn_to_page(request, dedications_of(programme), FEW)}
    writes = may_tell_news(request.user, programme).passed
    return render(request, "donations/programme.html", _context(programme) | said | {"writes": writes})


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, reference: str) -> HttpResponse:
    """The charity's own-name channel beside its campaign on a designated platform; refuses without one."""
    programme = get_object_or_404(public_programmes(), reference=reference)
    verdict = may_be_given_to(programme, on=clock.today())
    presets = presets_of(programme, programme_figures(programme))
    form = GiftForm(request.POST or None, presets=presets, asked=request.GET.get("amount", ""))
    if request.method == "POST" and verdict.passed and form.is_valid():
        answer = _begin(request, programme, form)
        if answer is not None:
            return answer
    context = {**_context(programme), "form": form, "verdict": verdict, **_ways_to_pay()}
    return render(request, "donations/give.html", context, status=200 if verdict.passed else 409)


def _begin(request: HttpRequest, programme: Programme, form: GiftForm) -> HttpResponse | None:
    """The gift, then the way to pay it; a refusal stands in the form and nothing typed is lost."""
    try:
        gift = begin_gift(by=None, programme=programme, wish=form.wish(language()))
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    return pay(request, gift, form.cleaned_data["method"])


def pay(request: HttpRequest, gift: Gift, method: str) -> HttpResponse:
    """To the provider's page, or to the reference code of a transfer; when neither works, the gift's page says why."""
    link = reverse("gift", args=[gift.secret])
    try:
        if method == "transfer":
            start_transfer(by=None, gift=gift)
            return redirect(link)
        page = start_checkout(by=None, gift=gift, **return_addresses())
    except GatewayError as error:
        return redirect(f"{link}?refused={error.code}")
    except DomainError as error:
        return redirect(f"{link}?refused={error.code}")
    return remember(request, redirect(page), gift)


def _ways_to_pay() -> dict[str, object]:
    """The wallets that can pay here, in the reader's language, and how much one payment takes."""
    today = clock.today()
    wallets = _(", ").join(wallet.label(language()) for wallet in wallets_for(CNY, on=today))
    return {"wallets": wallets, "most_online": int(rule("donation.maximum_online_fen", on=today).value)}


def _context(programme: Programme) -> dict[str, object]:
    today = clock.today()
    return {
        "programme": programme,
        "figures": programme_figures(programme),
        "spendings": public_spendings(programme).annotate(gifts=Count("shares__gift", distinct=True))[:20],
        "eligible": eligibility_on(programme.charity, today),
        "year": today.year,
        "campaigns": [(platform.title(language()), campaign) for platform, campaign in platform_links(programme)],
        "plan": public_plan(programme),
        "named": named_gifts(programme).order_by("-received_at")[:20],
        "reports": reports_of(programme)[:4],
        "may_give": may_be_given_to(programme, on=today),
        "report_clock": report_clock(programme, on=today),
        "filing_deadline": filing_deadline(programme) if programme.is_emergency and is_unfiled(programme) else None,
        "cooperation": cooperation_of(programme),
        "certificate": certificate_of(programme.charity, on=today),
        "months": gifts_by_month(programme)[:12],
    }
