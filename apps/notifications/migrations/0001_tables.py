"""Notifications, preferences and mail."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("notifications", "0001_initial"), ("notifications", "0002_letters")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=255)),
                ("text", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("path", models.CharField(blank=True, max_length=500)),
                ("sender_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "letter",
                "db_table": "notifications_letter",
                "indexes": [
                    models.Index(
                        condition=models.Q(("sender_id", None), _negated=True),
                        fields=["sender_id", "created_at"],
                        name="letter_of_sender",
                    ),
                    models.Index(fields=["created_at"], name="letter_by_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=255)),
                ("text", models.TextField(blank=True)),
                ("path", models.CharField(blank=True, max_length=500)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "notification",
                "db_table": "notifications_notification",
                "indexes": [
                    models.Index(fields=["person_id", "-id"], name="notification_of_person"),
                    models.Index(fields=["person_id", "kind", "-id"], name="notification_of_kind"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["person_id", "-id"], name="notification_unread"
                    ),
                    models.Index(fields=["created_at"], name="notification_by_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=100)),
                ("in_app", models.BooleanField()),
                ("by_mail", models.BooleanField()),
            ],
            options={
                "db_table": "notifications_preference",
                "constraints": [models.UniqueConstraint(fields=("person_id", "kind"), name="preference_once")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "Pending"),
                            ("SENDING", "Sending"),
                            ("SENT", "Sent"),
                            ("FAILED", "Failed"),
                        ],
                        default="PENDING",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
                (
                    "letter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notifications.letter",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "db_table": "notifications_delivery",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["PENDING", "SENDING"])),
                        fields=["due_at", "id"],
                        name="delivery_due",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("letter", "person_id"), name="delivery_once")],
            },
        ),
    ]
