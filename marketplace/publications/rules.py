"""Who may write, change and decide about words for the public, and why not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.publications.models import Publication
from marketplace.publications.ports import subject_of
from marketplace.publications.states import KEPT_ELSEWHERE, PUBLICATION_LIFECYCLE, PublicationStatus


def due_at() -> datetime:
    """Until when a second officer reads what was handed in now."""
    return clock.now() + timedelta(days=int(rule("publications.review_days", on=clock.today()).value))


def is_own(by: Reader | None, publication: Publication) -> bool:
    """Whether this is who wrote it; a donor without an account is known by the link that led to the gift."""
    return publication.author_id == (by.pk if isinstance(by, User) else None)


def may_change(by: Reader | None, publication: Publication) -> Verdict:
    """Whoever wrote it, while it is not hidden or under review, and while it may be written at all."""
    if not is_own(by, publication):
        return no(_("Only whoever wrote these words can change them."), code="NOT_THE_AUTHOR")
    if publication.status == PublicationStatus.SUBMITTED:
        return no(_("A second officer is reading it. Withdraw it if it must not be shown."), code="UNDER_REVIEW")
    if publication.kind in KEPT_ELSEWHERE:
        return no(
            _("Change it on its own page and hand it in there. This is the copy that an officer reads."),
            code="KEPT_ELSEWHERE",
        )
    verdict = PUBLICATION_LIFECYCLE.may(publication, "submit")
    return verdict.and_then(subject_of(publication.kind).may_write(by, publication.subject_reference))


def may_withdraw(by: Reader | None, publication: Publication) -> Verdict:
    """Whoever wrote it, or a second officer for it, as long as it is not gone."""
    verdict = PUBLICATION_LIFECYCLE.may(publication, "withdraw")
    return verdict if is_own(by, publication) or by is None else verdict.and_then(judges(by, publication))


def judges(by: Reader, publication: Publication) -> Verdict:
    """An officer for the place, never the author, never somebody with a stake in it."""
    place = publication.place or None
    if not holds_role(by, Role.OFFICER, place=place):
        return no(_("Only a bureau officer for this area can review."), code="NOT_AN_OFFICER")
    if publication.author_id == by.pk:
        return no(_("You wrote these words; a second officer must read them."), code="AUTHOR_CANNOT_REVIEW")
    if subject_of(publication.kind).is_party(by, publication.subject_reference):
        return no(_("You have a part in this yourself; another officer must read it."), code="PARTY_CANNOT_REVIEW")
    return YES


def may_show_again(by: Reader, publication: Publication) -> Verdict:
    """A second officer, while what the words stand on is in force."""
    return first_refusal(
        judges(by, publication),
        PUBLICATION_LIFECYCLE.may(publication, "show_again"),
        subject_of(publication.kind).still_agreed(publication.subject_reference),
    )


def may_publish(by: Reader, publication: Publication) -> Verdict:
    """A second officer, while what the words stand on is in force."""
    return first_refusal(
        judges(by, publication),
        PUBLICATION_LIFECYCLE.may(publication, "publish"),
        subject_of(publication.kind).still_agreed(publication.subject_reference),
    )
