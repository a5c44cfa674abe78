import django.db.models.deletion
import marketplace.common.clock
import marketplace.common.encryption
import marketplace.common.references
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='EligibilityList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('source', models.URLField(max_length=300)),
                ('sha256', models.CharField(max_length=64)),
                ('status', models.CharField(choices=[('entered', 'to be compared by a second person'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='entered', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['confirmed', 'entered', 'rejected'])), name='eligibility_list_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='a_second_person_confirms_a_list')],
            },
        ),
        migrations.CreateModel(
            name='DeductionEligibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('credit_code', models.CharField(db_index=True, max_length=18)),
                ('document_number', models.CharField(max_length=80)),
                ('level', models.CharField(max_length=12)),
                ('year_from', models.PositiveSmallIntegerField()),
                ('year_to', models.PositiveSmallIntegerField()),
                ('revoked_on', models.DateField(blank=True, null=True)),
                ('source', models.CharField(max_length=300)),
                ('proposed_revocation', models.DateField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('imported_with', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='organisations.eligibilitylist')),
                ('revoked_with', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revocations', to='organisations.eligibilitylist')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('credit_code', 'document_number'), name='one_eligibility_per_recipient_and_document'), models.CheckConstraint(condition=models.Q(('year_to__gte', models.F('year_from'))), name='eligibility_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=160, verbose_name='name in English')),
                ('kind', models.CharField(choices=[('charity', 'charitable organisation'), ('foundation', 'foundation'), ('association', 'association'), ('social_service_agency', 'social service agency'), ('volunteer_org', 'volunteer organisation'), ('enterprise', 'enterprise'), ('insurer', 'insurer'), ('government', 'government body'), ('people_body', "people's organisation")], max_length=24)),
                ('body', models.CharField(blank=True, max_length=24)),
                ('credit_code', models.CharField(db_index=True, max_length=18, verbose_name='unified social credit code')),
                ('district', models.CharField(max_length=6)),
                ('summary', models.TextField(blank=True)),
                ('summary_en', models.TextField(blank=True)),
                ('contact', models.CharField(blank=True, max_length=120)),
                ('is_mainland', models.BooleanField(default=True)),
                ('status', models.CharField(choices=[('draft', 'being filled in'), ('applied', 'applied'), ('returned', 'sent back'), ('active', 'active'), ('suspended', 'suspended'), ('refused', 'refused'), ('closed', 'closed')], default='draft', max_length=12)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('refused_because', models.CharField(blank=True, max_length=400)),
                ('applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['active', 'applied', 'closed', 'draft', 'refused', 'returned', 'suspended'])), name='organisation_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'refused', 'closed')), _negated=True), fields=('credit_code',), name='one_organisation_per_credit_code'), models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'refused', 'closed')), _negated=True), fields=('name',), name='one_organisation_per_name')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('role', models.CharField(choices=[('manager', 'manager'), ('coordinator', 'coordinator'), ('finance', 'finance')], max_length=12)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'organisation'), name='one_membership_per_user_and_organisation')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('email', marketplace.common.encryption.EncryptedText()),
                ('email_index', models.CharField(max_length=64)),
                ('role', models.CharField(choices=[('manager', 'manager'), ('coordinator', 'coordinator'), ('finance', 'finance')], max_length=12)),
                ('status', models.CharField(choices=[('sent', 'sent'), ('accepted', 'accepted'), ('withdrawn', 'withdrawn'), ('lapsed', 'lapsed')], default='sent', max_length=10)),
                ('expires_at', models.DateTimeField()),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='organisations.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['accepted', 'lapsed', 'sent', 'withdrawn'])), name='invitation_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status', 'sent')), fields=('organisation', 'email_index'), name='one_open_invitation_per_organisation_and_address'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), ('accepted_by__isnull', False), _connector='OR'), name='an_accepted_invitation_knows_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Capability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('kind', models.CharField(choices=[('charity', 'charity'), ('public_fundraising', 'public fundraising certificate'), ('volunteer_group', 'volunteer group'), ('service_agency', 'social service agency'), ('insurer', 'licensed insurer'), ('bidder', 'bidder'), ('buyer', 'government buyer'), ('enterprise', 'giving enterprise'), ('member_body', "people's organisation")], max_length=24)),
                ('certificate_number', models.CharField(blank=True, max_length=60)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('claimed', 'claimed, not verified'), ('proposed', 'seen by one officer'), ('verified', 'verified'), ('suspended', 'suspended'), ('expired', 'expired'), ('refused', 'refused')], default='claimed', max_length=10)),
                ('proposed_at', models.DateTimeField(null=True)),
                ('verified_at', models.DateTimeField(null=True)),
                ('refused_because', models.CharField(blank=True, max_length=400)),
                ('warned_at_days', models.PositiveSmallIntegerField(null=True)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capabilities', to='organisations.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ('claimed', 'proposed'))), fields=('organisation', 'kind'), name='one_waiting_capability_per_organisation_and_kind'), models.CheckConstraint(condition=models.Q(('status__in', ['claimed', 'expired', 'proposed', 'refused', 'suspended', 'verified'])), name='capability_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='capability_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), models.Q(('proposed_by__isnull', False), models.Q(('proposed_by', models.F('verified_by')), _negated=True)), _connector='OR'), name='two_officers_verify_a_capability')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('registration', 'registration certificate'), ('evidence', 'evidence of a capability')], max_length=12)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('capability', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='organisations.capability')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.privatefile')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='organisations.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('capability__isnull', True), ('kind', 'registration')), models.Q(('capability__isnull', False), ('kind', 'evidence')), _connector='OR'), name='evidence_belongs_to_a_capability'), models.UniqueConstraint(condition=models.Q(('kind', 'registration')), fields=('organisation',), name='one_registration_certificate_per_organisation'), models.UniqueConstraint(condition=models.Q(('capability__isnull', False)), fields=('capability',), name='one_paper_per_capability'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='paper_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('field', models.CharField(max_length=40)),
                ('comment', models.CharField(max_length=400)),
                ('answered_at', models.DateTimeField(null=True)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='organisations.organisation')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('text', models.TextField(max_length=1000)),
                ('status', models.CharField(choices=[('waiting', 'waits for an officer'), ('published', 'shown'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('refused_because', models.CharField(blank=True, max_length=400)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='organisations.organisation')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['published', 'refused', 'waiting', 'withdrawn'])), name='reply_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('organisation',), name='one_waiting_reply_per_organisation'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('written_by')), _negated=True), _connector='OR'), name='nobody_publishes_their_own_reply')],
            },
        ),
        migrations.CreateModel(
            name='SocialWorkLicence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('number', marketplace.common.encryption.EncryptedText()),
                ('number_index', models.CharField(max_length=64)),
                ('level', models.CharField(max_length=24)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('status', models.CharField(choices=[('entered', 'waits for an officer'), ('verified', 'verified'), ('refused', 'refused'), ('expired', 'expired')], default='entered', max_length=10)),
                ('verified_at', models.DateTimeField(null=True)),
                ('refused_because', models.CharField(blank=True, max_length=400)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.privatefile')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='licences', to='organisations.membership')),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['entered', 'expired', 'refused', 'verified'])), name='licence_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status__in', ['entered', 'verified'])), fields=('number_index',), name='one_holder_per_licence'), models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='licence_ends_after_it_begins')],
            },
        ),
    ]
