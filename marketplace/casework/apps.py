"""CONFIDENTIAL: households, their cases and drafts."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "marketplace.casework"
    label = "casework"
