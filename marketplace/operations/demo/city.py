"""The city played from the first household to the first certificate, with a progress bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from marketplace.accounts.queries import CITY
from marketplace.casework.importing import import_cases
from marketplace.casework.models import Case
from marketplace.common import clock
from marketplace.common.audit.chain import seal
from marketplace.common.commands import InputRefused
from marketplace.common.events.dispatch import deliver_due
from marketplace.needs.models import Need
from marketplace.operations.demo import (
    cooperating,
    desks,
    giving,
    helping,
    households,
    joining,
    pages,
    partners,
    platforms,
    proposing,
    publishing,
    returning,
    serving,
    staff,
    stopping,
    stories,
    telling,
    tendering,
    trusting,
)

Say = Callable[[str], None]
BAR = 30


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command was asked for."""

    households: int
    seed: int
    today: date | None
    cases: Path | None


def play(wishes: Wishes, say: Say) -> dict[str, int]:
    """Build the city; refuses a database that holds cases. Returns how many needs each audience has."""
    if Case.objects.exists():
        raise InputRefused("demo: the database holds cases already; `make demo-reset` builds the city anew")
    clock.set_demo_day(wishes.today)
    try:
        _play(wishes, say)
    finally:
        clock.set_demo_day(None)
    released = Need.objects.filter(released_at__isnull=False)
    return {
        "open": released.filter(audience="open").count(),
        "partners": released.filter(audience="partners").count(),
        "private": Need.objects.filter(audience="private").count(),
    }


def _play(wishes: Wishes, say: Say) -> None:
    crew = staff.hire()
    say("staff: one caseworker a township, one officer a district")
    pages.write(say)
    told = stories.tell_stories(editor=crew.editor, officer=crew.officer_for(None))
    say(f"stories: {told} read by a second officer")
    _register(wishes, crew, say)
    publishing.publish_needs(crew, bar(say, "needs drafted, scanned, reviewed"))
    publishing.release(staff.PLAYER)
    say("needs released")
    if wishes.cases is None:  # a file of somebody's own is played as it is
        desks.fill_desks(crew)
    guests = partners.invite(crew, wishes.seed)
    say("partners: organisations, offers, volunteers, group programmes")
    say(f"applications: {joining.apply_to_join(crew, guests)} in different stages")
    giving.open_programmes(crew, guests)
    giving.receive_gifts(guests, wishes.seed, bar(say, "gifts"))
    helping.match_and_help(crew, guests, bar(say, "proposals answered"))
    say(f"undertakings of confidentiality: {trusting.sign(crew, guests)}")
    say(f"needs offered by name: {trusting.ask_by_name(crew, guests)}")
    trusting.wait(guests)
    trusting.hand_out_slips(crew, Path(settings.STATE_ROOT) / "demo_slips.json")
    returning.let_certificates_lapse()
    giving.spend_and_certify(guests)
    returning.give_back(guests)
    say(f"words for the public: {telling.tell(crew, guests)}, some still waiting for a second officer")
    platforms.read_platform_files(guests)
    platforms.answer_emergency(crew, guests)
    tendering.buy(crew, guests, Path(settings.STATE_ROOT) / "demo_opening_codes.json")
    say("purchases: one open for bids, one to be opened by two officers, one past its first milestone")
    serving.serve(crew, guests)
    say("volunteers: activities, records, certificates")
    say(f"organisations suspended with their reason and their reply: {stopping.stop_one(crew, guests)}")
    say(f"projects: {proposing.propose(crew, guests)} proposed, in different stages")
    say(f"agreements between charities: {cooperating.cooperate(crew, guests)}")
    deliver_due()
    seal()
    _print_logins(crew, guests)


def _register(wishes: Wishes, crew: staff.Staff, say: Say) -> None:
    if wishes.cases is not None:
        data, name = wishes.cases.read_bytes(), wishes.cases.name
    else:
        data = households.cases_file(households=wishes.households, seed=wishes.seed, today=clock.today())
        name = "demo.csv"
    result = import_cases(by=crew.registrar, data=data, name=name, progress=bar(say, "households on the register"))
    say(f"register: {result.cases} households, {result.needs} needs, {result.rejected} rows rejected")


def _print_logins(crew: staff.Staff, guests: partners.Partners) -> None:
    people = [
        ("caseworker", crew.caseworkers[staff.FIRST_TOWNSHIP]),
        ("officer", crew.officers[staff.FIRST_DISTRICT]),
        ("city_officer", crew.officers[CITY]),
        ("auditor", crew.auditor),
        ("editor", crew.editor),
        *guests.logins,
    ]
    logins = [staff.let_sign_in(role, user) for role, user in people]
    staff.write_logins(logins, Path(settings.STATE_ROOT) / "demo_logins.json")


def bar(say: Say, what: str) -> Callable[[int, int], None]:
    """A line of progress every tenth of the way."""

    def step(done: int, total: int) -> None:
        if done == total or done % max(total // 10, 1) == 0:
            full = BAR * done // max(total, 1)
            say(f"[{'#' * full}{'.' * (BAR - full)}] {done}/{total} {what}")

    return step
