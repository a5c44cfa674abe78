"""The embedded settings with everything that would slow a test or touch the machine taken out."""

import tempfile
from pathlib import Path

from marketplace.settings.embedded import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
LOGGING["root"]["level"] = "CRITICAL"
STRIPE_API_BASE = "http://127.0.0.1:9"
STATE_ROOT = Path(tempfile.mkdtemp(prefix="zhulin-test-"))
MEDIA_ROOT = STATE_ROOT / "media"
STORAGES["private"]["OPTIONS"]["location"] = MEDIA_ROOT / "private"
