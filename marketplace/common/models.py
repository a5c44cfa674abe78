"""The kernel's tables."""

from marketplace.common.audit.models import AuditRow, ChainHead
from marketplace.common.events.models import OutboxMessage

__all__ = ["AuditRow", "ChainHead", "OutboxMessage"]
