"""Editorial pages, and the image and document models."""

from cms.models.media import SiteDocument, SiteImage, SiteRendition
from cms.models.pages import HomePage, ListingPage, TextPage
from cms.models.reports import PageReport
from cms.models.stories import StoryReview

__all__ = [
    "HomePage",
    "ListingPage",
    "PageReport",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "StoryReview",
    "TextPage",
]
