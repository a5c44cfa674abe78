"""What a partner can give, with a capacity calendar."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "marketplace.offers"
    label = "offers"
