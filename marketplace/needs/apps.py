"""Published needs: only what the world may know."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "marketplace.needs"
    label = "needs"

    def ready(self) -> None:
        """Before anything asks Wagtail who may publish: it would remember its own answer."""
        from wagtail.permissions import register_permission_policy

        from marketplace.needs.models import Need
        from marketplace.needs.permissions import NeedPermissions

        register_permission_policy(Need, NeedPermissions(Need))
