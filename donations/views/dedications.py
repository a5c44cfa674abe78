"""`/gifts/<secret>/dedication/`: the donor's words on a gift, written and removed behind its link."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from donations.actions import dedicate_gift, remove_dedication
from donations.views.gifts import gift_by_secret
from donations.words import GiftWords
from marketplace.common.answers import attempt, posted
from marketplace.publications.forms import WordsForm, marked_in
from marketplace.publications.queries import dedication_of
from marketplace.publications.rules import may_change
from marketplace.publications.states import Kind


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dedication(request: HttpRequest, secret: str) -> HttpResponse:
    """Write the words or change them; they are scanned, and read by a second officer before they are shown."""
    gift = gift_by_secret(secret)
    words = dedication_of(gift.reference)
    verdict = may_change(None, words) if words else GiftWords().may_write(None, gift.reference)
    initial = WordsForm.initial_of(words) if words else {}
    form, status = WordsForm(posted(request), kind=Kind.DEDICATION, publication=words, initial=initial), 0
    if request.method == "POST":
        status = attempt(form, lambda: dedicate_gift(gift=gift, **form.cleaned_data))
        if not status:
            messages.success(
                request, _("Handed in. It stands on the page of the programme once an officer has read it.")
            )
            return redirect("gift", secret=secret)
    marked = marked_in(Kind.DEDICATION, gift.reference, form)
    context = {"gift": gift, "words": words, "form": form, "verdict": verdict, "marked": marked}
    return render(request, "donations/dedication.html", context, status=status or 200)


@require_POST
@never_cache
def remove(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the words back for good."""
    gift = gift_by_secret(secret)
    form = Form(request.POST)
    if attempt(form, lambda: remove_dedication(gift=gift)):
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    else:
        messages.success(request, _("Removed. The words are erased."))
    return redirect("gift", secret=secret)
