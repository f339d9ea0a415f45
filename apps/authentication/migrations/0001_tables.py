"""People, emergency contacts and sessions."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import apps.core.rights


class Migration(migrations.Migration):
    replaces = [("authentication", "0001_initial")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("username", models.CharField(max_length=150, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("first_name", models.CharField(blank=True, max_length=150)),
                ("last_name", models.CharField(blank=True, max_length=150)),
                (
                    "full_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                django.db.models.functions.text.Trim(
                                    django.db.models.functions.text.Concat("first_name", models.Value(" "), "last_name")
                                ),
                                models.Value(""),
                            ),
                            models.F("username"),
                        ),
                        output_field=models.CharField(max_length=301),
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "Administrator"),
                            ("manager", "Manager"),
                            ("scheduler", "Scheduler"),
                            ("engineer", "Engineer"),
                            ("operator", "Operator"),
                        ],
                        default=apps.core.rights.Role["OPERATOR"],
                        max_length=16,
                    ),
                ),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), blank=True, default=list, size=None
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=64)),
                ("position", models.CharField(blank=True, max_length=128)),
                ("department", models.CharField(blank=True, max_length=128)),
                ("start_date", models.DateField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                ("invited_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "person",
                "db_table": "authentication_user",
                "indexes": [
                    models.Index(fields=["full_name", "id"], name="person_by_name"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("full_name", "gin_trgm_ops"),
                        name="person_name_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("username", "gin_trgm_ops"),
                        name="person_username_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("email", "gin_trgm_ops"), name="person_email_trigrams"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("username"), name="username_once"),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="email_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("username", ""), _negated=True), name="username_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["administrator", "manager", "scheduler", "engineer", "operator"])
                        ),
                        name="role_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "authentication_userevent" ("created_at", "date_joined", "department", "email", "first_name", "flags", "id", "invited_at", "is_active", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "role", "start_date", "updated_at", "username", "version") VALUES (NEW."created_at", NEW."date_joined", NEW."department", NEW."email", NEW."first_name", NEW."flags", NEW."id", NEW."invited_at", NEW."is_active", NEW."last_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."position", NEW."role", NEW."start_date", NEW."updated_at", NEW."username", NEW."version"); RETURN NULL;',
                    hash="d2a929f854f9e31149963b38e5f3e8ae5afb515d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d8e72",
                    table="authentication_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."department" IS DISTINCT FROM (NEW."department") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."flags" IS DISTINCT FROM (NEW."flags") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."start_date" IS DISTINCT FROM (NEW."start_date") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."username" IS DISTINCT FROM (NEW."username") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "authentication_userevent" ("created_at", "date_joined", "department", "email", "first_name", "flags", "id", "invited_at", "is_active", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "role", "start_date", "updated_at", "username", "version") VALUES (NEW."created_at", NEW."date_joined", NEW."department", NEW."email", NEW."first_name", NEW."flags", NEW."id", NEW."invited_at", NEW."is_active", NEW."last_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."position", NEW."role", NEW."start_date", NEW."updated_at", NEW."username", NEW."version"); RETURN NULL;',
                    hash="bcbdd1880eacff45913ecc95ceafc71914b700d8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_18271",
                    table="authentication_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("public_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("ip_address", models.GenericIPAddressField(null=True)),
                ("user_agent", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("last_seen_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "authentication_session",
                "indexes": [models.Index(fields=["user_id", "-last_seen_at"], name="session_of_person")],
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("username", models.CharField(max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("first_name", models.CharField(blank=True, max_length=150)),
                ("last_name", models.CharField(blank=True, max_length=150)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "Administrator"),
                            ("manager", "Manager"),
                            ("scheduler", "Scheduler"),
                            ("engineer", "Engineer"),
                            ("operator", "Operator"),
                        ],
                        default=apps.core.rights.Role["OPERATOR"],
                        max_length=16,
                    ),
                ),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), blank=True, default=list, size=None
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=64)),
                ("position", models.CharField(blank=True, max_length=128)),
                ("department", models.CharField(blank=True, max_length=128)),
                ("start_date", models.DateField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                ("invited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EmergencyContact",
            fields=[
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="emergency_contact",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=255)),
                ("relationship", models.CharField(blank=True, max_length=128)),
                ("phone", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "emergency contact",
                "db_table": "authentication_emergency_contact",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="emergencycontact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "authentication_emergencycontactevent" ("created_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relationship", "updated_at", "user_id", "version") VALUES (NEW."created_at", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."user_id", NEW."phone", NEW."relationship", NEW."updated_at", NEW."user_id", NEW."version"); RETURN NULL;',
                    hash="8ee39b708628d25d9d4aac876595a5e6855cc570",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d5163",
                    table="authentication_emergency_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="emergencycontact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "authentication_emergencycontactevent" ("created_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relationship", "updated_at", "user_id", "version") VALUES (NEW."created_at", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."user_id", NEW."phone", NEW."relationship", NEW."updated_at", NEW."user_id", NEW."version"); RETURN NULL;',
                    hash="c701f69792a116d9debc76d25826bded94b4e1a0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_597f7",
                    table="authentication_emergency_contact",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="EmergencyContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(blank=True, max_length=255)),
                ("relationship", models.CharField(blank=True, max_length=128)),
                ("phone", models.CharField(blank=True, max_length=64)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="authentication.emergencycontact",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
