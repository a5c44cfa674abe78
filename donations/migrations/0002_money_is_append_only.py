from django.db import migrations

from marketplace.common.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("donations", "0001_initial")]

    operations = [
        AppendOnly(
            "donations_entry",
            ["id", "created_at", "cause_kind", "cause_reference", "reverses_id", "because", "booked_at"],
        ),
        AppendOnly("donations_move", ["id", "entry_id", "debit_id", "credit_id", "fen", "currency"]),
        AppendOnly("donations_spendingshare", ["id", "created_at", "spending_id", "gift_id", "fen"]),
        AppendOnly(
            "donations_payment",
            ["id", "created_at", "reference", "gift_id", "attempt_id", "account_id", "gateway", "provider_id", "fen",
             "currency", "method", "paid_at"],
            ["fee_fen", "available_on"],
        ),
    ]
