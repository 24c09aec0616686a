from django.db import migrations

import ecotown.common.database.guards


class Migration(migrations.Migration):
    dependencies = [("assessments", "0035_rosters")]

    operations = [
        migrations.RemoveField(model_name="meeting", name="chair"),
        migrations.RemoveField(model_name="meeting", name="participants"),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=ecotown.common.database.guards.Guard(
                message="the roster of a closed meeting is never changed",
                name="attendee_stays_once_closed",
                refuses=["insert", "update", "delete"],
                when="EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL)",
            ),
        ),
    ]
