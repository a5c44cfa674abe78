"""Settings shared by every mode, one block per concern. Only `environment.py` reads the environment."""

from __future__ import annotations

from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from marketplace.settings.environment import ROOT, Environment, database_from_url

ENVIRONMENT = Environment()

# --- Identity of this installation -------------------------------------------------------------------
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

# --- Applications, highest layer first ---------------------------------------------------------------
INSTALLED_APPS = [
    "marketplace.apps.WiringConfig",
    "marketplace.operations",
    "cms",
    "matching",
    "donations",
    "marketplace.procurement",
    "marketplace.casework",
    "marketplace.fulfilment",
    "marketplace.needs",
    "marketplace.offers",
    "marketplace.volunteers",
    "marketplace.insurance",
    "marketplace.publications",
    "marketplace.organisations",
    "marketplace.documents",
    "marketplace.notifications",
    "marketplace.accounts",
    "marketplace.common",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rules",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "marketplace.accounts.middleware.TwoFactorMiddleware",
    "marketplace.accounts.middleware.AdminDoorMiddleware",
    "cms.reports.middleware.HiddenPagesMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

# --- Templates and forms -----------------------------------------------------------------------------
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "cms.context.site",
                "marketplace.operations.menu.account_menu",
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    },
]
COTTON_DIR = "cotton"
FORM_RENDERER = "cms.forms_renderer.SiteFormRenderer"

# --- Database ----------------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {"default": database_from_url(ENVIRONMENT.database_url, ENVIRONMENT.state_root)}

# --- Cache: confidential pages are never cached; see marketplace/casework ------------------------------
CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Language and time -------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- Static and uploaded files -----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.state_root / "static"
MEDIA_ROOT = ENVIRONMENT.media_root
MEDIA_URL = "/media/"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Private files live beside the public ones on disk but have no URL: they leave through checked views only.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ENVIRONMENT.media_root / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Who is signed in: one door, allauth ---------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
WAGTAILADMIN_LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# In the browser in which the account was made; a link that somebody else finds signs nobody in.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "marketplace.accounts.adapter.AccountAdapter"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES  # or all who come through the proxy would share one limit
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Zhulin"
MFA_ADAPTER = "marketplace.accounts.adapter.MultiFactorAdapter"
USERSESSIONS_TRACK_ACTIVITY = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# --- Headers -------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
PERMISSIONS_POLICY: dict[str, Any] = {
    "accelerometer": [],
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}

# --- Wagtail -------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "助邻 Zhulin"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "cms.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.SiteDocument"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.image_form.SiteImageForm"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # it would mail from inside our transactions
WAGTAIL_FINISH_WORKFLOW_ACTION = "marketplace.needs.workflow.finish_review"
WAGTAIL_MODERATION_ENABLED = False
# Passwords and addresses are changed at allauth's door only: it asks for the second factor and to sign in again.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_EDIT_FORM = "wagtail.users.forms.UserEditForm"
TAGGIT_CASE_INSENSITIVE = True
# Wagtail asks its tasks to run later; ours go through the outbox, never inside an open transaction.
TASKS = {"default": {"BACKEND": "marketplace.common.events.wagtail_tasks.OutboxTaskBackend"}}

# --- Encryption of direct identifiers ------------------------------------------------------------------
FIELD_KEYS = ENVIRONMENT.field_keys
FIELD_KEY_ID = ENVIRONMENT.field_key_id
BLIND_INDEX_KEY = ENVIRONMENT.blind_index_key

# --- Payments --------------------------------------------------------------------------------------------
STRIPE_SECRET_KEY = ENVIRONMENT.stripe_secret_key
STRIPE_WEBHOOK_SECRETS = ENVIRONMENT.stripe_webhook_secrets
STRIPE_API_BASE = ENVIRONMENT.stripe_api_base
STRIPE_TIMEOUT_SECONDS = 10

# --- Signing of certificates -----------------------------------------------------------------------------
SIGNING_KEY_FILE = ENVIRONMENT.signing_key_file
SIGNING_CERTIFICATE_FILE = ENVIRONMENT.signing_certificate_file
TRUSTED_CERTIFICATES_FILE = ENVIRONMENT.trusted_certificates_file

# --- Mail ------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
EMAIL_TIMEOUT = 10

# --- Background work: only the dispatcher publishes (platform.md §3) ---------------------------------------
CELERY: dict[str, Any] = {
    "broker_url": ENVIRONMENT.broker_url or "memory://",
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "task_time_limit": 300,
    "task_soft_time_limit": 240,
    "result_backend": None,
    "task_ignore_result": True,
    "accept_content": ["json"],
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {
        "visibility_timeout": 1800,
        "unacked_restore_interval": 15,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    },
}

# --- Logs: structured, without personal data ----------------------------------------------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "marketplace.common.logs.json_formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "zhulin": {"level": ENVIRONMENT.log_level},
        "django_structlog": {"level": "WARNING"},
        "django.security": {"level": "WARNING"},
    },
}
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"

SILENCED_SYSTEM_CHECKS: list[str] = []
