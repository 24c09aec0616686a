from django.db import migrations

LONGEST = 200


def name_and_position(line):
    """Return the name before the first comma and the position after it; what is too long goes on in the next."""
    name, _comma, position = line.partition(",")
    name, position = name.strip(), position.strip()
    if not name:
        name, position = position, ""
    position = " ".join(filter(None, [name[LONGEST:], position]))
    return {
        "name": name[:LONGEST],
        "position": position[:LONGEST],
        "note": position[LONGEST:][:LONGEST],
    }


def write_rosters(apps, schema_editor):
    """Make a row of each line of the old texts: name and position, the chair first."""
    alias = schema_editor.connection.alias
    attendees = []
    for meeting in apps.get_model("assessments", "Meeting").objects.using(alias):
        lines = [("chair", meeting.chair), *(("member", line) for line in meeting.participants.splitlines())]
        people = [(seat, name_and_position(line)) for seat, line in lines if line.strip(" ,")]
        attendees += [
            {"meeting_id": meeting.pk, "place": place, "seat": seat, **person}
            for place, (seat, person) in enumerate(people, 1)
        ]
    attendee = apps.get_model("assessments", "Attendee")
    attendee.objects.using(alias).bulk_create([attendee(**values) for values in attendees])


def write_texts(apps, schema_editor):
    alias = schema_editor.connection.alias
    meetings = apps.get_model("assessments", "Meeting").objects.using(alias)
    for meeting in meetings.filter(closed_at__isnull=True):
        lines = {"chair": [], "member": []}
        for attendee in meeting.attendees.filter(attendance="present").order_by("place"):
            seat = "chair" if attendee.seat == "chair" else "member"
            lines[seat].append(", ".join(filter(None, [attendee.name, attendee.position])))
        meeting.chair, meeting.participants = " ".join(lines["chair"])[:200], "\n".join(lines["member"])
        meeting.save(update_fields=["chair", "participants"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0034_minutes_records")]

    operations = [migrations.RunPython(write_rosters, write_texts)]
