import django.db.models.deletion
import django.db.models.expressions
import marketplace.common.certificates.papers
import marketplace.common.clock
import marketplace.common.encryption
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
            name='Skill',
            fields=[
                ('code', models.CharField(max_length=24, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('name_en', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('title', models.CharField(max_length=60)),
                ('title_en', models.CharField(blank=True, max_length=120)),
                ('content', models.CharField(max_length=600)),
                ('content_en', models.CharField(blank=True, max_length=900)),
                ('category', models.CharField(max_length=24)),
                ('district', models.CharField(max_length=6)),
                ('place', models.CharField(max_length=120)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('capacity', models.PositiveSmallIntegerField()),
                ('person_in_charge', marketplace.common.encryption.EncryptedText()),
                ('is_dangerous', models.BooleanField(default=False)),
                ('insurance', models.CharField(choices=[('none', 'none'), ('city', 'accident insurance of the city, for registered volunteers'), ('own', 'taken out by the organisation for this activity')], default='none', max_length=4)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('published', 'open for sign-up'), ('ended', 'over, to be recorded'), ('recorded', 'recorded'), ('cancelled', 'cancelled')], default='draft', max_length=9)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='organisations.organisation')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['status', 'starts_at'], name='activities_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['cancelled', 'draft', 'ended', 'published', 'recorded'])), name='activity_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='activity_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='activity_takes_somebody'), models.CheckConstraint(condition=models.Q(('is_dangerous', False), ('insurance', 'own'), _connector='OR'), name='dangerous_activity_is_insured_by_its_host')],
            },
        ),
        migrations.CreateModel(
            name='ServiceCertificateSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('series', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year'), name='one_service_series_per_group_and_year'), models.UniqueConstraint(fields=('series', 'year'), name='one_group_per_service_series_and_year')],
            },
        ),
        migrations.CreateModel(
            name='ServiceRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('served_on', models.DateField()),
                ('present_minutes', models.PositiveSmallIntegerField()),
                ('travel_minutes', models.PositiveSmallIntegerField(default=0)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('content', models.CharField(max_length=600)),
                ('quality', models.CharField(blank=True, max_length=12)),
                ('because', models.CharField(blank=True, max_length=200)),
                ('due_on', models.DateField()),
                ('flags', models.JSONField(default=list)),
                ('status', models.CharField(choices=[('in_force', 'in force'), ('superseded', 'corrected by a newer version'), ('struck', 'struck out')], default='in_force', max_length=10)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='volunteers.servicerecord')),
            ],
            options={
                'ordering': ['-served_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CorrectionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('says', models.CharField(max_length=300)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('status', models.CharField(choices=[('asked', 'asked for'), ('made', 'corrected'), ('declined', 'left as it is')], default='asked', max_length=8)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='volunteers.servicerecord')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['asked', 'declined', 'made'])), name='correction_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('record',), name='one_open_correction_per_record')],
            },
        ),
        migrations.CreateModel(
            name='SignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('checked_in_at', models.DateTimeField(null=True)),
                ('checked_out_at', models.DateTimeField(null=True)),
                ('device_digest', models.CharField(blank=True, max_length=64)),
                ('status', models.CharField(choices=[('signed_up', 'signed up'), ('present', 'checked in'), ('served', 'checked out, to be recorded'), ('recorded', 'recorded'), ('absent', 'did not come'), ('withdrawn', 'withdrew')], default='signed_up', max_length=9)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups', to='volunteers.activity')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='servicerecord',
            name='sign_up',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='volunteers.signup'),
        ),
        migrations.CreateModel(
            name='SpotCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('outcome', models.CharField(choices=[('kept', 'the record stands'), ('struck', 'the record is struck out')], max_length=6)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='spot_check', to='volunteers.servicerecord')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SystemRegistration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('number', models.CharField(max_length=40)),
                ('since', models.DateField()),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Volunteer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('unified_number', models.CharField(max_length=20, unique=True)),
                ('public_name', models.CharField(blank=True, max_length=30)),
                ('real_name', marketplace.common.encryption.EncryptedText(blank=True)),
                ('phone', marketplace.common.encryption.EncryptedText(blank=True)),
                ('identity_kind', models.CharField(blank=True, choices=[('resident_id', 'resident ID card'), ('passport', 'passport or travel permit')], max_length=11)),
                ('identity_number', marketplace.common.encryption.EncryptedText(blank=True)),
                ('identity_digest', models.CharField(blank=True, max_length=64)),
                ('sex', models.CharField(blank=True, choices=[('f', 'female'), ('m', 'male')], max_length=1)),
                ('birth_day', marketplace.common.encryption.EncryptedText(blank=True)),
                ('birth_year', models.PositiveSmallIntegerField(null=True)),
                ('guardian_consent', models.BooleanField(default=False)),
                ('guardian_name', marketplace.common.encryption.EncryptedText(blank=True)),
                ('guardian_phone', marketplace.common.encryption.EncryptedText(blank=True)),
                ('district', models.CharField(max_length=6)),
                ('areas', models.JSONField(default=list)),
                ('need_kinds', models.JSONField(default=list)),
                ('languages', models.JSONField(default=list)),
                ('limits', models.JSONField(default=list)),
                ('reach_km', models.PositiveSmallIntegerField(default=10)),
                ('per_period', models.PositiveSmallIntegerField(default=1, verbose_name='needs taken in a period')),
                ('left_at', models.DateTimeField(null=True)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('status', models.CharField(choices=[('applied', 'applied'), ('active', 'active'), ('resting', 'resting'), ('left', 'left'), ('declined', 'not admitted')], default='applied', max_length=8)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='volunteers', to='organisations.organisation')),
                ('skills', models.ManyToManyField(related_name='+', to='volunteers.skill')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='volunteer', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['active', 'applied', 'declined', 'left', 'resting'])), name='volunteer_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('identity_digest', ''), _negated=True), fields=('identity_digest',), name='one_volunteer_per_identity'), models.CheckConstraint(condition=models.Q(('forgotten_at__isnull', True), ('identity_digest', ''), _connector='OR'), name='forgotten_volunteer_has_no_identity')],
            },
        ),
        migrations.AddField(
            model_name='signup',
            name='volunteer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups', to='volunteers.volunteer'),
        ),
        migrations.CreateModel(
            name='ServiceCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('counter', models.PositiveIntegerField()),
                ('number', models.CharField(max_length=28, unique=True)),
                ('code', marketplace.common.encryption.EncryptedText()),
                ('code_digest', models.CharField(max_length=64)),
                ('issued_on', models.DateField()),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('file', models.FileField(storage=marketplace.common.certificates.papers.private_storage, upload_to='certificates')),
                ('minutes', models.PositiveIntegerField()),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('wording', models.CharField(choices=[('record', 'platform record'), ('proof', 'certificate')], max_length=6)),
                ('status', models.CharField(choices=[('valid', 'valid'), ('superseded', 'superseded'), ('revoked', 'revoked')], default='valid', max_length=10)),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='volunteers.servicecertificate')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='volunteers.servicecertificateseries')),
                ('records', models.ManyToManyField(related_name='certificates', to='volunteers.servicerecord')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='volunteers.volunteer')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['revoked', 'superseded', 'valid'])), name='service_certificate_status_is_in_its_lifecycle'), models.UniqueConstraint(fields=('series', 'counter'), name='one_service_certificate_per_number_of_a_series'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='certified_service_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='CertificateRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('first_day', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('status', models.CharField(choices=[('asked', 'asked for'), ('issued', 'issued'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='asked', max_length=9)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.servicecertificate')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificate_requests', to='volunteers.volunteer')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['asked', 'declined', 'issued', 'withdrawn'])), name='certificate_request_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('volunteer', 'organisation'), name='one_open_certificate_request_per_volunteer_and_group')],
            },
        ),
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('starts_at', models.TimeField()),
                ('ends_at', models.TimeField()),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='availabilities', to='volunteers.volunteer')),
            ],
            options={
                'ordering': ['weekday', 'starts_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__gte', 1), ('weekday__lte', 7)), name='availability_is_on_a_day_of_the_week'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='availability_ends_after_it_begins')],
            },
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['in_force', 'struck', 'superseded'])), name='record_status_is_in_its_lifecycle'),
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.UniqueConstraint(fields=('sign_up', 'version'), name='one_record_per_sign_up_and_version'),
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'in_force')), fields=('sign_up',), name='one_record_in_force_per_sign_up'),
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.CheckConstraint(condition=models.Q(('present_minutes', django.db.models.expressions.CombinedExpression(models.F('minutes'), '+', models.F('travel_minutes')))), name='time_served_is_time_present_less_travel'),
        ),
        migrations.AddConstraint(
            model_name='servicerecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replaces__isnull', True), ('version', 1)), models.Q(('replaces__isnull', False), ('version__gt', 1)), _connector='OR'), name='later_version_of_a_record_replaces_one'),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['absent', 'present', 'recorded', 'served', 'signed_up', 'withdrawn'])), name='sign_up_status_is_in_its_lifecycle'),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.UniqueConstraint(fields=('activity', 'volunteer'), name='one_sign_up_per_volunteer_and_activity'),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.CheckConstraint(condition=models.Q(('checked_out_at__isnull', True), ('checked_out_at__gte', models.F('checked_in_at')), _connector='OR'), name='check_out_is_not_before_check_in'),
        ),
    ]
