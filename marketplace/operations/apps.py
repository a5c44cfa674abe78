"""Commands and staff pages that span packages; no models."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "marketplace.operations"
    label = "operations"
