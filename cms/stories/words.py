"""What the pages know of a story that is to be published; bound to `publications.SUBJECTS` in wiring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from cms.models.pages import Basis, TextPage
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.detectors import Finding, scan
from marketplace.common.verdict import YES, Verdict, no
from marketplace.publications.ports import About, subject_of
from marketplace.publications.states import Kind


class StoryWords:
    """A page below a list of stories; its reference is its number in the tree of pages."""

    def about(self, reference: str) -> About | None:
        """The page as it was saved last."""
        page = newest(reference)
        if page is None:
            return None
        need = page.consent_reference or "" if page.basis == Basis.NEED else ""
        return About(
            title=page.title,
            title_lang="zh-Hans" if page.locale.language_code.startswith("zh") else "en",
            url=page.get_url() or "",
            need_reference=need,
            consent_reference=page.consent_reference or "",
        )

    def may_write(self, by: Reader | None, _reference: str) -> Verdict:
        """Editors."""
        if isinstance(by, User) and holds_role(by, Role.EDITOR):
            return YES
        return no(_("Only an editor writes stories."), code="NOT_AN_EDITOR")

    def still_agreed(self, reference: str) -> Verdict:
        """A household's consent in force, a signed paper, or an invention; a picture that is described and declared."""
        page = newest(reference)
        if page is None or not page.basis or (page.basis != Basis.INVENTED and not page.consent_reference):
            return no(
                _("Say what the story stands on: a need, a signed paper, or that it is invented."), code="NO_CONSENT"
            )
        if page.picture is not None and not (page.picture.is_declared and page.picture.alternative_text.strip()):
            return no(_("Describe the picture, and declare that nobody can be recognised in it."), code="PICTURE_UNFIT")
        if page.basis == Basis.NEED:
            return subject_of(Kind.NEED_UPDATE).still_agreed(page.consent_reference or "")
        return YES

    def scan(self, reference: str, text: str) -> Sequence[Finding]:
        """By the case file too, where the story is about a need."""
        page = newest(reference)
        if page is not None and page.basis == Basis.NEED and page.consent_reference:
            return subject_of(Kind.NEED_UPDATE).scan(page.consent_reference, text)
        return scan(text)

    def is_party(self, by: Reader, reference: str) -> bool:
        """Whoever began the page or saved it last."""
        page = TextPage.objects.filter(pk=_number(reference)).select_related("latest_revision").first()
        if page is None:
            return False
        return by.pk is not None and by.pk in (page.owner_id, page.latest_revision and page.latest_revision.user_id)

    def shown_among(self, _reader: Reader, references: Iterable[str]) -> Mapping[str, About]:
        """Live pages; the page itself asks whether its words were approved."""
        live = TextPage.objects.live().filter(pk__in=[_number(reference) for reference in references])
        return {str(page.pk): About(title=page.title, url=page.get_url() or "") for page in live}

    def concerned(self, _reference: str) -> Sequence[tuple[User, str]]:
        """Nobody in particular."""
        return ()


def newest(reference: str) -> TextPage | None:
    """The page as its latest revision has it."""
    page = TextPage.objects.filter(pk=_number(reference)).first()
    found: TextPage | None = page.get_latest_revision_as_object() if page is not None else None
    return found


def _number(reference: str) -> int:
    return int(reference) if reference.isdecimal() else 0
