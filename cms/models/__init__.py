"""Editorial pages, and the image and document models."""

from cms.models.media import SiteDocument, SiteImage, SiteRendition
from cms.models.pages import HomePage, ListingPage, TextPage

__all__ = ["HomePage", "ListingPage", "SiteDocument", "SiteImage", "SiteRendition", "TextPage"]
