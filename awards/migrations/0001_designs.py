"""Designs of certificates and plaques."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import awards.designs.models
from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Design",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("layout", models.SlugField(max_length=40, verbose_name="layout")),
                (
                    "kind",
                    models.CharField(
                        choices=[("certificate", "Certificate"), ("plaque", "Plaque")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("area", "Areas, by the committee's resolution"),
                            ("partner", "Partners of an area that share its resolution"),
                            ("named", "Recognitions by name: factories, networks and others"),
                        ],
                        max_length=10,
                        verbose_name="meant for",
                    ),
                ),
                ("width", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="width in mm")),
                ("height", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="height in mm")),
                (
                    "bleed",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=4, verbose_name="bleed in mm"
                    ),
                ),
                ("texts", models.JSONField(default=dict, verbose_name="wording")),
                (
                    "seal",
                    models.FileField(
                        blank=True, upload_to=awards.designs.models.picture_path, verbose_name="seal"
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="awards.design",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafted_designs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_designs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
            ],
            options={
                "verbose_name": "design",
                "ordering": ["kind", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="design_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("layout", ""), _negated=True)
                        ),
                        name="design_has_name_and_layout",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["certificate", "plaque"])),
                        name="design_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["area", "partner", "named"])),
                        name="design_purpose_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("height__gte", 20),
                            ("height__lte", 600),
                            ("width__gte", 20),
                            ("width__lte", 600),
                            ("bleed__gte", 0),
                            ("bleed__lte", 20),
                        ),
                        name="design_size_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="design_published_by_and_at",
                    ),
                    Guard(
                        name="design_stays_once_published",
                        refuses=["update", "delete"],
                        message="a published design is never changed",
                        when="OLD.published_at IS NOT NULL",
                    ),
                ],
            },
        ),
    ]
