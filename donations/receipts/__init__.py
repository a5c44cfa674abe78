"""The statutory receipt: issued by the charity outside this platform, recorded here, reversed by a red letter."""

from donations.receipts.consequences import PaperDue, needs_amended_return, papers_due
from donations.receipts.recording import ReceiptRefused, receipt_in_force, record_receipt, reverse_receipt

__all__ = [
    "PaperDue",
    "ReceiptRefused",
    "needs_amended_return",
    "papers_due",
    "receipt_in_force",
    "record_receipt",
    "reverse_receipt",
]
