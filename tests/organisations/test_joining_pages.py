"""Through the pages without a script: an organisation applies, two officers let it in, it invites somebody."""

from __future__ import annotations

from itertools import count

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.operations.demo.partners import credit_code
from marketplace.organisations import actions
from marketplace.organisations.models import Invitation, Membership, Organisation, Paper, Reply, SocialWorkLicence
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus
from tests.casework.sites import Site
from tests.counting import costs_the_same
from tests.needs.city import HAISHU, make_user
from tests.organisations.applications import PDF, another_officer, begin, submitted

WHO = {"name": "月湖志愿队", "name_en": "", "kind": "volunteer_org", "body": "", "district": HAISHU}
CODE = credit_code("volunteer_org", HAISHU, 801)


def upload() -> dict[str, object]:
    return {"file": SimpleUploadedFile("护照.pdf", PDF), "number": "A-1", "valid_from": "2025-01-01", "valid_to": ""}


@pytest.fixture
def site(db: None) -> Site:
    return Site(make_user("applicant"))


def address(name: str, organisation: Organisation, *more: str) -> str:
    return reverse(name, args=[organisation.reference, *more])


def test_the_way_in_is_public_and_says_how_it_goes(client: Client, db: None) -> None:
    for language, words in (("en", "Make an account and begin"), ("zh-hans", "注册账号并开始")):
        client.cookies["language"] = language
        assert words in client.get(reverse("join_start")).content.decode()
    assert client.get(reverse("join_new")).url.startswith(reverse("account_login"))  # type: ignore[attr-defined]


def test_what_was_typed_stays_when_the_code_is_wrong(site: Site) -> None:
    answer = site.sends(reverse("join_new"), 422, **WHO, credit_code="91350100M000100Y44").content.decode()
    assert "91350100M000100Y44" in answer
    assert "月湖志愿队" in answer
    assert not Organisation.objects.exists()


def test_an_application_goes_from_the_first_page_to_the_first_manager(site: Site, officer: User) -> None:
    site.sends(reverse("join_new"), **WHO, credit_code=CODE)
    organisation = Organisation.objects.get()
    site.sends(address("join_step", organisation, "about"), summary="陪老人聊天。", summary_en="", contact="总机")
    site.sends(address("join_step", organisation, "capabilities"), kinds=["volunteer_group"])
    site.sends(address("join_check", organisation), 409, declared="on")
    assert Organisation.objects.get().status == OrganisationStatus.DRAFT
    for slot in ("registration", "volunteer_group"):
        assert site.post(address("join_paper", organisation, slot), upload()).status_code == 302
    assert "护照" not in str(list(Paper.objects.values_list("file__file", "file__original_name")))
    site.sends(address("join_check", organisation), 422)
    site.sends(address("join_check", organisation), declared="on")
    assert Organisation.objects.get().status == OrganisationStatus.APPLIED
    assert 'aria-current="step"' in site.shows(address("join_tasks", organisation))

    first, second = Site(officer), Site(another_officer())
    page = address("application", organisation)
    assert organisation.name in first.shows(reverse("applications"))
    seen = {"volunteer_group-valid_from": "2025-01-01", "volunteer_group-certificate_number": "B-2"}
    first.sends(page, decision="propose", claim="volunteer_group", **seen)
    first.sends(page, 409, decision="verify", claim="volunteer_group")
    assert organisation.name in second.shows(reverse("applications") + "?view=second")
    assert organisation.name not in first.shows(reverse("applications") + "?view=second")
    second.sends(page, decision="verify", claim="volunteer_group")
    second.sends(page, decision="admit")
    claim = organisation.capabilities.get()
    assert (claim.status, claim.certificate_number) == (CapabilityStatus.VERIFIED, "B-2")
    assert site.shows(address("partner_organisation", organisation))
    assert organisation.name in Client().get(reverse("organisations")).content.decode()


def test_an_application_comes_back_with_comments_at_its_fields(site: Site, officer: User) -> None:
    organisation = submitted(User.objects.get(email__startswith="applicant"))
    desk, page = Site(officer), address("application", organisation)
    desk.sends(page, 422, decision="return")
    desk.sends(page, **{"decision": "return", "return-summary": "写明区域", "return-paper:charity": "看不清"})
    assert "写明区域" in site.shows(address("join_tasks", organisation))
    assert "写明区域" in site.shows(address("join_step", organisation, "about"))
    assert "看不清" in site.shows(address("join_papers", organisation))
    site.sends(address("join_check", organisation), declared="on")
    desk.sends(page, 422, **{"decision": "refuse", "refuse-because": ""})
    desk.sends(page, **{"decision": "refuse", "refuse-because": "证书已注销"})
    assert "证书已注销" in site.shows(address("join_tasks", organisation))


def test_an_application_is_given_up_only_when_asked_twice(site: Site) -> None:
    organisation = begin(User.objects.get())
    assert "放弃" in site.shows(address("join_withdraw", organisation))
    assert Organisation.objects.get().status == OrganisationStatus.DRAFT
    site.sends(address("join_withdraw", organisation))
    assert Organisation.objects.get().status == OrganisationStatus.CLOSED


def test_whoever_applies_finds_the_application_from_every_page_until_it_is_decided(site: Site) -> None:
    assert "我们的加入申请" not in site.shows(reverse("desk"))
    organisation = begin(User.objects.get())
    assert "我们的加入申请" in site.shows(reverse("desk"))
    site.sends(address("join_withdraw", organisation))
    assert "我们的加入申请" not in site.shows(reverse("desk"))


def test_others_find_none_of_it(site: Site, officer: User) -> None:
    organisation = submitted(User.objects.get(email__startswith="applicant"))
    paper = Paper.objects.first()
    assert paper is not None
    file = reverse("private_file", args=[paper.file.reference])
    stranger = Site(make_user("stranger"))
    names = ("join_tasks", "join_check", "join_papers", "application", "partner_organisation", "members")
    for url in [*(address(name, organisation) for name in names), reverse("applications"), file]:
        stranger.shows(url, 404)
    assert site.get(file).status_code == 200
    assert Site(officer).get(file).status_code == 200


def test_nonsense_is_not_found(site: Site, officer: User) -> None:
    organisation = submitted(User.objects.get(email__startswith="applicant"))
    site.shows(address("join_step", organisation, "elsewhere"), 404)
    site.shows(address("join_paper", organisation, "insurer"), 404)
    desk = Site(officer)
    desk.sends(address("application", organisation), 404, decision="bless")
    desk.sends(address("application", organisation), 404, decision="verify", claim="insurer")
    desk.shows(reverse("applications") + "?view=nonsense&page=x&kind=y&district=z")
    desk.sends(reverse("small_papers"), 404, decision="publish", reference="none")


def test_members_are_invited_through_the_pages(charity: Organisation, member: User) -> None:
    site = Site(member)
    site.sends(address("members", charity), 422, email="no address", role="finance")
    site.sends(address("members", charity), email="new@example.org", role="finance")
    invitation = Invitation.objects.get()
    assert "new@example.org" in site.shows(address("members", charity))
    person = make_user("new")
    EmailAddress.objects.create(user=person, email="new@example.org", verified=True, primary=True)
    other = Site(person)
    assert charity.name in other.shows(reverse("invitation", args=[invitation.reference]))
    other.sends(reverse("invitation", args=[invitation.reference]))
    other.sends(reverse("invitation", args=[invitation.reference]), 409)
    assert "new@example.org" not in other.shows(address("members", charity))
    other.sends(address("members", charity), 409, email="third@example.org", role="finance")
    site.sends(address("end_membership", charity, member.reference), 409)
    site.sends(address("member", charity, person.reference), role="manager")
    site.sends(address("end_membership", charity, member.reference))
    site.shows(address("members", charity), 404)
    assert Membership.objects.get(user=member).left_at is not None


def test_licence_reply_and_new_paper_through_the_pages(charity: Organisation, member: User, officer: User) -> None:
    site, desk = Site(member), Site(officer)
    fields = {"number": "S-1", "level": "senior", "valid_from": "2026-01-01", "valid_to": "2099-01-01"}
    url = address("enter_licence", charity, member.reference)
    assert site.post(url, fields).status_code == 422
    assert site.post(url, fields | {"file": SimpleUploadedFile("x.pdf", PDF)}).status_code == 302
    site.sends(address("partner_organisation", charity), text="我们已整改。")
    assert "S-1" in desk.shows(reverse("small_papers"))
    licence, reply = SocialWorkLicence.objects.get(), Reply.objects.get()
    desk.sends(reverse("small_papers"), 422, decision="refuse_reply", reference=reply.reference)
    desk.sends(reverse("small_papers"), decision="publish", reference=reply.reference)
    desk.sends(reverse("small_papers"), decision="verify", reference=licence.reference)
    profile = Client().get(reverse("organisation", args=[charity.reference])).content.decode()
    assert "我们已整改。" in profile
    assert "S-1" not in profile
    site.sends(address("take_back_reply", charity, reply.reference))
    assert site.post(address("renew_capability", charity, "public_fundraising"), upload()).status_code == 302
    assert charity.name in desk.shows(reverse("applications") + "?view=claims")


def test_a_list_is_imported_and_compared_through_the_pages(charity: Organisation, officer: User) -> None:
    head = "统一社会信用代码,文号,级次,起始年度,截止年度"
    site, desk = Site(officer), Site(another_officer())

    def send(row: str) -> int:
        file = SimpleUploadedFile("list.csv", f"{head}\n{row}".encode())
        return site.post(reverse("eligibility_lists"), {"file": file, "source": "https://example.org/l"}).status_code

    assert send(f"{charity.credit_code},公告,村,2026,2028") == 409
    assert send(f"{charity.credit_code},公告,省,2026,2028") == 302
    url = site.answers[-1]["Location"]
    assert charity.name in desk.shows(url)
    site.sends(url, 409, decision="confirm")
    desk.sends(url, decision="confirm")
    assert "公告" in Client().get(reverse("organisation", args=[charity.reference])).content.decode()


def test_the_lists_cost_the_same_for_one_and_three(client: Client, officer: User, member: User) -> None:
    number = count()
    client.force_login(officer)
    costs_the_same(client, reverse("applications"), lambda: submitted(make_user(f"applicant-{next(number)}")))
    charity = Organisation.objects.get(memberships__user=member)
    client.force_login(member)

    def join() -> None:
        person = make_user(f"colleague-{next(number)}")
        actions.add_member(by=None, organisation=charity, user=person, role="finance")  # type: ignore[arg-type]

    costs_the_same(client, reverse("members", args=[charity.reference]), join)


def test_the_waiting_list_turns_page_by_page_and_keeps_its_filters(officer: User) -> None:
    for number in range(21):
        submitted(make_user(f"applicant-{number}"))
    site = Site(officer)
    shown = site.shows(reverse("applications") + f"?q=申请机构&kind=charity&district={HAISHU}")
    assert "page=2" in shown
    assert f"district={HAISHU}&amp;page=2" in shown
    assert site.shows(reverse("applications") + "?kind=insurer").count("applications/") < shown.count("applications/")
