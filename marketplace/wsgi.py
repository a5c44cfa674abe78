"""The WSGI entry point for granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.embedded")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - the settings module is named above

if settings.EMBEDDED:
    from marketplace.operations import background

    background.start()
