"""Constraint on the key of an area, which is part of its URL."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="targetarea",
            constraint=models.CheckConstraint(
                condition=models.Q(key__regex=r"^[A-Za-z0-9_-]+\Z"), name="area_key_is_slug"
            ),
        ),
    ]
