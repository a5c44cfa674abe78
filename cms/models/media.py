"""The image and document models chosen on the first day."""

from __future__ import annotations

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class SiteImage(AbstractImage):  # type: ignore[misc]
    """An editorial image; alternative text is required."""

    alternative_text = models.CharField(max_length=200)
    is_declared = models.BooleanField(null=True)
    """Whoever uploaded it declared that nobody can be recognised in it, or agreed in writing."""
    admin_form_fields = (*Image.admin_form_fields, "alternative_text", "is_declared")


class SiteRendition(AbstractRendition):  # type: ignore[misc]
    """A scaled version of an image."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_image_and_filter"
            )
        ]


class SiteDocument(AbstractDocument):  # type: ignore[misc]
    """An editorial document."""

    admin_form_fields = Document.admin_form_fields
