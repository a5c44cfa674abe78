"""Webhooks on their way: signing, switches, retries."""
