"""Named reads of needs: whoever reads gets only what may be read."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import BooleanField, Case, IntegerField, Q, QuerySet, Value, When

from marketplace.accounts.models import Role, RoleAssignment, User
from marketplace.accounts.queries import CITY, Reader, holds_role, officers_for
from marketplace.common.places import DISTRICT
from marketplace.needs.codes import DeadlineBand, UrgencyBand
from marketplace.needs.filters import NeedFilters, around, within
from marketplace.needs.models import Need, Release
from marketplace.needs.search import search_needs
from marketplace.needs.states import ENDED, REASON_SENTENCES, STATUS_SENTENCES, VISIBLE, Audience, NeedStatus
from marketplace.organisations.queries import is_verified_partner

SHOWN_TO = {"public": (Audience.OPEN,), "partner": (Audience.OPEN, Audience.PARTNERS)}
"""The two readers of `export_needs`."""
RANKS = {"urgent": ("urgency_band", UrgencyBand.values), "deadline": ("deadline_band", DeadlineBand.values)}

REVIEW_VIEWS = {
    "returned": NeedStatus.RETURNED,
    "approved": NeedStatus.REVIEWED,
    "held": NeedStatus.HELD,
    "private": NeedStatus.PRIVATE_MATCH,
}


def kind_of(reader: Reader) -> str:
    """`partner` for verified partners and officers, `public` for everybody else."""
    return "partner" if holds_role(reader, Role.OFFICER) or is_verified_partner(reader) else "public"


def needs_visible_to(reader: Reader) -> QuerySet[Need]:
    """What outlets may show this reader now, newest release first, in an order that says nothing within a release."""
    return needs_shown_to(kind_of(reader))


def needs_shown_to(kind: str) -> QuerySet[Need]:
    """What outlets may show a `public` or `partner` reader now."""
    shown = Need.objects.filter(live=True, status__in=sorted(VISIBLE), audience__in=SHOWN_TO[kind])
    return shown.order_by("-released_at", "reference")


def needs_ended_for(reader: Reader) -> QuerySet[Need]:
    """What this reader could see once and nobody will see again."""
    ended = Need.objects.filter(released_at__isnull=False, status__in=sorted(ENDED))
    return ended.filter(audience__in=SHOWN_TO[kind_of(reader)])


def find_needs(needs: QuerySet[Need], asked: NeedFilters) -> QuerySet[Need]:
    """Those that answer the question, each marked `is_wider` when it is published for more than the place asked for.

    A household in the place may stand behind such a need, so that a filter by place returns it too.
    """
    needs = search_needs(needs, asked.words).filter(asked.condition())
    wider = Q(pk__in=[])
    if asked.place:
        wider = around(asked.place)
        needs = needs.filter(within(asked.place) | wider)
    needs = needs.annotate(is_wider=Case(When(wider, then=Value(True)), default=False, output_field=BooleanField()))
    return in_order(needs, asked.order)


def in_order(needs: QuerySet[Need], order: str) -> QuerySet[Need]:
    """`newest`, `urgent` or `deadline` (the most pressing first); then by release."""
    if order not in RANKS:
        return needs.order_by("-released_at", "reference")
    column, codes = RANKS[order]
    whens = [When(**{column: code}, then=Value(rank)) for rank, code in enumerate(codes)]
    rank = Case(*whens, default=len(whens), output_field=IntegerField())
    return needs.annotate(rank=rank).order_by("rank", "-released_at", "reference")


def needs_after(needs: QuerySet[Need], last: str) -> QuerySet[Need]:
    """The rest of the list in its newest-first order after the need `last`, at the same cost on every page.

    The need itself may have disappeared since; a reference that never was gives the whole list.
    """
    seen = Need.objects.filter(reference=last).values_list("released_at", flat=True).first()
    if seen is None:
        return needs
    return needs.filter(Q(released_at__lt=seen) | Q(reference__gt=last), released_at__lte=seen)


def needs_to_review(reader: Reader) -> QuerySet[Need]:
    """What waits for this second officer, the longest waiting first; never the reader's own."""
    return Need.objects.judged_by(reader).order_by("pk")


def needs_in_view(reader: Reader, view: str) -> QuerySet[Need]:
    """One of an officer's lists: `waiting`, `returned`, `approved`, `held`, `private`; the longest waiting first."""
    if view == "waiting":
        return needs_to_review(reader)
    return Need.objects.for_officer(reader).filter(status=REVIEW_VIEWS[view]).order_by("pk")


def needs_handled_by(reader: Reader) -> QuerySet[Need]:
    """Every need of the officer's places, and a caseworker's own: what the review pages may open."""
    if not isinstance(reader, User):
        return Need.objects.none()
    return Need.objects.filter(Q(pk__in=Need.objects.for_officer(reader).values("pk")) | Q(author=reader))


def needs_waiting_for_release() -> QuerySet[Need]:
    """The batch that the next release publishes, in the order of approval; for officers."""
    return Need.objects.filter(status=NeedStatus.REVIEWED).order_by("reviewed_at", "pk")


def releases_visible_to(reader: Reader) -> QuerySet[Release]:
    """The history of releases, newest first; for officers."""
    return Release.objects.select_related("released_by") if holds_role(reader, Role.OFFICER) else Release.objects.none()


def status_sentence(need: Need) -> str:
    """What the need's status means, in the reader's language."""
    return str(STATUS_SENTENCES[NeedStatus(need.status)])


def reason_sentence(code: str) -> str:
    """Why a need is kept back, in the reader's language; a code of a later version stands for itself."""
    return str(REASON_SENTENCES.get(code, code))


def officers_of(need: Need) -> list[User]:
    """Who may judge the need: officers of its place, of the city for a wider area, any officer where there is none."""
    narrow = need.place if need.place_level and need.place_level <= DISTRICT else None
    known = officers_for(narrow or CITY) or list(_every_officer())
    return [officer for officer in dict.fromkeys(known) if officer.pk != need.author_id]


def _every_officer() -> Iterator[User]:
    held = RoleAssignment.objects.filter(role=Role.OFFICER, user__is_active=True).select_related("user")
    return (assignment.user for assignment in held if assignment.is_current)
