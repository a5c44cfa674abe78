"""Wagtail: pages, images and their review."""

from __future__ import annotations

from marketplace.settings.identity import BASE_URL

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
