"""The sealed name of each person, which changes together with the name shown."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_own_page"), ("common", "0004_name_seals")]

    operations = [
        migrations.AddField(
            "user",
            "name_seal",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="common.nameseal",
                to_field="digest",
                verbose_name="sealed name",
            ),
        ),
        migrations.AddConstraint(
            "user",
            Guard(
                name="user_name_is_sealed",
                refuses=["update"],
                message="a name is changed together with its seal",
                when="NEW.signing_name <> OLD.signing_name AND NEW.name_seal_id = OLD.name_seal_id",
            ),
        ),
    ]
