import django.db.models.deletion
import marketplace.common.clock
import marketplace.common.references
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('fulfilment', '0001_initial'),
        ('needs', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('policy', models.CharField(max_length=20)),
                ('needs', models.PositiveIntegerField()),
                ('suppliers', models.PositiveIntegerField()),
                ('pairs', models.PositiveIntegerField()),
                ('objective', models.BigIntegerField()),
                ('upper_bound', models.BigIntegerField()),
                ('gap', models.FloatField()),
                ('seconds', models.FloatField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('objective__lte', models.F('upper_bound'))), name='match_run_does_not_beat_its_bound')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('supplier_kind', models.CharField(choices=[('offer', 'offer of an organisation'), ('volunteer', 'volunteer'), ('group_programme', "insurer's group programme")], max_length=16)),
                ('supplier_reference', models.CharField(db_index=True, max_length=32)),
                ('supplier_name', models.CharField(max_length=160)),
                ('origin', models.CharField(choices=[('run', 'found by a match run'), ('by_name', 'asked by name'), ('brokered', 'brokered by a caseworker')], default='run', max_length=8)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('score', models.PositiveIntegerField()),
                ('parts', models.JSONField(default=dict)),
                ('reasons', models.JSONField(default=list)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('status', models.CharField(choices=[('proposed', 'waiting for an answer'), ('accepted', 'accepted'), ('declined', 'declined'), ('lapsed', 'lapsed: the help is promised by others'), ('expired', 'expired without an answer')], default='proposed', max_length=8)),
                ('assignment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='fulfilment.assignment')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='needs.need')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='matching.matchrun')),
            ],
            options={
                'ordering': ['-score', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['accepted', 'declined', 'expired', 'lapsed', 'proposed'])), name='proposal_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('need', 'supplier_kind', 'supplier_reference'), name='one_open_proposal_per_need_and_supplier'), models.CheckConstraint(condition=models.Q(models.Q(('asked_by__isnull', True), ('origin', 'run'), ('run__isnull', False)), models.Q(models.Q(('origin', 'run'), _negated=True), ('asked_by__isnull', False), ('run__isnull', True)), _connector='OR'), name='a_proposal_comes_from_a_run_or_from_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('accepted', models.BooleanField()),
                ('reason', models.CharField(blank=True, choices=[('no_capacity', 'no capacity now'), ('too_far', 'too far'), ('wrong_kind', 'not what we offer'), ('needs_more', 'too little is known to decide'), ('other', 'another reason')], max_length=16)),
                ('comment', models.CharField(blank=True, max_length=300)),
                ('fund_reference', models.CharField(blank=True, max_length=32)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='response', to='matching.proposal')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('accepted', True), ('reason', '')), models.Q(('accepted', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='declining_needs_a_reason_and_accepting_has_none')],
            },
        ),
    ]
