"""Incidents, service tickets, change requests, checklists and system checks."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("tickets", "0001_initial"),
        ("tickets", "0002_system_checks"),
        ("tickets", "0003_incident_of_check"),
        ("tickets", "0004_service_tickets"),
        ("tickets", "0005_notes"),
        ("tickets", "0006_change_requests"),
        ("tickets", "0007_attachments_links"),
        ("tickets", "0008_created_at"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("incident", "incident"),
                            ("service_ticket", "service ticket"),
                            ("change_request", "change request"),
                        ],
                        max_length=16,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=20, unique=True)),
            ],
            options={
                "verbose_name": "ticket",
                "db_table": "tickets_ticket",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("number"), "gin_trgm_ops"
                        ),
                        name="ticket_number_trigrams",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "serial"), name="ticket_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["incident", "service_ticket", "change_request"])),
                        name="ticket_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Checklist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "facility_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "checklist",
                "db_table": "tickets_checklist",
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="checklist_name_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="checklist_has_name"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklist",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_checklisthistory" ("archived_at", "created_at", "description", "facility_kinds", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."facility_kinds", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="097718a1d46090e0f89d2e5280042ecde39870fa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_96af4",
                    table="tickets_checklist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklist",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_checklisthistory" ("archived_at", "created_at", "description", "facility_kinds", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."facility_kinds", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="6621d04f39f64c5acb8f6c7916931e30e8274fa7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c2148",
                    table="tickets_checklist",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("incident", "incident"),
                            ("service_ticket", "service ticket"),
                            ("change_request", "change request"),
                        ],
                        max_length=16,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "tickets_counter",
                "constraints": [models.UniqueConstraint(fields=("kind", "year"), name="counter_once")],
            },
        ),
        migrations.CreateModel(
            name="IncidentType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("severity_level", models.PositiveSmallIntegerField(default=3)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "incident type",
                "db_table": "tickets_incident_type",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("name", "gin_trgm_ops"),
                        name="incident_type_name_trigrams",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="incident_type_name_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="incident_type_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity_level__range", (1, 5))), name="incident_type_severity_known"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidenttype",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_incidenttypehistory" ("archived_at", "created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "severity_level", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."severity_level", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="5f63e99c349ff5007ac54ff9827b899f7fae4716",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9a2b5",
                    table="tickets_incident_type",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidenttype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_incidenttypehistory" ("archived_at", "created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "severity_level", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."severity_level", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="c037b5664b2455b3c0c75e1e126ca881f82f0072",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9b876",
                    table="tickets_incident_type",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored", models.CharField(max_length=64, unique=True)),
                ("uploaded_by_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "db_table": "tickets_attachment",
                "indexes": [models.Index(fields=["ticket", "id"], name="attachment_of_ticket")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="attachment_has_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("relates to", "Relates"),
                            ("duplicates", "Duplicates"),
                            ("blocks", "Blocks"),
                            ("caused by", "Caused By"),
                            ("follows up", "Follows Up"),
                        ],
                        max_length=16,
                    ),
                ),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_out",
                        to="tickets.ticket",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_in",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "db_table": "tickets_link",
                "indexes": [models.Index(fields=["target", "source"], name="link_of_target")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "target", "relation"), name="link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True), name="link_to_another"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["relates to", "duplicates", "blocks", "caused by", "follows up"])
                        ),
                        name="link_relation_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("author_id", models.BigIntegerField(null=True)),
                ("text", models.TextField()),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "Public"), ("private", "Private")], default="public", max_length=8
                    ),
                ),
                (
                    "mentions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("edited_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "db_table": "tickets_note",
                "indexes": [
                    models.Index(fields=["ticket", "id"], name="note_of_ticket"),
                    models.Index(fields=["author_id", "id"], name="note_of_author"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("text"), "gin_trgm_ops"
                        ),
                        name="note_text_trigrams",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="note_has_text"),
                    models.CheckConstraint(
                        condition=models.Q(("visibility__in", ["public", "private"])), name="note_visibility_known"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_notehistory" ("author_id", "created_at", "edited_at", "id", "mentions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "text", "ticket_id", "updated_at", "version", "visibility") VALUES (NEW."author_id", NEW."created_at", NEW."edited_at", NEW."id", NEW."mentions", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."text", NEW."ticket_id", NEW."updated_at", NEW."version", NEW."visibility"); RETURN NULL;',
                    hash="07e67ded95a822b69ff7c16adf5fd78b76807909",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aae2d",
                    table="tickets_note",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_notehistory" ("author_id", "created_at", "edited_at", "id", "mentions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "text", "ticket_id", "updated_at", "version", "visibility") VALUES (NEW."author_id", NEW."created_at", NEW."edited_at", NEW."id", NEW."mentions", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."text", NEW."ticket_id", NEW."updated_at", NEW."version", NEW."visibility"); RETURN NULL;',
                    hash="7e418cb908bf979f77917be0a6e7ae7c6174f519",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e2272",
                    table="tickets_note",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("Low", "Low"), ("Medium", "Medium"), ("High", "High"), ("Critical", "Critical")],
                        default="Medium",
                        max_length=8,
                    ),
                ),
                ("assignee_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Draft", "Draft"),
                            ("Submitted", "Submitted"),
                            ("Under Review", "Under Review"),
                            ("Approved", "Approved"),
                            ("Rejected", "Rejected"),
                            ("Withdrawn", "Withdrawn"),
                        ],
                        default="Draft",
                        max_length=16,
                    ),
                ),
                (
                    "change_type",
                    models.CharField(
                        choices=[
                            ("Software Update", "Software Update"),
                            ("Hardware Upgrade", "Hardware Upgrade"),
                            ("Configuration Change", "Configuration Change"),
                            ("Security Update", "Security Update"),
                            ("Performance Optimization", "Performance Optimization"),
                            ("Feature Addition", "Feature Addition"),
                            ("System Migration", "System Migration"),
                            ("Network Change", "Network Change"),
                            ("Policy Update", "Policy Update"),
                            ("Maintenance Window", "Maintenance Window"),
                        ],
                        max_length=32,
                    ),
                ),
                ("justification", models.TextField(blank=True)),
                ("impact", models.TextField(blank=True)),
                ("proposed_date", models.DateField(null=True)),
                ("estimated_minutes", models.PositiveIntegerField(null=True)),
                ("author_id", models.BigIntegerField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "change request",
                "db_table": "tickets_change_request",
                "indexes": [
                    models.Index(fields=["-created_at", "ticket"], name="change_by_age"),
                    models.Index(
                        condition=models.Q(("status__in", ("Draft", "Submitted", "Under Review"))),
                        fields=["-created_at"],
                        name="change_open",
                    ),
                    models.Index(fields=["author_id", "-created_at"], name="change_of_author"),
                    models.Index(fields=["assignee_id", "-created_at"], name="change_of_reviewer"),
                    models.Index(fields=["proposed_date"], name="change_by_date"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("title"), "gin_trgm_ops"
                        ),
                        name="change_title_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("description"), "gin_trgm_ops"
                        ),
                        name="change_text_trigrams",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="change_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["Draft", "Submitted", "Under Review", "Approved", "Rejected", "Withdrawn"])
                        ),
                        name="change_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "change_type__in",
                                [
                                    "Software Update",
                                    "Hardware Upgrade",
                                    "Configuration Change",
                                    "Security Update",
                                    "Performance Optimization",
                                    "Feature Addition",
                                    "System Migration",
                                    "Network Change",
                                    "Policy Update",
                                    "Maintenance Window",
                                ],
                            )
                        ),
                        name="change_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["Low", "Medium", "High", "Critical"])),
                        name="change_priority_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("status__in", ("Approved", "Rejected"))),
                            models.Q(
                                models.Q(("status__in", ("Approved", "Rejected")), _negated=True), ("decided_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="change_decided_when_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "Rejected"), _negated=True),
                            models.Q(("decision_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="change_rejected_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by_id", None),
                            ("author_id", None),
                            models.Q(("decided_by_id", models.F("author_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="change_not_decided_by_author",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_changerequesthistory" ("assignee_id", "author_id", "change_type", "created_at", "decided_at", "decided_by_id", "decision_reason", "description", "estimated_minutes", "impact", "justification", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "proposed_date", "status", "submitted_at", "ticket_id", "title", "updated_at", "version") VALUES (NEW."assignee_id", NEW."author_id", NEW."change_type", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."description", NEW."estimated_minutes", NEW."impact", NEW."justification", _pgh_attach_context(), NOW(), \'insert\', NEW."ticket_id", NEW."priority", NEW."proposed_date", NEW."status", NEW."submitted_at", NEW."ticket_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="78185f6eaca47abd455912044277e088d00c1792",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_17858",
                    table="tickets_change_request",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_changerequesthistory" ("assignee_id", "author_id", "change_type", "created_at", "decided_at", "decided_by_id", "decision_reason", "description", "estimated_minutes", "impact", "justification", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "proposed_date", "status", "submitted_at", "ticket_id", "title", "updated_at", "version") VALUES (NEW."assignee_id", NEW."author_id", NEW."change_type", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."description", NEW."estimated_minutes", NEW."impact", NEW."justification", _pgh_attach_context(), NOW(), \'update\', NEW."ticket_id", NEW."priority", NEW."proposed_date", NEW."status", NEW."submitted_at", NEW."ticket_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="dd82feba45d9d92c5d822749bbb15c7cf8920d90",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_67015",
                    table="tickets_change_request",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ChecklistHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "facility_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("archived_at", models.DateTimeField(null=True)),
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
                        to="tickets.checklist",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("department", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=255)),
                ("hint", models.TextField(blank=True)),
                (
                    "checklist",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="tickets.checklist",
                    ),
                ),
            ],
            options={
                "verbose_name": "checklist item",
                "db_table": "tickets_checklist_item",
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("checklist", "position"),
                        name="checklist_item_in_order",
                    ),
                    models.UniqueConstraint(
                        models.F("checklist"),
                        django.db.models.functions.text.Lower("department"),
                        django.db.models.functions.text.Lower("name"),
                        name="checklist_item_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("department", ""), _negated=True)
                        ),
                        name="checklist_item_has_name",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklistitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_checklistitemhistory" ("checklist_id", "department", "hint", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."checklist_id", NEW."department", NEW."hint", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="d792abced0064233a7479e5b7fb9948b8eaa1e5a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0ae21",
                    table="tickets_checklist_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklistitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_checklistitemhistory" ("checklist_id", "department", "hint", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."checklist_id", NEW."department", NEW."hint", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="eb2decb92577d2b3e11efd1da6dacaa3e6788dff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_22c7b",
                    table="tickets_checklist_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checklistitem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_checklistitemhistory" ("checklist_id", "department", "hint", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."checklist_id", OLD."department", OLD."hint", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="adf0361048369a72c6d0f6815e04c82e7cb8e1dd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9b480",
                    table="tickets_checklist_item",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CheckRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("checklist_name", models.CharField(max_length=255)),
                ("facility_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("time_zone", models.CharField(max_length=64)),
                ("started_by_id", models.BigIntegerField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                ("completed_by_id", models.BigIntegerField(null=True)),
                ("reopen_reason", models.TextField(blank=True)),
                (
                    "checklist",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="tickets.checklist",
                    ),
                ),
            ],
            options={
                "verbose_name": "system check",
                "db_table": "tickets_checklist_run",
                "indexes": [
                    models.Index(fields=["day", "id"], name="check_run_by_day"),
                    models.Index(fields=["checklist", "day"], name="check_run_of_checklist"),
                    models.Index(
                        condition=models.Q(("completed_at", None)), fields=["day", "id"], name="check_run_open"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("facility_id", "day", "checklist"), name="check_run_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("completed_by_id", None), ("completed_at__isnull", False), _connector="OR"),
                        name="check_run_completed_by_when_completed",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkrun",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_checklistrunhistory" ("checklist_id", "checklist_name", "completed_at", "completed_by_id", "created_at", "day", "facility_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopen_reason", "started_by_id", "time_zone", "updated_at", "version") VALUES (NEW."checklist_id", NEW."checklist_name", NEW."completed_at", NEW."completed_by_id", NEW."created_at", NEW."day", NEW."facility_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reopen_reason", NEW."started_by_id", NEW."time_zone", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="59f386800b21676870eff5a27e9b7aa0918ebdb4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a9665",
                    table="tickets_checklist_run",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkrun",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_checklistrunhistory" ("checklist_id", "checklist_name", "completed_at", "completed_by_id", "created_at", "day", "facility_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopen_reason", "started_by_id", "time_zone", "updated_at", "version") VALUES (NEW."checklist_id", NEW."checklist_name", NEW."completed_at", NEW."completed_by_id", NEW."created_at", NEW."day", NEW."facility_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reopen_reason", NEW."started_by_id", NEW."time_zone", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="27f39d6a1689982bcd703284046dc5c696e89956",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_649fe",
                    table="tickets_checklist_run",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="IncidentTypeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("severity_level", models.PositiveSmallIntegerField(default=3)),
                ("archived_at", models.DateTimeField(null=True)),
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
                        to="tickets.incidenttype",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("Low", "Low"), ("Medium", "Medium"), ("High", "High"), ("Critical", "Critical")],
                        default="Medium",
                        max_length=8,
                    ),
                ),
                ("assignee_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Open", "Open"),
                            ("In Progress", "In Progress"),
                            ("Resolved", "Resolved"),
                            ("Closed", "Closed"),
                        ],
                        default="Open",
                        max_length=16,
                    ),
                ),
                ("facility_id", models.BigIntegerField(null=True)),
                ("reporter_id", models.BigIntegerField(null=True)),
                ("occurred_at", models.DateTimeField()),
                ("down_from", models.DateTimeField(null=True)),
                ("down_until", models.DateTimeField(null=True)),
                (
                    "follow_up",
                    models.CharField(
                        choices=[("no", "No"), ("yes", "Yes"), ("urgent", "Urgent")], default="no", max_length=8
                    ),
                ),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "incident_type",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="tickets.incidenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "incident",
                "db_table": "tickets_incident",
                "indexes": [
                    models.Index(fields=["-created_at", "ticket"], name="incident_by_age"),
                    models.Index(
                        condition=models.Q(("status__in", ("Open", "In Progress"))),
                        fields=["-created_at"],
                        name="incident_open",
                    ),
                    models.Index(fields=["facility_id", "-created_at"], name="incident_of_facility"),
                    models.Index(fields=["assignee_id", "-created_at"], name="incident_of_assignee"),
                    models.Index(fields=["reporter_id", "-created_at"], name="incident_of_reporter"),
                    models.Index(fields=["incident_type", "-created_at"], name="incident_of_type"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("title"), "gin_trgm_ops"
                        ),
                        name="incident_title_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("description"), "gin_trgm_ops"
                        ),
                        name="incident_text_trigrams",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="incident_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["Open", "In Progress", "Resolved", "Closed"])),
                        name="incident_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["Low", "Medium", "High", "Critical"])),
                        name="incident_priority_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("follow_up__in", ["no", "yes", "urgent"])), name="incident_follow_up_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("status__in", ("Open", "In Progress"))),
                            models.Q(("resolved_at__isnull", False), ("status__in", ("Resolved", "Closed"))),
                            _connector="OR",
                        ),
                        name="incident_resolved_when_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("down_until", None),
                            models.Q(("down_from__isnull", False), ("down_until__gte", models.F("down_from"))),
                            _connector="OR",
                        ),
                        name="incident_down_in_order",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_incidenthistory" ("acknowledged_at", "assignee_id", "created_at", "description", "down_from", "down_until", "facility_id", "follow_up", "incident_type_id", "occurred_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "reporter_id", "resolved_at", "status", "ticket_id", "title", "updated_at", "version") VALUES (NEW."acknowledged_at", NEW."assignee_id", NEW."created_at", NEW."description", NEW."down_from", NEW."down_until", NEW."facility_id", NEW."follow_up", NEW."incident_type_id", NEW."occurred_at", _pgh_attach_context(), NOW(), \'insert\', NEW."ticket_id", NEW."priority", NEW."reporter_id", NEW."resolved_at", NEW."status", NEW."ticket_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="6f01d26367deefe9a8089af72a9eaaf89e0a4d72",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_45e2f",
                    table="tickets_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_incidenthistory" ("acknowledged_at", "assignee_id", "created_at", "description", "down_from", "down_until", "facility_id", "follow_up", "incident_type_id", "occurred_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "reporter_id", "resolved_at", "status", "ticket_id", "title", "updated_at", "version") VALUES (NEW."acknowledged_at", NEW."assignee_id", NEW."created_at", NEW."description", NEW."down_from", NEW."down_until", NEW."facility_id", NEW."follow_up", NEW."incident_type_id", NEW."occurred_at", _pgh_attach_context(), NOW(), \'update\', NEW."ticket_id", NEW."priority", NEW."reporter_id", NEW."resolved_at", NEW."status", NEW."ticket_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="0538587864fe35fbfd03391b78041b65377297b7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1418a",
                    table="tickets_incident",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("edited", "Edited"),
                            ("status", "Status"),
                            ("priority", "Priority"),
                            ("assigned", "Assigned"),
                            ("note", "Note"),
                            ("attached", "Attached"),
                            ("detached", "Detached"),
                            ("linked", "Linked"),
                            ("unlinked", "Unlinked"),
                            ("converted", "Converted"),
                            ("approval", "Approval"),
                        ],
                        max_length=16,
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=255)),
                ("after", models.CharField(blank=True, max_length=255)),
                ("reason", models.TextField(blank=True)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("person_id", models.BigIntegerField(null=True)),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tickets.ticket",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activity",
                        to="tickets.ticket",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tickets.note",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "db_table": "tickets_activity",
                "indexes": [models.Index(fields=["ticket", "id"], name="activity_of_ticket")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="activity_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ca90abd8460546da00b5c51032644ac87c626ef3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_activity_is_kept_3ec68",
                    table="tickets_activity",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="NoteHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("author_id", models.BigIntegerField(null=True)),
                ("text", models.TextField()),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "Public"), ("private", "Private")], default="public", max_length=8
                    ),
                ),
                (
                    "mentions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("edited_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
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
                        to="tickets.note",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChangeRequestHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("Low", "Low"), ("Medium", "Medium"), ("High", "High"), ("Critical", "Critical")],
                        default="Medium",
                        max_length=8,
                    ),
                ),
                ("assignee_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Draft", "Draft"),
                            ("Submitted", "Submitted"),
                            ("Under Review", "Under Review"),
                            ("Approved", "Approved"),
                            ("Rejected", "Rejected"),
                            ("Withdrawn", "Withdrawn"),
                        ],
                        default="Draft",
                        max_length=16,
                    ),
                ),
                (
                    "change_type",
                    models.CharField(
                        choices=[
                            ("Software Update", "Software Update"),
                            ("Hardware Upgrade", "Hardware Upgrade"),
                            ("Configuration Change", "Configuration Change"),
                            ("Security Update", "Security Update"),
                            ("Performance Optimization", "Performance Optimization"),
                            ("Feature Addition", "Feature Addition"),
                            ("System Migration", "System Migration"),
                            ("Network Change", "Network Change"),
                            ("Policy Update", "Policy Update"),
                            ("Maintenance Window", "Maintenance Window"),
                        ],
                        max_length=32,
                    ),
                ),
                ("justification", models.TextField(blank=True)),
                ("impact", models.TextField(blank=True)),
                ("proposed_date", models.DateField(null=True)),
                ("estimated_minutes", models.PositiveIntegerField(null=True)),
                ("author_id", models.BigIntegerField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True)),
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
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="tickets.changerequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistItemHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("department", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=255)),
                ("hint", models.TextField(blank=True)),
                (
                    "checklist",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tickets.checklist",
                    ),
                ),
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
                        to="tickets.checklistitem",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistRunHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("checklist_name", models.CharField(max_length=255)),
                ("facility_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("time_zone", models.CharField(max_length=64)),
                ("started_by_id", models.BigIntegerField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                ("completed_by_id", models.BigIntegerField(null=True)),
                ("reopen_reason", models.TextField(blank=True)),
                (
                    "checklist",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tickets.checklist",
                    ),
                ),
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
                        to="tickets.checkrun",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CheckResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("department", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=255)),
                ("hint", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("Open", "Open"),
                            ("OK", "Ok"),
                            ("Failed", "Failed"),
                            ("Not applicable", "Not Applicable"),
                        ],
                        default="Open",
                        max_length=14,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("checked_by_id", models.BigIntegerField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="tickets.checkrun",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="found_by_checks",
                        to="tickets.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of the check",
                "db_table": "tickets_checklist_result",
                "indexes": [
                    models.Index(condition=models.Q(("outcome", "Failed")), fields=["run"], name="check_result_failed"),
                    models.Index(
                        condition=models.Q(("incident__isnull", False)),
                        fields=["incident"],
                        name="check_result_of_incident",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "position"), name="check_result_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["Open", "OK", "Failed", "Not applicable"])),
                        name="check_result_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at", None), ("outcome", "Open")),
                            models.Q(models.Q(("outcome", "Open"), _negated=True), ("checked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="check_result_checked_at_unless_open",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkresult",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_checklistresulthistory" ("checked_at", "checked_by_id", "created_at", "department", "hint", "id", "incident_id", "name", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "run_id", "updated_at", "version") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."created_at", NEW."department", NEW."hint", NEW."id", NEW."incident_id", NEW."name", NEW."note", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."run_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="98b339aaa1277dc1eda0b78a20845bbd1f7f8a30",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e3676",
                    table="tickets_checklist_result",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkresult",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_checklistresulthistory" ("checked_at", "checked_by_id", "created_at", "department", "hint", "id", "incident_id", "name", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "run_id", "updated_at", "version") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."created_at", NEW."department", NEW."hint", NEW."id", NEW."incident_id", NEW."name", NEW."note", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."run_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="cbe3dd4a8a97b569a4e4b8de47f04fd6717a334c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e9b54",
                    table="tickets_checklist_result",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="IncidentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("Low", "Low"), ("Medium", "Medium"), ("High", "High"), ("Critical", "Critical")],
                        default="Medium",
                        max_length=8,
                    ),
                ),
                ("assignee_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Open", "Open"),
                            ("In Progress", "In Progress"),
                            ("Resolved", "Resolved"),
                            ("Closed", "Closed"),
                        ],
                        default="Open",
                        max_length=16,
                    ),
                ),
                ("facility_id", models.BigIntegerField(null=True)),
                ("reporter_id", models.BigIntegerField(null=True)),
                ("occurred_at", models.DateTimeField()),
                ("down_from", models.DateTimeField(null=True)),
                ("down_until", models.DateTimeField(null=True)),
                (
                    "follow_up",
                    models.CharField(
                        choices=[("no", "No"), ("yes", "Yes"), ("urgent", "Urgent")], default="no", max_length=8
                    ),
                ),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
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
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                (
                    "incident_type",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tickets.incidenttype",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="tickets.incident",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceTicket",
            fields=[
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("Low", "Low"), ("Medium", "Medium"), ("High", "High"), ("Critical", "Critical")],
                        default="Medium",
                        max_length=8,
                    ),
                ),
                ("assignee_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Open", "Open"),
                            ("In Progress", "In Progress"),
                            ("Completed", "Completed"),
                            ("Cancelled", "Cancelled"),
                        ],
                        default="Open",
                        max_length=16,
                    ),
                ),
                ("service_type", models.CharField(blank=True, max_length=100)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("requested_by_id", models.BigIntegerField(null=True)),
                ("due_date", models.DateField(null=True)),
                ("estimated_minutes", models.PositiveIntegerField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                (
                    "approval",
                    models.CharField(
                        choices=[
                            ("Not Needed", "Not Needed"),
                            ("Submitted", "Submitted"),
                            ("Approved", "Approved"),
                            ("Rejected", "Rejected"),
                        ],
                        default="Not Needed",
                        max_length=16,
                    ),
                ),
                ("submitted_by_id", models.BigIntegerField(null=True)),
                ("reviewed_by_id", models.BigIntegerField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("review_reason", models.TextField(blank=True)),
                (
                    "change",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_ticket",
                        to="tickets.changerequest",
                    ),
                ),
                (
                    "incident",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_ticket",
                        to="tickets.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "service ticket",
                "db_table": "tickets_service_ticket",
                "indexes": [
                    models.Index(fields=["-created_at", "ticket"], name="service_by_age"),
                    models.Index(
                        condition=models.Q(("status__in", ("Open", "In Progress"))),
                        fields=["-created_at"],
                        name="service_open",
                    ),
                    models.Index(fields=["facility_id", "-created_at"], name="service_of_facility"),
                    models.Index(fields=["assignee_id", "-created_at"], name="service_of_assignee"),
                    models.Index(fields=["requested_by_id", "-created_at"], name="service_of_requester"),
                    models.Index(
                        condition=models.Q(("status__in", ("Open", "In Progress"))),
                        fields=["due_date"],
                        name="service_by_due_date",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("title"), "gin_trgm_ops"
                        ),
                        name="service_title_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("description"), "gin_trgm_ops"
                        ),
                        name="service_text_trigrams",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="service_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["Open", "In Progress", "Completed", "Cancelled"])),
                        name="service_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["Low", "Medium", "High", "Critical"])),
                        name="service_priority_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("completed_at__isnull", False), ("status", "Completed")),
                            models.Q(models.Q(("status", "Completed"), _negated=True), ("completed_at", None)),
                            _connector="OR",
                        ),
                        name="service_completed_when_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approval__in", ["Not Needed", "Submitted"]), ("reviewed_at", None)),
                            models.Q(("approval__in", ["Approved", "Rejected"]), ("reviewed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="service_reviewed_when_decided",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serviceticket",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_servicetickethistory" ("approval", "assignee_id", "change_id", "completed_at", "created_at", "description", "due_date", "estimated_minutes", "facility_id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "requested_by_id", "review_reason", "reviewed_at", "reviewed_by_id", "service_type", "status", "submitted_by_id", "ticket_id", "title", "updated_at", "version") VALUES (NEW."approval", NEW."assignee_id", NEW."change_id", NEW."completed_at", NEW."created_at", NEW."description", NEW."due_date", NEW."estimated_minutes", NEW."facility_id", NEW."incident_id", _pgh_attach_context(), NOW(), \'insert\', NEW."ticket_id", NEW."priority", NEW."requested_by_id", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."service_type", NEW."status", NEW."submitted_by_id", NEW."ticket_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="6e0e41e425a5fb9f94b41e9b38b29d140cb313ba",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12393",
                    table="tickets_service_ticket",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serviceticket",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_servicetickethistory" ("approval", "assignee_id", "change_id", "completed_at", "created_at", "description", "due_date", "estimated_minutes", "facility_id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "requested_by_id", "review_reason", "reviewed_at", "reviewed_by_id", "service_type", "status", "submitted_by_id", "ticket_id", "title", "updated_at", "version") VALUES (NEW."approval", NEW."assignee_id", NEW."change_id", NEW."completed_at", NEW."created_at", NEW."description", NEW."due_date", NEW."estimated_minutes", NEW."facility_id", NEW."incident_id", _pgh_attach_context(), NOW(), \'update\', NEW."ticket_id", NEW."priority", NEW."requested_by_id", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."service_type", NEW."status", NEW."submitted_by_id", NEW."ticket_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="f58f36fbbbc3dd2c218e23d7709ad159cc4a29f4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce362",
                    table="tickets_service_ticket",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ChecklistResultHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("department", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=255)),
                ("hint", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("Open", "Open"),
                            ("OK", "Ok"),
                            ("Failed", "Failed"),
                            ("Not applicable", "Not Applicable"),
                        ],
                        default="Open",
                        max_length=14,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("checked_by_id", models.BigIntegerField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
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
                        to="tickets.checkresult",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tickets.checkrun",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tickets.incident",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceTicketHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("Low", "Low"), ("Medium", "Medium"), ("High", "High"), ("Critical", "Critical")],
                        default="Medium",
                        max_length=8,
                    ),
                ),
                ("assignee_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Open", "Open"),
                            ("In Progress", "In Progress"),
                            ("Completed", "Completed"),
                            ("Cancelled", "Cancelled"),
                        ],
                        default="Open",
                        max_length=16,
                    ),
                ),
                ("service_type", models.CharField(blank=True, max_length=100)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("requested_by_id", models.BigIntegerField(null=True)),
                ("due_date", models.DateField(null=True)),
                ("estimated_minutes", models.PositiveIntegerField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                (
                    "approval",
                    models.CharField(
                        choices=[
                            ("Not Needed", "Not Needed"),
                            ("Submitted", "Submitted"),
                            ("Approved", "Approved"),
                            ("Rejected", "Rejected"),
                        ],
                        default="Not Needed",
                        max_length=16,
                    ),
                ),
                ("submitted_by_id", models.BigIntegerField(null=True)),
                ("reviewed_by_id", models.BigIntegerField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("review_reason", models.TextField(blank=True)),
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
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tickets.changerequest",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tickets.incident",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="tickets.serviceticket",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
