"""Who may propose, read, adopt and sign, what a project may say, and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from donations.models import Adoption, Project
from donations.rules import may_run_programmes
from donations.rules.programmes import A_PERSON
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY, Reader, holds_role
from marketplace.common import clock
from marketplace.common.detectors import scan
from marketplace.common.public_words import words_found
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.documents.models import PrivateFile
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability, is_member, organisations_of


def seat_of(project: Project) -> str:
    """Whose officers read it: those of the proposing organisation's seat, for a person those of the city."""
    return project.organisation.district if project.organisation else CITY


def may_propose(reader: Reader, organisation: Organisation | None) -> Verdict:
    """Anybody with an account for themselves, a member for an organisation."""
    if not isinstance(reader, User):
        return no(_("Sign in first."), code="NOT_SIGNED_IN")
    if organisation is not None and not is_member(reader, organisation):
        return no(_("Only people who act for the organisation can propose in its name."), code="NOT_A_MEMBER")
    return YES


def acts_for_proposer(reader: Reader, project: Project) -> bool:
    """The person who proposed, or somebody of the organisation in whose name it was."""
    if project.organisation is not None:
        return is_member(reader, project.organisation)
    return isinstance(reader, User) and reader.pk == project.proposer_id


def may_change(reader: Reader, project: Project) -> Verdict:
    """Only the proposing side."""
    if acts_for_proposer(reader, project):
        return YES
    return no(_("Only those who proposed the project can change it."), code="NOT_THE_PROPOSER")


def may_moderate(reader: Reader, project: Project) -> Verdict:
    """An officer of the place who has nothing to do with the proposal."""
    if not holds_role(reader, Role.OFFICER, place=seat_of(project)):
        return no(_("Only an officer of the place decides this."), code="NOT_ITS_OFFICER")
    if reader.pk == project.proposer_id or acts_for_proposer(reader, project):
        return no(_("You proposed this project yourself. A colleague must read it."), code="OWN_PROJECT")
    return YES


def may_adopt(reader: Reader, project: Project, charity: Organisation) -> Verdict:
    """Somebody who runs programmes of a verified charity that did not propose it itself."""
    verdict = may_run_programmes(reader, charity)
    if not verdict:
        return verdict
    if not has_capability(charity, CapabilityKind.CHARITY):
        message = _("The organisation is not verified as a charity. Ask the bureau to verify it.")
        return no(message, code="NOT_A_CHARITY")
    if charity.pk == project.organisation_id or acts_for_proposer(reader, project):
        return no(_("This is a proposal of your own side. Another charity must adopt it."), code="OWN_PROJECT")
    return YES


def may_sign_for_charity(reader: Reader, adoption: Adoption) -> Verdict:
    """Who runs its programmes, and did not sign for the giver."""
    return may_run_programmes(reader, adoption.charity).and_then(_signs_once(reader, adoption.donor_signed_by_id))


def may_sign_for_donor(reader: Reader, adoption: Adoption) -> Verdict:
    """The proposing side, and not who signed for the charity."""
    return may_change(reader, adoption.project).and_then(_signs_once(reader, adoption.charity_signed_by_id))


def is_party(reader: Reader, adoption: Adoption) -> bool:
    """The proposing side and the charity's people."""
    return acts_for_proposer(reader, adoption.project) or is_member(reader, adoption.charity)


def may_read_agreement(reader: Reader, file: PrivateFile) -> Verdict:
    """Both parties, officers of the place and auditors."""
    adoption = Adoption.objects.select_related("project__organisation", "charity").filter(paper=file).first()
    if adoption is not None:
        official = holds_role(reader, Role.OFFICER, place=seat_of(adoption.project)) or holds_role(reader, Role.AUDITOR)
        if official or is_party(reader, adoption):
            return YES
    return no(_("Only the parties of the agreement, officers and auditors read it."), code="NOT_A_PARTY")


def names_nobody(*texts: str) -> Verdict:
    """A giver may direct money to a range of people, never to a named one (Charity Law Art.40; Order 74 Art.10(6))."""
    if any(finding.kind in A_PERSON for text in texts for finding in scan(text)):
        message = _(
            "The words name or describe one person. Describe the range of people who benefit; "
            "the charity chooses them by a rule, never the giver."
        )
        return no(message, code="SPECIFIC_BENEFICIARY")
    return YES


def advertises_nothing(*texts: str) -> Verdict:
    """No tobacco and nothing that may not be advertised (Charity Law Art.40)."""
    refused = rule("project.words_not_in_names", on=clock.today()).value
    found = sorted({word for text in texts for word in words_found(text, refused)})
    if found:
        message = _("A project advertises no such products: %(words)s. Take the words out.")
        return no(message % {"words": ", ".join(found)}, code="PRODUCT_NOT_ADVERTISED")
    return YES


def is_unrelated(declared: bool) -> Verdict:
    """The giver declares it; a related beneficiary is refused (Charity Law Art.40)."""
    if declared:
        return YES
    message = _("Nobody related to the giver may benefit. Declare that it is so, or do not propose the project.")
    return no(message, code="RELATED_BENEFICIARY")


def terms_are_sound(
    *, total_fen: int, instalments: Sequence[Mapping[str, Any]], starts_on: date, ends_on: date, cost_percent: int
) -> Verdict:
    """The instalments make the total and fall into the term; the cost is within what the law allows."""
    most = int(rule("project.cost_percent", on=clock.today()).value)
    if sum(each["fen"] for each in instalments) != total_fen or any(each["fen"] <= 0 for each in instalments):
        return no(
            _("The instalments do not add up to the total. Correct one of them."), code="INSTALMENTS_DO_NOT_ADD_UP"
        )
    if ends_on < starts_on or any(
        not starts_on <= date.fromisoformat(each["due_on"]) <= ends_on for each in instalments
    ):
        return no(
            _("Each instalment is due within the term of the agreement. Check the days."), code="OUTSIDE_THE_TERM"
        )
    if cost_percent > most:
        message = _("At most %(most)s %% may be used for running the project. Enter less.") % {"most": most}
        return no(message, code="COST_TOO_HIGH")
    return YES


def _signs_once(reader: Reader, other: int | None) -> Verdict:
    if reader.pk != other:
        return YES
    return no(_("You signed for the other side. Another person must sign for this one."), code="SIGNED_FOR_BOTH")


def acts_for_a_charity(reader: Reader) -> bool:
    """Whether the reader may look at what waits for charities."""
    kinds = [CapabilityKind.CHARITY]
    return any(
        has_capability(own, kind) for own in organisations_of(reader).prefetch_related("capabilities") for kind in kinds
    )
