"""Keys, payments, certificates and mail: what the world outside gives us."""

from __future__ import annotations

from marketplace.settings.environment import ENVIRONMENT

FIELD_KEYS = ENVIRONMENT.field_keys
FIELD_KEY_ID = ENVIRONMENT.field_key_id
BLIND_INDEX_KEY = ENVIRONMENT.blind_index_key

# Payments
STRIPE_SECRET_KEY = ENVIRONMENT.stripe_secret_key
STRIPE_WEBHOOK_SECRETS = ENVIRONMENT.stripe_webhook_secrets
STRIPE_API_BASE = ENVIRONMENT.stripe_api_base
STRIPE_TIMEOUT_SECONDS = 10

SIGNING_KEY_FILE = ENVIRONMENT.signing_key_file
SIGNING_CERTIFICATE_FILE = ENVIRONMENT.signing_certificate_file
TRUSTED_CERTIFICATES_FILE = ENVIRONMENT.trusted_certificates_file

DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
EMAIL_TIMEOUT = 10
