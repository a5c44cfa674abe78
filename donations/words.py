"""What donations knows of gifts and programmes that words for the public are about; bound in wiring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from donations.models import Gift, Programme, ProgrammeReport
from donations.queries import public_programmes
from donations.rules.cooperations import cooperation_of
from donations.rules.people import may_run_programmes, may_tell_news
from donations.rules.plan_words import OF_THE_CHARITY, copy_of, is_a_copy
from donations.rules.programmes import A_PERSON
from donations.states import CONFIRMED, ProgrammeStatus
from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.common.detectors import Finding, scan
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.queries import is_member
from marketplace.publications.ports import About

NOTHING = no(_("There is nothing here to write about now."), code="NOTHING_TO_WRITE_ABOUT")


class GiftWords:
    """A donor's dedication, written behind the secret link of the gift and shown on the page of its programme."""

    def about(self, reference: str) -> About | None:
        """A gift that has arrived at a public programme; the gift itself is never named."""
        gift = _gift(reference)
        shown = gift is not None and public_programmes().filter(pk=gift.programme_id).exists()
        return _about(gift.programme) if gift is not None and shown else None

    def may_write(self, by: Reader | None, reference: str) -> Verdict:
        """Whoever holds the gift's link, once the charity has confirmed the money; nobody in an account's name."""
        if isinstance(by, User):
            return no(_("A dedication is written on the page of the gift, by its link."), code="NOT_THE_DONOR")
        return self.still_agreed(reference)

    def still_agreed(self, reference: str) -> Verdict:
        """As long as the charity has the gift, or a part of it."""
        gift = _gift(reference)
        if gift is not None and gift.status in CONFIRMED and gift.kept_fen:
            return YES
        return no(_("A gift is dedicated once the charity has confirmed that it arrived."), code="GIFT_NOT_RECEIVED")

    def scan(self, _reference: str, text: str) -> Sequence[Finding]:
        """Like every text; a name too, whoever bears it: say who it is to you instead."""
        return scan(text)

    def is_party(self, by: Reader, reference: str) -> bool:
        """Whoever gave it, as far as the address tells, and the people of the charity."""
        gift = _gift(reference)
        if gift is None or not isinstance(by, User):
            return False
        return gift.donor.email.casefold() == by.email.casefold() or is_member(by, gift.programme.charity)

    def shown_among(self, _reader: Reader, references: Iterable[str]) -> Mapping[str, About]:
        """As long as the programme is public."""
        gifts = Gift.objects.filter(reference__in=references, programme__in=public_programmes().values("pk"))
        return {gift.reference: _about(gift.programme) for gift in gifts.select_related("programme")}

    def concerned(self, _reference: str) -> Sequence[tuple[User, str]]:
        """Nobody in particular."""
        return ()


class PlanWords:
    """What the public will read of a programme's plan, as it was handed in."""

    def about(self, reference: str) -> About | None:
        """The programme."""
        programme = _programme(reference)
        return _about(programme) if programme else None

    def may_write(self, by: Reader | None, reference: str) -> Verdict:
        """Managers and coordinators of the charity that accounts for the money."""
        programme = _programme(reference)
        return NOTHING if programme is None else may_run_programmes(by, programme.charity)

    def still_agreed(self, reference: str) -> Verdict:
        """As long as the plan says what was handed in, and is not closed."""
        programme = _programme(reference)
        if programme is None or programme.status == ProgrammeStatus.CLOSED:
            return NOTHING
        if is_a_copy(copy_of(programme), programme):
            return YES
        return no(
            _("The plan was changed after it was handed in. Wait until it is handed in anew."), code="PLAN_CHANGED"
        )

    def scan(self, reference: str, text: str) -> Sequence[Finding]:
        """Who points at one person; a hospital is no beneficiary, and the law wants the person in charge named."""
        programme = _programme(reference)
        stated = [getattr(programme, name + end) for name in OF_THE_CHARITY for end in ("", "_en")] if programme else []
        people = [finding for finding in scan(text) if finding.kind in A_PERSON]
        return [each for each in people if not any(text[each.start : each.end] in line for line in stated)]

    def is_party(self, by: Reader, reference: str) -> bool:
        """The people of the charity, and of the one that wrote it."""
        programme = _programme(reference)
        if programme is None:
            return False
        raised_for = cooperation_of(programme)
        return is_member(by, programme.charity) or (raised_for is not None and is_member(by, raised_for.initiator))

    def shown_among(self, _reader: Reader, references: Iterable[str]) -> Mapping[str, About]:
        """Public programmes."""
        return {row.reference: _about(row) for row in public_programmes().filter(reference__in=references)}

    def concerned(self, _reference: str) -> Sequence[tuple[User, str]]:
        """Nobody in particular."""
        return ()


class ReportWords:
    """What a charity's report says beside its sums."""

    def about(self, reference: str) -> About | None:
        """The programme that it reports on."""
        report = _report(reference)
        return _about(report.programme) if report else None

    def may_write(self, by: Reader | None, reference: str) -> Verdict:
        """Managers and coordinators of the charity that accounts for the money."""
        report = _report(reference)
        return NOTHING if report is None else may_run_programmes(by, report.programme.charity)

    def still_agreed(self, reference: str) -> Verdict:
        """A report stands."""
        return NOTHING if _report(reference) is None else YES

    def scan(self, _reference: str, text: str) -> Sequence[Finding]:
        """Like every text."""
        return scan(text)

    def is_party(self, by: Reader, reference: str) -> bool:
        """The people of the charity."""
        report = _report(reference)
        return report is not None and is_member(by, report.programme.charity)

    def shown_among(self, _reader: Reader, references: Iterable[str]) -> Mapping[str, About]:
        """As long as the programme is public."""
        reports = ProgrammeReport.objects.filter(
            reference__in=references, programme__in=public_programmes().values("pk")
        )
        return {report.reference: _about(report.programme) for report in reports.select_related("programme")}

    def concerned(self, _reference: str) -> Sequence[tuple[User, str]]:
        """Nobody in particular."""
        return ()


class ProgrammeWords:
    """What a charity tells of its programme between its reports."""

    def about(self, reference: str) -> About | None:
        """A public programme."""
        programme = public_programmes().filter(reference=reference).first()
        return _about(programme) if programme else None

    def may_write(self, by: Reader | None, reference: str) -> Verdict:
        """Managers and coordinators of the charity, or of the one for which it raises the money."""
        programme = Programme.objects.filter(reference=reference).select_related("charity").first()
        return NOTHING if programme is None else may_tell_news(by, programme)

    def still_agreed(self, reference: str) -> Verdict:
        """As long as the programme is public."""
        return NOTHING if self.about(reference) is None else YES

    def scan(self, _reference: str, text: str) -> Sequence[Finding]:
        """Like every text."""
        return scan(text)

    def is_party(self, by: Reader, reference: str) -> bool:
        """The people of the charity."""
        programme = Programme.objects.filter(reference=reference).select_related("charity").first()
        if programme is None:
            return False
        raised_for = cooperation_of(programme)
        return is_member(by, programme.charity) or (raised_for is not None and is_member(by, raised_for.initiator))

    def shown_among(self, _reader: Reader, references: Iterable[str]) -> Mapping[str, About]:
        """As long as the programme is public."""
        shown = public_programmes().filter(reference__in=references)
        return {programme.reference: _about(programme) for programme in shown}

    def concerned(self, _reference: str) -> Sequence[tuple[User, str]]:
        """Nobody in particular."""
        return ()


def _gift(reference: str) -> Gift | None:
    return Gift.objects.filter(reference=reference).select_related("programme__charity", "donor").first()


def _programme(reference: str) -> Programme | None:
    return Programme.objects.filter(reference=reference).select_related("charity").first()


def _report(reference: str) -> ProgrammeReport | None:
    return ProgrammeReport.objects.filter(reference=reference).select_related("programme__charity").first()


def _about(programme: Programme) -> About:
    return About(
        title=programme.title,
        title_lang=programme.title_lang,
        url=reverse("programme", args=[programme.reference]),
    )
