"""Volunteers, their skills and availability."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "marketplace.volunteers"
    label = "volunteers"
