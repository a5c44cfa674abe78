"""The embedded settings with the linter of migrations, which is no part of the site."""

from marketplace.settings.embedded import *  # noqa: F403
from marketplace.settings.embedded import INSTALLED_APPS

OURS = {"marketplace", "cms", "matching", "donations"}
MIGRATION_LINTER_OPTIONS = {
    "ignore_initial_migrations": True,  # they create tables that nobody has yet
    "include_apps": [name.rpartition(".")[2] for name in INSTALLED_APPS if name.partition(".")[0] in OURS],
}
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
