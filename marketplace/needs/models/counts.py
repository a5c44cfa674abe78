"""How many visible needs there are of each kind: kept by triggers, so that a list never counts its rows."""

from __future__ import annotations

from django.db import models


class FacetCount(models.Model):
    """One combination of what lists are filtered by, and its visible needs; written by the database alone."""

    wagtail_reference_index_ignore = True

    audience = models.CharField(max_length=10)
    status = models.CharField(max_length=14)
    need_kind = models.CharField(max_length=12)
    aid_type = models.CharField(max_length=12)
    area = models.CharField(max_length=6)
    """The district of a township or district; else the wider area that was published."""
    urgency_band = models.CharField(max_length=8)
    deadline_band = models.CharField(max_length=12)
    """Empty where a need has none."""
    needs = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "status", "need_kind", "aid_type", "area", "urgency_band", "deadline_band"],
                name="one_count_per_combination",
            ),
            models.CheckConstraint(condition=models.Q(needs__gte=0), name="needs_are_not_counted_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.need_kind} {self.area}"
