"""The application that wires the packages together once all models are loaded."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "marketplace"
    label = "wiring"

    def ready(self) -> None:
        from marketplace.wiring import wire

        wire()
