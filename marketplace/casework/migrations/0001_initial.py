import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.lookups
import marketplace.common.clock
import marketplace.common.encryption
import marketplace.common.references
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('fulfilment', '0001_initial'),
        ('needs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=marketplace.common.references.new_reference, max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('case_number', models.CharField(max_length=40, unique=True)),
                ('head_name', marketplace.common.encryption.EncryptedText()),
                ('head_id', marketplace.common.encryption.EncryptedText()),
                ('head_id_index', models.CharField(max_length=64, unique=True)),
                ('phone', marketplace.common.encryption.EncryptedText(blank=True)),
                ('address', marketplace.common.encryption.EncryptedText(blank=True)),
                ('township', models.CharField(db_index=True, max_length=9)),
                ('annual_income_fen', models.BigIntegerField(null=True)),
                ('annual_spending_fen', models.BigIntegerField(null=True)),
                ('residency', models.CharField(blank=True, choices=[('local', 'Local household registration'), ('resident', 'Resident without local registration')], max_length=8)),
                ('registers', models.JSONField(default=list)),
                ('economic', models.PositiveSmallIntegerField(null=True)),
                ('health', models.PositiveSmallIntegerField(null=True)),
                ('education', models.PositiveSmallIntegerField(null=True)),
                ('living', models.PositiveSmallIntegerField(null=True)),
                ('employment', models.PositiveSmallIntegerField(null=True)),
                ('participation', models.PositiveSmallIntegerField(null=True)),
                ('head_birth', models.DateField()),
                ('youngest_birth', models.DateField()),
                ('oldest_birth', models.DateField()),
                ('size', models.PositiveSmallIntegerField()),
                ('worst_health', models.CharField(choices=[('disability', 'Disability'), ('serious', 'Serious illness'), ('chronic', 'Chronic illness'), ('healthy', 'Healthy')], max_length=12)),
                ('household_digest', models.CharField(max_length=64)),
                ('status', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('shredded', 'erased')], default='open', max_length=8)),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['closed', 'open', 'shredded'])), name='case_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='household_has_at_least_one_member'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'shredded'), _negated=True), models.Q(django.db.models.lookups.Exact(django.db.models.functions.comparison.Cast('head_name', models.TextField()), models.Value('')), django.db.models.lookups.Exact(django.db.models.functions.comparison.Cast('head_id', models.TextField()), models.Value('')), django.db.models.lookups.Exact(django.db.models.functions.comparison.Cast('phone', models.TextField()), models.Value('')), django.db.models.lookups.Exact(django.db.models.functions.comparison.Cast('address', models.TextField()), models.Value(''))), _connector='OR'), name='shredded_case_holds_no_identifier'), models.CheckConstraint(condition=models.Q(('economic__isnull', True), ('economic__lte', 100), _connector='OR'), name='economic_dimension_is_at_most_100'), models.CheckConstraint(condition=models.Q(('health__isnull', True), ('health__lte', 100), _connector='OR'), name='health_dimension_is_at_most_100'), models.CheckConstraint(condition=models.Q(('education__isnull', True), ('education__lte', 100), _connector='OR'), name='education_dimension_is_at_most_100'), models.CheckConstraint(condition=models.Q(('living__isnull', True), ('living__lte', 100), _connector='OR'), name='living_dimension_is_at_most_100'), models.CheckConstraint(condition=models.Q(('employment__isnull', True), ('employment__lte', 100), _connector='OR'), name='employment_dimension_is_at_most_100'), models.CheckConstraint(condition=models.Q(('participation__isnull', True), ('participation__lte', 100), _connector='OR'), name='participation_dimension_is_at_most_100')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('visited_on', models.DateField()),
                ('scores', models.JSONField()),
                ('note', marketplace.common.encryption.EncryptedText(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='casework.case')),
            ],
            options={
                'ordering': ['-visited_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ContactRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('fields', models.JSONField(default=list)),
                ('until', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fulfilment.assignment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='casework.case')),
                ('released_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('content', marketplace.common.encryption.EncryptedText(blank=True)),
                ('result', models.JSONField(default=dict)),
                ('reasons', models.JSONField(default=list)),
                ('imported_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('relation', models.CharField(max_length=20)),
                ('name', marketplace.common.encryption.EncryptedText()),
                ('id_number', marketplace.common.encryption.EncryptedText(blank=True)),
                ('id_index', models.CharField(blank=True, db_index=True, max_length=64)),
                ('birth', models.DateField()),
                ('health', models.CharField(choices=[('disability', 'Disability'), ('serious', 'Serious illness'), ('chronic', 'Chronic illness'), ('healthy', 'Healthy')], max_length=12)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='casework.case')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('case', 'position'), name='one_member_per_position_in_a_case')],
            },
        ),
        migrations.CreateModel(
            name='NeedDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('need_kind', models.CharField(choices=[('micro_wish', 'Micro-wish'), ('goods', 'Goods'), ('service', 'Service'), ('pairing', 'Pairing'), ('programme', 'Programme'), ('insurance', 'Insurance')], max_length=12)),
                ('aid_type', models.CharField(choices=[('dibao', 'Minimum living guarantee'), ('tekun', 'Support for persons in extreme hardship'), ('disaster', 'Disaster relief'), ('medical', 'Medical assistance'), ('education', 'Education assistance'), ('housing', 'Housing assistance'), ('employment', 'Employment assistance'), ('temporary', 'Temporary assistance')], max_length=12)),
                ('original_title', marketplace.common.encryption.EncryptedText()),
                ('original_story', marketplace.common.encryption.EncryptedText(blank=True)),
                ('title', marketplace.common.encryption.EncryptedText(blank=True)),
                ('text', marketplace.common.encryption.EncryptedText(blank=True)),
                ('quantity', models.CharField(blank=True, max_length=40)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('value_fen', models.BigIntegerField(null=True)),
                ('needed_by', models.DateField(null=True)),
                ('helpers', models.PositiveSmallIntegerField(default=1)),
                ('import_key', models.CharField(max_length=64)),
                ('import_digest', models.CharField(blank=True, max_length=64)),
                ('status', models.CharField(choices=[('draft', 'to be written'), ('dlp_blocked', 'text may identify somebody'), ('cleared', 'text cleared')], default='draft', max_length=12)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='casework.case')),
                ('need', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='needs.need')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['cleared', 'dlp_blocked', 'draft'])), name='draft_status_is_in_its_lifecycle'), models.UniqueConstraint(fields=('case', 'import_key'), name='one_draft_per_case_and_need'), models.CheckConstraint(condition=models.Q(('value_fen__isnull', True), ('value_fen__gte', 0), _connector='OR'), name='draft_value_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('publication', 'to publish an anonymised need'), ('guardian', 'of the guardian of a child under 14')], max_length=12)),
                ('given', models.BooleanField()),
                ('given_on', models.DateField(null=True)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='casework.needdraft')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ShownProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('audience', models.CharField(max_length=10)),
                ('place', models.CharField(max_length=9)),
                ('place_level', models.PositiveSmallIntegerField()),
                ('age_band', models.CharField(max_length=8, null=True)),
                ('family', models.CharField(max_length=12, null=True)),
                ('health', models.CharField(max_length=16, null=True)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='shown', to='casework.case')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
