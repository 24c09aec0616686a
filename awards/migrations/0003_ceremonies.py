"""Ceremonies with the designs of their certificates and plaques."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("awards", "0002_signatories"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ceremony",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("date", models.DateField(verbose_name="date")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("presiding", models.CharField(blank=True, max_length=200, verbose_name="presiding person")),
                ("presiding_position", models.CharField(blank=True, max_length=200, verbose_name="position")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                (
                    "certificate_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "plaque_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plaque_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "partner_certificate_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_certificate_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "partner_plaque_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_plaque_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "named_certificate_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_certificate_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "named_plaque_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_plaque_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ceremonies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("planned_at", models.DateTimeField(verbose_name="entered at")),
            ],
            options={
                "verbose_name": "ceremony",
                "ordering": ["-date", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="ceremony_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date__gte", datetime.date(2017, 1, 1))),
                        name="ceremony_date_is_of_our_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year__range", (2560, 2699))),
                        name="ceremony_year_is_of_our_time",
                    ),
                    Guard(
                        name="ceremony_has_fitting_designs",
                        refuses=["insert", "update"],
                        message="the design is made for something else",
                        when="(NEW.certificate_design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.certificate_design_id AND d.published_at IS NOT NULL AND d.kind = 'certificate' AND d.purpose = 'area')) OR (NEW.plaque_design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.plaque_design_id AND d.published_at IS NOT NULL AND d.kind = 'plaque' AND d.purpose = 'area')) OR (NEW.partner_certificate_design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.partner_certificate_design_id AND d.published_at IS NOT NULL AND d.kind = 'certificate' AND d.purpose = 'partner')) OR (NEW.partner_plaque_design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.partner_plaque_design_id AND d.published_at IS NOT NULL AND d.kind = 'plaque' AND d.purpose = 'partner')) OR (NEW.named_certificate_design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.named_certificate_design_id AND d.published_at IS NOT NULL AND d.kind = 'certificate' AND d.purpose = 'named')) OR (NEW.named_plaque_design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.named_plaque_design_id AND d.published_at IS NOT NULL AND d.kind = 'plaque' AND d.purpose = 'named'))",
                    ),
                ],
            },
        ),
    ]
