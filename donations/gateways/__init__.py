"""How money reaches a charity from outside: one port, its adapters, nothing of the ledger."""
