"""Run inside a city (`manage.py shell`): asks every address of ours as every printed login and prints who got in.

Each request is rolled back, so that none changes what the next one meets. An address about a row is asked twice:
about a row of the printed people's own, and about somebody else's.
"""

# ruff: noqa: T201
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from marketplace.accounts.models import User
from marketplace.organisations.models import Membership

FOREIGN = ("allauth", "wagtail", "django.")
REFUSED = (401, 403, 404, 410)
OWN, OTHERS = "own", "others"


@dataclass(frozen=True)
class Rows:
    """The rows of a model that addresses are about, and the column by which they belong to somebody."""

    label: str
    owner: str = ""
    """Path to an organisation, a user or a township; empty when they belong to nobody."""
    only: tuple[tuple[str, Any], ...] = ()
    says: tuple[tuple[str, str], ...] = ()
    """Parameter of the address -> path of attributes from the row; by itself a parameter is an attribute."""

    def one(self, whose: str) -> models.Model | None:
        """Somebody's row: one of a printed login, or of anybody else."""
        rows = apps.get_model(self.label)._base_manager.filter(**dict(self.only)).order_by("pk")
        if not self.owner:
            return rows.first()
        of_ours = models.Q(**{f"{self.owner}__in": OWNERS[self.owner.rsplit("__", 1)[-1]]})
        return (rows.filter(of_ours) if whose == OWN else rows.exclude(of_ours)).first()

    def value(self, row: models.Model, parameter: str) -> str:
        """What the address is told about the row."""
        return str(attrgetter(dict(self.says).get(parameter, parameter))(row))


def addresses() -> Iterator[tuple[str, dict[str, str]]]:
    """(name, parameters) of every address of ours."""
    yield from _walk(get_resolver())


def _walk(resolver: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if not pattern.namespace and "allauth" not in str(pattern.urlconf_name):
                yield from _walk(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name and not pattern.callback.__module__.startswith(FOREIGN):
            yield pattern.name, {name: type(c).__name__ for name, c in pattern.pattern.converters.items()}


LOGINS = json.loads((settings.STATE_ROOT / "demo_logins.json").read_text())
PEOPLE = {row["role"]: User.objects.get(email=row["email"]) for row in LOGINS}
OWNERS: dict[str, Any] = {
    "user": list(PEOPLE.values()),
    "by": list(PEOPLE.values()),
    "township": ["330203001"],
    "organisation": list(Membership.objects.filter(user__in=PEOPLE.values()).values_list("organisation", flat=True)),
}
OWNERS |= dict.fromkeys(["charity", "bidder", "buyer", "insurer", "id"], OWNERS["organisation"])
OWNERS |= dict.fromkeys(["applicant", "member", "proposer", "author"], OWNERS["user"])
OF_ORGANISATION = ("reference", "organisation.reference")
OF_TENDER = ("reference", "tender.reference")
OF_MILESTONE = (("reference", "milestone.reference"),)

CASES = Rows("casework.Case", "township")
DRAFTS = Rows("casework.NeedDraft", "case__township")
SHARED = Rows("casework.ContactRelease", "case__township")
UPLOADS = Rows("casework.ImportUpload", "by")
NEEDS = Rows("needs.Need", only=(("status", "published"), ("live", True)))
TENDERS = Rows("procurement.Tender")
OPEN_TENDERS = Rows("procurement.Tender", only=(("status", "open"),))
ORGANISATIONS = Rows("organisations.Organisation", "id", only=(("status", "active"),))
PROGRAMMES = Rows("donations.Programme", only=(("status", "open"),))
PLANS = Rows("donations.Programme", "charity")
GIFTS = Rows("donations.Gift", "programme__charity")
APPLICATIONS = Rows("organisations.Organisation", "applicant", only=(("applicant__isnull", False),))
ASSIGNMENTS = Rows("fulfilment.Assignment", "organisation")
ACTIVITIES = Rows("volunteers.Activity", "organisation")
RECORDS = Rows("volunteers.ServiceRecord", "sign_up__volunteer__user")
HOSTED_RECORDS = Rows("volunteers.ServiceRecord", "sign_up__activity__organisation")
WISHES = Rows("volunteers.CertificateRequest", "volunteer__user")

ABOUT = {
    CASES: "casework_case casework_edit casework_assessment casework_erase casework_new_draft",
    DRAFTS: "casework_draft casework_draft_facts casework_draft_submit casework_draft_consent casework_draft_withdraw "
    "casework_slip casework_slip_end",
    SHARED: "casework_contact",
    Rows("casework.HouseholdWord", only=(("spoken", "nobody_came"),), says=(("reference", "assignment.reference"),)): ""
    "casework_spoken",
    UPLOADS: "casework_upload casework_upload_errors casework_upload_give_up",
    NEEDS: "need claim_need need_explained new_words",
    Rows("needs.Need", only=(("status", "submitted"),)): "need_review",
    Rows("needs.Need", only=(("status", "private_match"),)): "ask_by_name",
    OPEN_TENDERS: "tender tender_ocds ask_question",
    TENDERS: "purchase revise_tender take_key panel opening compliance award draft_contract",
    Rows("procurement.Bid", "bidder"): "bid",
    Rows("procurement.Bid", "bidder", says=(OF_TENDER, ("organisation", "bidder.reference"))): "write_bid check_bid",
    Rows("procurement.Bid", says=(OF_TENDER, ("bid", "reference"))): "judge_bid",
    Rows("procurement.Seat", "member", says=(OF_TENDER,)): "seat",
    Rows("procurement.Clarification"): "answer_question",
    Rows("procurement.AwardQuery"): "answer_query",
    Rows("procurement.Contract"): "contract",
    Rows("procurement.ContractPaper", says=(("reference", "contract.award.tender.reference"),)): "contract_copy",
    Rows("procurement.Milestone"): "milestone",
    Rows("procurement.Payment", only=(("corrects__isnull", False),), says=OF_MILESTONE): "correct_payment",
    ASSIGNMENTS: "assignment assignment_day assignment_course step_back another_proof confirm_assignment "
    "evaluate_assignment casework_hand_over casework_window casework_revoke",
    Rows("fulfilment.Proof", "delivery__assignment__organisation"): "look_at_proof",
    Rows("fulfilment.Claim", "organisation"): "settle_claim",
    Rows("offers.Offer", "organisation"): "offer edit_offer offer_weeks offer_review",
    Rows("insurance.GroupProgramme", "insurer"): "group_programme edit_group_programme programme_review",
    Rows("matching.Proposal", "organisation"): "proposal",
    Rows(
        "matching.Proposal",
        "organisation",
        says=(("reference", "need.reference"), ("organisation", "organisation.reference")),
    ): "conversation",
    Rows("matching.MatchRun"): "match_run",
    Rows("volunteers.Activity", only=(("status", "published"),)): "activity",
    ACTIVITIES: "partner_activity edit_activity activity_code check_by_hand",
    Rows("volunteers.Volunteer", "organisation"): "partner_volunteer",
    RECORDS: "my_record",
    HOSTED_RECORDS: "correct_record service_check",
    Rows("volunteers.SignUp", "activity__organisation"): "record_service",
    WISHES: "withdraw_certificate",
    Rows("volunteers.CertificateRequest", "organisation"): "answer_certificate",
    Rows("volunteers.ServiceCertificate", "volunteer__user"): "service_certificate",
    ORGANISATIONS: "organisation partner_organisation members undertaking suspend_organisation",
    APPLICATIONS: "application join_tasks join_check join_withdraw join_papers join_paper join_step",
    Rows("organisations.Membership", "organisation", says=(OF_ORGANISATION, ("person", "user.reference"))): "member "
    "end_membership enter_licence",
    Rows("organisations.Capability", "organisation", says=(OF_ORGANISATION,)): "renew_capability suspend_capability",
    Rows("organisations.Reply", "organisation", says=(OF_ORGANISATION, ("reply", "reference"))): "take_back_reply",
    Rows("organisations.Invitation", "organisation", says=(OF_ORGANISATION, ("invitation", "reference"))): ""
    "take_back_invitation",
    Rows("organisations.Suspension", says=(OF_ORGANISATION, ("suspension", "reference"))): "lift_suspension",
    Rows("organisations.EligibilityList"): "eligibility_list",
    Rows("organisations.Invitation", "organisation"): "invitation",
    PROGRAMMES: "programme give",
    PLANS: "plan edit_plan ask_to_cooperate platform_files giving_watch_one",
    GIFTS: "partner_gift confirm_gift receipt_gift red_letter_gift refund_gift gift gift_pay gift_transfer "
    "gift_abandon gift_acknowledgement dedicate_gift "
    "remove_dedication",
    Rows("donations.Certificate", "gift__programme__charity", says=(("secret", "gift.secret"),)): "gift_certificate",
    Rows("donations.Certificate"): "verify_number",
    Rows(
        "donations.PlatformFile",
        "campaign__programme__charity",
        says=(("reference", "campaign.programme.reference"), ("file", "reference")),
    ): "platform_file",
    Rows("donations.Project", "proposer"): "project rewrite_project",
    Rows("donations.Project", "adoptions__charity"): "project_agreement",
    Rows("donations.Cooperation", "charity"): "cooperation",
    Rows("cms.SiteImage", says=(("name", "file.name"),)): "site_picture",
    Rows("publications.Publication", "author", only=(("kind", "need_update"),)): "own_words withdraw_words",
    Rows("publications.Publication", only=(("status", "submitted"),)): "words_review",
    Rows("publications.Publication", only=(("status", "published"), ("kind", "thanks"))): "words",
    Rows("publications.Publication", only=(("status", "published"), ("picture__isnull", False))): "words_picture",
    Rows("donations.StatementImport", "by"): "statement",
    Rows("donations.StatementLine", "imported__by"): "bank_line",
    Rows("donations.Refund", "payment__gift__programme__charity"): "refund",
    Rows("donations.Dispute", "payment__gift__programme__charity"): "dispute",
    Rows("documents.PrivateFile", only=(("purpose", "organisation_paper"),)): "private_file",
    Rows("notifications.Notice", "user"): "open_notice",
    Rows("cms.PageReport"): "page_report",
}
ROWS = {name: rows for rows, names in ABOUT.items() for name in names.split()}
FIXED: dict[str, dict[str, Any]] = {
    "new_words": {"kind": "need_update"},
    "join_paper": {"slot": "registration"},
    "join_step": {"step": "about"},
    "casework_template": {"extension": "csv"},
    "export_sheet": {"name": "open", "extension": "csv"},
    "styleguide_sheet": {"sheet": "forms"},
    "styleguide_error": {"status": 404},
}


def client_of(user: User | None) -> Client:
    """Signed in as the account, or a stranger."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def got_in(client: Client, address: str) -> bool:
    """Whether the reader may read the address or, where it only takes a form, send one."""
    response = _ask(client.get, address)
    if response.status_code == 405:
        response = _ask(client.post, address)
    return response.status_code not in REFUSED and not _to_sign_in(response)


def _ask(ask: Callable[..., HttpResponse], address: str) -> HttpResponse:
    with transaction.atomic():
        response: HttpResponse = ask(address, HTTP_HOST="127.0.0.1")
        transaction.set_rollback(True)
    return response


def _to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith("/accounts/")


def given(name: str, parameters: dict[str, str], whose: str) -> dict[str, Any] | None:
    """What the address is asked with; None when the city has no such row."""
    fixed = FIXED.get(name, {})
    left = set(parameters) - set(fixed)
    rows = ROWS.get(name)
    row = rows.one(whose) if rows and left else None
    if rows and row:
        return {**fixed, **{parameter: rows.value(row, parameter) for parameter in left}}
    return None if left else fixed


def who_gets_in(name: str, parameters: dict[str, str]) -> dict[str, list[str] | None]:
    """Whose row -> the logins for which the door opens; `own` alone where rows belong to nobody."""
    kinds = [OWN, OTHERS] if name in ROWS and ROWS[name].owner else [OWN]
    asked = {whose: given(name, parameters, whose) for whose in kinds}
    return {whose: None if kwargs is None else _opens(reverse(name, kwargs=kwargs)) for whose, kwargs in asked.items()}


def _opens(address: str) -> list[str]:
    return sorted(role for role, client in CLIENTS.items() if got_in(client, address))


NOBODY = User.objects.create_user("nobody@demo.zhulin.invalid")
CLIENTS = {role: client_of(user) for role, user in {"stranger": None, "nobody": NOBODY, **PEOPLE}.items()}
print(json.dumps({name: who_gets_in(name, parameters) for name, parameters in addresses()}))
