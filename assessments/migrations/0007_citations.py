"""Citations of evidence for indicators."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0006_evidence"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="assessments.evidence",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="indicators.indicator",
                    ),
                ),
                ("expected", models.CharField(blank=True, max_length=300, verbose_name="expected evidence")),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="page")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "cited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("cited_at", models.DateTimeField(verbose_name="cited at")),
            ],
            options={
                "verbose_name": "citation",
                "ordering": ["indicator_id", "cited_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evidence", "indicator", "expected", "page"), name="citation_once_a_page"
                    )
                ],
            },
        ),
    ]
