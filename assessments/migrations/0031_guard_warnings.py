"""Answers to warnings and notes are locked unless the province has the assessment.

docs/architecture.md, "The workflow".
"""

from django.db import migrations

from assessments.migrations._locks import IS_LOCKED, assessment_meets
from ecotown.common.database.triggers import InstallGuards, guards_of_table

MESSAGE = "what was said about the values of a submitted assessment is never changed"


def is_locked(row):
    return assessment_meets(row, IS_LOCKED)


GUARDS = [
    *guards_of_table("assessments_warninganswer", MESSAGE, is_locked),
    *guards_of_table("assessments_note", MESSAGE, is_locked),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0030_guard_corrections")]

    operations = [InstallGuards(GUARDS)]
