"""What happened to programmes and gifts."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class ProgrammeChanged(Event):
    """Filed, opened, closed or given a campaign: lists, pages and fund facts must take notice."""

    programme_id: int


@dataclass(frozen=True, slots=True)
class ProgrammeReported(Event):
    report_id: int


@dataclass(frozen=True, slots=True)
class GiftBegun(Event):
    gift_id: int


@dataclass(frozen=True, slots=True)
class TransferAnnounced(Event):
    attempt_id: int


@dataclass(frozen=True, slots=True)
class AttemptEnded(Event):
    """An attempt expired, failed or was given up; the gift may be tried again."""

    attempt_id: int


@dataclass(frozen=True, slots=True)
class GiftPaid(Event):
    gift_id: int


@dataclass(frozen=True, slots=True)
class GiftReceived(Event):
    """The charity confirmed the money."""

    gift_id: int


@dataclass(frozen=True, slots=True)
class GiftAbandoned(Event):
    gift_id: int


@dataclass(frozen=True, slots=True)
class GiftDisputed(Event):
    gift_id: int


@dataclass(frozen=True, slots=True)
class GiftRestored(Event):
    """A dispute was won, or money that was given back came back."""

    gift_id: int


@dataclass(frozen=True, slots=True)
class RefundRequested(Event):
    refund_id: int


@dataclass(frozen=True, slots=True)
class RefundApproved(Event):
    refund_id: int


@dataclass(frozen=True, slots=True)
class RefundDeclined(Event):
    refund_id: int


@dataclass(frozen=True, slots=True)
class GiftRefunded(Event):
    """Money went back to the donor: all of it or a part (`refund.fen` of `gift.fen`)."""

    gift_id: int
    refund_id: int


@dataclass(frozen=True, slots=True)
class RefundFailed(Event):
    refund_id: int


@dataclass(frozen=True, slots=True)
class RefundRedirected(Event):
    """The provider could not give the money back; the charity transfers it instead."""

    refund_id: int


@dataclass(frozen=True, slots=True)
class GiftClaimed(Event):
    """The donor of a platform's gift said who they are: the receipt can be written."""

    gift_id: int


@dataclass(frozen=True, slots=True)
class MoneySpent(Event):
    spending_id: int


@dataclass(frozen=True, slots=True)
class StatementImported(Event):
    import_id: int


@dataclass(frozen=True, slots=True)
class BankLineSettled(Event):
    """A person decided about a line that had waited in a queue."""

    line_id: int


@dataclass(frozen=True, slots=True)
class WebhookStored(Event):
    webhook_id: int


@dataclass(frozen=True, slots=True)
class WebhookParked(Event):
    """Nobody knows what the event is about: somebody must look."""

    webhook_id: int
