"""A charity writes, files, opens, closes and reports on a programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from donations.actions.locking import lock_programme
from donations.events import ProgrammeChanged, ProgrammeReported
from donations.ledger import fund_balance
from donations.models import CampaignRecord, Gift, Programme, ProgrammeKind, ProgrammeReport
from donations.rules import campaign_is_valid, may_file, may_open, may_run_programmes
from donations.rules.emergencies import is_unfiled
from donations.rules.giving import amount_is_possible
from donations.rules.plan_words import copy_of, is_a_copy, plan_text
from donations.rules.programmes import may_hand_in, no_specific_beneficiary
from donations.states import GIFT_LIFECYCLE, PROGRAMME_LIFECYCLE, GiftStatus, ProgrammeStatus
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from marketplace.publications.actions import Writing, replace_words, take_back_words, write_words
from marketplace.publications.states import AUTHOR_DECIDED, Kind, PublicationStatus

ENGLISH = frozenset(
    {"name_en", "purpose_en", "area_en", "leader_en", "methods_en", "account_note_en", "beneficiary_range_en",
     "selection_en", "use_en", "cost_rule_en", "leftovers_en"}
)  # fmt: skip
"""Translations of the plan: nothing that is filed, so they may follow later."""
GIVING_PAGE = frozenset({"preset_fen", "own_channel"})
"""How the giving page works, which is no words: it may change at any time."""
NOT_FILED = ENGLISH | GIVING_PAGE
"""What may change between filing and opening: the bureau does not file it."""
EDITABLE = NOT_FILED | {
    "name", "purpose", "starts_on", "ends_on", "area", "leader", "methods", "account_note", "target_fen",
    "beneficiary_range", "selection", "use", "cost_rule", "leftovers", "aid_types", "need_kinds", "areas",
    "is_emergency", "is_directed",
}  # fmt: skip
"""What a charity writes; the filing, the status and the owner are not among it."""


class ProgrammeRefused(DomainError):
    """The programme cannot be written like this."""

    code = "PROGRAMME_REFUSED"


@transaction.atomic
def create_programme(*, by: User, charity: Organisation, kind: ProgrammeKind, **plan: Any) -> Programme:
    """Begin a programme or special fund of the charity; it is a draft until its plan is filed."""
    may_run_programmes(by, charity).require()
    _check_plan(plan)
    _check_name(charity, plan.get("name", ""))
    programme = Programme.objects.create(charity=charity, kind=kind, **plan)
    audit.record(by=by, verb="programme.create", subject=programme, detail={"kind": kind})
    return programme


@transaction.atomic
def edit_programme(*, by: User, programme: Programme, **plan: Any) -> None:
    """Rewrite a draft; of a filed plan only what nobody files, and of one that the public reads no words at all."""
    may_run_programmes(by, programme.charity).require()
    locked = lock_programme(programme.pk)
    _refuse_fixed(locked, plan)
    _check_plan(plan)
    _check_name(programme.charity, plan.get("name", ""), besides=programme)
    for name, value in plan.items():
        setattr(locked, name, value)
    if locked.status != ProgrammeStatus.DRAFT:
        no_specific_beneficiary(locked).require()
    locked.save(update_fields=[*plan])
    programme.refresh_from_db()
    audit.record(by=by, verb="programme.edit", subject=programme, detail={"fields": sorted(plan)})
    if locked.status == ProgrammeStatus.FILED:
        _hand_in(by, locked)


@transaction.atomic
def hand_in_plan(*, by: User, programme: Programme) -> None:
    """Let an officer read the words of the plan; until they are approved as they stand, it is not opened.

    Nothing happens where they are approved or being read already.
    """
    may_run_programmes(by, programme.charity).require()
    locked = lock_programme(programme.pk)
    may_hand_in(locked).require()
    _hand_in(by, locked)


@transaction.atomic
def file_programme(*, by: User, programme: Programme, number: str, filed_on: date) -> None:
    """Record that the civil affairs bureau filed the plan under this number on this day, and let an officer read it.

    A plan in an emergency may be open already: it stays open.
    """
    may_run_programmes(by, programme.charity).require()
    locked = lock_programme(programme.pk)
    if locked.status != ProgrammeStatus.DRAFT and not is_unfiled(locked):
        raise ProgrammeRefused(_("This plan is filed already."), code="PLAN_IS_FILED")
    may_file(locked, number=number, filed_on=filed_on).require()
    verb = "file_late" if locked.status == ProgrammeStatus.OPEN else "file"
    try:
        with transaction.atomic():
            PROGRAMME_LIFECYCLE.advance(locked, verb, by=by, filing_number=number.strip(), filed_on=filed_on)
    except IntegrityError as error:  # the database holds the promise, whoever was faster
        raise ProgrammeRefused(
            _("Another programme has this filing number: one filing, one campaign. Check the number."),
            code="FILING_NUMBER_USED",
        ) from error
    programme.refresh_from_db()
    announce(ProgrammeChanged(programme_id=programme.pk))
    if verb == "file":
        _hand_in(by, locked)


@transaction.atomic
def open_programme(*, by: User, programme: Programme) -> None:
    """Let people give: the charity qualifies, the plan is filed and covers today, the account is the charity's.

    An emergency may begin before its filing; the bureau must file it within the days of the rule.
    """
    may_run_programmes(by, programme.charity).require()
    locked = lock_programme(programme.pk)  # nobody changes the words between reading them here and opening
    may_open(locked, on=clock.today()).require()
    begins_unfiled = locked.is_emergency and is_unfiled(locked)
    PROGRAMME_LIFECYCLE.advance(locked, "open_unfiled" if begins_unfiled else "open", by=by)
    programme.refresh_from_db()
    announce(ProgrammeChanged(programme_id=programme.pk))


@transaction.atomic
def close_programme(*, by: User, programme: Programme, because: str = "") -> None:
    """No gifts any more; what was given is still spent and reported. `because` is a code."""
    may_run_programmes(by, programme.charity).require()
    PROGRAMME_LIFECYCLE.advance(programme, "close", by=by, because=because)
    copy = copy_of(programme)
    if copy is not None and copy.status != PublicationStatus.PUBLISHED:  # no officer need read it any more
        take_back_words(by=by, kind=Kind.PLAN, subject_reference=programme.reference, because=AUTHOR_DECIDED)
    announce(ProgrammeChanged(programme_id=programme.pk))


@transaction.atomic
def record_campaign(
    *, by: User, programme: Programme, platform: str, number: str, starts_on: date, ends_on: date, url: str = ""
) -> CampaignRecord:
    """Record the campaign on a designated platform that the giving page stands beside."""
    may_run_programmes(by, programme.charity).require()
    campaign = CampaignRecord(
        programme=programme, platform=platform, number=number.strip(), url=url, starts_on=starts_on, ends_on=ends_on
    )
    if ends_on < starts_on:
        raise ProgrammeRefused(_("The campaign ends before it begins. Check the two dates."), code="DATES_REVERSED")
    _check_appeal(campaign)
    campaign_is_valid(campaign, on=max(starts_on, min(clock.today(), ends_on))).require()
    if CampaignRecord.objects.filter(platform=platform, number=campaign.number).exists():
        raise ProgrammeRefused(_("This campaign is recorded already. Check its number."), code="CAMPAIGN_RECORDED")
    campaign.save()
    audit.record(by=by, verb="programme.record_campaign", subject=campaign, detail={"platform": platform})
    announce(ProgrammeChanged(programme_id=programme.pk))
    return campaign


@transaction.atomic
def report_programme(*, by: User, programme: Programme, up_to: date, text: str, text_en: str = "") -> ProgrammeReport:
    """Tell the public what the money did up to a day; gifts used up by then are reported to their donors.

    The sums are public at once, as the law's days want them; the words when a second officer has read them.
    """
    may_run_programmes(by, programme.charity).require()
    lock_programme(programme.pk)
    if up_to > clock.today() or ProgrammeReport.objects.filter(programme=programme, up_to=up_to).exists():
        raise ProgrammeRefused(_("Choose a day up to today for which there is no report yet."), code="REPORT_DAY_TAKEN")
    balance = fund_balance(programme.pk)
    report = ProgrammeReport.objects.create(
        programme=programme,
        up_to=up_to,
        by=by,
        received_fen=max(balance.received, 0),
        spent_fen=balance.spent,
    )
    writing = Writing(text=text, text_en=text_en)
    write_words(by=by, kind=Kind.REPORT, subject_reference=report.reference, writing=writing)
    for gift in _spent_by(programme, up_to):
        GIFT_LIFECYCLE.advance(gift, "report", by=by)
    audit.record(by=by, verb="programme.report", subject=report)
    announce(ProgrammeReported(report_id=report.pk))
    return report


def _hand_in(by: User, programme: Programme) -> None:
    if programme.is_directed or is_a_copy(copy_of(programme), programme):
        return
    writing = Writing(text=plan_text(programme), text_en=plan_text(programme, "_en"))
    replace_words(by=by, kind=Kind.PLAN, subject_reference=programme.reference, writing=writing)


def _refuse_fixed(programme: Programme, plan: dict[str, Any]) -> None:
    if programme.status == ProgrammeStatus.DRAFT or set(plan) <= GIVING_PAGE:
        return
    if not set(plan) <= NOT_FILED:
        raise ProgrammeRefused(
            _("A filed plan cannot be changed here. Close the programme and file a new one."), code="PLAN_IS_FILED"
        )
    if programme.status != ProgrammeStatus.FILED:
        raise ProgrammeRefused(
            _("The public reads this plan as an officer approved it. Tell what has changed as news."),
            code="PLAN_IS_PUBLIC",
        )


def _check_appeal(campaign: CampaignRecord) -> None:
    """A fund for members is advertised to nobody; a campaign lies within the plan that was filed for it."""
    programme = campaign.programme
    if programme.is_directed:
        raise ProgrammeRefused(
            _("A fund for members may not be advertised to the public. Record no campaign for it."),
            code="DIRECTED_IN_PUBLIC",
        )
    if campaign.starts_on < programme.starts_on or campaign.ends_on > programme.ends_on:
        raise ProgrammeRefused(
            _("The campaign runs outside the days of the plan. Check its dates, or file a new plan."),
            code="CAMPAIGN_OUTSIDE_PLAN",
        )


def _spent_by(programme: Programme, day: date) -> Iterable[Gift]:
    """Gifts that are used up, the last of it by that day."""
    spent = Gift.objects.filter(programme=programme, status=GiftStatus.SPENT)
    return list(spent.exclude(shares__spending__spent_on__gt=day).order_by("pk"))


def _check_name(charity: Organisation, name: str, *, besides: Programme | None = None) -> None:
    others = Programme.objects.filter(charity=charity, name=name)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if name and others.exists():
        raise ProgrammeRefused(_("The charity has a programme of this name. Choose another name."), code="NAME_USED")


def _check_plan(plan: dict[str, Any]) -> None:
    unknown = sorted(set(plan) - EDITABLE)
    if unknown:
        raise TypeError(f"a plan has no {', '.join(unknown)}")
    starts_on, ends_on = plan.get("starts_on"), plan.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise ProgrammeRefused(_("The programme ends before it begins. Check the two dates."), code="DATES_REVERSED")
    _check_presets(plan.get("preset_fen", []))
    for field, name in (("aid_types", "codes.aid_type"), ("need_kinds", "codes.need_kind")):
        known = set(rule(name, on=clock.today()).codes())
        if not set(plan.get(field, [])) <= known:
            raise ProgrammeRefused(_("Choose from the list."), code="UNKNOWN_CODE")


def _check_presets(presets: list[int]) -> None:
    most = int(rule("programme.most_presets", on=clock.today()).value)
    if len(presets) > most or not all(amount_is_possible(fen, on=clock.today()).passed for fen in presets):
        raise ProgrammeRefused(
            _("Suggest at most %(count)s amounts, each one that can be given here.") % {"count": most},
            code="PRESETS_UNCLEAR",
        )
