"""Confidential code lists; their names stand in the rule data (`codes.*`), where the import reads them too."""

from typing import TYPE_CHECKING, cast

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from marketplace.needs.codes import name_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_said_when_shown = lazy(name_of, str)


def _named(code_list: str, code: str) -> "_StrPromise":
    return cast("_StrPromise", _said_when_shown(code_list, code))


class Register(models.TextChoices):
    """救助类别: what a household is recognised as; it may be several."""

    TEKUN = "tekun", _named("register", "tekun")
    DIBAO = "dibao", _named("register", "dibao")
    DIBAO_EDGE = "dibao_edge", _named("register", "dibao_edge")
    RIGID_EXPENDITURE = "rigid_expenditure", _named("register", "rigid_expenditure")
    LOW_INCOME_FARMER = "low_income_farmer", _named("register", "low_income_farmer")
    UNEMPLOYED = "registered_unemployed", _named("register", "registered_unemployed")
    HARDSHIP_WORKER = "hardship_worker", _named("register", "hardship_worker")
    DISASTER = "disaster", _named("register", "disaster")
    TEMPORARY = "temporary", _named("register", "temporary")
    OTHER = "other", _named("register", "other")


class Residency(models.TextChoices):
    LOCAL = "local", _named("residency", "local")
    RESIDENT = "resident", _named("residency", "resident")


class PersonHealth(models.TextChoices):
    """Worst first: 残疾 before 重病 before 慢性病."""

    DISABILITY = "disability", _named("member_health", "disability")
    SERIOUS = "serious", _named("member_health", "serious")
    CHRONIC = "chronic", _named("member_health", "chronic")
    HEALTHY = "healthy", _named("member_health", "healthy")


class Dimension(models.TextChoices):
    """The six dimensions of an assessment."""

    ECONOMIC = "economic", _named("dimension", "economic")
    HEALTH = "health", _named("dimension", "health")
    EDUCATION = "education", _named("dimension", "education")
    LIVING = "living", _named("dimension", "living")
    EMPLOYMENT = "employment", _named("dimension", "employment")
    PARTICIPATION = "participation", _named("dimension", "participation")


class ConsentKind(models.TextChoices):
    PUBLICATION = "publication", _("to publish an anonymised need")
    GUARDIAN = "guardian", _("of the guardian of a child under 14")


class Spoken(models.TextChoices):
    """What a household can say with its slip."""

    ARRIVED = "arrived", _("all of it arrived")
    IN_PART = "in_part", _("only a part arrived")
    NOT_ARRIVED = "not_arrived", _("nothing arrived")
    NOBODY_CAME = "nobody_came", _("nobody came on the agreed day")
    OBJECTS = "objects", _("it must not be shown")
    WITHDRAWS = "withdraws", _("the help is not wanted any more")


class WordAnswer(models.TextChoices):
    """What came of it when the caseworker asked the household and the helper."""

    CAME_LATER = "came_later", _("the helper came after all")
    OTHER_DAY = "other_day", _("the household and the helper meant different days")
    TO_BE_BROUGHT = "to_be_brought", _("it is still to be brought, and the household knows when")
    SETTLED = "settled", _("it was settled in another way")


class ShredReason(models.TextChoices):
    """Why a household leaves the register for good."""

    RETENTION_ENDED = "RETENTION_ENDED", _("the time for which files are kept is over")
    ERASURE_REQUESTED = "ERASURE_REQUESTED", _("the household asked for its data to be erased")
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", _("it was entered by mistake")


class WithdrawReason(models.TextChoices):
    """Why a need is taken back other than by the household's consent."""

    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN", _("the household took its consent back")
    MET_OTHERWISE = "MET_OTHERWISE", _("the household has been helped in another way")
    NO_LONGER_WANTED = "NO_LONGER_WANTED", _("the household does not want it any more")
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", _("it was entered by mistake")
