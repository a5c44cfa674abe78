"""May a charity file and open this programme? (Charity Law, MCA Order 74; domain.md §8 checks 1, 2, 4, 5 and 13)"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from donations.models import CampaignRecord, Gateway, PayeeAccount, Programme
from donations.rules.platforms import designated_platform
from marketplace.common.detectors import Kind, scan
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability
from marketplace.organisations.states import OrganisationStatus

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
        plan_is_complete(programme),
        no_specific_beneficiary(programme),
        filing_is_in_order(programme, number=number, filed_on=filed_on),
    )


def may_open(programme: Programme, *, on: date) -> Verdict:
    """Whether gifts may be asked for from today: everything again, since certificates and accounts change."""
    return first_refusal(
        has_charity_in_order(programme.charity, is_directed=programme.is_directed, on=on),
        no_specific_beneficiary(programme),
        has_filing(programme, on=on),
        has_own_account(programme),
    )


def has_charity_in_order(charity: Organisation, *, is_directed: bool, on: date) -> Verdict:
    """An active, verified charity; for the public also with its fundraising certificate (Charity Law Art.22)."""
    kinds = [CapabilityKind.CHARITY] if is_directed else [CapabilityKind.CHARITY, CapabilityKind.PUBLIC_FUNDRAISING]
    if charity.status == OrganisationStatus.ACTIVE and all(has_capability(charity, kind, on=on) for kind in kinds):
        return YES
    return no(
        _(
            "This charity holds no valid certificate for public fundraising. It may raise money only together with "
            "a charity that holds one, into that charity's account."
        ),
        code="NO_PF_QUALIFICATION",
    )


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
    if programme.ends_on > _years_later(programme.starts_on, years):
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


def filing_is_in_order(programme: Programme, *, number: str, filed_on: date) -> Verdict:
    """Filed at least ten days before the start; for an emergency at most ten days after it."""
    if not number.strip():
        return no(_("Enter the number under which the civil affairs bureau filed the plan."), code="NO_FILING")
    if programme.is_emergency:
        days = int(rule("plan.emergency_filing_days", on=filed_on).value)
        if filed_on <= programme.starts_on + timedelta(days=days):
            return YES
        sentence = _("An emergency plan is filed within %(days)s days after its start. Choose a later start.")
        return no(sentence % {"days": days}, code="NO_FILING")
    days = int(rule("plan.filing_lead_days", on=filed_on).value)
    if filed_on + timedelta(days=days) <= programme.starts_on:
        return YES
    sentence = _("A plan is filed at least %(days)s days before it starts. Choose a later start.")
    return no(sentence % {"days": days}, code="NO_FILING")


def has_filing(programme: Programme, *, on: date) -> Verdict:
    """The plan was filed and covers the day."""
    if not programme.filing_number or programme.filed_on is None:
        return no(_("This programme has no filed plan. The charity must file it first."), code="NO_FILING")
    if not programme.starts_on <= on <= programme.ends_on:
        return no(
            _("The filed plan covers %(start)s to %(end)s. The charity must file a new one for other days.")
            % {"start": programme.starts_on.isoformat(), "end": programme.ends_on.isoformat()},
            code="NO_FILING",
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


def campaign_is_valid(campaign: CampaignRecord, *, on: date) -> Verdict:
    """Recorded under its number on a platform designated on that day, running, with a link that leads there if any."""
    platform = designated_platform(campaign.platform, on)
    link_fits = not campaign.url or (platform is not None and platform.owns(campaign.url))
    if platform is not None and campaign.number.strip() and link_fits and campaign.runs_on(on):
        return YES
    return no(
        _(
            "Public fundraising on the internet needs a campaign that runs on a designated platform. "
            "The charity must record its platform, number and dates first."
        ),
        code="PLATFORM_NOT_DESIGNATED",
    )


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
    return int(rule(name, on=programme.starts_on).value)


def _years_later(day: date, years: int) -> date:
    """The last day of a plan of so many years; one that starts on 29 February ends on the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
