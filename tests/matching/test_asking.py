"""A need that is not published is offered by name to partners under an undertaking; the first yes takes the place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.casework.actions import shred_case
from marketplace.casework.codes import ShredReason
from marketplace.casework.models import Disclosure, NeedDraft
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.fulfilment.actions import cancel_assignment
from marketplace.fulfilment.models import Assignment
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.needs.templatetags import needs_tags as words
from marketplace.notifications.models import Notice, WorkItem
from marketplace.offers.models import Offer
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import Organisation, Undertaking
from matching.actions import accept_proposal, ask_partners, broker, decline_proposal, expire_proposals
from matching.models import Proposal, Response
from matching.policies import DEFAULT_POLICY, load_policy
from matching.ports import entrusting
from matching.states import DeclineReason, ProposalOrigin, ProposalStatus
from matching.suitable import suited_to
from tests.casework.factories import YINZHOU, caseworker
from tests.casework.factories import officer as make_officer
from tests.fulfilment.market import make_offer
from tests.matching.confidence import SECRETS, ask, entrust, private_need, soon
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    return caseworker()


@pytest.fixture
def secret(worker: User) -> Need:
    return private_need(worker)


@pytest.fixture
def undertaking(charity: Organisation, member: User, officer: User) -> Undertaking:
    return entrust(charity, member, officer)


@pytest.fixture
def other_undertaking(other_charity: Organisation, other_member: User, officer: User) -> Undertaking:
    return entrust(other_charity, other_member, officer)


def read(by: User, need: Need, organisation: Organisation) -> dict[str, str]:
    return dict(entrusting().read(by=by, need=need, organisation=organisation))


def status_of(proposal: Proposal) -> str:
    return Proposal.objects.values_list("status", flat=True).get(pk=proposal.pk)


def test_only_partners_under_an_undertaking_can_be_asked(
    secret: Need, offer: Offer, other_offer: Offer, undertaking: Undertaking
) -> None:
    suited = {each.helper.reference: each for each in suited_to(secret, load_policy(DEFAULT_POLICY))}
    assert suited[offer.reference].may_be_asked
    assert suited[offer.reference].reasons
    assert suited[other_offer.reference].refused_by == "audience_allowed"


def test_a_partner_reads_the_released_fields_and_no_other(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    ask(worker, secret, offer, fields=("aid_type", "place"))
    told = read(member, secret, charity)
    assert list(told.values()) == [words.aid_type("medical"), words.place("330203")]
    assert not any(word in "".join(told.values()) for word in SECRETS)


def test_by_default_only_the_kind_is_told(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    ask(worker, secret, offer)
    assert read(member, secret, charity) == {}


def test_each_reading_is_logged_with_the_fields_and_no_value(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    ask(worker, secret, offer, fields=("title", "text"))
    read(member, secret, charity)
    read(member, secret, charity)
    lines = AuditRow.objects.filter(verb="disclosure.read")
    expected = {"fields": ["text", "title"], "organisation": charity.reference}
    assert [(line.kind, line.actor, line.detail) for line in lines] == [("read", f"user:{member.pk}", expected)] * 2


def test_what_is_released_is_generalised_and_scanned(worker: User, secret: Need) -> None:
    told = entrusting().values(secret)
    assert told["place"] == "330203"
    assert told["age_band"] == "60+"
    assert all(word not in "".join(told.values()) for word in SECRETS)


def test_a_family_with_a_small_child_shows_no_more_than_the_law_allows(worker: User) -> None:
    from tests.casework.factories import member as person
    from tests.casework.factories import registered, submitted

    birth = clock.today() - timedelta(days=2000)
    draft = submitted(worker, registered(worker, others=[person("子女", birth)]), guardian=True)
    assert draft.need is not None
    told = entrusting().values(draft.need)
    assert (told["place"], told.get("age_band"), told["family"]) == ("urban", None, "with_minors")


def test_without_consent_nothing_but_the_kind_can_be_released(
    worker: User, offer: Offer, undertaking: Undertaking
) -> None:
    silent = private_need(worker, consent=False)
    assert entrusting().values(silent) == {}
    assert entrusting().may_tell(silent).code == "NO_CONSENT"
    refuses("FIELD_NOT_RELEASED", lambda: ask(worker, silent, offer, fields=("place",)))
    assert not Disclosure.objects.exists()
    assert not Proposal.objects.exists()


def test_a_field_that_does_not_exist_is_refused_and_nobody_is_asked(
    worker: User, secret: Need, offer: Offer, undertaking: Undertaking
) -> None:
    for field in ("address", "phone", "head_name", "deadline_band"):
        refuses("FIELD_NOT_RELEASED", lambda field=field: ask(worker, secret, offer, fields=(field,)))
    assert not Proposal.objects.exists()
    assert not AuditRow.objects.filter(verb="need.ask").exists()


def test_an_unsigned_partner_cannot_be_asked(worker: User, secret: Need, offer: Offer) -> None:
    refuses("CANNOT_BE_ASKED", lambda: ask(worker, secret, offer))
    assert not Proposal.objects.exists()
    assert not Disclosure.objects.exists()


def test_one_unsigned_partner_among_several_stops_the_whole_asking(
    worker: User, secret: Need, offer: Offer, other_offer: Offer, undertaking: Undertaking
) -> None:
    refuses("CANNOT_BE_ASKED", lambda: ask(worker, secret, offer, other_offer))
    assert not Proposal.objects.exists()


def test_a_signature_that_nobody_vetted_opens_nothing(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation
) -> None:
    organisations.sign_undertaking(by=member, organisation=charity)
    refuses("CANNOT_BE_ASKED", lambda: ask(worker, secret, offer))


def test_a_colleague_of_another_district_cannot_ask(secret: Need, offer: Offer, undertaking: Undertaking) -> None:
    for stranger in (caseworker(YINZHOU), make_officer(YINZHOU)):
        refuses("OUTSIDE_SCOPE", lambda stranger=stranger: ask(stranger, secret, offer))
    assert not Proposal.objects.exists()


def test_somebody_of_another_organisation_reads_nothing(
    worker: User,
    secret: Need,
    offer: Offer,
    charity: Organisation,
    other_charity: Organisation,
    other_member: User,
    undertaking: Undertaking,
    other_undertaking: Undertaking,
) -> None:
    (proposal,) = ask(worker, secret, offer, fields=("place",))
    refuses("ENTRUSTING_REFUSED", lambda: read(other_member, secret, charity))
    refuses("ENTRUSTING_REFUSED", lambda: read(other_member, secret, other_charity))
    refuses("NOT_A_MEMBER", lambda: accept_proposal(by=other_member, proposal=proposal))
    assert not AuditRow.objects.filter(verb="disclosure.read").exists()
    assert not Assignment.objects.exists()


def test_withdrawing_the_undertaking_ends_reading_and_answering_at_once(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    (proposal,) = ask(worker, secret, offer, fields=("place",))
    organisations.end_undertaking(by=member, undertaking=undertaking)
    refuses("ENTRUSTING_REFUSED", lambda: read(member, secret, charity))
    refuses("UNDERTAKING_MISSING", lambda: accept_proposal(by=member, proposal=proposal))
    assert not Assignment.objects.exists()
    deliver_due()
    assert status_of(proposal) == ProposalStatus.LAPSED
    assert Disclosure.objects.get().revoked_at is not None


def test_an_undertaking_that_is_over_ends_it_on_the_day(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    Undertaking.objects.filter(pk=undertaking.pk).update(valid_to=clock.today())
    (proposal,) = ask(worker, secret, offer, fields=("place",))
    with clock.freeze(clock.start_of(clock.today() + timedelta(days=1))):
        refuses("ENTRUSTING_REFUSED", lambda: read(member, secret, charity))
        refuses("UNDERTAKING_MISSING", lambda: accept_proposal(by=member, proposal=proposal))
    assert not Assignment.objects.exists()


def test_the_first_yes_takes_the_place_and_the_others_lapse(
    worker: User,
    secret: Need,
    offer: Offer,
    other_offer: Offer,
    member: User,
    other_member: User,
    other_charity: Organisation,
    undertaking: Undertaking,
    other_undertaking: Undertaking,
) -> None:
    first, second = ask(worker, secret, offer, other_offer, fields=("place",))
    if first.supplier_reference != offer.reference:
        first, second = second, first
    promise = accept_proposal(by=member, proposal=first)
    secret.refresh_from_db()
    assert (secret.status, promise.supplier_reference) == (NeedStatus.MATCHED, offer.reference)
    assert status_of(second) == ProposalStatus.LAPSED
    refuses("NEED_FULL", lambda: accept_proposal(by=other_member, proposal=second))
    refuses("ENTRUSTING_REFUSED", lambda: read(other_member, secret, other_charity))
    deliver_due()
    assert Notice.objects.filter(user=other_member, kind="asking_is_over").count() == 1
    assert not WorkItem.objects.filter(kind="answer_by_name", done_at__isnull=True).exists()


def test_who_helps_goes_on_reading_after_the_day_of_answering(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    (proposal,) = ask(worker, secret, offer, fields=("place",))
    accept_proposal(by=member, proposal=proposal)
    with clock.freeze(proposal.expires_at + timedelta(days=1)):
        assert len(read(member, secret, charity)) == 1


def test_whose_help_has_ended_reads_nothing_any_more(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    (proposal,) = ask(worker, secret, offer, fields=("place",))
    promise = accept_proposal(by=member, proposal=proposal)
    assert len(read(member, secret, charity)) == 1
    cancel_assignment(by=member, assignment=promise, because="no_capacity")
    refuses("ENTRUSTING_REFUSED", lambda: read(member, secret, charity))
    deliver_due()
    assert Disclosure.objects.get().revoked_at is not None
    assert not Notice.objects.filter(kind="nobody_said_yes").exists()


def test_nothing_of_the_released_values_is_stored_in_matching(
    worker: User, secret: Need, offer: Offer, undertaking: Undertaking
) -> None:
    ask(worker, secret, offer, fields=("place", "urgency_band"))
    proposal = Proposal.objects.get()
    assert (proposal.reasons, proposal.parts) == ([], {})


def test_two_places_are_taken_by_two(
    worker: User,
    offer: Offer,
    other_offer: Offer,
    member: User,
    other_member: User,
    undertaking: Undertaking,
    other_undertaking: Undertaking,
) -> None:
    wide = private_need(worker, helpers=2)
    for proposal in ask(worker, wide, offer, other_offer):
        person = member if proposal.organisation == offer.organisation else other_member
        accept_proposal(by=person, proposal=proposal)
    assert Assignment.objects.filter(need=wide).count() == 2


def test_a_no_ends_reading_and_the_asker_learns_that_nobody_came(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    (proposal,) = ask(worker, secret, offer, fields=("place",))
    decline_proposal(by=member, proposal=proposal, reason=DeclineReason.NO_CAPACITY)
    refuses("ENTRUSTING_REFUSED", lambda: read(member, secret, charity))
    deliver_due()
    assert Notice.objects.filter(user=worker, kind="nobody_said_yes").count() == 1


def test_after_its_day_the_asking_expires_and_others_can_be_asked(
    worker: User, secret: Need, offer: Offer, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    (proposal,) = ask(worker, secret, offer, fields=("place",))
    with clock.freeze(proposal.expires_at):
        refuses("PROPOSAL_EXPIRED", lambda: accept_proposal(by=member, proposal=proposal))
        refuses("ENTRUSTING_REFUSED", lambda: read(member, secret, charity))
        assert expire_proposals() == 1
    assert status_of(proposal) == ProposalStatus.EXPIRED


def test_a_partner_without_capacity_cannot_be_asked(
    worker: User, secret: Need, member: User, charity: Organisation, undertaking: Undertaking
) -> None:
    full = make_offer(member, charity, capacity=1)
    ask(worker, secret, full)
    another = private_need(worker)
    refuses("CANNOT_BE_ASKED", lambda: ask(worker, another, full))
    assert Proposal.objects.count() == 1


def test_nobody_is_asked_twice_and_nobody_for_ever(
    worker: User, secret: Need, offer: Offer, undertaking: Undertaking
) -> None:
    ask(worker, secret, offer)
    refuses("ASKED_ALREADY", lambda: ask(worker, secret, offer))
    for days in (-1, 30):
        until = clock.now() + timedelta(days=days)
        refuses(
            "DUE_DAY_UNFIT",
            lambda until=until: ask_partners(by=worker, need=secret, suppliers=["x"], fields=(), until=until),
        )
    refuses("NOBODY_CHOSEN", lambda: ask(worker, secret))
    assert Proposal.objects.count() == 1


def test_the_asked_have_work_with_a_date(
    worker: User, secret: Need, offer: Offer, member: User, undertaking: Undertaking
) -> None:
    (proposal,) = ask(worker, secret, offer)
    deliver_due()
    item = WorkItem.objects.get(user=member, kind="answer_by_name")
    assert (item.due_at, item.params) == (proposal.expires_at, {"need_kind": "goods"})


def test_a_caseworker_brokers_one_partner_with_a_scanned_reason(
    worker: User, secret: Need, offer: Offer, undertaking: Undertaking
) -> None:
    def brokered(reason: str) -> Proposal:
        return broker(by=worker, need=secret, supplier=offer.reference, reason=reason, until=soon())

    refuses("REASON_MISSING", lambda: brokered("  "))
    refuses("TEXT_MAY_IDENTIFY", lambda: brokered(f"请联系{SECRETS[1]}"))
    assert not Proposal.objects.exists()
    proposal = brokered("他们上月送过同样的物资，有库存。")
    assert (proposal.origin, proposal.asked_by, proposal.run) == (ProposalOrigin.BROKERED, worker, None)
    assert AuditRow.objects.get(verb="need.ask").detail == {"origin": "brokered", "partners": 1, "fields": []}


def test_with_the_household_goes_why_its_partners_were_asked(
    worker: User,
    secret: Need,
    undertaking: Undertaking,
    other_undertaking: Undertaking,
    offer: Offer,
    other_offer: Offer,
) -> None:
    why, said = "这家人熟悉的社工在此机构", "近期人手不足，无法上门"
    until = soon()
    asked = ask_partners(
        by=worker, need=secret, suppliers=[offer.reference, other_offer.reference], fields=(), until=until, reason=why
    )
    decline_proposal(by=undertaking.signed_by, proposal=asked[0], reason=DeclineReason.OTHER, comment=said)
    Proposal.objects.filter(pk=asked[1].pk).update(reasons=[["distance", {"band": 1}]], parts={"distance": 10})
    draft = NeedDraft.objects.get(need=secret)
    shred_case(by=make_officer(), case=draft.case, because=ShredReason.RETENTION_ENDED)
    left = list(Proposal.objects.filter(need=secret).values_list("because", "reasons", "parts"))
    assert left == [("", [], {})] * 2
    assert [answer.comment for answer in Response.objects.all()] == [""]
    line = AuditRow.objects.get(verb="proposals.forget")
    assert line.detail == {"proposals": 2, "comments": 1}
    assert Proposal.objects.filter(need=secret, asked_by=worker).count() == 2
