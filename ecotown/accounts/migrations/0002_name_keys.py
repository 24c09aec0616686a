from django.db import migrations

from ecotown.common.database import name_keys


def compute_keys(apps, _schema_editor):
    """Compute the keys of the accounts that exist."""
    for user in apps.get_model("accounts", "User").objects.all():
        user.save(update_fields=["sort_key"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_accounts")]

    operations = [
        migrations.AddField(
            "user", "sort_key", name_keys.SortKey(default="", editable=False, of=("signing_name", "username"))
        ),
        migrations.RunPython(compute_keys, migrations.RunPython.noop),
    ]
