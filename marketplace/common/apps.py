"""The kernel application: outbox, audit chain and the small sciences every package shares."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "marketplace.common"
    label = "common"

    def ready(self) -> None:
        from marketplace.common.logs import configure

        configure()
