"""The default: one machine, SQLite, plain HTTP on loopback, the Stripe twin, mail kept in a folder to read."""

import base64
import hashlib

from marketplace.settings.base import *
from marketplace.settings.base import CONTENT_SECURITY_POLICY, ENVIRONMENT

EMBEDDED = True
DAYS_AHEAD = ENVIRONMENT.days_ahead
ENVIRONMENT.state_root.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# A fixed development key: an embedded database can be opened again after a restart; production refuses it.
if not ENVIRONMENT.field_keys:
    FIELD_KEYS = {"embedded": base64.b64encode(hashlib.sha256(ENVIRONMENT.secret_key.encode()).digest()).decode()}
    FIELD_KEY_ID = "embedded"

STRIPE_SECRET_KEY = ENVIRONMENT.stripe_secret_key or "sk_test_embedded"
STRIPE_WEBHOOK_SECRETS = ENVIRONMENT.stripe_webhook_secrets or ["whsec_embedded"]

EMAIL_BACKEND = "marketplace.notifications.mailbox.FolderBackend"
EMAIL_FILE_PATH = ENVIRONMENT.state_root / "mail"

# The hosted page of the twin is another origin; the form that starts a gift is redirected there.
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = ["'self'", "http://127.0.0.1:*", "http://localhost:*"]
