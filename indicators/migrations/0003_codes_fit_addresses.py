"""Add constraints to codes, which are parts of URLs."""

import re
from importlib import import_module

from django.db import migrations, models

from ecotown.common.triggers import install, remove

CODE = r"^(?!\.{1,2}\Z)[A-Za-z0-9.-]+\Z"
SLUG = r"^[A-Za-z0-9_-]+\Z"
# Model, column, pattern of its values, path to the edition.
CODES = [
    ("Framework", "edition", SLUG, "edition"),
    ("Dimension", "code", CODE, "framework__edition"),
    ("Aspect", "code", CODE, "dimension__framework__edition"),
    ("Indicator", "code", CODE, "aspect__dimension__framework__edition"),
]
# SQLite rewrites a table to add a constraint, and its triggers are lost.
FROZEN = import_module("indicators.migrations.0002_published_is_frozen").REFUSALS


def refuse_other_codes(apps, schema_editor):
    """Raise ValueError with the unfit codes; people change them, as codes are in the history and in files."""
    unfit_codes = [
        f"{edition}: {code}"
        for model, column, pattern, path in CODES
        for code, edition in apps.get_model("indicators", model).objects.values_list(column, path)
        if not re.search(pattern, code)
    ]
    if unfit_codes:
        raise ValueError(
            "These codes of criteria do not fit into addresses. Change them in the drafts first; in a published "
            f"edition, whose pages nobody could open, in the database: {'; '.join(unfit_codes)}"
        )


def nothing(apps, schema_editor):
    pass


def thaw(apps, schema_editor):
    remove(schema_editor, FROZEN)


def freeze(apps, schema_editor):
    install(schema_editor, FROZEN)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_published_is_frozen")]

    operations = [
        migrations.RunPython(refuse_other_codes, nothing),
        migrations.RunPython(thaw, freeze),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=models.CheckConstraint(
                    condition=models.Q(code__regex=CODE), name=f"{model}_code_fits_addresses"
                ),
            )
            for model in ("dimension", "aspect", "indicator")
        ),
        migrations.AddConstraint(
            model_name="framework",
            constraint=models.CheckConstraint(
                condition=models.Q(edition__regex=SLUG), name="framework_edition_is_slug"
            ),
        ),
        migrations.RunPython(freeze, thaw),
    ]
