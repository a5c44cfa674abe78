import django.db.models.deletion
import marketplace.common.clock
import marketplace.common.references
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('wagtailcore', '0098_apitoken'),
        # The tables of others come first: each of their many small changes renders all models that exist by then, and
        # before ours those are few (a new database takes half the time).
        ('mfa', '0003_authenticator_type_uniq'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('usersessions', '0001_initial'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecondOfficerReview',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='FacetCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(max_length=10)),
                ('status', models.CharField(max_length=14)),
                ('need_kind', models.CharField(max_length=12)),
                ('aid_type', models.CharField(max_length=12)),
                ('area', models.CharField(max_length=6)),
                ('urgency_band', models.CharField(max_length=8)),
                ('deadline_band', models.CharField(max_length=12)),
                ('needs', models.IntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('audience', 'status', 'need_kind', 'aid_type', 'area', 'urgency_band', 'deadline_band'), name='one_count_per_combination'), models.CheckConstraint(condition=models.Q(('needs__gte', 0)), name='needs_are_not_counted_below_zero')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('need_kind', models.CharField(choices=[('micro_wish', 'Micro-wish'), ('goods', 'Goods'), ('service', 'Service'), ('pairing', 'Pairing'), ('programme', 'Programme'), ('insurance', 'Insurance')], max_length=12, verbose_name='kind of help')),
                ('aid_type', models.CharField(blank=True, choices=[('dibao', 'Minimum living guarantee'), ('tekun', 'Support for persons in extreme hardship'), ('disaster', 'Disaster relief'), ('medical', 'Medical assistance'), ('education', 'Education assistance'), ('housing', 'Housing assistance'), ('employment', 'Employment assistance'), ('temporary', 'Temporary assistance')], max_length=12, null=True, verbose_name='aid type')),
                ('place', models.CharField(blank=True, max_length=9, null=True)),
                ('place_level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('age_band', models.CharField(blank=True, max_length=8, null=True)),
                ('family', models.CharField(blank=True, max_length=12, null=True)),
                ('health', models.CharField(blank=True, max_length=16, null=True)),
                ('urgency_band', models.CharField(blank=True, choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=8, null=True)),
                ('quantity_band', models.CharField(blank=True, choices=[('lt500', 'Under CNY 500'), ('500-2000', 'CNY 500 to 2,000'), ('2000-10000', 'CNY 2,000 to 10,000'), ('gt10000', 'Over CNY 10,000')], max_length=12, null=True)),
                ('deadline_band', models.CharField(blank=True, choices=[('two_weeks', 'Within two weeks'), ('one_month', 'Within a month'), ('later', 'Later')], max_length=12, null=True)),
                ('month', models.CharField(blank=True, max_length=7, null=True)),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='title')),
                ('text', models.TextField(blank=True, max_length=1000, verbose_name='text')),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('search_tokens', models.TextField(blank=True, editable=False)),
                ('helpers', models.PositiveSmallIntegerField(default=1)),
                ('audience', models.CharField(choices=[('open', 'everybody'), ('partners', 'verified partners only'), ('private', 'private match only')], max_length=10)),
                ('status', models.CharField(choices=[('submitted', 'waiting for review'), ('returned', 'sent back'), ('reviewed', 'waiting for its release'), ('private_match', 'private match only'), ('published', 'published'), ('held', 'held back'), ('matched', 'help agreed'), ('delivering', 'help under way'), ('delivered', 'delivered'), ('evaluated', 'evaluated'), ('closed', 'closed'), ('withdrawn', 'withdrawn'), ('expired', 'expired')], default='submitted', max_length=14)),
                ('hold_code', models.CharField(blank=True, max_length=40)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('released_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
                'ordering': ['-released_at', 'reference'],
                'indexes': [models.Index(condition=models.Q(('live', True)), fields=['-released_at', 'reference'], name='needs_in_the_order_of_lists')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['closed', 'delivered', 'delivering', 'evaluated', 'expired', 'held', 'matched', 'private_match', 'published', 'returned', 'reviewed', 'submitted', 'withdrawn'])), name='need_status_is_in_its_lifecycle'), models.CheckConstraint(condition=models.Q(('audience__in', ['open', 'partners', 'private'])), name='need_audience_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'private'), _negated=True), models.Q(('age_band__isnull', True), ('aid_type__isnull', True), ('deadline_band__isnull', True), ('family__isnull', True), ('health__isnull', True), ('month__isnull', True), ('place__isnull', True), ('place_level__isnull', True), ('quantity_band__isnull', True), ('search_text', ''), ('search_tokens', ''), ('text', ''), ('title', ''), ('urgency_band__isnull', True)), _connector='OR'), name='private_need_carries_kind_and_reference_only'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'private_match'), _negated=True), ('audience', 'private'), _connector='OR'), name='need_for_private_match_has_no_audience'), models.CheckConstraint(condition=models.Q(('live', False), models.Q(('audience__in', ['open', 'partners']), ('month__isnull', False), ('place__isnull', False), ('place_level__isnull', False), ('released_at__isnull', False), ('status__in', ['delivered', 'delivering', 'matched', 'published'])), _connector='OR'), name='need_is_shown_only_when_released_to_somebody'), models.CheckConstraint(condition=models.Q(('reviewer__isnull', True), models.Q(('reviewer', models.F('author')), _negated=True), _connector='OR'), name='need_is_not_reviewed_by_its_author'), models.CheckConstraint(condition=models.Q(('helpers__gte', 1)), name='need_wants_at_least_one_helper')],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('reference', models.CharField(default=marketplace.common.references.new_reference, editable=False, max_length=32, unique=True)),
                ('released_at', models.DateTimeField()),
                ('month', models.CharField(max_length=7)),
                ('count', models.PositiveIntegerField()),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-released_at'],
            },
        ),
        migrations.CreateModel(
            name='ReviewComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=marketplace.common.clock.now, editable=False)),
                ('field', models.CharField(choices=[('title', 'Title'), ('text', 'Text'), ('aid_type', 'Aid type'), ('other', 'Something else')], max_length=20)),
                ('text', models.CharField(max_length=500)),
                ('resolved_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='needs.need')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
