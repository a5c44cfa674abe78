"""The task list of an application: its pages, what each still lacks, and the papers that are wanted."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.common.naming import code_name, language
from marketplace.common.places import place_name
from marketplace.common.verdict import Sentence
from marketplace.organisations.models import Capability, Organisation, Paper, PaperKind
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.rules import missing_parts

REGISTRATION = "registration"


@dataclass(frozen=True, slots=True)
class Task:
    """One page of the application and whether it is done."""

    title: Sentence
    url: str
    state: Sentence
    tone: str
    detail: Sentence = ""
    due: None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One paper that is wanted, and the one that is there."""

    name: str
    label: Sentence
    capability: Capability | None
    paper: Paper | None
    remark: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was entered, and where it is changed."""

    term: Sentence
    value: Sentence
    change_url: str
    withheld: str = ""
    total: bool = False


def tasks_of(organisation: Organisation) -> list[Task]:
    """Four pages; each says what it lacks first."""
    titles = {
        "who": _("Who your organisation is"),
        "about": _("What the public reads"),
        "capabilities": _("What you want to be"),
        "papers": _("Papers"),
    }
    missing = {part.step: part.sentence for part in reversed(missing_parts(organisation))}
    remarked = {step_of(remark.field) for remark in organisation.remarks.all() if remark.answered_at is None}
    return [_task(organisation, step, title, missing.get(step, ""), step in remarked) for step, title in titles.items()]


def slots(organisation: Organisation) -> list[Slot]:
    """The registration certificate, then one paper for each claim that waits."""
    papers = {paper.capability_id: paper for paper in organisation.papers.select_related("file")}
    comments = {r.field: r.comment for r in organisation.remarks.all() if r.answered_at is None}
    wanted = [
        Slot(REGISTRATION, PaperKind.REGISTRATION.label, None, papers.get(None), comments.get("paper:registration", ""))
    ]
    for claim in organisation.capabilities.all():
        if claim.status in WAITING:
            comment = comments.get(f"paper:{claim.kind}", "")
            wanted.append(Slot(claim.kind, claim.get_kind_display(), claim, papers.get(claim.pk), comment))
    return wanted


def answers(organisation: Organisation) -> list[Answer]:
    """What was typed, for the page on which it is checked."""
    who, about, wishes = (
        reverse("join_step", args=[organisation.reference, s]) for s in ("who", "about", "capabilities")
    )
    form = organisation.get_kind_display()
    if organisation.body:
        form = f"{form} · {code_name('people_body', organisation.body)}"
    claims = [c.get_kind_display() for c in organisation.capabilities.all() if c.status in WAITING]
    rows: list[tuple[Sentence, Sentence, str]] = [
        (_("Registered name"), organisation.name, who),
        (_("Name in English"), organisation.name_en or "—", who),
        (_("Unified social credit code"), organisation.credit_code, who),
        (_("Legal form"), form, who),
        (_("Seat"), place_name(organisation.district, language()), who),
        (_("What your organisation does"), organisation.summary or "—", about),
        (_("The same in English"), organisation.summary_en or "—", about),
        (_("How your office can be reached"), organisation.contact or "—", about),
        (_("What you want to be"), _(", ").join(claims) or "—", wishes),
    ]
    return [Answer(*row) for row in rows]


def step_of(field: str) -> str:
    """On which page a field is entered."""
    if field.startswith("paper:"):
        return "papers"
    return "about" if field in {"summary", "summary_en", "contact"} else "who"


def _task(organisation: Organisation, step: str, title: str, lacks: Sentence, is_remarked: bool) -> Task:
    url = (
        reverse("join_papers", args=[organisation.reference])
        if step == "papers"
        else reverse("join_step", args=[organisation.reference, step])
    )
    if is_remarked:
        return Task(title, url, _("to be mended"), "notice", lacks)
    if lacks:
        return Task(title, url, _("to be done"), "alert", lacks)
    return Task(title, url, _("filled in"), "good")
