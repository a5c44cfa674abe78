"""The life of a report about a public page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class ReportStatus(models.TextChoices):
    OPEN = "open", _("waiting for an officer")
    UPHELD = "upheld", _("upheld: the page stays away")
    DISMISSED = "dismissed", _("dismissed: the page is shown")


class ReportReason(models.TextChoices):
    """There is no free text: whoever explains how a household can be recognised would tell it to one more reader."""

    IDENTIFIES = "identifies", _("A household could be recognised by it")
    UNTRUE = "untrue", _("It is untrue or misleading")
    UNLAWFUL = "unlawful", _("It asks for money or help in a way that is not allowed")


class SubjectKind(models.TextChoices):
    NEED = "need", _("need")
    PAGE = "page", _("page")
    WORDS = "words", _("words for the public")
    OVERVIEW = "overview", _("overview")


S = ReportStatus

REPORT_LIFECYCLE = Lifecycle(
    "page_report",
    {
        "uphold": ({S.OPEN}, S.UPHELD),
        "dismiss": ({S.OPEN, S.UPHELD}, S.DISMISSED),
    },
    start=S.OPEN,
)
