"""On the way back no cycle is closed, and what ended with one goes on in the status in which it ended."""

from django.db import migrations
from django.db.models import F


def resume(apps, schema_editor):
    """Open the closed cycles again, then resume their assessments, as the guards ask for."""
    alias = schema_editor.connection.alias
    cycles = apps.get_model("assessments", "Cycle").objects.using(alias)
    cycles.update(closed_by=None, closed_at=None)
    ended = apps.get_model("assessments", "Assessment").objects.using(alias).filter(status="unfinished")
    ended.update(status=F("ended_from"), ended_from="")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0039_past_years")]

    operations = [migrations.RunPython(migrations.RunPython.noop, resume)]
