"""What casework knows of the need that words for the public are about; bound to `publications.SUBJECTS` in wiring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.casework.anonymise.facts import first_day
from marketplace.casework.codes import ConsentKind
from marketplace.casework.gate import missing_consent
from marketplace.casework.models import NeedDraft
from marketplace.casework.queries import known_of
from marketplace.casework.rules import may_work_on
from marketplace.common import clock
from marketplace.common.detectors import Finding, scan
from marketplace.common.verdict import YES, Verdict, no
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import ARRIVED, BEGUN
from marketplace.needs.models import Need
from marketplace.needs.models.need import DISTRICT_LEVEL
from marketplace.needs.queries import needs_visible_to
from marketplace.needs.states import REASON_SENTENCES, VISIBLE
from marketplace.notifications.ports import audience
from marketplace.organisations.queries import organisations_of
from marketplace.publications.ports import About
from marketplace.publications.states import Kind


class NeedWords:
    """How it went, and the household's thanks: nothing without its consent, nothing that its file knows."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def about(self, reference: str) -> About | None:
        """A need that is out; one that is not has nothing to be said of it."""
        draft = _draft(reference)
        if draft is None or draft.need is None or not draft.need.live or draft.need.status not in VISIBLE:
            return None
        return _about(draft.need, consent_reference=_consent_reference(draft))

    def may_write(self, by: Reader | None, reference: str) -> Verdict:
        """The household's caseworker; how it went, also whoever helps. Thanks need somebody who helped."""
        draft = _draft(reference)
        if draft is None or not isinstance(by, User):
            return no(_("There is nothing here to write about now."), code="NOTHING_TO_WRITE_ABOUT")
        mine = _promises(draft).filter(organisation__in=organisations_of(by), status__in=sorted(BEGUN))
        helps = self.kind == Kind.NEED_UPDATE and mine.exists()
        if not helps and not may_work_on(by, draft.case):
            return no(
                _("Only the caseworker of this household, while its case is open, or its helper can write this."),
                code="NOT_IN_THIS_DELIVERY",
            )
        if self.kind == Kind.THANKS and not _promises(draft).filter(status__in=sorted(ARRIVED)).exists():
            return no(_("Nobody has helped with this need yet, so there is nobody to thank."), code="NOBODY_TO_THANK")
        return self.still_agreed(reference)

    def still_agreed(self, reference: str) -> Verdict:
        """The consent to publication recorded last, and the guardian's where a child under 14 lives there."""
        draft = _draft(reference)
        missing = missing_consent(draft, first_day(f"{clock.today():%Y-%m}")) if draft else "NO_CONSENT"
        return no(REASON_SENTENCES[missing], code=missing) if missing else YES

    def scan(self, reference: str, text: str) -> Sequence[Finding]:
        """By the names and the address of the file as well."""
        draft = _draft(reference)
        return scan(text, known_of(draft.case)) if draft else scan(text)

    def is_party(self, by: Reader, reference: str) -> bool:
        """Whoever wrote the need, works on the case, or acts for an organisation that helps."""
        draft = _draft(reference)
        if draft is None or draft.need is None:
            return False
        if by.pk in (draft.author_id, draft.need.author_id, draft.case.worker_id):
            return True
        return _promises(draft).filter(organisation__in=organisations_of(by)).exists()

    def shown_among(self, reader: Reader, references: Iterable[str]) -> Mapping[str, About]:
        """As long as the need itself is shown to the reader."""
        return {need.reference: _about(need) for need in needs_visible_to(reader).filter(reference__in=references)}

    def concerned(self, reference: str) -> Sequence[tuple[User, str]]:
        """The people of the organisations whose help has arrived, at the page of their promise."""
        draft = _draft(reference)
        promises = _promises(draft).filter(status__in=sorted(ARRIVED)).order_by("pk") if draft else ()
        return [
            (person, reverse("assignment", args=[promise.reference]))
            for promise in promises
            for person in audience().members_of(promise.organisation_id)
        ]


def _draft(reference: str) -> NeedDraft | None:
    drafts = NeedDraft.objects.filter(need__reference=reference).select_related("case", "need")
    return drafts.prefetch_related("consents", "case__members").first()


def _promises(draft: NeedDraft) -> QuerySet[Assignment]:
    return Assignment.objects.filter(need=draft.need_id)


def _consent_reference(draft: NeedDraft) -> str:
    given = [consent for consent in draft.consents.all() if consent.kind == ConsentKind.PUBLICATION]
    return given[-1].reference if given else ""


def _about(need: Need, *, consent_reference: str = "") -> About:
    narrow = need.place_level is not None and need.place_level <= DISTRICT_LEVEL
    return About(
        title=need.title,
        title_lang="zh-Hans",
        url=reverse("need", args=[need.reference]),
        place=need.place or "" if narrow else "",
        need_reference=need.reference,
        consent_reference=consent_reference,
    )
