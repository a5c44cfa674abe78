"""What people enter on the pages that span packages."""

from marketplace.operations.forms.certificates import VerifyFileForm, VerifyForm
from marketplace.operations.forms.mail import MailSettingsForm, values_of

__all__ = ["MailSettingsForm", "VerifyFileForm", "VerifyForm", "values_of"]
