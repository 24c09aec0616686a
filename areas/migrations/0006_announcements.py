"""Announcements that named areas."""

from django.db import migrations, models

import areas.models.register


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_terms"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title of the announcement")),
                (
                    "number",
                    models.CharField(blank=True, max_length=100, verbose_name="number of the announcement"),
                ),
                ("announced_on", models.DateField(verbose_name="date of the announcement")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=areas.models.register.announcement_name, verbose_name="file"
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file name")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
            ],
            options={
                "verbose_name": "announcement",
                "ordering": ["-announced_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("title", "number", "announced_on"), name="announcement_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="announcement_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("file_name", ""), ("sha256", ""), ("size", 0)),
                            models.Q(
                                models.Q(("file", ""), _negated=True),
                                models.Q(("file_name", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                                ("size__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="announcement_file_is_described",
                    ),
                ],
            },
        ),
    ]
