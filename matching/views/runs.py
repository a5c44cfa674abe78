"""`/matching/`: runs with their certified gap, and why a need is paired with whom; for officers and auditors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from matching.actions import Found, find_matches, start_match
from matching.assignment import SCORE_SCALE
from matching.explanation import Explanation, ReferenceUnknown, Voice, explain
from matching.models import MatchRun
from matching.parts import points_text, said_parts
from matching.queries import pairs_of, runs_visible_to, voice_for
from matching.rules import may_run_match, may_see_runs

PAIRS_PER_PAGE = 50
SHOWN = 20
"""Eligible suppliers told one by one; the others are counted."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def run_list(request: HttpRequest) -> HttpResponse:
    """Every run with its certified gap; an officer may start one."""
    _officers_only(request)
    form, status = forms.Form(posted(request)), 200
    if request.method == "POST":
        made: list[MatchRun] = []
        status = attempt(form, lambda: made.append(_start(request)))
        if made:
            messages.success(request, _("%(pairs)s pairs proposed.") % {"pairs": made[0].pairs})
            return redirect("match_run", reference=made[0].reference)
    context = {"page": turn_to_page(request, runs_visible_to(request.user)), "refused": form}
    context["verdict"] = may_run_match(request.user)
    return render(request, "matching/run_list.html", context, status=status)


@require_safe
@login_required
@never_cache
def run_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One run: how good it provably is, whom it paired, and what they answered."""
    run = get_object_or_404(runs_visible_to(request.user), reference=reference)
    page = turn_to_page(request, pairs_of(run), PAIRS_PER_PAGE)
    pairs = [(pair, points_text(pair.score), said_parts(pair.parts)) for pair in page.rows]
    context = {
        "run": run,
        "page": page,
        "pairs": pairs,
        "objective": points_text(run.objective),
        "upper_bound": points_text(run.upper_bound),
        "gap": f"{run.gap:.4%}",
        "crumbs": [(_("Match runs"), reverse("match_runs"))],
    }
    return render(request, "matching/run.html", context)


@require_safe
@login_required
@never_cache
def need_explained(request: HttpRequest, reference: str) -> HttpResponse:
    """Why a need would be paired with whom if a run began now: rules, parts of the score and obstacles."""
    _officers_only(request)
    found = find_matches(asked_about=reference)
    context: dict[str, object] = {"crumbs": [(_("Match runs"), reverse("match_runs"))], "reference": reference}
    try:
        explanations = explain(found.proposals, reference)
    except ReferenceUnknown:
        return render(request, "matching/need.html", context | {"unknown": True}, status=404)
    eligible = sorted((e for e in explanations if e.eligible), key=lambda e: (-(e.score or 0), e.supplier))
    voice = voice_for(found.policy)
    context |= {
        "need": found.directory.needs[reference],
        "eligible": [_told(found, voice, each) for each in eligible[:SHOWN]],
        "eligible_total": len(eligible),
        "considered": len(explanations),
        "refused": _refusals(voice, explanations),
        "policy": found.policy.name,
    }
    return render(request, "matching/need.html", context)


@dataclass(frozen=True, slots=True)
class Told:
    """One eligible supplier as the page shows it."""

    name: str
    points: str
    parts: list[tuple[str, str]]
    rules: list[str]
    obstacle: str


def _told(found: Found, voice: Voice, explanation: Explanation) -> Told:
    obstacle = voice.say(explanation.obstacle.sentence) if explanation.obstacle else ""
    return Told(
        name=found.directory.helpers[explanation.supplier].name,
        points=f"{(explanation.score or 0) / SCORE_SCALE:.1f}",
        parts=said_parts(explanation.parts),
        rules=[voice.say(sentence) for _ruling, sentence in explanation.rules],
        obstacle=_with_names(found, obstacle),
    )


def _with_names(found: Found, sentence: str) -> str:
    """Rivals are named by reference where explanations are kept; people read names."""
    for word in sentence.replace(",", " ").replace(";", " ").replace("；", " ").replace("：", " ").split():
        name = _name_of(found, word.strip(".。"))
        sentence = sentence.replace(word.strip(".。"), name) if name else sentence
    return sentence


def _name_of(found: Found, reference: str) -> str:
    if reference in found.directory.helpers:
        return found.directory.helpers[reference].name
    return found.directory.needs[reference].title if reference in found.directory.needs else ""


def _refusals(voice: Voice, explanations: tuple[Explanation, ...]) -> list[tuple[str, int]]:
    """The first rule that failed, in words, and for how many suppliers; the most frequent first."""
    failed: Counter[str] = Counter()
    words: dict[str, str] = {}
    for explanation in explanations:
        first = next(((ruling, sentence) for ruling, sentence in explanation.rules if not ruling.passed), None)
        if first is not None:
            failed[first[0].rule.code] += 1
            words.setdefault(first[0].rule.code, voice.say(first[1]))
    return [(words[code], count) for code, count in failed.most_common()]


def _start(request: HttpRequest) -> MatchRun:
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return start_match(by=request.user)


def _officers_only(request: HttpRequest) -> None:
    if not may_see_runs(request.user):
        raise Http404
