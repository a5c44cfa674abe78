"""Production: refuses a default key, a missing store and the Stripe twin before it starts, listing every fault."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from marketplace.settings.base import *
from marketplace.settings.base import BASE_URL, ENVIRONMENT, SECRET_KEY, TRUSTED_PROXIES
from marketplace.settings.environment import DEVELOPMENT_KEY


def faults() -> list[str]:
    """Every reason not to start, so that an operator mends them in one go."""
    needed = {
        "ZHULIN_DATABASE_URL": ENVIRONMENT.database_url.startswith("postgres"),
        "ZHULIN_BROKER_URL": ENVIRONMENT.broker_url,
        "ZHULIN_FIELD_KEYS": ENVIRONMENT.field_keys,
        "ZHULIN_FIELD_KEY_ID": ENVIRONMENT.field_key_id in ENVIRONMENT.field_keys,
        "ZHULIN_EMAIL_URL": ENVIRONMENT.email_url,
        "ZHULIN_SIGNING_KEY_FILE": ENVIRONMENT.signing_key_file,
        "ZHULIN_SIGNING_CERTIFICATE_FILE": ENVIRONMENT.signing_certificate_file,
        "ZHULIN_BASE_URL (https)": BASE_URL.startswith("https://"),
    }
    missing = [f"{name} is missing or unusable" for name, value in needed.items() if not value]
    if SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50:
        missing.append("ZHULIN_SECRET_KEY is the embedded default or shorter than 50 characters")
    if ENVIRONMENT.blind_index_key == DEVELOPMENT_KEY:
        missing.append("ZHULIN_BLIND_INDEX_KEY is the embedded default")
    if ENVIRONMENT.stripe_api_base:
        missing.append("ZHULIN_STRIPE_API_BASE points away from Stripe: the twin is refused in production")
    return missing


if FAULTS := faults():
    raise ImproperlyConfigured("Zhulin does not start:\n- " + "\n- ".join(FAULTS))

SECURE_SSL_REDIRECT = True
# Without a proxy of ours anybody could write this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = ["'self'", "https://checkout.stripe.com"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENVIRONMENT.cache_url or ENVIRONMENT.broker_url,
    }
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_mail = urlsplit(ENVIRONMENT.email_url)
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
