"""What travels: forms in, JSON out, refusals, idempotency keys and faults."""
