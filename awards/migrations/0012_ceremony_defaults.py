"""What recipients of a ceremony usually receive, and the times of its run sheet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0011_print_omissions"),
    ]

    operations = [
        migrations.AddField(
            model_name="ceremony",
            name="seconds_each",
            field=models.PositiveSmallIntegerField(default=30, verbose_name="seconds for each recipient"),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="starts_at",
            field=models.TimeField(null=True, verbose_name="start of the handing over"),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="with_certificate",
            field=models.BooleanField(default=True, verbose_name="recipients receive a certificate"),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="with_plaque",
            field=models.BooleanField(default=False, verbose_name="recipients receive a plaque"),
        ),
        migrations.AddConstraint(
            model_name="ceremony",
            constraint=models.CheckConstraint(
                condition=models.Q(("with_certificate", True), ("with_plaque", True), _connector="OR"),
                name="ceremony_gives_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="ceremony",
            constraint=models.CheckConstraint(
                condition=models.Q(("seconds_each__range", (5, 600))), name="ceremony_seconds_make_sense"
            ),
        ),
    ]
