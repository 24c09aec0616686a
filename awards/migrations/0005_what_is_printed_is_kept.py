"""An award keeps what is printed on it: whom it honours for what, its date, and whether it is a demonstration."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.utils.timezone import localdate

from ecotown.common.triggers import Refusal, install, remove

kept = import_module("awards.migrations.0004_awards_are_kept")

KEPT = ("honoured", "recognition", "dated_on", "is_demonstration")
IS_RENAMED = " OR ".join(
    [
        kept.IS_RENAMED,
        *(f"NEW.{column} <> OLD.{column}" for column in KEPT),
        "COALESCE(NEW.area_id, 0) <> COALESCE(OLD.area_id, 0)",
    ]
)
# Another name begins with the next award; the one that was issued keeps the name that is printed on it.
RECIPIENT_IS_MOVED = (
    "(NEW.kind <> OLD.kind OR NEW.ceremony_id <> OLD.ceremony_id)"
    " AND EXISTS (SELECT 1 FROM awards_certificate c WHERE c.recipient_id = OLD.id)"
)
CHANGED = {
    "awards_certificate": f"({IS_RENAMED} OR ({kept.IS_REPLACED}) OR ({kept.IS_REINSTATED}))",
    "awards_recipient": f"({RECIPIENT_IS_MOVED})",
}
# Rebuilding a table on SQLite drops its triggers.
OLD = [one for one in kept.REFUSALS if one.table in CHANGED]
NEW = [
    Refusal(one.table, one.deed, one.message, CHANGED[one.table] if one.deed == "UPDATE" else one.condition)
    for one in OLD
]


def keep_what_is_printed(apps, schema_editor):
    """What was printed so far is what the area or the recipient is called."""
    cycles = apps.get_model("assessments", "Cycle").objects
    demonstrations = set(cycles.filter(is_demonstration=True).values_list("year", flat=True))
    certificates = apps.get_model("awards", "Certificate").objects
    for one in certificates.select_related("assessment__area", "assessment__cycle", "recipient__ceremony"):
        if one.assessment_id:
            one.honoured = one.assessment.area.name_th
            one.is_demonstration = one.assessment.cycle.is_demonstration
        else:
            one.honoured, one.recognition = one.recipient.given_name, one.recipient.given_recognition
            one.area_id = one.recipient.area_id
            one.is_demonstration = one.recipient.ceremony.fiscal_year in demonstrations
        one.dated_on = localdate(one.issued_at)
        one.save(update_fields=["honoured", "recognition", "area", "dated_on", "is_demonstration"])
    if schema_editor.connection.vendor == "postgresql":
        # The table is altered next, which rows with unchecked references would forbid.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_add_name_keys"), ("awards", "0004_awards_are_kept")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: remove(schema_editor, OLD),
            lambda apps, schema_editor: install(schema_editor, OLD),
        ),
        migrations.AddField(
            model_name="certificate",
            name="honoured",
            field=models.CharField(default="", max_length=300, verbose_name="who is honoured"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificate",
            name="recognition",
            field=models.CharField(blank=True, max_length=300, verbose_name="recognised as"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="area",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="areas.targetarea",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="dated_on",
            field=models.DateField(null=True, verbose_name="given on"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="is_demonstration",
            field=models.BooleanField(default=False, verbose_name="of a demonstration"),
            preserve_default=False,
        ),
        migrations.RunPython(keep_what_is_printed, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="certificate",
            name="dated_on",
            field=models.DateField(verbose_name="given on"),
        ),
        migrations.RemoveConstraint(model_name="certificate", name="certificate_of_assessment_or_recipient"),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=Q(
                    assessment__isnull=False, recipient__isnull=True, recognition="", area__isnull=True
                )
                | (Q(assessment__isnull=True, recipient__isnull=False) & ~Q(recognition="")),
                name="certificate_of_assessment_or_recipient",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(condition=~Q(honoured=""), name="certificate_honours_someone"),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, NEW),
            lambda apps, schema_editor: remove(schema_editor, NEW),
        ),
    ]
