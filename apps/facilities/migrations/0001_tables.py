"""Locations, facilities, equipment, kits and pools."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("facilities", "0001_initial"),
        ("facilities", "0002_kits_and_pools"),
        ("facilities", "0003_shares_buffers"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE facilities_asset_tag", "DROP SEQUENCE facilities_asset_tag"),
        migrations.CreateModel(
            name="EquipmentCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "equipment category",
                "db_table": "facilities_equipment_category",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("name", "gin_trgm_ops"),
                        name="equipment_category_trigrams",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="equipment_category_name_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="equipment_category_name_not_empty"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmentcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_equipmentcategoryevent" ("archived_at", "created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="64c41dd0edbdfc4b9f87d6232defb56ce97284ed",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6af90",
                    table="facilities_equipment_category",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmentcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_equipmentcategoryevent" ("archived_at", "created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="d823c51d521dcc354c830891a304aceca6ce45e1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0fbb7",
                    table="facilities_equipment_category",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("address", models.TextField(blank=True)),
                ("time_zone", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "location",
                "db_table": "facilities_location",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("name", "gin_trgm_ops"), name="location_name_trigrams"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="location_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="location_name_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("time_zone", ""), _negated=True), name="location_time_zone_not_empty"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_locationevent" ("address", "archived_at", "created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "updated_at", "version") VALUES (NEW."address", NEW."archived_at", NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."time_zone", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="08832fe6164dd7e8b28d36cd3413dee45e9b8a6f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82c59",
                    table="facilities_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_locationevent" ("address", "archived_at", "created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "updated_at", "version") VALUES (NEW."address", NEW."archived_at", NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_zone", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="28d224db8b5be4c15099668b0ac4331c5640446d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a8c69",
                    table="facilities_location",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Kit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "kit",
                "db_table": "facilities_kit",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("name", "gin_trgm_ops"), name="kit_name_trigrams"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="kit_name_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="kit_name_not_empty"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_kitevent" ("archived_at", "created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="78d6dd0edd01b01634325770036be292b740b390",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c78d7",
                    table="facilities_kit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_kitevent" ("archived_at", "created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."archived_at", NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="822d3de453ea60d4a54ac8636ca7da3dcd1c1994",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f7ccb",
                    table="facilities_kit",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="EquipmentCategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
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
                        to="facilities.equipmentcategory",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Facility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("Studio", "Studio"),
                            ("Control room", "Control room"),
                            ("Edit suite", "Edit suite"),
                            ("OB van", "OB van"),
                            ("Booth", "Booth"),
                            ("Stage", "Stage"),
                            ("Other", "Other"),
                        ],
                        default="Other",
                        max_length=16,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("Active", "Active"), ("Inactive", "Inactive")], default="Active", max_length=8
                    ),
                ),
                ("capacity", models.IntegerField(blank=True, null=True)),
                ("rig_minutes", models.IntegerField(default=0)),
                ("strike_minutes", models.IntegerField(default=0)),
                ("shares_buffers", models.BooleanField(default=False)),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilities",
                        to="facilities.location",
                    ),
                ),
            ],
            options={
                "verbose_name": "facility",
                "db_table": "facilities_facility",
                "indexes": [
                    models.Index(fields=["location", "name"], name="facility_by_location"),
                    models.Index(fields=["kind", "name"], name="facility_by_kind"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("name", "gin_trgm_ops"), name="facility_name_trigrams"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="facility_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="facility_name_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["Studio", "Control room", "Edit suite", "OB van", "Booth", "Stage", "Other"])
                        ),
                        name="facility_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["Active", "Inactive"])), name="facility_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 0)), name="facility_capacity_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rig_minutes__range", (0, 1440))), name="facility_rig_within_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("strike_minutes__range", (0, 1440))), name="facility_strike_within_a_day"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="facility",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_facilityevent" ("archived_at", "capacity", "created_at", "description", "id", "kind", "location_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rig_minutes", "shares_buffers", "status", "strike_minutes", "updated_at", "version") VALUES (NEW."archived_at", NEW."capacity", NEW."created_at", NEW."description", NEW."id", NEW."kind", NEW."location_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rig_minutes", NEW."shares_buffers", NEW."status", NEW."strike_minutes", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="f6f316b9e4e3b07fbb0687f51c09f75ecbd25f18",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cccf6",
                    table="facilities_facility",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="facility",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_facilityevent" ("archived_at", "capacity", "created_at", "description", "id", "kind", "location_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rig_minutes", "shares_buffers", "status", "strike_minutes", "updated_at", "version") VALUES (NEW."archived_at", NEW."capacity", NEW."created_at", NEW."description", NEW."id", NEW."kind", NEW."location_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rig_minutes", NEW."shares_buffers", NEW."status", NEW."strike_minutes", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="30d019466e0d4a40fe65aaa3b69c90515749d411",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0d9d6",
                    table="facilities_facility",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LocationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("address", models.TextField(blank=True)),
                ("time_zone", models.CharField(max_length=64)),
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
                        to="facilities.location",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
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
                        to="facilities.kit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FacilityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("Studio", "Studio"),
                            ("Control room", "Control room"),
                            ("Edit suite", "Edit suite"),
                            ("OB van", "OB van"),
                            ("Booth", "Booth"),
                            ("Stage", "Stage"),
                            ("Other", "Other"),
                        ],
                        default="Other",
                        max_length=16,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("Active", "Active"), ("Inactive", "Inactive")], default="Active", max_length=8
                    ),
                ),
                ("capacity", models.IntegerField(blank=True, null=True)),
                ("rig_minutes", models.IntegerField(default=0)),
                ("strike_minutes", models.IntegerField(default=0)),
                ("shares_buffers", models.BooleanField(default=False)),
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
                        to="facilities.facility",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="facilities.location",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Pool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("quantity", models.PositiveIntegerField(default=0)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pools",
                        to="facilities.equipmentcategory",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pools",
                        to="facilities.facility",
                    ),
                ),
            ],
            options={
                "verbose_name": "pool",
                "db_table": "facilities_pool",
                "indexes": [
                    models.Index(fields=["category", "name"], name="pool_by_category"),
                    models.Index(fields=["facility", "name"], name="pool_by_facility"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("name", "gin_trgm_ops"), name="pool_name_trigrams"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="pool_name_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="pool_name_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__lte", 1000000)), name="pool_quantity_countable"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pool",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_poolevent" ("archived_at", "category_id", "created_at", "description", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "updated_at", "version") VALUES (NEW."archived_at", NEW."category_id", NEW."created_at", NEW."description", NEW."facility_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantity", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="b23c0bfa4f4735d9b129b48fe5d2a6153ea0f708",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e5942",
                    table="facilities_pool",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pool",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_poolevent" ("archived_at", "category_id", "created_at", "description", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "updated_at", "version") VALUES (NEW."archived_at", NEW."category_id", NEW."created_at", NEW."description", NEW."facility_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="59268633de152a221c6198520758d55f64357280",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fba29",
                    table="facilities_pool",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Equipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("asset_tag", models.CharField(max_length=64)),
                ("serial_number", models.CharField(blank=True, max_length=128)),
                ("description", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Available", "Available"),
                            ("In Use", "In Use"),
                            ("Faulty", "Faulty"),
                            ("In Maintenance", "In Maintenance"),
                            ("Retired", "Retired"),
                        ],
                        default="Available",
                        max_length=16,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equipment",
                        to="facilities.equipmentcategory",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equipment",
                        to="facilities.facility",
                    ),
                ),
            ],
            options={
                "verbose_name": "equipment",
                "db_table": "facilities_equipment",
                "indexes": [
                    models.Index(fields=["name", "id"], name="equipment_by_name"),
                    models.Index(fields=["category", "name"], name="equipment_by_category"),
                    models.Index(fields=["facility", "name"], name="equipment_by_facility"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("name", "gin_trgm_ops"), name="equipment_name_trigrams"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("asset_tag", "gin_trgm_ops"), name="asset_tag_trigrams"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("serial_number", "gin_trgm_ops"),
                        name="serial_number_trigrams",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("asset_tag"), name="asset_tag_once"),
                    models.UniqueConstraint(
                        models.F("category"),
                        django.db.models.functions.text.Lower("serial_number"),
                        condition=models.Q(("serial_number", ""), _negated=True),
                        name="serial_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="equipment_name_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asset_tag", ""), _negated=True), name="asset_tag_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["Available", "In Use", "Faulty", "In Maintenance", "Retired"])
                        ),
                        name="equipment_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("archived_at", None), ("status", "Retired"), _connector="OR"),
                        name="archived_equipment_is_retired",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_equipmentevent" ("archived_at", "asset_tag", "category_id", "created_at", "description", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "serial_number", "status", "updated_at", "version") VALUES (NEW."archived_at", NEW."asset_tag", NEW."category_id", NEW."created_at", NEW."description", NEW."facility_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."serial_number", NEW."status", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="c544b669af6c064b7b8f3f3f43439db63e605ff8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_03bc9",
                    table="facilities_equipment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_equipmentevent" ("archived_at", "asset_tag", "category_id", "created_at", "description", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "serial_number", "status", "updated_at", "version") VALUES (NEW."archived_at", NEW."asset_tag", NEW."category_id", NEW."created_at", NEW."description", NEW."facility_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."serial_number", NEW."status", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="6dff6314990073028e2aadd583e6dab707044679",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4a2a9",
                    table="facilities_equipment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PoolEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True)),
                ("quantity", models.PositiveIntegerField(default=0)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="facilities.equipmentcategory",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="facilities.facility",
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
                        to="facilities.pool",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EquipmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=255)),
                ("asset_tag", models.CharField(max_length=64)),
                ("serial_number", models.CharField(blank=True, max_length=128)),
                ("description", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Available", "Available"),
                            ("In Use", "In Use"),
                            ("Faulty", "Faulty"),
                            ("In Maintenance", "In Maintenance"),
                            ("Retired", "Retired"),
                        ],
                        default="Available",
                        max_length=16,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="facilities.equipmentcategory",
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
                        to="facilities.equipment",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="facilities.facility",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KitItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "equipment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packed",
                        to="facilities.equipment",
                    ),
                ),
                (
                    "kit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packed",
                        to="facilities.kit",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a kit",
                "db_table": "facilities_kit_item",
                "indexes": [models.Index(fields=["kit", "equipment"], name="item_of_kit")],
                "constraints": [models.UniqueConstraint(fields=("equipment",), name="item_in_one_kit")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kititem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_kititemhistory" ("equipment_id", "id", "kit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."equipment_id", NEW."id", NEW."kit_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="f47798ef7aab944424600a4b0f88a7a56f75b9f9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0e67d",
                    table="facilities_kit_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kititem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_kititemhistory" ("equipment_id", "id", "kit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."equipment_id", NEW."id", NEW."kit_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="46dca6678f3aab84f07eab99052a695afd3f55e0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c2698",
                    table="facilities_kit_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kititem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_kititemhistory" ("equipment_id", "id", "kit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."equipment_id", OLD."id", OLD."kit_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="b326fbb56ea9f7021d610d7b34bc2d2634ffc4b2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_60657",
                    table="facilities_kit_item",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="KitItemHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "equipment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="facilities.equipment",
                    ),
                ),
                (
                    "kit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="facilities.kit",
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
                        to="facilities.kititem",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="kit",
            name="items",
            field=models.ManyToManyField(related_name="kits", through="facilities.KitItem", to="facilities.equipment"),
        ),
    ]
