import django.db.models.deletion
import marketplace.common.clock
import marketplace.common.references
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('documents', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupProgramme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=160)),
                ('description', models.TextField(blank=True)),
                ('description_en', models.TextField(blank=True)),
                ('insured_registers', models.JSONField(default=list)),
                ('aid_types', models.JSONField(default=list)),
                ('areas', models.JSONField(default=list)),
                ('payer', models.CharField(choices=[('fiscal', 'public budget'), ('charity', 'charity or special fund')], max_length=8)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('capacity', models.PositiveIntegerField()),
                ('policy_number', models.CharField(blank=True, max_length=60)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('warned_at_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('submitted', 'with the officers'), ('returned', 'sent back'), ('running', 'running'), ('ended', 'ended')], default='draft', max_length=9)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('insurer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_programmes', to='organisations.organisation')),
                ('policy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.privatefile')),
                ('policyholder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'ended', 'returned', 'running', 'submitted'])), name='group_programme_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='group_programme_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'running'), _negated=True), models.Q(('approved_by__isnull', False), ('policy__isnull', False)), _connector='OR'), name='group_programme_runs_with_a_policy_an_officer_saw'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='group_programme_is_approved_by_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='Peril',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('kind', models.CharField(choices=[('illness', 'illness'), ('accident', 'accident'), ('disability', 'death or disability'), ('disaster', 'disaster or home'), ('education', 'education'), ('employment', 'loss of employment')], max_length=12)),
                ('waiting_days', models.PositiveSmallIntegerField(default=0)),
                ('deductible_fen', models.BigIntegerField(default=0)),
                ('case_cap_fen', models.BigIntegerField()),
                ('annual_cap_fen', models.BigIntegerField()),
                ('tiers', models.JSONField(default=list)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='perils', to='insurance.groupprogramme')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'kind'), name='one_peril_of_a_kind_per_programme'), models.CheckConstraint(condition=models.Q(('annual_cap_fen__gt', 0), ('case_cap_fen__gt', 0), ('deductible_fen__gte', 0)), name='peril_limits_are_positive')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('comment', models.CharField(max_length=400)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='insurance.groupprogramme')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
