"""The contract between buyer and supplier: drafted, signed by both, followed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.procurement import actions
from marketplace.procurement.forms.buying import ContractForm
from marketplace.procurement.models import Award, Contract
from marketplace.procurement.queries import contracts_visible_to
from marketplace.procurement.rules.awarding import award_stands
from marketplace.procurement.states import MilestoneStatus
from marketplace.procurement.views.papers import act, paper_context
from marketplace.procurement.views.purchases import crumbs, worked_on


@require_safe
@login_required
@never_cache
def contract_list(request: HttpRequest) -> HttpResponse:
    """The contracts that the reader is a party to, or oversees."""
    page = turn_to_page(request, contracts_visible_to(request.user).order_by("-pk"))
    return render(request, "procurement/contract_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def draft_contract(request: HttpRequest, reference: str) -> HttpResponse:
    """Number, first day and milestones that sum to the price."""
    tender = worked_on(request, reference)
    award = get_object_or_404(Award.objects.select_related("bid__bidder", "tender"), tender=tender)
    form, status, made = ContractForm(posted(request)), 200, []
    if request.method == "POST":
        status = attempt(form, lambda: made.append(_draft(user_of(request), award, form)))
        if not status:
            messages.success(request, _("Drafted. The supplier reads and signs it next."))
            return redirect("contract", reference=made[0].reference)
    verdict = award_stands(award, on=clock.today())
    context = {"tender": tender, "award": award, "form": form, "verdict": verdict, "crumbs": crumbs(tender)}
    return render(request, "procurement/draft_contract.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def contract(request: HttpRequest, reference: str) -> HttpResponse:
    """Read it, give and confirm its paper, follow its milestones and what is settled."""
    row = get_object_or_404(contracts_visible_to(request.user), reference=reference)
    shown, status = act(request, row)
    if request.method == "POST" and not status:
        return redirect("contract", reference=reference)
    milestones = list(row.milestones.prefetch_related("evidence__file", "payments"))
    context = {
        "contract": row,
        "tender": row.award.tender,
        "supplier": row.award.bid.bidder,
        "milestones": milestones,
        "accepted_fen": sum(each.fen for each in milestones if each.status == MilestoneStatus.ACCEPTED),
        "paid_fen": sum(each.paid_fen for each in milestones),
        "open_fen": sum(each.fen for each in milestones if each.status != MilestoneStatus.ACCEPTED),
        "crumbs": [(_("Contracts"), reverse("contracts"))],
        **paper_context(request, row),
        **shown,
    }
    return render(request, "procurement/contract.html", context, status=status or 200)


def _draft(by: User, award: Award, form: ContractForm) -> Contract:
    data = form.cleaned_data
    return actions.draft_contract(
        by=by, award=award, number=data["number"], starts_on=data["starts_on"], parts=form.parts()
    )
