import django.db.models.deletion
import marketplace.common.clock
import marketplace.common.references
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(max_length=12)),
                ('need_kind', models.CharField(max_length=12)),
                ('quantity', models.PositiveIntegerField(blank=True, null=True)),
                ('unit', models.CharField(blank=True, max_length=12)),
                ('aid_types', models.JSONField(default=list)),
                ('areas', models.JSONField(default=list)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='title in English')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('limits', models.JSONField(default=list)),
                ('reach_km', models.PositiveSmallIntegerField(default=30)),
                ('value_to', models.CharField(blank=True, max_length=12)),
                ('fund_reference', models.CharField(blank=True, max_length=32)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('submitted', 'with the officers'), ('returned', 'sent back'), ('offered', 'offered'), ('paused', 'paused'), ('ended', 'ended')], default='draft', max_length=9)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='organisations.organisation')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'ended', 'offered', 'paused', 'returned', 'submitted'])), name='offer_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('offered', 'paused')), _negated=True), ('approved_by__isnull', False), _connector='OR'), name='offer_takes_part_once_approved'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='offer_is_approved_by_somebody_else'), models.CheckConstraint(condition=models.Q(('quantity__isnull', True), models.Q(('unit', ''), _negated=True), _connector='OR'), name='offer_quantity_has_its_unit')],
            },
        ),
        migrations.CreateModel(
            name='CapacityPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('capacity', models.PositiveIntegerField()),
                ('taken', models.PositiveIntegerField(default=0)),
                ('paused', models.BooleanField(default=False)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='offers.offer')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('offer', 'starts_on'), name='one_capacity_per_offer_and_period'), models.CheckConstraint(condition=models.Q(('taken__lte', models.F('capacity'))), name='offer_is_not_taken_beyond_its_capacity'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='capacity_period_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='OfferRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('comment', models.CharField(max_length=400)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='offers.offer')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
