"""The life of a proposed project, from the first words to the programme of the charity that adopted it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class ProjectStatus(models.TextChoices):
    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("with the officers")
    RETURNED = "returned", _("sent back")
    OPEN = "open", _("waiting for a charity")
    ADOPTED = "adopted", _("adopted, the agreement is being made")
    AGREED = "agreed", _("agreement signed by both")
    BEGUN = "begun", _("a programme of the charity")
    WITHDRAWN = "withdrawn", _("withdrawn")


S = ProjectStatus
REWRITABLE = (S.DRAFT, S.RETURNED)

PROJECT_LIFECYCLE = Lifecycle(
    "project",
    {
        "submit": ({S.DRAFT, S.RETURNED}, S.SUBMITTED),
        "return": ({S.SUBMITTED}, S.RETURNED),
        "publish": ({S.SUBMITTED}, S.OPEN),
        "adopt": ({S.OPEN}, S.ADOPTED),
        "give_back": ({S.ADOPTED}, S.OPEN),
        "agree": ({S.ADOPTED}, S.AGREED),
        "begin": ({S.AGREED}, S.BEGUN),
        "withdraw": ({S.DRAFT, S.SUBMITTED, S.RETURNED, S.OPEN, S.ADOPTED}, S.WITHDRAWN),
    },
    start=S.DRAFT,
)
"""`publish` is the approval of a second officer; `give_back` lets another charity adopt it."""
