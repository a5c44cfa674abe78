"""The statutory receipt: issued by the charity outside this platform, recorded here, reversed by a red letter."""

from donations.receipts.recording import ReceiptRefused, receipt_in_force, record_receipt, reverse_receipt

__all__ = ["ReceiptRefused", "receipt_in_force", "record_receipt", "reverse_receipt"]
