"""The outbox, kept answers and settings; before them PostgreSQL's extensions, for exclusion over ids and forgiving search."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("core", "0001_extensions"),
        ("core", "0002_initial"),
        ("core", "0003_outbox_indexes"),
        ("core", "0004_switches"),
        ("core", "0005_audience"),
    ]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name="SwitchValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100, unique=True)),
                ("value", models.JSONField(null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "core_switch_value",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="switchvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "core_switchvaluehistory" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "value") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."value"); RETURN NULL;',
                    hash="dabbb153dad5e482d99b9d8e36c032c5053f30cf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_760aa",
                    table="core_switch_value",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="switchvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "core_switchvaluehistory" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "value") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."value"); RETURN NULL;',
                    hash="5ed5935d89d865d108ccd9a7d4a078847a9e19fd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_573b0",
                    table="core_switch_value",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="IdempotentAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor_id", models.BigIntegerField()),
                ("key", models.CharField(max_length=255)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("body", models.BinaryField(default=b"")),
                ("etag", models.CharField(blank=True, max_length=32)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "core_idempotent_answer",
                "indexes": [models.Index(fields=["created_at"], name="idempotent_age")],
                "constraints": [models.UniqueConstraint(fields=("actor_id", "key"), name="idempotent_key_once")],
            },
        ),
        migrations.CreateModel(
            name="OutboxEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("type", models.CharField(max_length=100)),
                ("subject", models.CharField(max_length=100)),
                ("payload", models.JSONField()),
                ("live", models.BooleanField(default=False)),
                ("audience_id", models.BigIntegerField(null=True)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("occurred_at", models.DateTimeField()),
                ("position", models.BigIntegerField(null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("PENDING", "Pending"), ("DONE", "Done"), ("DEAD", "Dead")],
                        default="PENDING",
                        max_length=8,
                    ),
                ),
                ("handled", models.JSONField(default=list)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "outbox event",
                "db_table": "core_outbox_event",
                "indexes": [
                    models.Index(condition=models.Q(("position", None)), fields=["id"], name="outbox_unnumbered"),
                    models.Index(
                        condition=models.Q(("state", "PENDING")), fields=["subject", "position"], name="outbox_pending"
                    ),
                    models.Index(condition=models.Q(("state", "PENDING")), fields=["position"], name="outbox_due"),
                    models.Index(condition=models.Q(("state", "DONE")), fields=["done_at"], name="outbox_told"),
                    models.Index(condition=models.Q(("state", "DEAD")), fields=["position"], name="outbox_dead"),
                    models.Index(condition=models.Q(("live", True)), fields=["position"], name="outbox_live"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SwitchValueHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=100)),
                ("value", models.JSONField(null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
                        to="core.switchvalue",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
