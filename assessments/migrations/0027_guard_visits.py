"""A site visit is recorded during the external audit, and kept: docs/architecture.md, "The workflow"."""

from django.db import migrations

from assessments.migrations._locks import assessment_meets
from ecotown.common.database.triggers import Guard, InstallGuards, guards_of_table

MESSAGE = "a site visit is recorded during the external audit"


def visit_is_closed(visit):
    return assessment_meets(visit, "a.status <> 'external-audit'")


def finding_is_closed(finding):
    return (
        "EXISTS (SELECT 1 FROM assessments_sitevisit s JOIN assessments_assessment a ON a.id = s.assessment_id"
        f" WHERE s.id = {finding}.visit_id AND a.status <> 'external-audit')"
    )


GUARDS = [
    Guard("assessments_sitevisit", "INSERT", MESSAGE, visit_is_closed("NEW")),
    Guard("assessments_sitevisit", "UPDATE", MESSAGE, visit_is_closed("OLD")),
    Guard("assessments_sitevisit", "DELETE", "a site visit is never deleted"),
    *guards_of_table("assessments_visitfinding", MESSAGE, finding_is_closed),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0026_guard_audits")]

    operations = [InstallGuards(GUARDS)]
