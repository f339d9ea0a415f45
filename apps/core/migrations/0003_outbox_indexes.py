from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [
        migrations.AddIndex(
            model_name="outboxevent",
            index=models.Index(condition=models.Q(("state", "PENDING")), fields=["position"], name="outbox_due"),
        ),
        migrations.AddIndex(
            model_name="outboxevent",
            index=models.Index(condition=models.Q(("state", "DONE")), fields=["done_at"], name="outbox_told"),
        ),
    ]
