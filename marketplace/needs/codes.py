"""The code lists of a published need (domain.md §6.2, contracts.md `export_needs`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedKind(models.TextChoices):
    MICRO_WISH = "micro_wish", _("micro-wish")
    GOODS = "goods", _("goods")
    SERVICE = "service", _("service")
    PAIRING = "pairing", _("pairing")
    PROGRAMME = "programme", _("programme")
    INSURANCE = "insurance", _("insurance")


class AidType(models.TextChoices):
    DIBAO = "dibao", _("minimum living guarantee")
    TEKUN = "tekun", _("support for extreme hardship")
    DISASTER = "disaster", _("disaster relief")
    MEDICAL = "medical", _("medical assistance")
    EDUCATION = "education", _("education assistance")
    HOUSING = "housing", _("housing assistance")
    EMPLOYMENT = "employment", _("employment assistance")
    TEMPORARY = "temporary", _("temporary assistance")


class AgeBand(models.TextChoices):
    """Only the life stages have a name; five- and ten-year bands show their digits."""

    CHILD = "0-13", _("under 14")
    TEENAGER = "14-17", _("14 to 17")
    ADULT = "18-59", _("18 to 59")
    ELDER = "60+", _("60 or older")


class Family(models.TextChoices):
    ONE = "1", _("one person")
    SMALL = "2-3", _("two or three people")
    LARGE = "4+", _("four people or more")
    WITH_MINORS = "with_minors", _("family with minors")
    ELDERLY = "elderly", _("elderly household")
    OTHER = "other", _("other household")


class Health(models.TextChoices):
    DISABILITY = "disability", _("disability")
    SERIOUS = "serious", _("serious illness")
    CHRONIC = "chronic", _("chronic illness")
    RELATED = "health_related", _("health-related")


class UrgencyBand(models.TextChoices):
    HIGH = "high", _("urgent")
    MEDIUM = "medium", _("soon")
    LOW = "low", _("when possible")


class QuantityBand(models.TextChoices):
    UNDER_500 = "lt500", _("under 500 yuan")
    TO_2000 = "500-2000", _("500 to 2,000 yuan")
    TO_10000 = "2000-10000", _("2,000 to 10,000 yuan")
    OVER_10000 = "gt10000", _("over 10,000 yuan")


class DeadlineBand(models.TextChoices):
    TWO_WEEKS = "two_weeks", _("within two weeks")
    ONE_MONTH = "one_month", _("within a month")
    LATER = "later", _("later")
