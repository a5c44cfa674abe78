"""Every read of confidential data and every decision, in a chain that verifies.

Rows are written inside the action's transaction; one sealer chains them in order within seconds,
because one chain inside every transaction would serialise all writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.common.actors import Actor, actor_key

if TYPE_CHECKING:
    from django.db.models import Model


def record(*, by: Actor, verb: str, subject: Model | str, detail: dict[str, Any] | None = None) -> None:
    """Write one decision; `detail` holds codes, numbers and references, never a name or a text about a person."""
    _write(by, "decision", verb, subject, detail)


def record_read(*, by: Actor, verb: str, subject: Model | str, detail: dict[str, Any] | None = None) -> None:
    """Write one read of confidential data: who, what, and the purpose in `detail`."""
    _write(by, "read", verb, subject, detail)


def _write(by: Actor, kind: str, verb: str, subject: Model | str, detail: dict[str, Any] | None) -> None:
    from marketplace.common.audit.models import AuditRow

    AuditRow.objects.create(
        actor=actor_key(by), kind=kind, verb=verb, subject=subject_key(subject), detail=detail or {}
    )


def first_actor(verb: str, subject: Model | str) -> str | None:
    """Who did this to the subject first (`user:12`), or None."""
    from marketplace.common.audit.models import AuditRow

    rows = AuditRow.objects.filter(verb=verb, subject=subject_key(subject)).order_by("pk")
    return rows.values_list("actor", flat=True).first()


def subject_key(subject: Model | str) -> str:
    """`needs.need:17`: where the row is found, without saying anything about it."""
    return subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}"
