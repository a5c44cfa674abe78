"""Words for the public that stand on the pages of programmes and gifts."""

from __future__ import annotations

from django.db.models import QuerySet

from donations.models import Gift, Programme, ProgrammeReport
from donations.states import CONFIRMED
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import ARRIVED
from marketplace.publications.models import Publication
from marketplace.publications.queries import words_on
from marketplace.publications.states import Kind


def news_of(programme: Programme) -> QuerySet[Publication]:
    """What the charity tells of it."""
    return words_on([Kind.PROGRAMME], [programme.reference])


def reports_of(programme: Programme) -> list[tuple[ProgrammeReport, Publication | None]]:
    """Its reports, newest first, each with its words once a second officer has approved them."""
    reports = list(programme.reports.all())
    said = words_on([Kind.REPORT], [report.reference for report in reports])
    words = {each.subject_reference: each for each in reversed(said)}
    return [(report, words.get(report.reference)) for report in reports]


def dedications_of(programme: Programme) -> QuerySet[Publication]:
    """What donors dedicate their gifts to, newest first; never beside a name or an amount."""
    gifts = Gift.objects.filter(programme=programme, status__in=sorted(CONFIRMED))
    return words_on([Kind.DEDICATION], gifts.values("reference"))


def thanks_for(programme: Programme) -> QuerySet[Publication]:
    """The thanks of households whose help the programme paid, those meant for helpers and donors alone included."""
    paid = Assignment.objects.filter(fund_reference=programme.reference, status__in=sorted(ARRIVED))
    return words_on([Kind.THANKS], paid.values("need__reference"), for_public=False)
