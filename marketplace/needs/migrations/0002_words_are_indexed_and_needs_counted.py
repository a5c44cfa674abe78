from django.db import migrations

from marketplace.needs.migrations._indexes import IndexNeeds


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial")]
    operations = [IndexNeeds()]
