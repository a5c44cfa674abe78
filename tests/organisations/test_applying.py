"""An organisation applies page by page; officers send it back, refuse it or let it in."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.documents.inspection import UploadRefused
from marketplace.notifications.queries import notices_of, work_of
from marketplace.operations.demo.partners import credit_code
from marketplace.organisations import actions
from marketplace.organisations.models import MemberRole, Membership, Organisation, Paper
from marketplace.organisations.queries import applications_of, is_member, organisations_handled_by, public_organisations
from marketplace.organisations.rules import claimable_kinds, may_see_application
from marketplace.organisations.states import OrganisationStatus
from tests.needs.city import CIXI, HAISHU, make_user
from tests.organisations.applications import PDF, admitted, another_officer, attach, begin, fill_in, submitted
from tests.refusals import refuses


@pytest.fixture
def applicant(db: None) -> User:
    return make_user("applicant")


@pytest.mark.parametrize(
    ("code", "because"),
    [
        ("91350100M000100Y44", "CREDIT_CODE_CHECK"),
        ("913501", "CREDIT_CODE_FORM"),
        ("9135O100M000100Y43", "CREDIT_CODE_FORM"),
    ],
)
def test_a_code_that_fails_its_sums_begins_nothing(applicant: User, code: str, because: str) -> None:
    refuses(because, lambda: begin(applicant, code=code))
    assert not Organisation.objects.exists()


def test_a_code_is_read_as_people_type_it(applicant: User) -> None:
    assert begin(applicant, code=" ９1350100m000100y43 ").credit_code == "91350100M000100Y43"


def test_a_code_or_name_that_takes_part_is_refused(applicant: User, charity: Organisation) -> None:
    refuses("CREDIT_CODE_TAKEN", lambda: begin(applicant, code=charity.credit_code))
    refuses("NAME_TAKEN", lambda: begin(applicant, name=charity.name))
    assert not applications_of(applicant)


def test_two_drafts_may_hold_one_code_and_the_first_one_sent_counts(applicant: User) -> None:
    rival = make_user("rival")
    code = credit_code("charity", HAISHU, 77)
    mine, theirs = begin(applicant, code=code), begin(rival, code=code)
    fill_in(applicant, mine)
    fill_in(rival, theirs)
    actions.submit_application(by=rival, organisation=theirs)
    refuses("CREDIT_CODE_TAKEN", lambda: actions.submit_application(by=applicant, organisation=mine))
    mine.refresh_from_db()
    assert mine.status == OrganisationStatus.DRAFT
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=mine.pk).update(status=OrganisationStatus.APPLIED)


def test_one_person_has_only_so_many_open(applicant: User) -> None:
    open_now = [begin(applicant) for _number in range(3)]
    refuses("TOO_MANY_APPLICATIONS", lambda: begin(applicant))
    actions.withdraw_application(by=applicant, organisation=open_now[0])
    assert begin(applicant).status == OrganisationStatus.DRAFT


@pytest.mark.parametrize("lacks", ["about", "capabilities", "registration", "evidence"])
def test_what_is_missing_keeps_it_from_the_officers(applicant: User, lacks: str) -> None:
    organisation = begin(applicant)
    fill_in(applicant, organisation)
    if lacks == "about":
        Organisation.objects.filter(pk=organisation.pk).update(summary="")
    elif lacks == "capabilities":
        actions.choose_capabilities(by=applicant, organisation=organisation, kinds=[])
    else:
        Paper.objects.filter(organisation=organisation, kind=lacks).delete()
    refuses("APPLICATION_INCOMPLETE", lambda: actions.submit_application(by=applicant, organisation=organisation))
    organisation.refresh_from_db()
    assert (organisation.status, organisation.submitted_at) == (OrganisationStatus.DRAFT, None)


def test_only_what_the_legal_form_allows_is_claimed(applicant: User) -> None:
    body = begin(applicant, kind="people_body")
    assert set(claimable_kinds("people_body")) == {"member_body", "public_fundraising", "volunteer_group"}
    for kind in ("bidder", "buyer"):  # Order 102 Art.8
        refuses(
            "CAPABILITY_DOES_NOT_FIT",
            lambda kind=kind: actions.choose_capabilities(by=applicant, organisation=body, kinds=[kind]),  # type: ignore[misc]
        )
    assert not body.capabilities.exists()


def test_another_legal_form_takes_off_what_no_longer_fits(applicant: User) -> None:
    organisation = begin(applicant)
    actions.choose_capabilities(by=applicant, organisation=organisation, kinds=["charity", "bidder"])
    actions.introduce_application(
        by=applicant, organisation=organisation, name=organisation.name, name_en="", kind="enterprise",
        credit_code=organisation.credit_code, district=HAISHU,
    )  # fmt: skip
    assert [claim.kind for claim in organisation.capabilities.all()] == ["bidder"]


def test_words_that_name_a_person_are_not_kept(applicant: User) -> None:
    organisation = begin(applicant)
    for words in ("联系人王建国，手机13800138000", "身份证号330203199001011234"):
        refuses(
            "WORDS_NAME_A_PERSON",
            lambda words=words: actions.describe_application(  # type: ignore[misc]
                by=applicant, organisation=organisation, summary=words, summary_en="", contact="总机"
            ),
        )
    organisation.refresh_from_db()
    assert organisation.summary == ""


def test_a_paper_is_checked_before_it_is_kept_and_replaces_the_old(applicant: User) -> None:
    organisation = begin(applicant)
    with pytest.raises(UploadRefused):
        actions.attach_paper(
            by=applicant, organisation=organisation, data=b"MZ no paper", valid_from=organisation.created_at.date()
        )
    assert not Paper.objects.exists()
    attach(applicant, organisation)
    attach(applicant, organisation)
    assert Paper.objects.count() == 1


def test_nobody_else_touches_or_sees_an_application(applicant: User, officer: User) -> None:
    stranger, far = make_user("stranger"), another_officer("far", CIXI)
    organisation = begin(applicant)
    refuses(
        "NOT_THE_APPLICANT",
        lambda: actions.choose_capabilities(by=stranger, organisation=organisation, kinds=["charity"]),
    )
    assert (list(applications_of(stranger)), list(organisations_handled_by(officer))) == ([], [])
    fill_in(applicant, organisation)
    actions.submit_application(by=applicant, organisation=organisation)
    assert list(organisations_handled_by(officer)) == [organisation]
    assert list(organisations_handled_by(far)) == []
    assert [may_see_application(reader, organisation) for reader in (applicant, officer, far, stranger)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not public_organisations()


def test_what_is_sent_is_not_changed_until_it_comes_back_with_a_comment(applicant: User, officer: User) -> None:
    organisation = submitted(applicant)
    refuses(
        "APPLICATION_NOT_OPEN",
        lambda: actions.choose_capabilities(by=applicant, organisation=organisation, kinds=["bidder"]),
    )
    deliver_due()
    assert [item.kind for item in work_of(officer)] == ["application_review"]
    actions.return_application(by=officer, organisation=organisation, comments={"summary": "请写明服务区域。"})
    deliver_due()
    assert not work_of(officer)
    assert [item.kind for item in work_of(applicant)] == ["application_mend"]
    assert [notice.kind for notice in notices_of(applicant)] == ["application_returned"]
    actions.describe_application(
        by=applicant, organisation=organisation, summary="在海曙区送餐。", summary_en="", contact="总机"
    )
    actions.submit_application(by=applicant, organisation=organisation)
    deliver_due()
    assert organisation.remarks.get().answered_at is not None
    assert not work_of(applicant)
    assert [item.kind for item in work_of(officer)] == ["application_review"]


def test_a_refusal_says_why_and_frees_the_code(applicant: User, officer: User) -> None:
    organisation = submitted(applicant)
    actions.refuse_application(by=officer, organisation=organisation, because="登记证书已注销。")
    deliver_due()
    organisation.refresh_from_db()
    assert (organisation.status, organisation.refused_because) == ("refused", "登记证书已注销。")
    assert [notice.kind for notice in notices_of(applicant)] == ["application_refused"]
    assert not is_member(applicant, organisation)
    assert begin(applicant, code=organisation.credit_code, name=organisation.name).status == "draft"


def test_the_applicant_becomes_the_first_manager_once_one_claim_holds(applicant: User, officer: User) -> None:
    second = another_officer()
    organisation = submitted(applicant, kinds=("charity", "bidder"))
    charity, bidder = organisation.capabilities.all()
    refuses("CLAIMS_WAITING", lambda: actions.admit(by=officer, organisation=organisation))
    for claim in (charity, bidder):
        actions.refuse_capability(by=officer, capability=claim, because="看不清。")
    refuses("NOTHING_VERIFIED", lambda: actions.admit(by=officer, organisation=organisation))
    assert not Membership.objects.exists()
    other = admitted(make_user("other"), officer, second)
    assert Membership.objects.get().role == MemberRole.MANAGER
    assert other.status == OrganisationStatus.ACTIVE
    assert list(public_organisations()) == [other]


def test_an_officer_does_not_judge_an_application_of_her_own(officer: User) -> None:
    organisation = submitted(officer)
    claim = organisation.capabilities.get()
    rows = AuditRow.objects.count()
    for deed in (
        lambda: actions.propose_capability(by=officer, capability=claim),
        lambda: actions.refuse_application(by=officer, organisation=organisation, because="不"),
        lambda: actions.return_application(by=officer, organisation=organisation, comments={"name": "不"}),
        lambda: actions.admit(by=officer, organisation=organisation),
    ):
        refuses("OWN_ORGANISATION", deed)
    assert AuditRow.objects.count() == rows
    deliver_due()
    assert not work_of(officer)


def test_what_an_officer_saw_is_not_exchanged_behind_her_back(applicant: User, officer: User) -> None:
    second = another_officer()
    organisation = submitted(applicant, kinds=("charity", "bidder"))
    charity, bidder = organisation.capabilities.all()
    for claim in (charity, bidder):
        actions.propose_capability(by=officer, capability=claim)
    actions.verify_capability(by=second, capability=charity)
    actions.return_application(by=officer, organisation=organisation, comments={"paper:bidder": "看不清。"})
    bidder.refresh_from_db()
    assert (bidder.status, bidder.proposed_by) == ("claimed", None)
    refuses("NOT_SENT_IN", lambda: actions.propose_capability(by=officer, capability=bidder))
    paper = {"by": applicant, "organisation": organisation, "data": PDF, "valid_from": clock.today()}
    refuses("PAPER_IS_SEEN", lambda: actions.attach_paper(capability=charity, **paper))
    refuses(
        "IDENTITY_VERIFIED",
        lambda: actions.introduce_application(
            by=applicant, organisation=organisation, name="另一家机构", name_en="", kind="charity",
            credit_code=organisation.credit_code, district=HAISHU,
        ),
    )  # fmt: skip
    actions.attach_paper(capability=bidder, **paper)
    actions.submit_application(by=applicant, organisation=organisation)
    assert Paper.objects.filter(capability=charity).get().number == "NO-charity"
