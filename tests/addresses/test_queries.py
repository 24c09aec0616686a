"""No page of an assessment takes more than twenty queries, whoever reads it and however far it has come."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments, returns
from assessments.committee.actions import resolutions
from assessments.workflow.domain import Status
from tests import builders
from tests.addresses.table import TABLE
from tests.addresses.visits import ask

MOST = 20
PAGES = {row for row in TABLE if row[1] == "get" and row[0].startswith("assessments:")}


@pytest.fixture
def queries_of(client):
    """Return a function: the number of queries of each page above MOST, by its address.

    A page above it is opened once more, since the first time may also have filled the caches of the process.
    """

    def count(user, urls):
        client.force_login(user)
        above = [url for url in urls if ask(client, "get", url).queries > MOST]
        counts = {url: ask(client, "get", url).queries for url in above}
        return {url: number for url, number in counts.items() if number > MOST}

    return count


@pytest.mark.parametrize("role", ["officer", "assessor", "administrator"])
def test_a_published_assessment(queries_of, answers_to, users, role):
    answers = [answer for row, answer in answers_to(role).items() if row in PAGES and answer.status == 200]

    assert answers
    above = [answer.url for answer in answers if answer.queries > MOST]
    assert queries_of(users[role], above) == {}


def test_an_assessment_under_way(queries_of, draft, people):
    officer, internal, _external, _administrator = people

    def urls(*names, code=""):
        return [reverse(f"assessments:{name}", args=[draft.pk, *([code] if code else [])]) for name in names]

    builders.fill_in(draft, officer)
    assert queries_of(officer, urls("detail", "submit", "plan") + urls("aspect", code="EN9")) == {}
    builders.submit(draft, officer)
    builders.audit(draft, internal, returning=["EN1.1", "EN9.1"])
    pages = urls("detail", "audit", "return") + urls("audit-indicator", "threads", code="EN9.1")
    assert queries_of(internal, pages) == {}
    due_on = timezone.localdate() + timedelta(days=7)
    returns.return_for_correction(assessment=draft, due_on=due_on, by=internal)
    assert queries_of(officer, urls("detail", "resubmit") + urls("aspect", code="EN9")) == {}


def test_an_assessment_before_the_committee(queries_of, at, people):
    assessment = at(Status.EXTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.external)
    audit = reverse("assessments:audit", args=[assessment.pk])
    assert queries_of(people.external, [audit, assessment.get_absolute_url()]) == {}
    builders.audit(assessment, people.external)
    resolutions.recommend(assessment=assessment, by=people.external)
    assessment.refresh_from_db()
    meeting = builders.meeting_of(assessment, by=people.administrator)
    resolve = reverse("assessments:resolve", args=[assessment.pk])
    room = reverse("assessments:room", args=[meeting.pk, assessment.pk])

    assert queries_of(people.administrator, [resolve, room]) == {}
