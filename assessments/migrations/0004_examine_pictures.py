from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

import assessments.models.evidence
from ecotown.common.triggers import Refusal, install, remove

EARLIER = import_module("assessments.migrations.0002_results_are_kept")
OF_SENDING = ("assessment_id", "name", "kind", "sent_sha256", "uploaded_by_id", "uploaded_at")
OF_EXAMINATION = ("size", "sha256", "file", "received", "examination", "refusal", "is_first_frame")


def is_changed(columns):
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


REPLACED = Refusal(
    "assessments_evidence",
    "UPDATE",
    "a file of evidence is never replaced, nor removed once it was handed in",
    f"({is_changed(OF_SENDING)} OR COALESCE(NEW.visit_id, 0) <> COALESCE(OLD.visit_id, 0)"
    f" OR (OLD.examination <> 'waiting' AND ({is_changed(OF_EXAMINATION)}))"
    f" OR ({EARLIER.IS_REMOVED} AND {EARLIER.FILE_IS_LOCKED.format(row='OLD')}))",
)
# A trigger names the columns and tables that it reads, so those of the citations are made anew, too.
REFUSALS = [REPLACED if refusal.name == REPLACED.name else refusal for refusal in EARLIER.CITED]


def tell_failed_previews(apps, schema_editor):
    """Until now a preview that failed was none, as that of a kind of which none is made."""
    rows = apps.get_model("assessments", "Evidence").objects.filter(kind__in=["pdf", "jpeg", "png", "webp"])
    rows.filter(preview="none").exclude(scan="infected").update(preview="failed")


def forget_failed_previews(apps, schema_editor):
    apps.get_model("assessments", "Evidence").objects.filter(preview="failed").update(preview="none")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_word_the_normal_band")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: remove(schema_editor, EARLIER.CITED),
            lambda apps, schema_editor: install(schema_editor, EARLIER.CITED),
        ),
        migrations.RemoveConstraint("evidence", "evidence_once_in_assessment"),
        migrations.RemoveConstraint("evidence", "evidence_ready_has_thumbnail"),
        migrations.AddField(
            "evidence",
            "examination",
            models.CharField(
                choices=[
                    ("waiting", "The file is being examined"),
                    ("kept", "Examined and kept"),
                    ("refused", "Not kept"),
                ],
                default="kept",
                max_length=8,
                verbose_name="examination",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "evidence",
            "refusal",
            models.CharField(
                blank=True,
                default="",
                max_length=20,
                verbose_name="reason of the refusal",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "evidence",
            "received",
            models.FileField(
                blank=True,
                default="",
                upload_to=assessments.models.evidence.storage_name,
                verbose_name="file as it was sent",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "evidence",
            "is_first_frame",
            models.BooleanField(default=False, verbose_name="first frame of an animation"),
        ),
        migrations.AddField(
            "evidence",
            "attempts",
            models.PositiveSmallIntegerField(
                default=0, verbose_name="attempts that ran out of time or memory"
            ),
        ),
        migrations.AlterField(
            "evidence",
            "file",
            models.FileField(
                blank=True, upload_to=assessments.models.evidence.storage_name, verbose_name="file"
            ),
        ),
        migrations.AlterField(
            "evidence", "sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")
        ),
        migrations.AlterField(
            "evidence",
            "preview",
            models.CharField(
                choices=[
                    ("waiting", "Preview is being made"),
                    ("ready", "Preview ready"),
                    ("none", "No preview"),
                    ("failed", "The preview cannot be shown. Please check the file."),
                ],
                max_length=8,
                verbose_name="preview",
            ),
        ),
        migrations.AddConstraint(
            "evidence",
            models.UniqueConstraint(
                condition=Q(removed_at__isnull=True) & ~Q(examination="refused"),
                fields=("assessment", "sent_sha256"),
                name="evidence_once_in_assessment",
            ),
        ),
        migrations.AddConstraint(
            "evidence",
            models.CheckConstraint(
                condition=Q(examination="waiting", sha256="", file="", refusal="") & ~Q(received="")
                | Q(examination="kept", received="", refusal="") & ~Q(sha256="") & ~Q(file="")
                | Q(examination="refused", received="", sha256="", file="") & ~Q(refusal=""),
                name="evidence_kept_once_examined",
            ),
        ),
        migrations.AddConstraint(
            "evidence",
            models.CheckConstraint(
                condition=(Q(preview="ready") & ~Q(thumbnail=""))
                | Q(preview__in=["waiting", "none", "failed"], thumbnail=""),
                name="evidence_ready_has_thumbnail",
            ),
        ),
        migrations.RunPython(tell_failed_previews, forget_failed_previews),
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        ),
    ]
