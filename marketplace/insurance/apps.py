"""Insurers' group programmes."""

from django.apps import AppConfig


class InsuranceConfig(AppConfig):
    name = "marketplace.insurance"
    label = "insurance"
