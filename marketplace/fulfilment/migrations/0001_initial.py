import django.core.validators
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
        ('needs', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('supplier_kind', models.CharField(choices=[('offer', 'offer of an organisation'), ('volunteer', 'volunteer'), ('group_programme', "insurer's group programme")], max_length=16)),
                ('supplier_reference', models.CharField(db_index=True, max_length=32)),
                ('supplier_name', models.CharField(max_length=160)),
                ('fund_reference', models.CharField(blank=True, max_length=32)),
                ('quantity', models.CharField(blank=True, max_length=60)),
                ('is_part', models.BooleanField(default=False)),
                ('hand_over', models.CharField(blank=True, choices=[('', 'not decided yet'), ('contact', 'contact released to the helper'), ('window', 'hand-over at the township window')], max_length=8)),
                ('due_on', models.DateField(null=True)),
                ('status', models.CharField(choices=[('assigned', 'agreed'), ('appointed', 'a day is agreed'), ('no_show', 'the helper did not come'), ('under_way', 'under way'), ('in_part', 'delivered in part'), ('delivered', 'delivered, waiting for confirmation'), ('confirmed', 'confirmed'), ('evaluated', 'evaluated'), ('closed', 'closed'), ('failed', 'failed'), ('cancelled', 'cancelled'), ('returned', 'taken back'), ('rematched', 'given to others')], default='assigned', max_length=10)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='needs.need')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['appointed', 'assigned', 'cancelled', 'closed', 'confirmed', 'delivered', 'evaluated', 'failed', 'in_part', 'no_show', 'rematched', 'returned', 'under_way'])), name='assignment_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status__in', ['appointed', 'assigned', 'closed', 'confirmed', 'delivered', 'evaluated', 'in_part', 'no_show', 'under_way'])), fields=('need', 'supplier_kind', 'supplier_reference'), name='one_live_assignment_per_need_and_supplier')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('on', models.DateField()),
                ('starts', models.TimeField()),
                ('ends', models.TimeField()),
                ('place', models.CharField(choices=[('', 'not decided yet'), ('contact', 'contact released to the helper'), ('window', 'hand-over at the township window')], max_length=8)),
                ('moved_because', models.CharField(blank=True, choices=[('helper', 'the helper cannot come'), ('household', 'the household cannot be there'), ('supply', 'the goods are not there yet'), ('weather', 'weather or traffic')], max_length=10)),
                ('replaced_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='fulfilment.assignment')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('assignment',), name='one_present_appointment_per_assignment'), models.CheckConstraint(condition=models.Q(('starts__lt', models.F('ends'))), name='an_appointment_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('place', ''), _negated=True), name='an_appointment_has_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('supplier_kind', models.CharField(choices=[('offer', 'offer of an organisation'), ('volunteer', 'volunteer'), ('group_programme', "insurer's group programme")], max_length=16)),
                ('supplier_reference', models.CharField(db_index=True, max_length=32)),
                ('supplier_name', models.CharField(max_length=160)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('status', models.CharField(choices=[('held', 'held'), ('kept', 'kept'), ('lapsed', 'lapsed'), ('released', 'released')], default='held', max_length=8)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='needs.need')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['held', 'kept', 'lapsed', 'released'])), name='claim_status_is_in_its_lifecycle'), models.UniqueConstraint(condition=models.Q(('status', 'held')), fields=('need', 'supplier_kind', 'supplier_reference'), name='one_held_claim_per_need_and_supplier')],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('outcome', models.CharField(choices=[('complete', 'complete'), ('in_part', 'in part, and that is enough'), ('rest_open', 'in part; the rest is still wanted')], max_length=12)),
                ('channel', models.CharField(choices=[('desk', 'the caseworker asked the household'), ('slip', 'the household itself, with its slip')], default='desk', max_length=4)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='fulfilment.assignment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.CharField(blank=True, choices=[('not_arrived', 'nothing arrived'), ('incomplete', 'something is missing'), ('damaged', 'it is damaged or unsuitable'), ('wrong', 'it is not what was promised'), ('not_wanted', 'the household does not want it any more')], max_length=12)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('assignment',), name='one_standing_confirmation_per_assignment'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_because', ''), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='a_withdrawn_confirmation_tells_when_by_whom_and_why'), models.CheckConstraint(condition=models.Q(('channel', 'slip'), ('by__isnull', False), _connector='OR'), name='a_confirmation_at_a_desk_names_who_confirmed')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('delivered_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='fulfilment.assignment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('channel', models.CharField(choices=[('desk', 'the caseworker asked the household'), ('slip', 'the household itself, with its slip')], default='desk', max_length=4)),
                ('satisfied', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('timely', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('as_promised', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='fulfilment.assignment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.CharField(blank=True, choices=[('not_arrived', 'nothing arrived'), ('incomplete', 'something is missing'), ('damaged', 'it is damaged or unsuitable'), ('wrong', 'it is not what was promised'), ('not_wanted', 'the household does not want it any more')], max_length=12)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('assignment',), name='one_standing_evaluation_per_assignment'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_because', ''), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='a_withdrawn_evaluation_tells_when_by_whom_and_why'), models.CheckConstraint(condition=models.Q(('as_promised__range', (1, 5)), ('satisfied__range', (1, 5)), ('timely__range', (1, 5))), name='marks_lie_between_one_and_five')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('from_helper', models.BooleanField()),
                ('text', models.TextField(blank=True, max_length=500)),
                ('status', models.CharField(choices=[('waiting', 'waiting for an officer'), ('released', 'passed on'), ('refused', 'not passed on'), ('withdrawn', 'taken back by its writer')], default='waiting', max_length=9)),
                ('decided_at', models.DateTimeField(null=True)),
                ('refused_because', models.CharField(blank=True, choices=[('identifies', 'it may identify the household or a person'), ('off_topic', 'it is not about this help'), ('unfit', 'its tone is not fit')], max_length=10)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='needs.need')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['need', 'organisation'], name='messages_of_a_conversation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['refused', 'released', 'waiting', 'withdrawn'])), name='message_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('by')), _negated=True), _connector='OR'), name='no_message_is_released_by_its_writer'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'released'), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='a_released_message_names_who_released_it')],
            },
        ),
        migrations.CreateModel(
            name='NoShow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('channel', models.CharField(choices=[('desk', 'the caseworker asked the household'), ('slip', 'the household itself, with its slip')], default='desk', max_length=4)),
                ('because', models.CharField(choices=[('nobody_came', 'nobody came'), ('wrong_time', 'they came at another time, when nobody could open'), ('empty_handed', 'they came without what was promised')], max_length=14)),
                ('appointment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='no_show', to='fulfilment.appointment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('status', models.CharField(choices=[('waiting', 'waiting for a look'), ('accepted', 'accepted'), ('refused', 'refused and erased')], default='waiting', max_length=8)),
                ('refused_because', models.CharField(blank=True, choices=[('face', 'it shows a face'), ('door', 'it shows a door or house number'), ('phone', 'it shows a telephone number or a chat'), ('unreadable', 'it cannot be read or shows nothing of the delivery')], max_length=10)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='fulfilment.delivery')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.privatefile')),
                ('reviewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['accepted', 'refused', 'waiting'])), name='proof_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('status', 'refused')), models.Q(models.Q(('status', 'refused'), _negated=True), ('file__isnull', False)), _connector='OR'), name='a_refused_proof_and_no_other_is_erased')],
            },
        ),
    ]
