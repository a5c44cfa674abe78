"""Needs as the world may know them, their review, their releases, and how many there are of each kind."""

from marketplace.needs.models.counts import FacetCount
from marketplace.needs.models.need import PUBLISHED_FACTS, Need
from marketplace.needs.models.release import Release
from marketplace.needs.models.review import ReviewComment, SecondOfficerReview

__all__ = ["PUBLISHED_FACTS", "FacetCount", "Need", "Release", "ReviewComment", "SecondOfficerReview"]
