import django.db.models.deletion
import marketplace.common.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('casework', '0002_disclosures'),
        ('fulfilment', '0001_initial'),
        ('needs', '0002_words_are_indexed_and_needs_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('code_index', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slips', to='casework.needdraft')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='needs.need')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('draft',), name='one_slip_in_force_per_draft')],
            },
        ),
        migrations.CreateModel(
            name='HouseholdWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('spoken', models.CharField(choices=[('arrived', 'all of it arrived'), ('in_part', 'only a part arrived'), ('not_arrived', 'nothing arrived'), ('nobody_came', 'nobody came on the agreed day'), ('objects', 'it must not be shown'), ('withdraws', 'the help is not wanted any more')], max_length=12)),
                ('assignment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fulfilment.assignment')),
                ('slip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='casework.slip')),
                ('answer', models.CharField(blank=True, choices=[('came_later', 'the helper came after all'), ('other_day', 'the household and the helper meant different days'), ('to_be_brought', 'it is still to be brought, and the household knows when'), ('settled', 'it was settled in another way')], max_length=14)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='an_answered_word_tells_when_by_whom_and_what')],
            },
        ),
    ]
