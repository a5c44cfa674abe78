"""What words for the public may be about, and their life."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle, Told


class Kind(models.TextChoices):
    NEED_UPDATE = "need_update", _("how it went")
    THANKS = "thanks", _("thanks")
    DEDICATION = "dedication", _("dedication of a gift")
    PROGRAMME = "programme", _("news of a programme")
    PLAN = "plan", _("plan of a programme")
    REPORT = "report", _("report of a programme")
    STORY = "story", _("story")


ABOUT_A_NEED = frozenset({Kind.NEED_UPDATE, Kind.THANKS})
"""Kinds that speak of a household and stand only on its recorded consent."""
KEPT_ELSEWHERE = frozenset({Kind.PLAN, Kind.STORY})
"""Long words that a page of their own keeps and changes: what is here is the copy that is read, one for each thing."""


class PublicationStatus(models.TextChoices):
    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("waiting for review")
    RETURNED = "returned", _("sent back")
    PUBLISHED = "published", _("published")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn")


S = PublicationStatus

PUBLICATION_LIFECYCLE = Lifecycle(
    "publication",
    {
        "submit": ({S.DRAFT, S.RETURNED, S.PUBLISHED}, S.SUBMITTED),
        "return": ({S.SUBMITTED}, S.RETURNED),
        "publish": ({S.SUBMITTED}, S.PUBLISHED),
        "hide": ({S.PUBLISHED}, S.HIDDEN),
        "show_again": ({S.HIDDEN}, S.PUBLISHED),
        "withdraw": ({S.DRAFT, S.SUBMITTED, S.RETURNED, S.PUBLISHED, S.HIDDEN}, S.WITHDRAWN),
    },
    start=S.DRAFT,
    told={
        "submit": Told(_("hand in the words"), _("whoever wrote them")),
        "return": Told(_("send the words back"), _("a second officer")),
        "publish": Told(_("approve the words"), _("a second officer")),
        "hide": Told(_("hide the words"), _("a second officer, a report or a consent taken back")),
        "show_again": Told(_("show the words again"), _("a second officer")),
        "withdraw": Told(_("withdraw the words"), _("whoever wrote them, or a second officer")),
    },
)

STATUS_SENTENCES = {
    S.DRAFT: _("Nobody but you sees it. Hand it in when it is ready."),
    S.SUBMITTED: _("A second officer has still to read it; nobody outside sees it."),
    S.RETURNED: _("The second officer asks for a change; nobody outside sees it."),
    S.PUBLISHED: _("It can be seen. When you change it, it is read again first."),
    S.HIDDEN: _("It has been hidden; nobody outside sees it."),
    S.WITHDRAWN: _("It was withdrawn and its words are erased."),
}
"""What each status means for whoever wrote the words."""

REPORTED = "REPORTED"
CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
NEED_WITHDRAWN = "NEED_WITHDRAWN"
GIFT_RETURNED = "GIFT_RETURNED"
REPLACED = "REPLACED"
AUTHOR_DECIDED = "AUTHOR_DECIDED"
OFFICER_DECIDED = "OFFICER_DECIDED"

REASON_SENTENCES = {
    REPORTED: _("Somebody reported it."),
    CONSENT_WITHDRAWN: _("The household took its consent back."),
    NEED_WITHDRAWN: _("The need was withdrawn."),
    GIFT_RETURNED: _("The gift was given back."),
    REPLACED: _("Other words took its place."),
    AUTHOR_DECIDED: _("Whoever wrote it took it back."),
    OFFICER_DECIDED: _("An officer decided that it is better not shown."),
}
"""Why words are away, by code."""
