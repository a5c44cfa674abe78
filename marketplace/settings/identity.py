"""Which installation this is."""

from __future__ import annotations

from marketplace.settings.environment import ENVIRONMENT, ROOT

CITY_CODE = "330200"
BASE_URL = ENVIRONMENT.base_url
EMBEDDED = False
DAYS_AHEAD: float = 0
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
STATE_ROOT = ENVIRONMENT.state_root
WIRED_ROOT = ROOT
ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
