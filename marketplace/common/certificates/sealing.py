"""Which key signs, and which certificates are ours."""

from __future__ import annotations

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace.common.pdf import Signer, SigningUnavailable, load_certificates, load_signer, make_development_signer


def current_signer() -> Signer:
    """The configured signer; the embedded mode makes its own. Raises `SigningUnavailable`."""
    if settings.SIGNING_KEY_FILE and settings.SIGNING_CERTIFICATE_FILE:
        return load_signer(settings.SIGNING_KEY_FILE, settings.SIGNING_CERTIFICATE_FILE)
    if settings.EMBEDDED:
        return make_development_signer(settings.STATE_ROOT / "signing")
    raise SigningUnavailable(_("No signing key is installed. Install one; documents wait until then."))


def our_certificates() -> tuple[x509.Certificate, ...]:
    """Every certificate that we ever signed with: the present one, and those of the configured file."""
    former: tuple[x509.Certificate, ...] = ()
    if settings.TRUSTED_CERTIFICATES_FILE:
        former = load_certificates(settings.TRUSTED_CERTIFICATES_FILE)
    return (current_signer().certificate, *former)
