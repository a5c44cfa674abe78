"""Database, cache, static and uploaded files."""

from __future__ import annotations

from typing import Any

from marketplace.settings.environment import ENVIRONMENT, database_from_url

DATABASES: dict[str, Any] = {"default": database_from_url(ENVIRONMENT.database_url, ENVIRONMENT.state_root)}

CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

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
