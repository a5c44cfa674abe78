"""Facts in the past tense, announced inside the action's transaction and delivered after it, at least once.

`announce(event)` writes one outbox row per listener; a crash between COMMIT and delivery loses nothing,
because the dispatcher finds the row. Listeners must therefore be safe to run twice.
"""

from marketplace.common.events.registry import Event, Listener, announce, listen, listeners_of

__all__ = ["Event", "Listener", "announce", "listen", "listeners_of"]
