"""May a charity file this programme, and where is it paid? (MCA Order 74; domain.md §8 checks 1, 2 and 13)"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from donations.models import Gateway, PayeeAccount, Programme
from donations.rules.charities import has_charity_in_order, years_later
from donations.rules.cooperations import agreement_holds
from donations.rules.emergencies import filing_is_in_order
from donations.states import ProgrammeStatus
from marketplace.common import clock
from marketplace.common.detectors import Kind, scan
from marketplace.common.rule_data import rule_or_first
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.organisations.models import Organisation

PLAN_FIELDS = (
    "purpose", "area", "leader", "methods", "account_note", "target_fen", "beneficiary_range", "selection", "use",
    "cost_rule", "leftovers",
)  # fmt: skip
"""What Order 74 Art.10 wants in a plan, beside its dates."""
TEXTS = ("name", "purpose", "beneficiary_range", "selection", "use")
"""Where a plan could name somebody, in either language."""
A_PERSON = frozenset(
    {Kind.NAME, Kind.RESIDENT_ID, Kind.DISABILITY_CERTIFICATE, Kind.PASSPORT, Kind.DATE_OF_BIRTH, Kind.MOBILE,
     Kind.BANK_CARD, Kind.WECHAT, Kind.QQ}
)  # fmt: skip
"""Findings that point at one person; a hospital or a school in a plan is no beneficiary."""


def may_file(programme: Programme, *, number: str, filed_on: date) -> Verdict:
    """Whether the plan is complete and was filed in time; the bureau's number and day are recorded with it."""
    return first_refusal(
        has_charity_in_order(programme.charity, is_directed=programme.is_directed, on=filed_on),
        agreement_holds(programme, on=clock.today()),
        plan_is_complete(programme),
        no_specific_beneficiary(programme),
        filing_is_in_order(programme, number=number, filed_on=filed_on),
    )


def may_hand_in(programme: Programme) -> Verdict:
    """Whether an officer can be asked to read the plan: it is not public yet, complete, and names nobody."""
    if programme.status not in (ProgrammeStatus.DRAFT, ProgrammeStatus.FILED):
        return no(
            _("The public reads this plan as an officer approved it. Tell what has changed as news."),
            code="PLAN_IS_PUBLIC",
        )
    return first_refusal(plan_is_complete(programme), no_specific_beneficiary(programme))


def plan_is_complete(programme: Programme) -> Verdict:
    """Every field of Order 74 Art.10 is filled, and the plan is not longer than allowed."""
    missing = [name for name in PLAN_FIELDS if not getattr(programme, name)]
    if missing:
        labels = ", ".join(str(programme._meta.get_field(name).verbose_name) for name in missing)  # type: ignore[union-attr]
        return no(
            _("The plan lacks: %(fields)s. Complete it, file it, then record the filing.") % {"fields": labels},
            code="NO_FILING",
        )
    years = _years_allowed(programme)
    if programme.ends_on > years_later(programme.starts_on, years):
        return no(
            _("A plan like this may run for at most %(years)s years. Shorten it and file it.") % {"years": years},
            code="NO_FILING",
        )
    return YES


def no_specific_beneficiary(programme: Programme) -> Verdict:
    """A plan helps a range of people chosen by a rule, never a named one (Order 74 Art.10(6))."""
    texts = [getattr(programme, name + ending) for name in TEXTS for ending in ("", "_en")]
    if any(finding.kind in A_PERSON for text in texts for finding in scan(text)):
        return no(
            _(
                "The plan names or describes one person. Describe the range of people who benefit and how they are "
                "chosen; help for one household is agreed afterwards."
            ),
            code="SPECIFIC_BENEFICIARY",
        )
    return YES


def has_own_account(programme: Programme) -> Verdict:
    """The charity can be paid, and every account is in its own name; a fund has none of its own (check 13)."""
    accounts = list(PayeeAccount.objects.filter(organisation=programme.charity_id, closed_at__isnull=True))
    if accounts and all(account_is_the_charitys(account, programme.charity) for account in accounts):
        return YES
    return no(
        _("The account for gifts is not in the charity's own name. Record an account that the charity itself holds."),
        code="ACCOUNT_NOT_CHARITY",
    )


def account_is_the_charitys(account: PayeeAccount, charity: Organisation) -> bool:
    """Whether the holder is the charity itself, by its registered name."""
    return account.holder_name.strip() in {charity.name, charity.name_en} - {""}


def provider_is_available(account: PayeeAccount | None, gateway: Gateway, *, mainland_allowed: bool) -> Verdict:
    """Whether the charity can be paid this way now; `mainland_allowed` is true only beside the twin."""
    if account is not None and gateway == Gateway.BANK_TRANSFER:
        return YES
    if account is not None and account.charges_enabled and (mainland_allowed or not account.organisation.is_mainland):
        return YES
    sentences = {
        Gateway.STRIPE: _("Online payment is not available for this charity. Please give by bank transfer."),
        Gateway.BANK_TRANSFER: _("This charity has recorded no bank account. Please give online or ask the charity."),
    }
    return no(sentences[gateway], code="PROVIDER_NOT_AVAILABLE")


def _years_allowed(programme: Programme) -> int:
    name = "plan.emergency_maximum_years" if programme.is_emergency else "plan.maximum_years"
    return int(rule_or_first(name, on=programme.starts_on).value)
