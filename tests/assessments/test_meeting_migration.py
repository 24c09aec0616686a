"""What resolutions said of their meetings moves to the meetings, and back."""

import pytest
from django.core.management import call_command
from django.db import connection

from assessments.domain.workflow import Status
from assessments.models import AgendaItem, Assessment
from tests.builders import MEETING

BEFORE = "0007_audits_and_returns"


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="emptying the tables after such a test is refused by their triggers"
)
@pytest.mark.django_db(transaction=True)
def test_resolutions_keep_their_meetings_both_ways(at):
    granted = at(Status.GRANTED)

    call_command("migrate", "assessments", BEFORE, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT meeting_number, meeting_date, granted_level FROM assessments_resolution")
        old = cursor.fetchall()
    call_command("migrate", verbosity=0)  # what depends on it was taken back, too

    resolution = Assessment.objects.select_related("resolution__meeting").get(pk=granted.pk).resolution
    assert old == [(MEETING["number"], MEETING["date"], 3)]
    assert (resolution.meeting.number, resolution.meeting.date) == (MEETING["number"], MEETING["date"])
    assert AgendaItem.objects.values_list("outcome", "computed_level").get() == ("granted", 3)
