from django.db import migrations

from marketplace.common.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0001_initial")]

    operations = [
        AppendOnly(
            "volunteers_servicerecord",
            ["id", "created_at", "reference", "sign_up_id", "version", "replaces_id", "served_on", "present_minutes",
             "travel_minutes", "minutes", "content", "quality", "because", "recorded_by_id", "due_on"],
        ),
    ]
