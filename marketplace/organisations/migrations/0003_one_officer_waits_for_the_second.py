"""What one officer alone had verified waits for the second."""

from django.db import migrations, models


def wait_for_the_second(apps, schema_editor):
    """The officer of old becomes the first; whatever held on that word alone has been seen by one officer only."""
    capabilities = apps.get_model("organisations", "Capability").objects.filter(verified_by__isnull=False)
    capabilities.update(proposed_by=models.F("verified_by"), proposed_at=models.F("verified_at"))
    capabilities.filter(status__in=["verified", "suspended"]).update(status="proposed")
    capabilities.update(verified_by=None, verified_at=None)


def count_as_verified(apps, schema_editor):
    """Back to one officer."""
    capabilities = apps.get_model("organisations", "Capability").objects.filter(proposed_by__isnull=False)
    capabilities.filter(status="proposed").update(status="verified")
    capabilities.filter(verified_by__isnull=True).update(
        verified_by=models.F("proposed_by"), verified_at=models.F("proposed_at")
    )


class Migration(migrations.Migration):

    dependencies = [("organisations", "0002_joining")]

    operations = [migrations.RunPython(wait_for_the_second, count_as_verified)]
