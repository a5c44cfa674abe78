"""The kernel application: outbox, audit chain and the small sciences every package shares."""

from django.apps import AppConfig
from django.conf import settings


class CommonConfig(AppConfig):
    name = "marketplace.common"
    label = "common"

    def ready(self) -> None:
        from marketplace.common.clock import set_days_ahead
        from marketplace.common.logs import configure

        configure()
        set_days_ahead(settings.DAYS_AHEAD)
