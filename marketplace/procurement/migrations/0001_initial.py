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
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=160)),
                ('version', models.CharField(max_length=12, unique=True)),
                ('source', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='Bid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('sealed', 'sealed'), ('withdrawn', 'withdrawn'), ('opened', 'opened'), ('compliant', 'compliant'), ('excluded', 'excluded'), ('won', 'won'), ('lost', 'not chosen')], default='draft', max_length=9)),
                ('version', models.PositiveSmallIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('sealed_at', models.DateTimeField(null=True)),
                ('label', models.CharField(blank=True, max_length=3)),
                ('price_fen', models.BigIntegerField(null=True)),
                ('exclusion', models.CharField(blank=True, max_length=24)),
                ('deduction_granted', models.BooleanField(default=False)),
                ('rank', models.PositiveSmallIntegerField(null=True)),
                ('figures', models.JSONField(default=dict)),
                ('bidder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bids', to='organisations.organisation')),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['rank', 'label', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('price_fen', models.BigIntegerField()),
                ('announced_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('announced', 'announced'), ('contracted', 'under contract'), ('annulled', 'annulled')], default='announced', max_length=10)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('bid', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award', to='procurement.bid')),
            ],
        ),
        migrations.CreateModel(
            name='BidDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('content', marketplace.common.encryption.EncryptedText()),
                ('bid', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='procurement.bid')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Clarification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('question', models.TextField()),
                ('answer', models.TextField(blank=True)),
                ('affects_bids', models.BooleanField(default=False)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['answered_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('price_fen', models.BigIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('supplier_signed_at', models.DateTimeField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('status', models.CharField(choices=[('drafted', 'waits for the supplier'), ('signed', 'waits for the buyer'), ('in_force', 'in force'), ('completed', 'completed'), ('terminated', 'terminated')], default='drafted', max_length=10)),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contract', to='procurement.award')),
                ('buyer_signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supplier_signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['completed', 'drafted', 'in_force', 'signed', 'terminated'])), name='contract_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('price_fen__gt', 0)), name='contract_price_is_positive'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='contract_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Envelope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('ciphertext', models.BinaryField()),
                ('first_half', models.BinaryField()),
                ('second_half', models.BinaryField()),
                ('own_copy', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
                ('deadline', models.DateTimeField()),
                ('bid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='envelopes', to='procurement.bid')),
                ('sealed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['bid', 'version'],
                'constraints': [models.UniqueConstraint(fields=('bid', 'version'), name='one_envelope_per_bid_and_version'), models.CheckConstraint(condition=models.Q(('sealed_at__lt', models.F('deadline'))), name='no_bid_is_sealed_after_its_deadline')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('title_en', models.CharField(blank=True, max_length=160)),
                ('fen', models.BigIntegerField()),
                ('due_on', models.DateField()),
                ('delivered_on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('returned_because', models.CharField(blank=True, max_length=300)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('status', models.CharField(choices=[('planned', 'planned'), ('delivered', 'delivered, waits for acceptance'), ('accepted', 'accepted')], default='planned', max_length=9)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='procurement.contract')),
            ],
            options={
                'ordering': ['contract', 'position'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['accepted', 'delivered', 'planned'])), name='milestone_status_is_in_its_lifecycle'), models.UniqueConstraint(fields=('contract', 'position'), name='one_milestone_per_contract_and_position'), models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='milestone_amount_is_positive')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.privatefile')),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='procurement.milestone')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OpenedBid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('content', marketplace.common.encryption.EncryptedText()),
                ('opened_at', models.DateTimeField()),
                ('deadline', models.DateTimeField()),
                ('bid', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opened', to='procurement.bid')),
                ('envelope', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.envelope')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('opened_at__gte', models.F('deadline'))), name='no_bid_is_opened_before_its_deadline')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('is_expert', models.BooleanField(default=False)),
                ('declared_at', models.DateTimeField(null=True)),
                ('stood_aside_at', models.DateTimeField(null=True)),
                ('handed_in_at', models.DateTimeField(null=True)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('interests', models.ManyToManyField(blank=True, related_name='+', to='organisations.organisation')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panel_seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('criterion', models.CharField(max_length=40)),
                ('value', models.DecimalField(decimal_places=2, max_digits=5)),
                ('bid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='procurement.bid')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='procurement.seat')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('seat', 'bid', 'criterion'), name='one_mark_per_member_bid_and_criterion'), models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', 100)), name='mark_is_between_0_and_100')],
            },
        ),
        migrations.CreateModel(
            name='ServiceItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('code', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=80)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('service_class', models.CharField(choices=[('transactional', 'transactional'), ('service', 'service to people')], max_length=14)),
                ('description', models.TextField(blank=True)),
                ('description_en', models.TextField(blank=True)),
                ('service_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='procurement.servicelist')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('service_list', 'code'), name='one_item_per_code_and_list')],
            },
        ),
        migrations.CreateModel(
            name='Tender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('title_en', models.CharField(blank=True, max_length=160)),
                ('description', models.TextField(blank=True)),
                ('description_en', models.TextField(blank=True)),
                ('method', models.CharField(choices=[('open_tender', 'open tender'), ('invited_tender', 'invited tender'), ('competitive_consultation', 'competitive consultation')], default='open_tender', max_length=28)),
                ('budget_fen', models.BigIntegerField()),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('criteria', models.JSONField(default=list)),
                ('price_weight', models.CharField(max_length=6)),
                ('documents_from', models.DateField()),
                ('issued_on', models.DateField()),
                ('bids_until', models.DateTimeField()),
                ('term_months', models.PositiveSmallIntegerField(default=12)),
                ('declarations', models.JSONField(default=list)),
                ('excluded_content', models.JSONField(default=list)),
                ('deduction', models.CharField(default='0', max_length=6)),
                ('closed_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('ranked_at', models.DateTimeField(null=True)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('open', 'open for bids'), ('closed', 'closed'), ('opened', 'bids opened'), ('scoring', 'being scored'), ('conferring', 'panel confers'), ('ranked', 'ranked'), ('awarded', 'awarded'), ('contracted', 'under contract'), ('completed', 'completed'), ('failed', 'failed'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenders', to='organisations.organisation')),
                ('invited', models.ManyToManyField(blank=True, related_name='+', to='organisations.organisation')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenders', to='procurement.serviceitem')),
            ],
            options={
                'ordering': ['-issued_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['awarded', 'cancelled', 'closed', 'completed', 'conferring', 'contracted', 'draft', 'failed', 'open', 'opened', 'ranked', 'scoring'])), name='tender_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('budget_fen__gt', 0)), name='tender_budget_is_positive')],
            },
        ),
        migrations.AddField(
            model_name='seat',
            name='tender',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='procurement.tender'),
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('body', models.JSONField()),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='procurement.tender')),
            ],
            options={
                'ordering': ['tender', 'number'],
                'constraints': [models.UniqueConstraint(fields=('tender', 'number'), name='one_release_per_tender_and_number')],
            },
        ),
        migrations.CreateModel(
            name='OpeningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('half', models.PositiveSmallIntegerField()),
                ('public_key', models.CharField(max_length=64)),
                ('locked_key', models.CharField(max_length=200)),
                ('given_at', models.DateTimeField(null=True)),
                ('secrets', models.JSONField(default=dict)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opening_keys', to='procurement.tender')),
            ],
            options={
                'ordering': ['tender', 'half'],
                'constraints': [models.UniqueConstraint(fields=('tender', 'half'), name='one_key_for_each_half_of_a_tender'), models.UniqueConstraint(fields=('tender', 'officer'), name='one_officer_holds_one_half_of_a_tender'), models.CheckConstraint(condition=models.Q(('half__in', [1, 2])), name='a_tender_opens_with_two_halves')],
            },
        ),
        migrations.CreateModel(
            name='DeadlineChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('before', models.DateTimeField()),
                ('after', models.DateTimeField()),
                ('clarification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.clarification')),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadline_changes', to='procurement.tender')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('after__gt', models.F('before'))), name='deadline_only_moves_later')],
            },
        ),
        migrations.AddField(
            model_name='clarification',
            name='tender',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='procurement.tender'),
        ),
        migrations.AddField(
            model_name='bid',
            name='tender',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bids', to='procurement.tender'),
        ),
        migrations.AddField(
            model_name='award',
            name='tender',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award', to='procurement.tender'),
        ),
        migrations.CreateModel(
            name='AwardQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('text', models.TextField()),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('upheld', models.BooleanField(default=False)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queries', to='procurement.award')),
                ('bidder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('upheld', False)), models.Q(('answer__gt', ''), ('answered_at__isnull', False)), _connector='OR'), name='award_query_is_answered_whole_or_not_at_all')],
            },
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('tender', 'member'), name='one_seat_per_person_and_tender'),
        ),
        migrations.AddConstraint(
            model_name='clarification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answer__gt', ''), ('answered_at__isnull', False)), _connector='OR'), name='clarification_is_answered_whole_or_not_at_all'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['compliant', 'draft', 'excluded', 'lost', 'opened', 'sealed', 'withdrawn', 'won'])), name='bid_status_is_in_its_lifecycle'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.UniqueConstraint(fields=('tender', 'bidder'), name='one_bid_per_bidder_and_tender'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.UniqueConstraint(condition=models.Q(('label__gt', '')), fields=('tender', 'label'), name='one_label_per_bid_of_a_tender'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['draft', 'sealed', 'withdrawn']), _negated=True), models.Q(('label', ''), ('price_fen__isnull', True)), _connector='OR'), name='no_price_is_known_before_the_opening'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(('price_fen__isnull', True), ('price_fen__gt', 0), _connector='OR'), name='bid_price_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['announced', 'annulled', 'contracted'])), name='award_status_is_in_its_lifecycle'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('price_fen__gt', 0)), name='award_price_is_positive'),
        ),
    ]
