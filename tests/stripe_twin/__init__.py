"""A stateful stand-in for Stripe, honest about being one: a process of its own, for tests and the demonstration.

`python -m tests.stripe_twin --port N [--state FILE] [--webhook-url URL --webhook-secret SECRET]`.
It speaks as much of the API as the gift chain needs, keeps idempotency keys, sends signed webhooks and can be told,
under `/_twin/`, to misbehave in every way the real one may. The product never imports it, it never imports the product.
"""
