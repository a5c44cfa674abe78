"""Words for the public beyond needs: written, scanned, agreed to and seen by a second officer first."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "marketplace.publications"
    label = "publications"
