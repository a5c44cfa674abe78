"""What an application must be before officers look at it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.detectors import Kind, scan
from marketplace.common.identifiers import credit_code as check_credit_code
from marketplace.common.rule_data import RuleMissing, rule
from marketplace.common.verdict import YES, Sentence, Verdict, first_refusal, no
from marketplace.organisations.models import Capability, CapabilityKind, Organisation, PaperKind
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.states import NOT_YET_OR_NO_MORE, CapabilityStatus, OrganisationStatus

A_PERSON = frozenset(
    {
        Kind.RESIDENT_ID, Kind.DISABILITY_CERTIFICATE, Kind.PASSPORT, Kind.DATE_OF_BIRTH, Kind.MOBILE, Kind.BANK_CARD,
        Kind.WECHAT, Kind.QQ, Kind.NAME, Kind.PLATE, Kind.DIAGNOSIS,
    }
)  # fmt: skip
"""Findings that point at a person; an organisation may well give its own office and switchboard."""
OPEN = (OrganisationStatus.DRAFT, OrganisationStatus.RETURNED, OrganisationStatus.APPLIED)
EDITABLE = (OrganisationStatus.DRAFT, OrganisationStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Missing:
    """What an application still lacks, and on which of its pages it is entered."""

    step: str
    sentence: Sentence


def may_begin(person: User) -> Verdict:
    """One person has only so many applications open."""
    most = int(rule("organisations.open_applications", on=clock.today()).value)
    if Organisation.objects.filter(applicant=person, status__in=OPEN).count() < most:
        return YES
    return no(
        _("You have %(most)s applications open already. Finish or withdraw one of them first.") % {"most": most},
        code="TOO_MANY_APPLICATIONS",
    )


def may_edit(person: object, organisation: Organisation) -> Verdict:
    """The applicant, while the application is written or sent back."""
    if not isinstance(person, User) or organisation.applicant_id != person.pk:
        return no(_("Only the person who began this application can change it."), code="NOT_THE_APPLICANT")
    if organisation.status in EDITABLE:
        return YES
    return no(
        _("The application is with the officers now. They send it back if something is to be changed."),
        code="APPLICATION_NOT_OPEN",
    )


def identity_may_change(organisation: Organisation, *, name: str, code: str, kind: str) -> Verdict:
    """What officers verified was verified of this name, code and form; it is not carried over to another."""
    if (organisation.name, organisation.credit_code, organisation.kind) == (name, code, kind):
        return YES
    if not any(claim.status == CapabilityStatus.VERIFIED for claim in organisation.capabilities.all()):
        return YES
    return no(
        _("Officers have verified papers under this name and code. Give this application up and begin a new one."),
        code="IDENTITY_VERIFIED",
    )


def paper_may_change(capability: Capability | None) -> Verdict:
    """An officer who has seen a paper must not find another one in its place."""
    if capability is None or capability.status == CapabilityStatus.CLAIMED:
        return YES
    return no(_("An officer has seen this paper already; it is not exchanged now."), code="PAPER_IS_SEEN")


def code_is_free(code: str, *, but: Organisation | None = None) -> Verdict:
    """A credit code that passes its sums and that no other organisation has joined or applied with."""
    verdict = check_credit_code(code)
    if not verdict:
        return verdict
    taken = Organisation.objects.filter(credit_code=code).exclude(status__in=NOT_YET_OR_NO_MORE)
    if not (taken.exclude(pk=but.pk) if but else taken).exists():
        return YES
    return no(
        _("An organisation with this code has joined or applied already. Ask its manager to invite you."),
        code="CREDIT_CODE_TAKEN",
    )


def name_is_free(name: str, *, but: Organisation | None = None) -> Verdict:
    """Two organisations of one name could be mistaken for each other."""
    taken = Organisation.objects.filter(name=name).exclude(status__in=NOT_YET_OR_NO_MORE)
    if not (taken.exclude(pk=but.pk) if but else taken).exists():
        return YES
    return no(
        _("An organisation of this name has joined or applied already. Enter the full registered name."),
        code="NAME_TAKEN",
    )


def claimable_kinds(form: str) -> tuple[str, ...]:
    """What an organisation of this legal form may ask to be."""
    try:
        return tuple(rule(f"organisations.may_claim.{form}", on=clock.today()).value)
    except RuleMissing:
        return ()


def capability_fits(organisation: Organisation, kind: str) -> Verdict:
    """Whether the law lets an organisation of this form be that."""
    if kind in claimable_kinds(organisation.kind):
        return YES
    return no(
        _("An organisation of this legal form cannot be verified as “%(kind)s”. Choose something else.")
        % {"kind": CapabilityKind(kind).label},
        code="CAPABILITY_DOES_NOT_FIT",
    )


def words_name_nobody(*texts: str) -> Verdict:
    """What an organisation writes for the public points at no person."""
    if not any(finding.kind in A_PERSON for text in texts for finding in scan(text)):
        return YES
    return no(
        _("The text names a person or gives a private number. Take it out; the office and its number may stay."),
        code="WORDS_NAME_A_PERSON",
    )


def missing_parts(organisation: Organisation) -> list[Missing]:
    """Everything that is still to be entered, in the order of the pages."""
    missing = []
    if not organisation.summary:
        missing.append(Missing("about", _("Say what your organisation does.")))
    if not organisation.contact:
        missing.append(Missing("about", _("Enter how your office can be reached.")))
    claims = [claim for claim in organisation.capabilities.all() if claim.status in WAITING]
    if not claims:
        missing.append(Missing("capabilities", _("Choose at least one thing that you want to be.")))
    papers = list(organisation.papers.all())
    if not any(paper.kind == PaperKind.REGISTRATION for paper in papers):
        missing.append(Missing("papers", _("Upload the registration certificate.")))
    proven = {paper.capability_id for paper in papers}
    for claim in claims:
        if claim.pk not in proven:
            sentence = _("Upload the paper that shows: %(kind)s.") % {"kind": claim.get_kind_display()}
            missing.append(Missing("papers", sentence))
    return missing


def application_is_complete(organisation: Organisation) -> Verdict:
    """Whether it may go to the officers."""
    missing = missing_parts(organisation)
    if missing:
        return no(missing[0].sentence, code="APPLICATION_INCOMPLETE")
    claims = [claim for claim in organisation.capabilities.all() if claim.status in WAITING]
    return first_refusal(
        code_is_free(organisation.credit_code, but=organisation),
        name_is_free(organisation.name, but=organisation),
        words_name_nobody(organisation.summary, organisation.summary_en),
        *(capability_fits(organisation, claim.kind) for claim in claims),
    )
