"""`/webhooks/stripe/`: verify, store, answer 200; everything else happens later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from donations.actions import receive_webhook
from donations.gateways.stripe.webhooks import WebhookRejected

LARGEST = 256 * 1024


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """The signature is the only key; the raw body is read up to its limit."""
    length = request.headers.get("Content-Length") or "0"
    if not (length.isascii() and length.isdecimal()):
        return HttpResponse(status=400)
    if int(length) > LARGEST:
        return HttpResponse(status=413)
    try:
        receive_webhook(payload=request.body, signature=request.headers.get("Stripe-Signature"))
    except WebhookRejected as rejected:
        return HttpResponse(status=rejected.http_status)
    return HttpResponse(status=200)
