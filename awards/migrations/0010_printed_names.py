"""The digits in printed names, how an issued number is written, and the name that a reading was written for."""

import os

from django.conf import settings
from django.db import migrations, models
from django.db.models import Exists, OuterRef

from ecotown.common.database.guards import Guard

# The settings as they were then; rows hold them now (ecotown.configuration).
AWARD_NUMBERS = {
    "certificate": os.environ.get("CERTIFICATE_NUMBER", "{number}/{year}"),
    "plaque": os.environ.get("PLAQUE_NUMBER", "ล. {number}/{year}"),
}
AWARD_THAI_DIGITS = os.environ.get("AWARD_THAI_DIGITS", "true").lower() in {"true", "1", "on", "yes"}
NEW_PLAQUES, FORMER = "ล. {number}/{year}", "{number}/{year}"


def keep_what_is_printed(apps, schema_editor):
    """Give issued awards, and their recipients, the digits and numbers that they were printed with."""
    alias = schema_editor.connection.alias
    awards = apps.get_model("awards", "Award").objects.using(alias)
    for kind, number_format in AWARD_NUMBERS.items():
        # Before, the numbers of plaques were written as those of certificates, unless the settings said otherwise.
        former = FORMER if number_format == NEW_PLAQUES else number_format
        awards.filter(kind=kind).update(number_format=former, has_thai_digits=AWARD_THAI_DIGITS)
    recipients = apps.get_model("awards", "Recipient").objects.using(alias)
    if AWARD_THAI_DIGITS:
        issued = awards.filter(recipient=OuterRef("pk"))
        issued_to_area = awards.filter(assessment=OuterRef("assessment"))
        recipients.filter(Exists(issued) | Exists(issued_to_area)).update(has_thai_digits=True)
    read = recipients.exclude(pronunciation="").select_related("assessment__area")
    for recipient in read.iterator(chunk_size=500):
        area = recipient.assessment and recipient.assessment.area
        recipient.pronounced_name = area.name_th if area else recipient.given_name
        recipient.save(update_fields=["pronounced_name"])


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0003_published_levels"),
        ("assessments", "0028_plan_budgets"),
        ("awards", "0009_print_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="award",
            name="award_stays_once_issued",
        ),
        migrations.AddField(
            model_name="award",
            name="has_thai_digits",
            field=models.BooleanField(default=False, verbose_name="Thai digits in names"),
        ),
        migrations.AddField(
            model_name="award",
            name="number_format",
            field=models.CharField(
                default="{number}/{year}", max_length=60, verbose_name="how its number is written"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="recipient",
            name="has_thai_digits",
            field=models.BooleanField(default=False, verbose_name="Thai digits in names"),
        ),
        migrations.AddField(
            model_name="recipient",
            name="pronounced_name",
            field=models.CharField(blank=True, max_length=300, verbose_name="name that is read so"),
        ),
        migrations.RunPython(keep_what_is_printed, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="award",
            constraint=Guard(
                message="an issued award is never changed",
                name="award_stays_once_issued",
                refuses=["update"],
                when="NEW.year <> OLD.year OR NEW.running_number <> OLD.running_number OR NEW.code <> OLD.code OR NEW.kind <> OLD.kind OR NEW.replacement_reason <> OLD.replacement_reason OR NEW.issued_by_id <> OLD.issued_by_id OR NEW.issued_at <> OLD.issued_at OR NEW.honoured <> OLD.honoured OR NEW.recognition <> OLD.recognition OR NEW.has_thai_digits <> OLD.has_thai_digits OR NEW.dated_on <> OLD.dated_on OR NEW.is_demonstration <> OLD.is_demonstration OR NEW.number_format <> OLD.number_format OR COALESCE(NEW.assessment_id, 0) <> COALESCE(OLD.assessment_id, 0) OR COALESCE(NEW.recipient_id, 0) <> COALESCE(OLD.recipient_id, 0) OR COALESCE(NEW.replaces_id, 0) <> COALESCE(OLD.replaces_id, 0) OR COALESCE(NEW.area_id, 0) <> COALESCE(OLD.area_id, 0) OR COALESCE(NEW.shared_resolution_id, 0) <> COALESCE(OLD.shared_resolution_id, 0) OR (OLD.sha256 <> '' AND (NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file OR COALESCE(NEW.design_id, 0) <> COALESCE(OLD.design_id, 0))) OR (OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)) OR (COALESCE(NEW.design_id, 0) <> COALESCE(OLD.design_id, 0) AND ((NEW.design_id IS NULL AND NEW.assessment_id IS NULL) OR (NEW.design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.design_id AND d.published_at IS NOT NULL AND d.kind = NEW.kind AND d.purpose = CASE WHEN NEW.assessment_id IS NOT NULL THEN 'area' WHEN NEW.shared_resolution_id IS NOT NULL THEN 'partner' ELSE 'named' END))))",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=Guard(
                message="another name is printed on a valid award",
                name="recipient_is_as_printed",
                refuses=["update"],
                when="(NEW.given_name <> OLD.given_name OR NEW.given_recognition <> OLD.given_recognition OR NEW.has_thai_digits <> OLD.has_thai_digits OR NEW.by_resolution <> OLD.by_resolution OR COALESCE(NEW.area_id, 0) <> COALESCE(OLD.area_id, 0)) AND EXISTS (SELECT 1 FROM awards_award c WHERE c.recipient_id = OLD.id AND c.revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM awards_award r WHERE r.replaces_id = c.id) AND (NEW.given_name <> c.honoured OR NEW.given_recognition <> c.recognition OR NEW.has_thai_digits <> c.has_thai_digits OR NEW.by_resolution <> (c.shared_resolution_id IS NOT NULL) OR COALESCE(NEW.area_id, 0) <> COALESCE(c.area_id, 0)))",
            ),
        ),
    ]
