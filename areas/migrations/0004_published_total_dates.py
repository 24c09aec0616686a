"""The day on which a national total was published."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0003_published_levels")]

    operations = [
        migrations.AddField(
            model_name="publishedtotal",
            name="published_on",
            field=models.DateField(blank=True, null=True, verbose_name="published on"),
        ),
    ]
