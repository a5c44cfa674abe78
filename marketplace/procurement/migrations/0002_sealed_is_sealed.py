from django.db import migrations

from marketplace.common.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("procurement", "0001_initial")]

    operations = [
        AppendOnly(
            "procurement_envelope",
            [
                "id", "created_at", "bid_id", "version", "ciphertext", "first_half", "second_half", "own_copy", "digest",
                "sealed_by_id", "sealed_at", "deadline",
            ],
        ),
        AppendOnly("procurement_openedbid", ["id", "created_at", "bid_id", "envelope_id", "opened_at", "deadline"]),
        AppendOnly(
            "procurement_deadlinechange", ["id", "created_at", "tender_id", "clarification_id", "before", "after"]
        ),
        AppendOnly("procurement_release", ["id", "created_at", "tender_id", "number", "body"]),
    ]
