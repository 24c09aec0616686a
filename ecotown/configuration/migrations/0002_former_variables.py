"""Take over, once, what the environment said before administrators could set it."""

import logging
import os
from datetime import time

from django.core.exceptions import ValidationError
from django.db import migrations

logger = logging.getLogger(__name__)

# Each column with the variable that it replaces, and how its text is read.
VARIABLES = {
    "contact_name": ("CONTACT_NAME", str),
    "contact_phone": ("CONTACT_PHONE", str),
    "contact_mail": ("CONTACT_MAIL", str),
    "security_mail": ("SECURITY_MAIL", str),
    "open_data_licence": ("OPEN_DATA_LICENCE", str),
    "signatory_name": ("CERTIFICATE_SIGNATORY_NAME", str),
    "signatory_position": ("CERTIFICATE_SIGNATORY_POSITION", str),
    "certificate_number": ("CERTIFICATE_NUMBER", str),
    "plaque_number": ("PLAQUE_NUMBER", str),
    "award_thai_digits": ("AWARD_THAI_DIGITS", lambda text: text.lower() in {"true", "1", "on", "yes"}),
    "credential_days": ("CREDENTIAL_DAYS", int),
    "digest_time": ("DIGEST_TIME", time.fromisoformat),
    "due_soon_days": ("DUE_SOON_DAYS", int),
    "signing_warning_days": ("SIGNING_WARNING_DAYS", int),
    "question_answer_days": ("QUESTION_ANSWER_DAYS", int),
    "minutes_days": ("MINUTES_DAYS", int),
    "evidence_max_mb": ("EVIDENCE_MAX_MB", int),
    "verify_max_mb": ("VERIFY_MAX_MB", int),
    "design_picture_max_kb": ("DESIGN_PICTURE_MAX_KB", int),
    "questions_a_day": ("QUESTIONS_A_DAY", int),
    "question_tries": ("QUESTION_TRIES", int),
    "question_minutes": ("QUESTION_SECONDS", lambda text: max(1, int(text) // 60)),
    "verify_tries": ("VERIFY_TRIES", int),
    "verify_files": ("VERIFY_FILES", int),
    "verify_minutes": ("VERIFY_SECONDS", lambda text: max(1, int(text) // 60)),
    "paper_days": ("PAPER_DAYS", int),
}


def take_over(apps, schema_editor):
    """Store the values of the variables that are there and possible; the others keep their defaults."""
    model = apps.get_model("configuration", "StoredConfiguration")
    rows = model.objects.using(schema_editor.connection.alias)
    values = {}
    for column, (variable, read) in VARIABLES.items():
        text = os.environ.get(variable, "")
        if not text:
            continue
        try:
            values[column] = model._meta.get_field(column).clean(read(text), None)
        except (ValueError, ValidationError):
            logger.warning("%s was not taken over: %r is not possible", variable, text)
    formats = [
        values.get(column) or model._meta.get_field(column).default
        for column in ("certificate_number", "plaque_number")
    ]
    if formats[0] == formats[1] or not all("{number}" in text and "{year}" in text for text in formats):
        logger.warning("the formats of numbers were not taken over: %s", formats)
        values.pop("certificate_number", None)
        values.pop("plaque_number", None)
    if not values.get("signatory_name"):
        values.pop("signatory_position", None)
    if values and not rows.exists():
        rows.create(**values)


def nothing(apps, schema_editor):
    """Keep the row: the variables are still in the environment."""


class Migration(migrations.Migration):
    dependencies = [("configuration", "0001_configuration")]

    operations = [migrations.RunPython(take_over, nothing, elidable=True)]
