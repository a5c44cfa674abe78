"""Pairing against the register, money by programme, and what each partner carries."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms.presentation.figures import is_small
from donations.queries.programmes import programme_figures, public_programmes
from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY, Reader, covers, places_of
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.states import CaseStatus
from marketplace.common import clock
from marketplace.common.naming import language, said
from marketplace.common.places import district_of, districts, place_name
from marketplace.fulfilment.capacity import BUSY
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import LIVE
from marketplace.needs.codes import NeedKind
from marketplace.offers.queries import offers_in_force
from marketplace.operations.bureau.sheets import Cell, Money, Sheet, counted
from marketplace.organisations.models import Organisation
from matching.models import Proposal
from matching.states import ProposalStatus


def pairing_by_district(reader: Reader) -> Sheet:
    """Rows: districts; columns: households with a living pairing, without one, and the share."""
    paired_needs = Assignment.objects.filter(need__need_kind=NeedKind.PAIRING, status__in=LIVE).values("need")
    paired = set(NeedDraft.objects.filter(need__in=paired_needs).values_list("case_id", flat=True))
    with_one, without = Counter[str](), Counter[str]()
    for case, township in Case.objects.exclude(status=CaseStatus.SHREDDED).values_list("pk", "township"):
        (with_one if case in paired else without)[district_of(township)] += 1
    mine = [each.code for each in districts() if _may_see(reader, each.code)]
    return Sheet(
        "pairing",
        gettext_lazy("Coverage of pairing"),
        gettext_lazy("Households on the register with a living pairing, beside those without; the share of all."),
        [gettext_lazy("District"), gettext_lazy("Paired"), gettext_lazy("Not paired"), gettext_lazy("Share")],
        [_coverage(code, with_one[code], without[code]) for code in mine if with_one[code] + without[code]],
        clock.now(),
    )


def money_by_programme(_reader: Reader) -> Sheet:
    """Rows: public programmes; columns: received, spent, left. These amounts are public."""
    rows = []
    for programme in public_programmes().order_by("charity__name", "pk"):
        figures = programme_figures(programme)
        there = reverse("programme", args=[programme.reference])
        amounts = (figures.received_fen, figures.spent_fen, figures.available_fen)
        names = [Cell(said(programme, "title"), there), Cell(said(programme.charity, "name"))]
        rows.append([*names, *(Cell(Money(fen)) for fen in amounts)])
    return Sheet(
        "money",
        gettext_lazy("Money by programme"),
        gettext_lazy("What charities confirmed as received, what they recorded as spent, and what is left, all time."),
        [
            gettext_lazy("Programme"),
            gettext_lazy("Charity"),
            gettext_lazy("Received"),
            gettext_lazy("Spent"),
            gettext_lazy("Left"),
        ],
        rows,
        clock.now(),
    )


def load_by_partner(_reader: Reader) -> Sheet:
    """Rows: organisations; columns: promises under way, those overdue, questions unanswered, capacity left."""
    today = clock.today()
    overdue = Count("pk", filter=Q(due_on__lt=today))
    busy = Assignment.objects.filter(status__in=sorted(BUSY)).order_by().values("organisation")
    carried = {row["organisation"]: (row["n"], row["late"]) for row in busy.annotate(n=Count("pk"), late=overdue)}
    asked = Counter(Proposal.objects.filter(status=ProposalStatus.PROPOSED).values_list("organisation", flat=True))
    left = _free_places()
    shown = Organisation.objects.filter(pk__in={*carried, *asked, *left}).order_by("name")
    rows = [
        [
            Cell(said(each, "name"), reverse("organisation", args=[each.reference])),
            *(Cell(number) for number in (*carried.get(each.pk, (0, 0)), asked[each.pk], left.get(each.pk, 0))),
        ]
        for each in shown
    ]
    return Sheet(
        "load",
        gettext_lazy("What partners carry"),
        gettext_lazy("Promises not yet confirmed, those past their day, proposals without an answer, and free places."),
        [
            gettext_lazy("Organisation"),
            gettext_lazy("Under way"),
            gettext_lazy("Past their day"),
            gettext_lazy("Unanswered"),
            gettext_lazy("Free places"),
        ],
        rows,
        clock.now(),
    )


def _free_places() -> dict[int, int]:
    today = clock.today()
    present = Q(periods__starts_on__lte=today, periods__ends_on__gte=today)
    room = Sum(F("periods__capacity") - F("periods__taken"), filter=present, default=0)
    offers = offers_in_force().order_by().values("organisation").annotate(room=room)
    return dict(offers.values_list("organisation", "room"))


def _coverage(code: str, paired: int, unpaired: int) -> list[Cell]:
    cells = counted({"paired": paired, "unpaired": unpaired})
    share = round(100 * paired / (paired + unpaired), 1) if not is_small(min(paired, unpaired)) else None
    return [Cell(place_name(code, language())), *cells, Cell(share)]


def _may_see(reader: Reader, district: str) -> bool:
    if CITY in places_of(reader, Role.AUDITOR):
        return True
    return any(covers(place, district) for place in places_of(reader, Role.OFFICER))
