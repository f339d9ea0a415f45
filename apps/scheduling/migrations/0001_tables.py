"""Events, bookings, series, claims, maintenance, shifts, time keeping, imports, sources, feeds, batches and templates."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import apps.scheduling.series.walls

# The buffers of one booking and the core of another: an exclusion constraint compares one column with itself, and this
# is between two. Whoever comes second waits for the first and then sees it.
APART = """
CREATE FUNCTION booking_buffers_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    other bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('booking_buffers_apart'), hashint8(NEW.resource_id));
    SELECT o.id INTO other
      FROM scheduling_booking b  -- as it is now: a deferred trigger may be late
      JOIN scheduling_booking o
        ON o.resource_kind = b.resource_kind AND o.resource_id = b.resource_id AND o.status = 'CONFIRMED'
       AND o.period && b.period AND o.event_id <> b.event_id
     WHERE b.id = NEW.id AND b.status = 'CONFIRMED' AND (b.core IS NOT NULL OR o.core IS NOT NULL)
       AND (coalesce(o.core, o.period) && b.period OR o.period && coalesce(b.core, b.period))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'bookings % and % meet in more than the rig and strike they may share', NEW.id, other
        USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_no_overlap', TABLE = TG_TABLE_NAME,
              SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER booking_buffers_apart
    AFTER INSERT OR UPDATE ON scheduling_booking DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
    WHEN (NEW.resource_kind = 'facility' AND NEW.status = 'CONFIRMED') EXECUTE FUNCTION booking_buffers_apart();
"""
NO_MORE = """
DROP TRIGGER booking_buffers_apart ON scheduling_booking;
DROP FUNCTION booking_buffers_apart();
"""


class Migration(migrations.Migration):
    replaces = [
        ("scheduling", "0001_initial"),
        ("scheduling", "0002_imports"),
        ("scheduling", "0003_time_entries"),
        ("scheduling", "0004_time_off"),
        ("scheduling", "0005_equipment"),
        ("scheduling", "0006_feeds"),
        ("scheduling", "0007_series"),
        ("scheduling", "0008_holds"),
        ("scheduling", "0009_maintenance"),
        ("scheduling", "0010_sources"),
        ("scheduling", "0011_parts"),
        ("scheduling", "0012_batches_and_templates"),
        ("scheduling", "0013_series_in_and_out"),
        ("scheduling", "0014_events_by_type_and_location"),
        ("scheduling", "0015_shares_buffers"),
        ("scheduling", "0016_differences_of_series"),
        ("scheduling", "0017_gear_of_series"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("event_type", models.CharField(blank=True, max_length=100)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("start_wall", apps.scheduling.series.walls.WallTimeField()),
                ("end_wall", apps.scheduling.series.walls.WallTimeField()),
                ("time_zone", models.CharField(max_length=64)),
                ("rrule", models.TextField(blank=True)),
                (
                    "rdates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=apps.scheduling.series.walls.WallTimeField(), default=list, size=None
                    ),
                ),
                (
                    "exdates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=apps.scheduling.series.walls.WallTimeField(), default=list, size=None
                    ),
                ),
                ("on_air_start_wall", apps.scheduling.series.walls.WallTimeField(null=True)),
                ("on_air_end_wall", apps.scheduling.series.walls.WallTimeField(null=True)),
                ("call_wall", apps.scheduling.series.walls.WallTimeField(null=True)),
                ("wrap_wall", apps.scheduling.series.walls.WallTimeField(null=True)),
                ("rig_minutes", models.PositiveSmallIntegerField(default=0)),
                ("strike_minutes", models.PositiveSmallIntegerField(default=0)),
                ("shares_buffers", models.BooleanField(default=False)),
                (
                    "contributors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                (
                    "assigned_users",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "tentative_users",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Scheduled", "Scheduled"),
                            ("In Progress", "In Progress"),
                            ("Completed", "Completed"),
                            ("Cancelled", "Cancelled"),
                        ],
                        default="Scheduled",
                        max_length=16,
                    ),
                ),
                ("gear", models.JSONField(default=dict)),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=100)),
                ("external_id", models.CharField(blank=True, max_length=255)),
                ("told", models.JSONField(default=dict)),
                ("extended_to", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="scheduling.series",
                    ),
                ),
            ],
            options={
                "verbose_name": "series",
                "db_table": "scheduling_series",
                "indexes": [
                    models.Index(
                        condition=models.Q(("archived_at", None)), fields=["title", "id"], name="series_by_title"
                    ),
                    models.Index(
                        condition=models.Q(("archived_at", None)),
                        fields=["facility_id", "id"],
                        name="series_of_facility",
                    ),
                    models.Index(
                        condition=models.Q(("archived_at", None)), fields=["extended_to", "id"], name="series_to_extend"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="series_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(("end_wall__gt", models.F("start_wall"))), name="series_ends_after_start"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("external_id", ""), _negated=True), ("archived_at", None)),
                        fields=("source", "external_id"),
                        name="series_external_id_once",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="series",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_serieshistory" ("archived_at", "assigned_users", "call_wall", "contributors", "created_at", "created_by_id", "description", "end_wall", "event_type", "exdates", "extended_to", "external_id", "facility_id", "follows_id", "gear", "id", "location_id", "on_air_end_wall", "on_air_start_wall", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rdates", "rig_minutes", "rrule", "shares_buffers", "source", "start_wall", "status", "strike_minutes", "tentative_users", "time_zone", "title", "updated_at", "version", "wrap_wall") VALUES (NEW."archived_at", NEW."assigned_users", NEW."call_wall", NEW."contributors", NEW."created_at", NEW."created_by_id", NEW."description", NEW."end_wall", NEW."event_type", NEW."exdates", NEW."extended_to", NEW."external_id", NEW."facility_id", NEW."follows_id", NEW."gear", NEW."id", NEW."location_id", NEW."on_air_end_wall", NEW."on_air_start_wall", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rdates", NEW."rig_minutes", NEW."rrule", NEW."shares_buffers", NEW."source", NEW."start_wall", NEW."status", NEW."strike_minutes", NEW."tentative_users", NEW."time_zone", NEW."title", NEW."updated_at", NEW."version", NEW."wrap_wall"); RETURN NULL;',
                    hash="df51113e88e97ba4807452e53fac760ecfa65e09",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_526a9",
                    table="scheduling_series",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="series",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."assigned_users" IS DISTINCT FROM (NEW."assigned_users") OR OLD."call_wall" IS DISTINCT FROM (NEW."call_wall") OR OLD."contributors" IS DISTINCT FROM (NEW."contributors") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."end_wall" IS DISTINCT FROM (NEW."end_wall") OR OLD."event_type" IS DISTINCT FROM (NEW."event_type") OR OLD."exdates" IS DISTINCT FROM (NEW."exdates") OR OLD."extended_to" IS DISTINCT FROM (NEW."extended_to") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."follows_id" IS DISTINCT FROM (NEW."follows_id") OR OLD."gear" IS DISTINCT FROM (NEW."gear") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."location_id" IS DISTINCT FROM (NEW."location_id") OR OLD."on_air_end_wall" IS DISTINCT FROM (NEW."on_air_end_wall") OR OLD."on_air_start_wall" IS DISTINCT FROM (NEW."on_air_start_wall") OR OLD."rdates" IS DISTINCT FROM (NEW."rdates") OR OLD."rig_minutes" IS DISTINCT FROM (NEW."rig_minutes") OR OLD."rrule" IS DISTINCT FROM (NEW."rrule") OR OLD."shares_buffers" IS DISTINCT FROM (NEW."shares_buffers") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."start_wall" IS DISTINCT FROM (NEW."start_wall") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."strike_minutes" IS DISTINCT FROM (NEW."strike_minutes") OR OLD."tentative_users" IS DISTINCT FROM (NEW."tentative_users") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."wrap_wall" IS DISTINCT FROM (NEW."wrap_wall"))',
                    func='INSERT INTO "scheduling_serieshistory" ("archived_at", "assigned_users", "call_wall", "contributors", "created_at", "created_by_id", "description", "end_wall", "event_type", "exdates", "extended_to", "external_id", "facility_id", "follows_id", "gear", "id", "location_id", "on_air_end_wall", "on_air_start_wall", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rdates", "rig_minutes", "rrule", "shares_buffers", "source", "start_wall", "status", "strike_minutes", "tentative_users", "time_zone", "title", "updated_at", "version", "wrap_wall") VALUES (NEW."archived_at", NEW."assigned_users", NEW."call_wall", NEW."contributors", NEW."created_at", NEW."created_by_id", NEW."description", NEW."end_wall", NEW."event_type", NEW."exdates", NEW."extended_to", NEW."external_id", NEW."facility_id", NEW."follows_id", NEW."gear", NEW."id", NEW."location_id", NEW."on_air_end_wall", NEW."on_air_start_wall", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rdates", NEW."rig_minutes", NEW."rrule", NEW."shares_buffers", NEW."source", NEW."start_wall", NEW."status", NEW."strike_minutes", NEW."tentative_users", NEW."time_zone", NEW."title", NEW."updated_at", NEW."version", NEW."wrap_wall"); RETURN NULL;',
                    hash="f5acc41372fd7d981c17e2f2e922cf461c8ec69f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e99a3",
                    table="scheduling_series",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("person_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("event_type", models.CharField(blank=True, max_length=100)),
                ("status", models.CharField(blank=True, max_length=16)),
                ("source", models.CharField(blank=True, max_length=100)),
                ("search", models.CharField(blank=True, max_length=200)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "saved filter",
                "db_table": "scheduling_saved_filter",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person_id"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="saved_filter_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_filter_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Maintenance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "resource_kind",
                    models.CharField(choices=[("facility", "Facility"), ("equipment", "Equipment")], max_length=9),
                ),
                ("resource_id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=255)),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField()),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("start_at"), models.F("end_at"), function="tstzrange"),
                        output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "maintenance window",
                "db_table": "scheduling_maintenance",
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("archived_at", None)),
                        fields=["resource_kind", "resource_id", "period"],
                        name="maintenance_of_resource",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("archived_at", None)), fields=["period"], name="maintenance_period"
                    ),
                    models.Index(
                        condition=models.Q(("archived_at", None)),
                        fields=["start_at", "id"],
                        name="maintenance_by_start",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end_at__gt", models.F("start_at"))), name="maintenance_takes_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="maintenance_has_reason"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="maintenance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_maintenancehistory" ("archived_at", "created_at", "created_by_id", "end_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resource_id", "resource_kind", "start_at", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."created_by_id", NEW."end_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."resource_id", NEW."resource_kind", NEW."start_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="4df98d57a2c1379dd615ec3cc143b3267837cd5d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1deb7",
                    table="scheduling_maintenance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="maintenance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."end_at" IS DISTINCT FROM (NEW."end_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."resource_id" IS DISTINCT FROM (NEW."resource_id") OR OLD."resource_kind" IS DISTINCT FROM (NEW."resource_kind") OR OLD."start_at" IS DISTINCT FROM (NEW."start_at") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "scheduling_maintenancehistory" ("archived_at", "created_at", "created_by_id", "end_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resource_id", "resource_kind", "start_at", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."created_by_id", NEW."end_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."resource_id", NEW."resource_kind", NEW."start_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="18b271fc7d035217020523045dfd01d0f1e624f6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ee37f",
                    table="scheduling_maintenance",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("start_time", models.TimeField(null=True)),
                ("end_time", models.TimeField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "shift pattern",
                "db_table": "scheduling_shift",
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="shift_name_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="shift_has_name"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="shift",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_shifthistory" ("archived_at", "created_at", "description", "end_time", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_time", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."end_time", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."start_time", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="46b0f58edaf1951fd40f49e4ff51f69a85c5c0a5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3d3f7",
                    table="scheduling_shift",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="shift",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scheduling_shifthistory" ("archived_at", "created_at", "description", "end_time", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_time", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."end_time", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."start_time", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="5ae40daa4bb8d74a69a76b9278789b93dd1e54c0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e541d",
                    table="scheduling_shift",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=255)),
                ("address", models.CharField(max_length=2000)),
                ("key", models.TextField(blank=True)),
                ("key_header", models.CharField(blank=True, max_length=64)),
                ("interval_minutes", models.PositiveSmallIntegerField(default=60)),
                ("time_zone", models.CharField(max_length=64)),
                ("create_missing", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                ("etag", models.CharField(blank=True, max_length=255)),
                ("last_modified", models.CharField(blank=True, max_length=255)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("next_sync_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "schedule source",
                "db_table": "scheduling_source",
                "indexes": [
                    models.Index(
                        condition=models.Q(("archived_at__isnull", True), ("is_active", True)),
                        fields=["next_sync_at"],
                        name="source_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="source_name_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="source_has_name"),
                    models.CheckConstraint(
                        condition=models.Q(("interval_minutes__range", (5, 1440))), name="source_interval_possible"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_sourcehistory" ("address", "archived_at", "create_missing", "created_at", "created_by_id", "id", "interval_minutes", "is_active", "key_header", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "updated_at", "version") VALUES (NEW."address", NEW."archived_at", NEW."create_missing", NEW."created_at", NEW."created_by_id", NEW."id", NEW."interval_minutes", NEW."is_active", NEW."key_header", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."time_zone", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="2de776cb300922421cb3136455fd2d71ac3dc570",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3617b",
                    table="scheduling_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."create_missing" IS DISTINCT FROM (NEW."create_missing") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interval_minutes" IS DISTINCT FROM (NEW."interval_minutes") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."key_header" IS DISTINCT FROM (NEW."key_header") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "scheduling_sourcehistory" ("address", "archived_at", "create_missing", "created_at", "created_by_id", "id", "interval_minutes", "is_active", "key_header", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "updated_at", "version") VALUES (NEW."address", NEW."archived_at", NEW."create_missing", NEW."created_at", NEW."created_by_id", NEW."id", NEW."interval_minutes", NEW."is_active", NEW."key_header", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_zone", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="9d94754ff1bb913590411cee69a1a70f2d57be35",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8fb7f",
                    table="scheduling_source",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=255)),
                ("upload", models.CharField(blank=True, max_length=64)),
                ("format", models.CharField(max_length=8)),
                ("time_zone", models.CharField(max_length=64)),
                ("mode", models.CharField(choices=[("all", "All"), ("good", "Good")], default="all", max_length=4)),
                ("create_missing", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("reading", "Reading"),
                            ("planned", "Planned"),
                            ("applying", "Applying"),
                            ("applied", "Applied"),
                            ("failed", "Failed"),
                            ("refused", "Refused"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("detail", models.TextField(blank=True)),
                ("counts", models.JSONField(default=dict)),
                (
                    "missing_facilities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("source_id", models.BigIntegerField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "import",
                "db_table": "scheduling_import_run",
                "indexes": [
                    models.Index(fields=["-created_at", "id"], name="import_run_by_age"),
                    models.Index(
                        condition=models.Q(("status__in", ["queued", "reading", "applying"])),
                        fields=["updated_at"],
                        name="import_run_at_work",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("span", models.CharField(choices=[("day", "Day"), ("week", "Week")], default="day", max_length=4)),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "template",
                "db_table": "scheduling_template",
                "indexes": [
                    models.Index(
                        condition=models.Q(("archived_at", None)), fields=["name", "id"], name="template_by_name"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="template_has_name")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="template",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_templatehistory" ("archived_at", "created_at", "created_by_id", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."created_by_id", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."span", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="a1a84837877fdab595dce5f6a26dea668824087e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_797a3",
                    table="scheduling_template",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="template",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scheduling_templatehistory" ("archived_at", "created_at", "created_by_id", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."created_by_id", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."span", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e96087f91216988faa15207f5857376f183bef7a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec59e",
                    table="scheduling_template",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TimeOffRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("user_id", models.BigIntegerField()),
                ("request_type", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual_leave", "Annual"),
                            ("personal", "Personal"),
                            ("toil", "Toil"),
                            ("bank_holiday", "Bank Holiday"),
                            ("sick", "Sick"),
                            ("training", "Training"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("start_date", models.DateField()),
                ("end_date", models.DateField()),
                ("start_time", models.TimeField(null=True)),
                ("end_time", models.TimeField(null=True)),
                ("time_zone", models.CharField(max_length=64)),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("Pending", "Pending"), ("Approved", "Approved"), ("Rejected", "Rejected")],
                        default="Pending",
                        max_length=8,
                    ),
                ),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_note", models.TextField(blank=True)),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("start_at"), models.F("end_at"), function="tstzrange"),
                        output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "time-off request",
                "db_table": "scheduling_time_off_request",
                "indexes": [
                    models.Index(fields=["user_id", "-start_date", "id"], name="time_off_of_person"),
                    models.Index(fields=["-start_date", "id"], name="time_off_by_start"),
                    models.Index(
                        condition=models.Q(("status", "Pending")), fields=["start_date", "id"], name="time_off_waiting"
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("status", "Approved")), fields=["period"], name="time_off_approved"
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("withdrawn_at", None), models.Q(("status", "Rejected"), _negated=True)),
                        expressions=[("user_id", "="), ("period", "&&")],
                        name="time_off_no_overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_at__gt", models.F("start_at"))), name="time_off_takes_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_date__gte", models.F("start_date"))), name="time_off_days_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("request_type", ""), _negated=True), name="time_off_has_type"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeoffrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_timeoffrequesthistory" ("created_at", "created_by_id", "decided_at", "decided_by_id", "decision_note", "end_at", "end_date", "end_time", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "request_type", "start_at", "start_date", "start_time", "status", "time_zone", "updated_at", "user_id", "version", "withdrawn_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_note", NEW."end_at", NEW."end_date", NEW."end_time", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."request_type", NEW."start_at", NEW."start_date", NEW."start_time", NEW."status", NEW."time_zone", NEW."updated_at", NEW."user_id", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                    hash="ef96d35c0677f71ef75689f9b59e64400ca91724",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2b6ff",
                    table="scheduling_time_off_request",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeoffrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decision_note" IS DISTINCT FROM (NEW."decision_note") OR OLD."end_at" IS DISTINCT FROM (NEW."end_at") OR OLD."end_date" IS DISTINCT FROM (NEW."end_date") OR OLD."end_time" IS DISTINCT FROM (NEW."end_time") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."request_type" IS DISTINCT FROM (NEW."request_type") OR OLD."start_at" IS DISTINCT FROM (NEW."start_at") OR OLD."start_date" IS DISTINCT FROM (NEW."start_date") OR OLD."start_time" IS DISTINCT FROM (NEW."start_time") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                    func='INSERT INTO "scheduling_timeoffrequesthistory" ("created_at", "created_by_id", "decided_at", "decided_by_id", "decision_note", "end_at", "end_date", "end_time", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "request_type", "start_at", "start_date", "start_time", "status", "time_zone", "updated_at", "user_id", "version", "withdrawn_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_note", NEW."end_at", NEW."end_date", NEW."end_time", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."request_type", NEW."start_at", NEW."start_date", NEW."start_time", NEW."status", NEW."time_zone", NEW."updated_at", NEW."user_id", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                    hash="3d901fd2c7ec50e149dba2dc370118c662bf9f9c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7d64",
                    table="scheduling_time_off_request",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("move", "Move"),
                            ("facility", "Facility"),
                            ("cancel", "Cancel"),
                            ("copy", "Copy"),
                            ("template", "Template"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                ("event_count", models.PositiveIntegerField()),
                ("asked_by_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by_id", models.BigIntegerField(null=True)),
            ],
            options={
                "verbose_name": "batch",
                "db_table": "scheduling_batch",
                "indexes": [models.Index(fields=["-created_at", "-id"], name="batch_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("undone_by_id", None), ("undone_at__isnull", False), _connector="OR"),
                        name="batch_undone_is_dated",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("event_type", models.CharField(blank=True, max_length=100)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField()),
                ("time_zone", models.CharField(max_length=64)),
                ("on_air_start_at", models.DateTimeField(null=True)),
                ("on_air_end_at", models.DateTimeField(null=True)),
                ("call_at", models.DateTimeField(null=True)),
                ("wrap_at", models.DateTimeField(null=True)),
                ("rig_minutes", models.PositiveSmallIntegerField(default=0)),
                ("strike_minutes", models.PositiveSmallIntegerField(default=0)),
                ("shares_buffers", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Scheduled", "Scheduled"),
                            ("In Progress", "In Progress"),
                            ("Completed", "Completed"),
                            ("Cancelled", "Cancelled"),
                        ],
                        default="Scheduled",
                        max_length=16,
                    ),
                ),
                (
                    "claim",
                    models.CharField(
                        choices=[("Confirmed", "Confirmed"), ("Held", "Held"), ("Released", "Released")],
                        default="Confirmed",
                        max_length=9,
                    ),
                ),
                (
                    "contributors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=100)),
                ("external_id", models.CharField(blank=True, max_length=255)),
                ("recurrence_at", models.DateTimeField(null=True)),
                (
                    "edited",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("start_at"), models.F("end_at"), function="tstzrange"),
                        output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="scheduling.series",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "db_table": "scheduling_event",
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("archived_at", None)), fields=["period"], name="event_period"
                    ),
                    models.Index(
                        condition=models.Q(("archived_at", None)), fields=["start_at", "id"], name="event_by_start"
                    ),
                    models.Index(
                        condition=models.Q(("archived_at__isnull", False)),
                        fields=["archived_at"],
                        name="event_archived",
                    ),
                    models.Index(fields=["facility_id", "start_at"], name="event_of_facility"),
                    models.Index(fields=["location_id", "start_at"], name="event_of_location"),
                    models.Index(fields=["event_type", "start_at"], name="event_of_type"),
                    models.Index(
                        condition=models.Q(("series__isnull", False)),
                        fields=["series", "start_at"],
                        name="event_of_series",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("title"), "gin_trgm_ops"
                        ),
                        name="event_title_trigrams",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="event_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(("end_at__gt", models.F("start_at"))), name="event_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("on_air_end_at", None), ("on_air_start_at", None)),
                            models.Q(
                                ("on_air_end_at__gt", models.F("on_air_start_at")),
                                ("on_air_end_at__isnull", False),
                                ("on_air_end_at__lte", models.F("end_at")),
                                ("on_air_start_at__gte", models.F("start_at")),
                                ("on_air_start_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="event_on_air_within",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("source", "external_id"),
                        name="event_external_id_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("series", "recurrence_at"),
                        name="event_once_per_date_of_series",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("series", None), ("recurrence_at__isnull", False), _connector="OR"),
                        name="event_of_series_has_date",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_eventhistory" ("archived_at", "call_at", "claim", "contributors", "created_at", "created_by_id", "description", "edited", "end_at", "event_type", "external_id", "facility_id", "id", "location_id", "on_air_end_at", "on_air_start_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recurrence_at", "rig_minutes", "series_id", "shares_buffers", "source", "start_at", "status", "strike_minutes", "time_zone", "title", "updated_at", "version", "wrap_at") VALUES (NEW."archived_at", NEW."call_at", NEW."claim", NEW."contributors", NEW."created_at", NEW."created_by_id", NEW."description", NEW."edited", NEW."end_at", NEW."event_type", NEW."external_id", NEW."facility_id", NEW."id", NEW."location_id", NEW."on_air_end_at", NEW."on_air_start_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recurrence_at", NEW."rig_minutes", NEW."series_id", NEW."shares_buffers", NEW."source", NEW."start_at", NEW."status", NEW."strike_minutes", NEW."time_zone", NEW."title", NEW."updated_at", NEW."version", NEW."wrap_at"); RETURN NULL;',
                    hash="4ff7a6aad8f2bce2d029c340bd2634e000fbb00c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_707c7",
                    table="scheduling_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."call_at" IS DISTINCT FROM (NEW."call_at") OR OLD."claim" IS DISTINCT FROM (NEW."claim") OR OLD."contributors" IS DISTINCT FROM (NEW."contributors") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."edited" IS DISTINCT FROM (NEW."edited") OR OLD."end_at" IS DISTINCT FROM (NEW."end_at") OR OLD."event_type" IS DISTINCT FROM (NEW."event_type") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."location_id" IS DISTINCT FROM (NEW."location_id") OR OLD."on_air_end_at" IS DISTINCT FROM (NEW."on_air_end_at") OR OLD."on_air_start_at" IS DISTINCT FROM (NEW."on_air_start_at") OR OLD."recurrence_at" IS DISTINCT FROM (NEW."recurrence_at") OR OLD."rig_minutes" IS DISTINCT FROM (NEW."rig_minutes") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."shares_buffers" IS DISTINCT FROM (NEW."shares_buffers") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."start_at" IS DISTINCT FROM (NEW."start_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."strike_minutes" IS DISTINCT FROM (NEW."strike_minutes") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."wrap_at" IS DISTINCT FROM (NEW."wrap_at"))',
                    func='INSERT INTO "scheduling_eventhistory" ("archived_at", "call_at", "claim", "contributors", "created_at", "created_by_id", "description", "edited", "end_at", "event_type", "external_id", "facility_id", "id", "location_id", "on_air_end_at", "on_air_start_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recurrence_at", "rig_minutes", "series_id", "shares_buffers", "source", "start_at", "status", "strike_minutes", "time_zone", "title", "updated_at", "version", "wrap_at") VALUES (NEW."archived_at", NEW."call_at", NEW."claim", NEW."contributors", NEW."created_at", NEW."created_by_id", NEW."description", NEW."edited", NEW."end_at", NEW."event_type", NEW."external_id", NEW."facility_id", NEW."id", NEW."location_id", NEW."on_air_end_at", NEW."on_air_start_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recurrence_at", NEW."rig_minutes", NEW."series_id", NEW."shares_buffers", NEW."source", NEW."start_at", NEW."status", NEW."strike_minutes", NEW."time_zone", NEW."title", NEW."updated_at", NEW."version", NEW."wrap_at"); RETURN NULL;',
                    hash="0788b3e2819f4304a6e0ea5b87cec2f761fe8532",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_55fda",
                    table="scheduling_event",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SeriesHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("event_type", models.CharField(blank=True, max_length=100)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("start_wall", apps.scheduling.series.walls.WallTimeField()),
                ("end_wall", apps.scheduling.series.walls.WallTimeField()),
                ("time_zone", models.CharField(max_length=64)),
                ("rrule", models.TextField(blank=True)),
                (
                    "rdates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=apps.scheduling.series.walls.WallTimeField(), default=list, size=None
                    ),
                ),
                (
                    "exdates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=apps.scheduling.series.walls.WallTimeField(), default=list, size=None
                    ),
                ),
                ("on_air_start_wall", apps.scheduling.series.walls.WallTimeField(null=True)),
                ("on_air_end_wall", apps.scheduling.series.walls.WallTimeField(null=True)),
                ("call_wall", apps.scheduling.series.walls.WallTimeField(null=True)),
                ("wrap_wall", apps.scheduling.series.walls.WallTimeField(null=True)),
                ("rig_minutes", models.PositiveSmallIntegerField(default=0)),
                ("strike_minutes", models.PositiveSmallIntegerField(default=0)),
                ("shares_buffers", models.BooleanField(default=False)),
                (
                    "contributors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                (
                    "assigned_users",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "tentative_users",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Scheduled", "Scheduled"),
                            ("In Progress", "In Progress"),
                            ("Completed", "Completed"),
                            ("Cancelled", "Cancelled"),
                        ],
                        default="Scheduled",
                        max_length=16,
                    ),
                ),
                ("gear", models.JSONField(default=dict)),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=100)),
                ("external_id", models.CharField(blank=True, max_length=255)),
                ("extended_to", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "follows",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.series",
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
                        to="scheduling.series",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("facility", "Facility"), ("filter", "Filter")], max_length=8
                    ),
                ),
                ("user_id", models.BigIntegerField(null=True)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=255)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("hint", models.CharField(max_length=4)),
                ("created_at", models.DateTimeField()),
                ("last_read_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "saved_filter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to="scheduling.savedfilter",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar feed",
                "db_table": "scheduling_feed",
                "indexes": [
                    models.Index(
                        models.F("person_id"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="feed_of_person",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("facility_id", None),
                                ("kind", "person"),
                                ("saved_filter", None),
                                ("user_id__isnull", False),
                            ),
                            models.Q(
                                ("facility_id__isnull", False),
                                ("kind", "facility"),
                                ("saved_filter", None),
                                ("user_id", None),
                            ),
                            models.Q(
                                ("facility_id", None),
                                ("kind", "filter"),
                                ("saved_filter__isnull", False),
                                ("user_id", None),
                            ),
                            _connector="OR",
                        ),
                        name="feed_shows_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MaintenanceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "resource_kind",
                    models.CharField(choices=[("facility", "Facility"), ("equipment", "Equipment")], max_length=9),
                ),
                ("resource_id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=255)),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField()),
                ("created_by_id", models.BigIntegerField(null=True)),
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
                        to="scheduling.maintenance",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ShiftHistory",
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
                ("start_time", models.TimeField(null=True)),
                ("end_time", models.TimeField(null=True)),
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
                        to="scheduling.shift",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimeEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("user_id", models.BigIntegerField()),
                ("date", models.DateField()),
                ("clock_in_at", models.DateTimeField(null=True)),
                ("clock_out_at", models.DateTimeField(null=True)),
                ("time_zone", models.CharField(max_length=64)),
                ("break_seconds", models.PositiveIntegerField(default=0)),
                ("worked_seconds", models.PositiveIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("notes", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("Pending", "Pending"), ("Approved", "Approved"), ("Rejected", "Rejected")],
                        default="Pending",
                        max_length=8,
                    ),
                ),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_note", models.TextField(blank=True)),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                models.Q(("clock_in_at__isnull", False), ("clock_out_at__isnull", False)),
                                then=models.Func(
                                    models.F("clock_in_at"),
                                    models.F("clock_out_at"),
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                            ),
                            models.When(
                                models.Q(("clock_in_at__isnull", False)),
                                then=models.Func(
                                    models.F("clock_in_at"),
                                    models.F("clock_in_at"),
                                    models.Value("[]"),
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                            ),
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scheduling.shift",
                    ),
                ),
            ],
            options={
                "verbose_name": "time entry",
                "db_table": "scheduling_time_entry",
                "indexes": [
                    models.Index(fields=["user_id", "-date", "id"], name="time_entry_of_person"),
                    models.Index(fields=["-date", "id"], name="time_entry_by_date"),
                    models.Index(
                        condition=models.Q(("status", "Pending")), fields=["date", "id"], name="time_entry_waiting"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("notes"), "gin_trgm_ops"
                        ),
                        name="time_entry_notes_trigrams",
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("archived_at", None), models.Q(("status", "Rejected"), _negated=True)),
                        expressions=[("user_id", "="), ("period", "&&")],
                        name="time_entry_no_overlap",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("archived_at", None),
                            ("clock_in_at__isnull", False),
                            ("clock_out_at", None),
                            models.Q(("status", "Rejected"), _negated=True),
                        ),
                        fields=("user_id",),
                        name="time_entry_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clock_out_at", None),
                            models.Q(("clock_in_at__isnull", False), ("clock_out_at__gte", models.F("clock_in_at"))),
                            _connector="OR",
                        ),
                        name="time_entry_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clock_out_at", None), ("worked_seconds", None)),
                            models.Q(("clock_out_at__isnull", False), ("worked_seconds__isnull", False)),
                            _connector="OR",
                        ),
                        name="time_entry_worked_when_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "Approved"), _negated=True),
                            ("clock_out_at__isnull", False),
                            _connector="OR",
                        ),
                        name="time_entry_approved_when_closed",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_timeentryhistory" ("archived_at", "break_seconds", "clock_in_at", "clock_out_at", "created_at", "created_by_id", "date", "decided_at", "decided_by_id", "decision_note", "id", "location_id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shift_id", "status", "time_zone", "updated_at", "user_id", "version", "worked_seconds") VALUES (NEW."archived_at", NEW."break_seconds", NEW."clock_in_at", NEW."clock_out_at", NEW."created_at", NEW."created_by_id", NEW."date", NEW."decided_at", NEW."decided_by_id", NEW."decision_note", NEW."id", NEW."location_id", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shift_id", NEW."status", NEW."time_zone", NEW."updated_at", NEW."user_id", NEW."version", NEW."worked_seconds"); RETURN NULL;',
                    hash="4509fd718f53282914730c6228baca8eb5e84359",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0ea85",
                    table="scheduling_time_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."break_seconds" IS DISTINCT FROM (NEW."break_seconds") OR OLD."clock_in_at" IS DISTINCT FROM (NEW."clock_in_at") OR OLD."clock_out_at" IS DISTINCT FROM (NEW."clock_out_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decision_note" IS DISTINCT FROM (NEW."decision_note") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."location_id" IS DISTINCT FROM (NEW."location_id") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."shift_id" IS DISTINCT FROM (NEW."shift_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."worked_seconds" IS DISTINCT FROM (NEW."worked_seconds"))',
                    func='INSERT INTO "scheduling_timeentryhistory" ("archived_at", "break_seconds", "clock_in_at", "clock_out_at", "created_at", "created_by_id", "date", "decided_at", "decided_by_id", "decision_note", "id", "location_id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shift_id", "status", "time_zone", "updated_at", "user_id", "version", "worked_seconds") VALUES (NEW."archived_at", NEW."break_seconds", NEW."clock_in_at", NEW."clock_out_at", NEW."created_at", NEW."created_by_id", NEW."date", NEW."decided_at", NEW."decided_by_id", NEW."decision_note", NEW."id", NEW."location_id", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shift_id", NEW."status", NEW."time_zone", NEW."updated_at", NEW."user_id", NEW."version", NEW."worked_seconds"); RETURN NULL;',
                    hash="425a17576898b0ac009f5cd88c34d227b6a3a482",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_93c24",
                    table="scheduling_time_entry",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SourceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=255)),
                ("address", models.CharField(max_length=2000)),
                ("key_header", models.CharField(blank=True, max_length=64)),
                ("interval_minutes", models.PositiveSmallIntegerField(default=60)),
                ("time_zone", models.CharField(max_length=64)),
                ("create_missing", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("created_by_id", models.BigIntegerField(null=True)),
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
                        to="scheduling.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sync",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("scheduled", "Scheduled"), ("asked", "Asked"), ("test", "Test")], max_length=9
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("unchanged", "Unchanged"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=9,
                    ),
                ),
                ("detail", models.TextField(blank=True)),
                ("counts", models.JSONField(default=dict)),
                ("differences", models.PositiveIntegerField(default=0)),
                ("size", models.BigIntegerField(default=0)),
                ("asked_by_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="scheduling.importrun",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="syncs",
                        to="scheduling.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "sync",
                "db_table": "scheduling_source_sync",
                "indexes": [
                    models.Index(
                        models.F("source_id"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="sync_by_age",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ("queued", "running"))),
                        fields=["created_at"],
                        name="sync_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("queued", "running"))),
                        fields=("source",),
                        name="sync_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(blank=True, max_length=255)),
                ("start_at", models.DateTimeField(null=True)),
                ("end_at", models.DateTimeField(null=True)),
                ("facility_name", models.CharField(blank=True, max_length=255)),
                ("source", models.CharField(blank=True, max_length=100)),
                ("external_id", models.CharField(blank=True, max_length=255)),
                ("part", models.CharField(blank=True, max_length=6)),
                ("content", models.JSONField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("created", "Created"),
                            ("changed", "Changed"),
                            ("unchanged", "Unchanged"),
                            ("conflict", "Conflict"),
                            ("bad", "Bad"),
                        ],
                        max_length=9,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("changed", models.TextField(blank=True)),
                ("lacks_facility", models.BooleanField(default=False)),
                ("event_id", models.BigIntegerField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="scheduling.importrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "db_table": "scheduling_import_row",
                "indexes": [
                    models.Index(fields=["run", "number", "id"], name="import_row_in_order"),
                    models.Index(fields=["run", "outcome", "number", "id"], name="import_row_by_outcome"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("event_type", models.CharField(blank=True, max_length=100)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("time_zone", models.CharField(blank=True, max_length=64)),
                ("start_minute", models.IntegerField()),
                ("end_minute", models.IntegerField()),
                ("on_air_after", models.PositiveIntegerField(null=True)),
                ("off_air_before", models.PositiveIntegerField(null=True)),
                ("call_before", models.IntegerField(null=True)),
                ("wrap_after", models.IntegerField(null=True)),
                ("rig_minutes", models.PositiveSmallIntegerField(null=True)),
                ("strike_minutes", models.PositiveSmallIntegerField(null=True)),
                ("is_held", models.BooleanField(default=False)),
                (
                    "contributors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                (
                    "assigned_users",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "tentative_users",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "equipment",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "kits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("pools", models.JSONField(default=list)),
                ("parts", models.JSONField(default=list)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="scheduling.template"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a template",
                "db_table": "scheduling_template_entry",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="template_entry_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_minute__gt", models.F("start_minute"))),
                        name="template_entry_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("off_air_before", None), ("on_air_after", None)),
                            models.Q(("off_air_before__isnull", False), ("on_air_after__isnull", False)),
                            _connector="OR",
                        ),
                        name="template_entry_on_air_whole",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="templateentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_templateentryhistory" ("assigned_users", "call_before", "contributors", "description", "end_minute", "equipment", "event_type", "facility_id", "id", "is_held", "kits", "location_id", "off_air_before", "on_air_after", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pools", "rig_minutes", "start_minute", "strike_minutes", "template_id", "tentative_users", "time_zone", "title", "wrap_after") VALUES (NEW."assigned_users", NEW."call_before", NEW."contributors", NEW."description", NEW."end_minute", NEW."equipment", NEW."event_type", NEW."facility_id", NEW."id", NEW."is_held", NEW."kits", NEW."location_id", NEW."off_air_before", NEW."on_air_after", NEW."parts", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pools", NEW."rig_minutes", NEW."start_minute", NEW."strike_minutes", NEW."template_id", NEW."tentative_users", NEW."time_zone", NEW."title", NEW."wrap_after"); RETURN NULL;',
                    hash="723731cdcea105c4f25afcfa0a3d260f6840685d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4d55f",
                    table="scheduling_template_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="templateentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_templateentryhistory" ("assigned_users", "call_before", "contributors", "description", "end_minute", "equipment", "event_type", "facility_id", "id", "is_held", "kits", "location_id", "off_air_before", "on_air_after", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pools", "rig_minutes", "start_minute", "strike_minutes", "template_id", "tentative_users", "time_zone", "title", "wrap_after") VALUES (OLD."assigned_users", OLD."call_before", OLD."contributors", OLD."description", OLD."end_minute", OLD."equipment", OLD."event_type", OLD."facility_id", OLD."id", OLD."is_held", OLD."kits", OLD."location_id", OLD."off_air_before", OLD."on_air_after", OLD."parts", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pools", OLD."rig_minutes", OLD."start_minute", OLD."strike_minutes", OLD."template_id", OLD."tentative_users", OLD."time_zone", OLD."title", OLD."wrap_after"); RETURN NULL;',
                    hash="782c794f6957c8312d3ccc577eb1e76374fd2eb2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_12456",
                    table="scheduling_template_entry",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TemplateHistory",
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
                ("span", models.CharField(choices=[("day", "Day"), ("week", "Week")], default="day", max_length=4)),
                ("created_by_id", models.BigIntegerField(null=True)),
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
                        to="scheduling.template",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimeOffRequestHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("user_id", models.BigIntegerField()),
                ("request_type", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual_leave", "Annual"),
                            ("personal", "Personal"),
                            ("toil", "Toil"),
                            ("bank_holiday", "Bank Holiday"),
                            ("sick", "Sick"),
                            ("training", "Training"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("start_date", models.DateField()),
                ("end_date", models.DateField()),
                ("start_time", models.TimeField(null=True)),
                ("end_time", models.TimeField(null=True)),
                ("time_zone", models.CharField(max_length=64)),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("Pending", "Pending"), ("Approved", "Approved"), ("Rejected", "Rejected")],
                        default="Pending",
                        max_length=8,
                    ),
                ),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_note", models.TextField(blank=True)),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                        to="scheduling.timeoffrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("expires_at", models.DateTimeField(null=True)),
                ("answer_by", models.DateTimeField(null=True)),
                ("first_at", models.DateTimeField(null=True)),
                (
                    "challenged_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="scheduling.event",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="scheduling.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "db_table": "scheduling_claim",
                "indexes": [
                    models.Index(
                        condition=models.Q(("challenged_by__isnull", False)),
                        fields=["challenged_by"],
                        name="claim_challenges",
                    ),
                    models.Index(
                        condition=models.Q(("expires_at__isnull", False)), fields=["expires_at"], name="claim_expiring"
                    ),
                    models.Index(
                        condition=models.Q(("answer_by__isnull", False)), fields=["answer_by"], name="claim_unanswered"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_by", None), ("challenged_by", None)),
                            models.Q(("answer_by__isnull", False), ("challenged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="claim_challenge_has_deadline",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_claimhistory" ("answer_by", "challenged_by_id", "event_id", "expires_at", "first_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer_by", NEW."challenged_by_id", NEW."event_id", NEW."expires_at", NEW."first_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="ede4541b5222fd1ede984c7b1b3dcb7bfc02d4aa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_26b00",
                    table="scheduling_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scheduling_claimhistory" ("answer_by", "challenged_by_id", "event_id", "expires_at", "first_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer_by", NEW."challenged_by_id", NEW."event_id", NEW."expires_at", NEW."first_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="80b1c2d52a9d1908265b0e091b34c2a687bf8e39",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d5474",
                    table="scheduling_claim",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255)),
                ("begins", models.DurationField()),
                ("lasts", models.DurationField()),
                ("facility_id", models.BigIntegerField(null=True)),
                ("needs", models.JSONField(default=list)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="scheduling.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "part",
                "db_table": "scheduling_part",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="part_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(("lasts__gt", datetime.timedelta(0))), name="part_takes_time"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="part",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_parthistory" ("begins", "event_id", "facility_id", "id", "lasts", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."begins", NEW."event_id", NEW."facility_id", NEW."id", NEW."lasts", NEW."needs", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="16e1e0fce3385c284b627905e3b9507e4185347f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_41ea9",
                    table="scheduling_part",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="part",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scheduling_parthistory" ("begins", "event_id", "facility_id", "id", "lasts", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."begins", NEW."event_id", NEW."facility_id", NEW."id", NEW."lasts", NEW."needs", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="48b3b3fca53b471c90d7c7670e1d890d181ef1cc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7e754",
                    table="scheduling_part",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="part",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_parthistory" ("begins", "event_id", "facility_id", "id", "lasts", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."begins", OLD."event_id", OLD."facility_id", OLD."id", OLD."lasts", OLD."needs", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;',
                    hash="2c99ece6293911245d0cef81d0b420224b49ba09",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f56a5",
                    table="scheduling_part",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_whole", models.BooleanField(default=False)),
                ("external_id", models.CharField(max_length=255)),
                (
                    "kind",
                    models.CharField(
                        choices=[("changed", "Changed"), ("gone", "Gone"), ("lost", "Lost")], max_length=7
                    ),
                ),
                ("fields", models.JSONField(default=list)),
                ("theirs", models.JSONField(default=dict)),
                ("given", models.JSONField(default=dict)),
                ("found_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("ours", "Ours"), ("theirs", "Theirs"), ("settled", "Settled")],
                        max_length=7,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scheduling.event",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scheduling.series",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="differences",
                        to="scheduling.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "difference",
                "db_table": "scheduling_source_difference",
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)), fields=["found_at", "id"], name="difference_open"
                    ),
                    models.Index(
                        models.OrderBy(models.F("decided_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="difference_decided",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("source", "external_id"),
                        name="difference_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("before", models.JSONField(null=True)),
                ("is_kept", models.BooleanField(default=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="scheduling.batch"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scheduling.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch item",
                "db_table": "scheduling_batch_item",
                "constraints": [models.UniqueConstraint(fields=("batch", "event"), name="batch_item_once")],
            },
        ),
        migrations.CreateModel(
            name="EventHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("event_type", models.CharField(blank=True, max_length=100)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField()),
                ("time_zone", models.CharField(max_length=64)),
                ("on_air_start_at", models.DateTimeField(null=True)),
                ("on_air_end_at", models.DateTimeField(null=True)),
                ("call_at", models.DateTimeField(null=True)),
                ("wrap_at", models.DateTimeField(null=True)),
                ("rig_minutes", models.PositiveSmallIntegerField(default=0)),
                ("strike_minutes", models.PositiveSmallIntegerField(default=0)),
                ("shares_buffers", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Scheduled", "Scheduled"),
                            ("In Progress", "In Progress"),
                            ("Completed", "Completed"),
                            ("Cancelled", "Cancelled"),
                        ],
                        default="Scheduled",
                        max_length=16,
                    ),
                ),
                (
                    "claim",
                    models.CharField(
                        choices=[("Confirmed", "Confirmed"), ("Held", "Held"), ("Released", "Released")],
                        default="Confirmed",
                        max_length=9,
                    ),
                ),
                (
                    "contributors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                ("created_by_id", models.BigIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=100)),
                ("external_id", models.CharField(blank=True, max_length=255)),
                ("recurrence_at", models.DateTimeField(null=True)),
                (
                    "edited",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
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
                        to="scheduling.event",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.series",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.CharField(max_length=255)),
                ("given", models.JSONField()),
                ("left_out", models.BooleanField(default=False)),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scheduling.event",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="scheduling.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a source",
                "db_table": "scheduling_source_item",
                "constraints": [models.UniqueConstraint(fields=("source", "external_id"), name="source_item_once")],
            },
        ),
        migrations.CreateModel(
            name="TimeAdjustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("adjusted_by_id", models.BigIntegerField(null=True)),
                ("adjusted_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="scheduling.timeentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "adjustment",
                "db_table": "scheduling_time_adjustment",
                "indexes": [models.Index(fields=["entry", "id"], name="time_adjustment_of_entry")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="time_adjustment_has_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeBreak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField(null=True)),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("start_at"),
                            models.F("end_at"),
                            function="tstzrange",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breaks",
                        to="scheduling.timeentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "break",
                "db_table": "scheduling_time_break",
                "indexes": [models.Index(fields=["entry", "start_at"], name="time_break_of_entry")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("entry", "="), ("period", "&&")], name="time_break_no_overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_at", None), ("end_at__gte", models.F("start_at")), _connector="OR"),
                        name="time_break_ends_after_start",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_timebreakhistory" ("end_at", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_at") VALUES (NEW."end_at", NEW."entry_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."start_at"); RETURN NULL;',
                    hash="d1332de11e68b3205e035da442ff18651fba4920",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_189e8",
                    table="scheduling_time_break",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."end_at" IS DISTINCT FROM (NEW."end_at") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."start_at" IS DISTINCT FROM (NEW."start_at"))',
                    func='INSERT INTO "scheduling_timebreakhistory" ("end_at", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_at") VALUES (NEW."end_at", NEW."entry_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."start_at"); RETURN NULL;',
                    hash="49ad757cc33b3bc7b176d4f5e3d8bbe31f584693",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a762a",
                    table="scheduling_time_break",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_timebreakhistory" ("end_at", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_at") VALUES (OLD."end_at", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."start_at"); RETURN NULL;',
                    hash="ec15ef6477723e9e0333754a95ac38c20f150b87",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_87dea",
                    table="scheduling_time_break",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TimeEntryHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("user_id", models.BigIntegerField()),
                ("date", models.DateField()),
                ("clock_in_at", models.DateTimeField(null=True)),
                ("clock_out_at", models.DateTimeField(null=True)),
                ("time_zone", models.CharField(max_length=64)),
                ("break_seconds", models.PositiveIntegerField(default=0)),
                ("worked_seconds", models.PositiveIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("notes", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("Pending", "Pending"), ("Approved", "Approved"), ("Rejected", "Rejected")],
                        default="Pending",
                        max_length=8,
                    ),
                ),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_note", models.TextField(blank=True)),
                ("created_by_id", models.BigIntegerField(null=True)),
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
                        to="scheduling.timeentry",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.shift",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TemplateEntryHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("event_type", models.CharField(blank=True, max_length=100)),
                ("facility_id", models.BigIntegerField(null=True)),
                ("location_id", models.BigIntegerField(null=True)),
                ("time_zone", models.CharField(blank=True, max_length=64)),
                ("start_minute", models.IntegerField()),
                ("end_minute", models.IntegerField()),
                ("on_air_after", models.PositiveIntegerField(null=True)),
                ("off_air_before", models.PositiveIntegerField(null=True)),
                ("call_before", models.IntegerField(null=True)),
                ("wrap_after", models.IntegerField(null=True)),
                ("rig_minutes", models.PositiveSmallIntegerField(null=True)),
                ("strike_minutes", models.PositiveSmallIntegerField(null=True)),
                ("is_held", models.BooleanField(default=False)),
                (
                    "contributors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                (
                    "assigned_users",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "tentative_users",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "equipment",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "kits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("pools", models.JSONField(default=list)),
                ("parts", models.JSONField(default=list)),
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
                        to="scheduling.templateentry",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.template",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClaimHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("answer_by", models.DateTimeField(null=True)),
                ("first_at", models.DateTimeField(null=True)),
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
                        to="scheduling.claim",
                    ),
                ),
                (
                    "challenged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.event",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.event",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "resource_kind",
                    models.CharField(
                        choices=[
                            ("facility", "Facility"),
                            ("person", "Person"),
                            ("equipment", "Equipment"),
                            ("pool", "Pool"),
                        ],
                        max_length=16,
                    ),
                ),
                ("resource_id", models.BigIntegerField()),
                ("kit_id", models.BigIntegerField(null=True)),
                ("quantity", models.PositiveIntegerField(db_default=1, default=1)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("core", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("CONFIRMED", "Confirmed"),
                            ("COUNTED", "Counted"),
                            ("TENTATIVE", "Tentative"),
                            ("RELEASED", "Released"),
                        ],
                        default="CONFIRMED",
                        max_length=9,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="scheduling.event",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="scheduling.part",
                    ),
                ),
            ],
            options={
                "verbose_name": "booking",
                "db_table": "scheduling_booking",
                "indexes": [
                    models.Index(
                        condition=models.Q(("resource_kind__in", ("equipment", "pool"))),
                        fields=["event"],
                        name="booking_of_gear",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("resource_kind", "pool")),
                        fields=["resource_id", "period"],
                        name="booking_of_pool",
                    ),
                    models.Index(condition=models.Q(("part__isnull", False)), fields=["part"], name="booking_of_part"),
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("part__isnull", False)), fields=["period"], name="booking_period_of_part"
                    ),
                    models.Index(fields=["resource_kind", "resource_id", "event"], name="booking_of_resource"),
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(
                            ("status", "TENTATIVE"), models.Q(("resource_kind", "person"), _negated=True)
                        ),
                        fields=["resource_kind", "resource_id", "period"],
                        name="booking_options",
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status", "CONFIRMED")),
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        expressions=[
                            ("resource_kind", "="),
                            ("resource_id", "="),
                            ("period", "&&"),
                            ("event", "<>"),
                            (django.db.models.functions.comparison.Coalesce("core", "period"), "&&"),
                        ],
                        name="booking_no_overlap",
                    ),
                    models.UniqueConstraint(
                        fields=("event", "resource_kind", "resource_id", "part"),
                        name="booking_once_per_event",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(condition=models.Q(("period__isempty", False)), name="booking_takes_time"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("core", None),
                            models.Q(
                                ("core__contained_by", models.F("period")),
                                ("core__isempty", False),
                                ("resource_kind", "facility"),
                            ),
                            _connector="OR",
                        ),
                        name="booking_core_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kit_id", None),
                                ("quantity__gte", 1),
                                ("resource_kind", "pool"),
                                models.Q(("status", "CONFIRMED"), _negated=True),
                            ),
                            models.Q(
                                models.Q(("resource_kind", "pool"), _negated=True),
                                models.Q(("status", "COUNTED"), _negated=True),
                                ("quantity", 1),
                            ),
                            _connector="OR",
                        ),
                        name="booking_counts_pools",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_bookinghistory" ("core", "event_id", "id", "kit_id", "part_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "resource_id", "resource_kind", "status") VALUES (NEW."core", NEW."event_id", NEW."id", NEW."kit_id", NEW."part_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantity", NEW."resource_id", NEW."resource_kind", NEW."status"); RETURN NULL;',
                    hash="dfe2b5de5b183cf53595f82e68a91f49f94a294c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7f30b",
                    table="scheduling_booking",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scheduling_bookinghistory" ("core", "event_id", "id", "kit_id", "part_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "resource_id", "resource_kind", "status") VALUES (NEW."core", NEW."event_id", NEW."id", NEW."kit_id", NEW."part_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."resource_id", NEW."resource_kind", NEW."status"); RETURN NULL;',
                    hash="2f3c59149d0c2fc3ccdaa2bc82b4de62e8c70183",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_db94f",
                    table="scheduling_booking",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scheduling_bookinghistory" ("core", "event_id", "id", "kit_id", "part_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "resource_id", "resource_kind", "status") VALUES (OLD."core", OLD."event_id", OLD."id", OLD."kit_id", OLD."part_id", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quantity", OLD."resource_id", OLD."resource_kind", OLD."status"); RETURN NULL;',
                    hash="7c7d13cae4b3d4167f32f9fed2d762f899d2485c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_589b6",
                    table="scheduling_booking",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PartHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=255)),
                ("begins", models.DurationField()),
                ("lasts", models.DurationField()),
                ("facility_id", models.BigIntegerField(null=True)),
                ("needs", models.JSONField(default=list)),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.event",
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
                        to="scheduling.part",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimeBreakHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField(null=True)),
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
                        to="scheduling.timebreak",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.timeentry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BookingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "resource_kind",
                    models.CharField(
                        choices=[
                            ("facility", "Facility"),
                            ("person", "Person"),
                            ("equipment", "Equipment"),
                            ("pool", "Pool"),
                        ],
                        max_length=16,
                    ),
                ),
                ("resource_id", models.BigIntegerField()),
                ("kit_id", models.BigIntegerField(null=True)),
                ("quantity", models.PositiveIntegerField(db_default=1, default=1)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("core", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("CONFIRMED", "Confirmed"),
                            ("COUNTED", "Counted"),
                            ("TENTATIVE", "Tentative"),
                            ("RELEASED", "Released"),
                        ],
                        default="CONFIRMED",
                        max_length=9,
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
                        to="scheduling.booking",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.event",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scheduling.part",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunSQL(APART, NO_MORE),
    ]
