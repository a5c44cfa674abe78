from django.db import migrations

from marketplace.common.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        AppendOnly(
            "common_auditrow",
            ["id", "at", "actor", "kind", "verb", "subject", "detail"],
            ["position", "previous", "digest"],
        )
    ]
