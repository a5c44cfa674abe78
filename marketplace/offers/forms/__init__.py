"""What organisations and officers enter about offers."""

from marketplace.offers.forms.calendar import WeeksForm
from marketplace.offers.forms.offering import NewOfferForm, OfferForm, values_of
from marketplace.offers.forms.officers import CommentForm

__all__ = ["CommentForm", "NewOfferForm", "OfferForm", "WeeksForm", "values_of"]
