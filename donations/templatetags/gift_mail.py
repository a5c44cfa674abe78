"""Links in mails, made when a mail is sent: the secret of a gift never waits in a mail's stored parameters."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.urls import reverse

from donations.models import Gift

register = template.Library()


@register.simple_tag
def gift_link(reference: str) -> str:
    """The donor's own page of a gift, with the address of this site."""
    gift = Gift.objects.only("secret").get(reference=reference)
    return f"{settings.BASE_URL}{reverse('gift', args=[gift.secret])}"
