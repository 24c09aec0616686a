"""What was issued, published or printed is kept by the database; a running number is never given again."""

from django.db import migrations

from ecotown.common.triggers import Refusal, install, remove

KEPT = (
    *("year", "running_number", "code", "kind", "replacement_reason", "issued_by_id", "issued_at"),
    *("honoured", "recognition", "dated_on", "is_demonstration"),
)
KEPT_OR_EMPTY = ("assessment_id", "recipient_id", "replaces_id", "area_id", "shared_resolution_id")
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
# Another name begins with the next award; the one that was issued keeps the name that is printed on it.
RECIPIENT_IS_MOVED = (
    "(NEW.kind <> OLD.kind OR NEW.ceremony_id <> OLD.ceremony_id)"
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
    Refusal("awards_recipient", "UPDATE", "what stands on an issued award stays", f"({RECIPIENT_IS_MOVED})"),
    Refusal("awards_printitem", "DELETE", PRINTED),
    Refusal("awards_printitem", "UPDATE", PRINTED),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        ),
    ]
