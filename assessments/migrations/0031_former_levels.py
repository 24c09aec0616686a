"""The computed level before a correction, beside the one after it."""

from django.db import migrations, models

NAME = "corrected_level_stays"


def fill_in(apps, schema_editor):
    """Take the level of the approved correction before, else that of the published values."""
    alias = schema_editor.connection.alias
    computed_level = apps.get_model("assessments", "ComputedLevel")
    corrected_level = apps.get_model("assessments", "CorrectedLevel")
    rows = corrected_level.objects.using(alias).select_related("correction__assessment")
    for row in rows:
        correction, assessment = row.correction, row.correction.assessment
        earlier = corrected_level.objects.using(alias).filter(
            correction__assessment=assessment,
            correction__state="approved",
            correction__number__lt=correction.number,
        )
        level = earlier.order_by("-correction__number").values_list("level", flat=True).first()
        if level is None:
            published = computed_level.objects.using(alias).get(
                assessment=assessment, revision=assessment.revision
            )
            level = published.level if published.audited_level is None else published.audited_level
        corrected_level.objects.using(alias).filter(pk=row.pk).update(former_level=level)


def nothing(apps, schema_editor):
    """Keep the rows: the column goes."""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0030_question_code_rules")]

    operations = [
        migrations.RemoveConstraint("correctedlevel", NAME),
        migrations.AddField(
            "correctedlevel",
            "former_level",
            models.PositiveSmallIntegerField(null=True, verbose_name="computed level before"),
        ),
        migrations.RunPython(fill_in, nothing),
    ]
