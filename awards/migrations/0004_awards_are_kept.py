"""Running numbers go on where they are; what was issued, published or printed is kept by the database."""

from django.db import migrations
from django.db.models import Max

from ecotown.common.triggers import Refusal, install, remove

KEPT = ("year", "running_number", "code", "kind", "replacement_reason", "issued_by_id", "issued_at")
KEPT_OR_EMPTY = ("assessment_id", "recipient_id", "replaces_id")
IS_RENAMED = " OR ".join(
    [
        *(f"NEW.{column} <> OLD.{column}" for column in KEPT),
        *(f"COALESCE(NEW.{column}, 0) <> COALESCE(OLD.{column}, 0)" for column in KEPT_OR_EMPTY),
    ]
)
IS_REPLACED = (
    "OLD.sha256 <> '' AND (NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file"
    " OR COALESCE(NEW.design_id, 0) <> COALESCE(OLD.design_id, 0))"
)
IS_REINSTATED = "OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)"
DESIGN_IS_PUBLISHED = (
    "EXISTS (SELECT 1 FROM awards_design d WHERE d.id = {row}.design_id AND d.published_at IS NOT NULL)"
)
RECIPIENT_IS_RENAMED = (
    "(NEW.kind <> OLD.kind OR NEW.given_name <> OLD.given_name"
    " OR NEW.given_recognition <> OLD.given_recognition OR NEW.ceremony_id <> OLD.ceremony_id"
    " OR COALESCE(NEW.area_id, 0) <> COALESCE(OLD.area_id, 0))"
    " AND EXISTS (SELECT 1 FROM awards_certificate c WHERE c.recipient_id = OLD.id)"
)
REPRINT_IS_CHANGED = (
    "NEW.certificate_id <> OLD.certificate_id OR NEW.reason <> OLD.reason"
    " OR NEW.asked_by_id <> OLD.asked_by_id"
    " OR (OLD.sha256 <> '' AND (NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file))"
)
FROZEN = "a published design is never changed"
PRINTED = "what was printed in a run is kept"
REFUSALS = [
    Refusal("awards_certificate", "DELETE", "a certificate is never deleted"),
    Refusal(
        "awards_certificate",
        "UPDATE",
        "an issued certificate is never changed",
        f"({IS_RENAMED} OR ({IS_REPLACED}) OR ({IS_REINSTATED}))",
    ),
    Refusal("awards_series", "DELETE", "running numbers are never given again"),
    Refusal(
        "awards_series",
        "UPDATE",
        "running numbers are never given again",
        "(NEW.last < OLD.last OR NEW.kind <> OLD.kind OR NEW.year <> OLD.year)",
    ),
    Refusal("awards_reprint", "DELETE", "a reprint is never deleted"),
    Refusal("awards_reprint", "UPDATE", "a reprint is never changed", f"({REPRINT_IS_CHANGED})"),
    Refusal("awards_design", "DELETE", FROZEN, "OLD.published_at IS NOT NULL"),
    Refusal("awards_design", "UPDATE", FROZEN, "OLD.published_at IS NOT NULL"),
    Refusal("awards_designsignatory", "INSERT", FROZEN, DESIGN_IS_PUBLISHED.format(row="NEW")),
    Refusal("awards_designsignatory", "UPDATE", FROZEN, DESIGN_IS_PUBLISHED.format(row="OLD")),
    Refusal("awards_designsignatory", "DELETE", FROZEN, DESIGN_IS_PUBLISHED.format(row="OLD")),
    Refusal(
        "awards_recipient", "UPDATE", "what stands on an issued award stays", f"({RECIPIENT_IS_RENAMED})"
    ),
    Refusal("awards_printitem", "DELETE", PRINTED),
    Refusal("awards_printitem", "UPDATE", PRINTED),
]


def go_on_counting(apps, schema_editor):
    """The numbers given so far are those of certificates."""
    certificates = apps.get_model("awards", "Certificate").objects
    given = certificates.order_by().values("kind", "year").annotate(last=Max("running_number"))
    apps.get_model("awards", "Series").objects.bulk_create(
        apps.get_model("awards", "Series")(**one) for one in given
    )


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_ceremonies_and_prints")]

    operations = [
        migrations.RunPython(go_on_counting, migrations.RunPython.noop),
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        ),
    ]
