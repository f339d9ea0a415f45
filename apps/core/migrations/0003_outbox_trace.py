"""What a fact was traced as, for stations that send traces."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_record")]

    operations = [
        migrations.AddField(
            model_name="outboxevent",
            name="trace",
            field=models.CharField(blank=True, db_default="", max_length=55),
        ),
    ]
