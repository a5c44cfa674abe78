"""The life of an agreement under which a qualified charity raises money for another charity's programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle, Told


class CooperationStatus(models.TextChoices):
    ASKED = "asked", _("with the qualified charity")
    SUBMITTED = "submitted", _("with the officers")
    RETURNED = "returned", _("sent back")
    IN_FORCE = "in_force", _("agreement in force")
    ENDED = "ended", _("agreement ended")


S = CooperationStatus
LIVE = (S.ASKED, S.SUBMITTED, S.RETURNED, S.IN_FORCE)

_CHARITY, _OFFICER = _("the qualified charity"), _("an officer of the place")

COOPERATION_LIFECYCLE = Lifecycle(
    "cooperation",
    {
        "submit": ({S.ASKED}, S.SUBMITTED),
        "return": ({S.SUBMITTED}, S.RETURNED),
        "ask_again": ({S.RETURNED}, S.ASKED),
        "approve": ({S.SUBMITTED}, S.IN_FORCE),
        "end": (set(LIVE), S.ENDED),
    },
    start=S.ASKED,
    told={
        "submit": Told(_("confirm the agreement"), _CHARITY),
        "return": Told(_("send the agreement back"), _OFFICER),
        "ask_again": Told(_("mend the agreement"), _("the charity that asked")),
        "approve": Told(_("approve the agreement"), _OFFICER),
        "end": Told(_("end the agreement"), _("either charity")),
    },
)
"""`submit` is the confirmation of the qualified charity, `approve` moves the programme into its name and books."""
