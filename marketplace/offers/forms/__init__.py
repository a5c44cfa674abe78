"""What organisations and officers enter about offers."""

from marketplace.offers.forms.calendar import WeeksForm
from marketplace.offers.forms.offering import NewOfferForm, OfferForm, values_of

__all__ = ["NewOfferForm", "OfferForm", "WeeksForm", "values_of"]
