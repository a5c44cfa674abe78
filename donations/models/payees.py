"""Where a charity is paid: always its own account, never the platform's."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow
from marketplace.organisations.models import Organisation


class Gateway(models.TextChoices):
    """The channels money comes by; a platform's gifts are imported and have no attempt."""

    STRIPE = "stripe", _("online payment")
    BANK_TRANSFER = "bank_transfer", _("bank transfer")
    PLATFORM = "platform", _("designated platform")


class PayeeAccount(PublicRow):
    """The charity's account at a provider or bank; the flags mirror what the provider says it can do."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="payee_accounts")
    gateway = models.CharField(max_length=14, choices=Gateway.choices)
    holder_name = models.CharField(_("account holder"), max_length=120)
    provider_account = models.CharField(max_length=60, blank=True)
    """The account's id at the payment provider; empty for a bank account."""
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    account_number = EncryptedText(_("account number"), blank=True)
    last4 = models.CharField(max_length=4, blank=True)
    charges_enabled = models.BooleanField(default=False)
    payouts_enabled = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(gateway__in=Gateway.values), name="payee_gateway_is_one_we_know"),
            models.UniqueConstraint(
                fields=["organisation", "gateway"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_account_per_organisation_and_gateway",
            ),
            models.UniqueConstraint(
                fields=["provider_account"],
                condition=~models.Q(provider_account="") & models.Q(closed_at__isnull=True),
                name="one_open_payee_per_provider_account",
            ),
            models.CheckConstraint(
                condition=~models.Q(gateway=Gateway.STRIPE) | ~models.Q(provider_account=""),
                name="online_account_has_its_provider_id",
            ),
        ]
