"""Where Wagtail's own buttons end: bound to `needs.ports.review_desk` in wiring."""

from __future__ import annotations

from django import forms

from marketplace.accounts.models import User
from marketplace.needs.actions import approve_need, return_need
from marketplace.needs.forms import SendBackForm
from marketplace.needs.models import Need


class OfficersReviewDesk:
    """The same actions as our own review page."""

    def approve(self, *, by: User, need: Need) -> None:
        """The need waits for its release."""
        approve_need(by=by, need=need)

    def send_back(self, *, by: User, need: Need, field: str, comment: str) -> None:
        """The author mends what stands at the field."""
        return_need(by=by, need=need, field=field, comment=comment)

    def form_for(self, action: str) -> type[forms.Form]:
        """A comment at a field for sending back; approving asks for nothing."""
        return SendBackForm if action == "reject" else forms.Form
