"""The code lists of a published need (domain.md §6.2, contracts.md `export_needs`).

The names stand in the rule data (`codes.*`), where the import reads them too; only the stages of life have theirs here.
"""

from typing import TYPE_CHECKING, cast

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.rule_data import rule

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def name_of(code_list: str, code: str) -> str:
    """The name of a code today, in the reader's language; raises `RuleMissing` for a code that the list lacks."""
    return rule(f"codes.{code_list}", on=clock.today()).entry(code).label(get_language() or "en")


_said_when_shown = lazy(name_of, str)


def _named(code_list: str, code: str) -> "_StrPromise":
    return cast("_StrPromise", _said_when_shown(code_list, code))


class NeedKind(models.TextChoices):
    MICRO_WISH = "micro_wish", _named("need_kind", "micro_wish")
    GOODS = "goods", _named("need_kind", "goods")
    SERVICE = "service", _named("need_kind", "service")
    PAIRING = "pairing", _named("need_kind", "pairing")
    PROGRAMME = "programme", _named("need_kind", "programme")
    INSURANCE = "insurance", _named("need_kind", "insurance")


class AidType(models.TextChoices):
    DIBAO = "dibao", _named("aid_type", "dibao")
    TEKUN = "tekun", _named("aid_type", "tekun")
    DISASTER = "disaster", _named("aid_type", "disaster")
    MEDICAL = "medical", _named("aid_type", "medical")
    EDUCATION = "education", _named("aid_type", "education")
    HOUSING = "housing", _named("aid_type", "housing")
    EMPLOYMENT = "employment", _named("aid_type", "employment")
    TEMPORARY = "temporary", _named("aid_type", "temporary")


class AgeBand(models.TextChoices):
    """Only the stages of life have a name; five- and ten-year bands show their digits."""

    CHILD = "0-13", _("under 14")
    TEENAGER = "14-17", _("14 to 17")
    ADULT = "18-59", _("18 to 59")
    ELDER = "60+", _("60 or older")


class Family(models.TextChoices):
    ONE = "1", _named("published_family", "1")
    SMALL = "2-3", _named("published_family", "2-3")
    LARGE = "4+", _named("published_family", "4+")
    WITH_MINORS = "with_minors", _named("published_family", "with_minors")
    ELDERLY = "elderly", _named("published_family", "elderly")
    OTHER = "other", _named("published_family", "other")


class Health(models.TextChoices):
    DISABILITY = "disability", _named("published_health", "disability")
    SERIOUS = "serious", _named("published_health", "serious")
    CHRONIC = "chronic", _named("published_health", "chronic")
    RELATED = "health_related", _named("published_health", "health_related")


class UrgencyBand(models.TextChoices):
    HIGH = "high", _named("urgency_band", "high")
    MEDIUM = "medium", _named("urgency_band", "medium")
    LOW = "low", _named("urgency_band", "low")


class QuantityBand(models.TextChoices):
    UNDER_500 = "lt500", _named("quantity_band", "lt500")
    TO_2000 = "500-2000", _named("quantity_band", "500-2000")
    TO_10000 = "2000-10000", _named("quantity_band", "2000-10000")
    OVER_10000 = "gt10000", _named("quantity_band", "gt10000")


class DeadlineBand(models.TextChoices):
    TWO_WEEKS = "two_weeks", _named("deadline_band", "two_weeks")
    ONE_MONTH = "one_month", _named("deadline_band", "one_month")
    LATER = "later", _named("deadline_band", "later")
