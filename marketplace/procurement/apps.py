"""The government-purchased service list and its tenders."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "marketplace.procurement"
    label = "procurement"
