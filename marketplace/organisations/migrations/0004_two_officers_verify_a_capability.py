"""From here on the database wants two officers for each capability."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("organisations", "0003_one_officer_waits_for_the_second")]

    operations = [
        migrations.AddConstraint(
            model_name='capability',
            constraint=models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), models.Q(('proposed_by__isnull', False), models.Q(('proposed_by', models.F('verified_by')), _negated=True)), _connector='OR'), name='two_officers_verify_a_capability'),
        ),
    ]
