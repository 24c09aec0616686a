"""Names are found and sorted by stored keys."""

from django.db import migrations

import ecotown.common.names


def make_keys(apps, schema_editor):
    """Saving a row makes its keys."""
    for name in ("Province", "TargetArea"):
        for row in apps.get_model("areas", name).objects.all():
            row.save(update_fields=["search_key", "sort_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="province",
            options={"ordering": ["sort_key"], "verbose_name": "province"},
        ),
        migrations.AlterModelOptions(
            name="targetarea",
            options={"ordering": ["province__sort_key", "sort_key", "key"], "verbose_name": "target area"},
        ),
        migrations.AddField(
            model_name="province",
            name="search_key",
            field=ecotown.common.names.SearchKey(default="", editable=False, of=("name_th", "name_en")),
        ),
        migrations.AddField(
            model_name="province",
            name="sort_key",
            field=ecotown.common.names.SortKey(default="", editable=False, of=("name_th",)),
        ),
        migrations.AddField(
            model_name="targetarea",
            name="search_key",
            field=ecotown.common.names.SearchKey(default="", editable=False, of=("name_th", "name_en")),
        ),
        migrations.AddField(
            model_name="targetarea",
            name="sort_key",
            field=ecotown.common.names.SortKey(default="", editable=False, of=("name_th",)),
        ),
        migrations.RunPython(make_keys, migrations.RunPython.noop),
    ]
