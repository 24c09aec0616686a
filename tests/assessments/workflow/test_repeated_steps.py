"""Who repeats a step of their own is told that it is done; who repeats that of another is refused."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.audit.actions import assignments
from assessments.committee.actions import minutes
from assessments.entry.domain.values import EntryValue
from assessments.pages import words
from assessments.pages.views.steps import TRANSITION_EVENTS
from assessments.reports.actions import ask_for_reports
from assessments.reports.domain import ReportPackage
from assessments.reports.models import Report
from assessments.workflow.domain import TRANSITIONS, Status, Step
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role
from ecotown.common.history import recording
from ecotown.common.history.models import Event as HistoryEvent
from tests import builders, files
from tests.assessments.workflow.progress import (
    ACCEPTED,
    FRESH,
    POSSIBLE,
    RETURNING,
    call,
    events_of,
    statement_of,
)

# A verdict is no step: given again, it replaces the one before.
ONCE = sorted(possible for possible in POSSIBLE if possible[0] != "assessments:verdict")


def ask(client, step, assessment):
    """Take a step and return the page that it leads to."""
    return call(client, step, assessment, follow=True)


def outcome(response):
    """Return the status of the last page and the kind of its last message."""
    shown = [message.level_tag for message in (response.context or {}).get("messages", [])]
    return response.status_code, shown[-1] if shown else ""


def colleague_of(person, assessment):
    if person.role == Role.OFFICER:
        return builders.officer_of(assessment.area.province)
    return builders.UserBuilder(role=person.role)


def test_every_step_of_the_workflow_is_repeated_here():
    steps = {name.removeprefix("assessments:") for name, *_situation in ONCE}

    # A correction is proposed and approved; assessments end and resume with their whole cycle.
    own_steps = {line.step for line in TRANSITIONS} - {Step.CORRECT, Step.END, Step.RESUME}

    assert own_steps <= steps
    assert len(TRANSITION_EVENTS) == len(own_steps)


@pytest.mark.parametrize("possible", ONCE, ids="-".join)
def test_a_person_who_repeats_a_step_is_told_that_it_is_done(client, situation, people, possible):
    step, status, progress, role = possible
    assessment = situation(status, progress)
    client.force_login(getattr(people, role))
    first = ask(client, step, assessment)
    before = events_of(assessment)

    again = ask(client, step, assessment)

    assert (outcome(again), events_of(assessment)) == ((200, "info"), before)
    # A person who gave an audit back no longer finds it among their own.
    assert again.redirect_chain == first.redirect_chain or step == "assessments:recuse"


@pytest.mark.parametrize("possible", ONCE, ids="-".join)
def test_a_step_of_somebody_else_is_refused_as_before(client, situation, people, possible):
    step, status, progress, role = possible
    assessment = situation(status, progress)
    client.force_login(getattr(people, role))
    ask(client, step, assessment)
    before = events_of(assessment)
    client.force_login(colleague_of(getattr(people, role), assessment))

    response = ask(client, step, assessment)

    assert outcome(response) in {(200, "error"), (403, "")}
    assert events_of(assessment) == before


def test_a_resubmission_to_the_external_audit_is_done_once(client, at, people):
    assessment = at(Status.EXTERNAL_AUDIT)
    builders.send_back(assessment, people.external)
    client.force_login(people.officer)
    ask(client, "assessments:resubmit", assessment)
    before = events_of(assessment)

    again = ask(client, "assessments:resubmit", assessment)

    assert (outcome(again), events_of(assessment)) == ((200, "info"), before)


def test_the_message_says_when(client, situation, people):
    assessment = situation(Status.GRANTED, FRESH)
    client.force_login(people.administrator)
    ask(client, "assessments:publish", assessment)
    assessment.refresh_from_db()

    again = ask(client, "assessments:publish", assessment)

    (message,) = again.context["messages"]
    assert str(message).startswith("ดำเนินการไปแล้วเมื่อ ")


def test_a_step_that_another_step_followed_is_refused(client, situation, people):
    """The officer submitted, a colleague withdrew: withdrawing again is no repetition of the officer's."""
    assessment = situation(Status.INTERNAL_AUDIT, FRESH)
    client.force_login(builders.officer_of(assessment.area.province))
    ask(client, "assessments:withdraw", assessment)
    client.force_login(people.officer)

    assert outcome(ask(client, "assessments:withdraw", assessment)) == (200, "error")


def test_who_audited_internally_is_refused_the_external_audit(client, situation, people):
    assessment = situation(Status.INTERNAL_AUDIT, ACCEPTED)
    client.force_login(people.internal)
    ask(client, "assessments:pass", assessment)

    response = ask(client, "assessments:take-on", assessment)

    assert [str(message) for message in response.context["messages"]] == [words.refusal("both-audits")]


def test_the_form_of_a_step_that_is_taken_stays_closed(client, situation, people):
    assessment = situation(Status.INTERNAL_AUDIT, RETURNING)
    client.force_login(people.internal)
    ask(client, "assessments:return", assessment)

    assert client.get(reverse("assessments:return", args=[assessment.pk])).status_code == 403


def test_results_published_together_are_published_once(client, situation, people):
    assessment = situation(Status.GRANTED, FRESH)
    url, form_data = reverse("assessments:publish-all"), {"assessment": assessment.pk}
    client.force_login(people.administrator)
    client.post(url, form_data)
    before = events_of(assessment)

    again = client.post(url, form_data, follow=True)

    assert (outcome(again), events_of(assessment)) == ((200, "info"), before)


@pytest.mark.parametrize("name", ["assessments:resolve-all", "assessments:close-meeting"])
def test_a_meeting_resolves_and_closes_once(client, situation, people, name):
    assessment = situation(Status.COMMITTEE, FRESH)
    meeting = builders.meeting_of(by=people.administrator)
    builders.seat(meeting, people.administrator)
    url = reverse(name, args=[meeting.pk])
    client.force_login(people.administrator)
    page = client.post(url)
    if page.context:  # what is confirmed
        client.post(url, {"statement": page.context["statement"].mark})
    before = events_of(assessment), events_of(meeting)

    again = client.post(url, follow=True)
    client.force_login(builders.UserBuilder(role=Role.ADMINISTRATOR))
    by_colleague = client.post(url, follow=True)

    assert [outcome(again), outcome(by_colleague)] == [(200, "info"), (200, "error")]
    assert (events_of(assessment), events_of(meeting)) == before


def test_the_rest_is_accepted_once_in_a_round(client, situation, people):
    assessment = situation(Status.INTERNAL_AUDIT, FRESH)
    assignments.take_on(assessment=assessment, by=people.internal)
    url = reverse("assessments:accept-rest", args=[assessment.pk])
    client.force_login(people.internal)
    sent = statement_of(client, "assessments:accept-rest", assessment)
    client.post(url, sent)
    before = events_of(assessment)

    again = client.post(url, sent, follow=True)

    assert (outcome(again), events_of(assessment)) == ((200, "info"), before)


def _failed_level(assessment, _people):
    Assessment.objects.filter(pk=assessment.pk).update(level_error="unexpected")
    return "retry-level", [assessment.pk]


def _failed_corrected_level(assessment, people):
    correction = builders.propose(assessment, by=people.administrator)
    assessment.corrections.update(level_error="unexpected")
    return "retry-corrected-level", [assessment.pk, correction.pk]


def _failed_preview(assessment, people):
    evidence = builders.add_evidence(assessment, files.pdf(), by=people.officer)
    assessment.evidence.update(preview="failed")
    return "retry-preview", [assessment.pk, evidence.pk]


def _failed_report(assessment, people):
    package, administrator = ReportPackage.DOSSIER, people.administrator
    report, _workbook = ask_for_reports(assessment=assessment, package=package, by=administrator)
    Report.objects.filter(pk=report.pk).update(state="failed", error="unexpected")
    return "retry-paper", [report.pk]


def _failed_minutes(_assessment, people):
    meeting = builders.meeting_of(by=people.administrator)
    minutes.ask_for_minutes(meeting=meeting, by=people.administrator)
    meeting.minutes.update(state="failed", error="unexpected")
    return "retry-minutes", [meeting.pk, "pdf"]


@pytest.mark.parametrize(
    ("status", "failed"),
    [
        (Status.DRAFT, _failed_level),
        (Status.PUBLISHED, _failed_corrected_level),
        (Status.DRAFT, _failed_preview),
        (Status.PUBLISHED, _failed_report),
        (Status.COMMITTEE, _failed_minutes),
    ],
)
def test_what_failed_is_tried_again_once(client, situation, people, status, failed):
    name, arguments = failed(situation(status, FRESH), people)
    client.force_login(people.administrator)
    url = reverse(f"assessments:{name}", args=arguments)

    first = client.post(url, follow=True)
    count = HistoryEvent.objects.count()
    again = client.post(url, follow=True)

    assert [outcome(first), outcome(again)] == [(200, "success"), (200, "info")]
    assert HistoryEvent.objects.count() == count


@pytest.mark.parametrize(
    ("name", "form_data"), [("approve-correction", {}), ("refuse-correction", {"note": "ค่าถูกต้องแล้ว"})]
)
def test_a_correction_is_decided_once(client, situation, people, name, form_data):
    assessment = situation(Status.PUBLISHED, FRESH)
    correction = builders.propose(assessment, by=people.administrator)
    url = reverse(f"assessments:{name}", args=[assessment.pk, correction.pk])
    decider, colleague = (builders.UserBuilder(role=Role.ADMINISTRATOR) for _ in range(2))
    client.force_login(decider)
    first = client.post(url, form_data, follow=True)
    before = events_of(assessment)

    again = client.post(url, form_data, follow=True)
    client.force_login(colleague)
    by_colleague = client.post(url, form_data, follow=True)

    assert [outcome(first), outcome(again)] == [(200, "success"), (200, "info")]
    assert outcome(by_colleague)[1] == "error"
    assert events_of(assessment) == before


def test_a_question_is_taken_once_and_can_be_taken_over(client, situation, people):
    assessment = situation(Status.PUBLISHED, FRESH)
    question = builders.ask(assessment)
    url = reverse("assessments:take-question", args=[question.pk])
    colleague, answers = builders.UserBuilder(role=Role.ADMINISTRATOR), []

    for person in (people.administrator, people.administrator, colleague):
        client.force_login(person)
        answers.append(outcome(client.post(url, follow=True)))

    events = recording.events_of(f"questions:{assessment.pk}")
    assert answers == [(200, "success"), (200, "info"), (200, "success")]
    assert [row.by for row in events if row.name == "question-taken"] == [people.administrator, colleague]


def failed_level(assessment, people):
    Assessment.objects.filter(pk=assessment.pk).update(level_error="lost")
    return people.officer, reverse("assessments:retry-level", args=[assessment.pk])


def failed_preview(assessment, people):
    evidence = builders.add_evidence(assessment, files.pdf(), by=people.officer)
    assessment.evidence.update(preview=evidence.Preview.FAILED)
    return people.officer, reverse("assessments:retry-preview", args=[assessment.pk, evidence.pk])


def test_a_decision_on_one_correction_says_nothing_about_another(client, situation, people):
    assessment = situation(Status.PUBLISHED, FRESH)
    decider, colleague = (builders.UserBuilder(role=Role.ADMINISTRATOR) for _ in range(2))
    first = _approved(client, assessment, people, value=1, by=colleague)
    second = _approved(client, assessment, people, value=2, by=decider)

    answers = [outcome(client.post(_decision_url(correction), follow=True)) for correction in (first, second)]

    assert answers == [(200, "error"), (200, "info")]


def _decision_url(correction):
    return reverse("assessments:approve-correction", args=[correction.assessment_id, correction.pk])


def _approved(client, assessment, people, *, value, by):
    """Propose this value of EN9.1, and approve it as `by`, who stays signed in."""
    values = {"EN9.1": EntryValue(value=Decimal(value))}
    correction = builders.propose(assessment, by=people.administrator, values=values)
    client.force_login(by)
    client.post(_decision_url(correction))
    return correction


def test_a_file_is_removed_once(client, situation, people):
    assessment = situation(Status.RETURNED, FRESH)
    evidence = builders.add_evidence(assessment, files.pdf(), by=people.officer)
    url = reverse("assessments:remove-evidence", args=[assessment.pk, evidence.pk])
    client.force_login(people.officer)
    first = client.post(url, follow=True)

    again = client.post(url, follow=True)

    assert (outcome(first), outcome(again)) == ((200, "success"), (200, "info"))
