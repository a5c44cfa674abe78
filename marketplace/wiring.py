"""THE map: which listener hears which event, and which higher package answers which port.

The one place where a lower package reaches a higher one.
"""

from __future__ import annotations

from marketplace.accounts.rules import MUST_USE_TWO_FACTORS
from marketplace.casework.gate import RegisterGate
from marketplace.casework.pairs import RegisterPairs
from marketplace.common.events import listen
from marketplace.common.events.wagtail_tasks import LibraryTaskEnqueued, run_library_task
from marketplace.documents.rules import READERS
from marketplace.fulfilment.rules import may_read_proof
from marketplace.needs.ports import publication_gate
from marketplace.notifications.actions import send_owed_mail
from marketplace.notifications.events import MailOwed
from marketplace.notifications.ports import audience
from marketplace.organisations.queries import OrganisationAudience, acts_for_any
from matching.ports import need_source


def wire() -> None:
    """Called once at start, after all models are loaded."""
    bind_ports()
    join_events()


def bind_ports() -> None:
    """Ports: a lower package asks, a higher one answers inside the same transaction."""
    publication_gate.bind(RegisterGate())
    need_source.bind(RegisterPairs())
    audience.bind(OrganisationAudience())
    MUST_USE_TWO_FACTORS[:] = [acts_for_any]
    READERS["proof"] = may_read_proof


def join_events() -> None:
    """Events: told after commit, at least once."""
    listen(LibraryTaskEnqueued, run_library_task)
    listen(MailOwed, send_owed_mail)
