"""Steps that people repeat by mistake, with the events by which the history shows that they were taken."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from assessments.audit.actions import assignments, comments, returns, verdicts
from assessments.committee.actions import minutes, resolutions
from assessments.corrections.actions import corrections, questions
from assessments.cycles import actions as cycles
from assessments.evidence import actions as evidence
from assessments.explanation import actions as explanation
from assessments.pages import words
from assessments.pages.views.access import get_assessment
from assessments.past_years import actions as past_years
from assessments.past_years.queries import history_subject
from assessments.reports import actions as reports
from assessments.submission import actions as submission
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from ecotown.common.steps.repetition import declare_steps
from ecotown.common.steps.running import declare_refusals, tell_repeated

# One action for each step of TRANSITIONS.
TRANSITION_EVENTS = {
    submission.submit: Event.SUBMITTED,
    submission.withdraw: Event.WITHDRAWN,
    submission.resubmit: Event.RESUBMITTED,
    returns.return_for_correction: Event.RETURNED,
    verdicts.pass_internal_audit: Event.PASSED,
    resolutions.recommend: Event.RECOMMENDED,
    resolutions.send_back: Event.SENT_BACK,
    resolutions.resolve: Event.RESOLVED,
    resolutions.withdraw_resolution: Event.RESOLUTION_WITHDRAWN,
    resolutions.publish: Event.PUBLISHED,
}
ASSIGNMENT_EVENTS = {
    assignments.take_on: Event.TAKEN_ON,
    assignments.recuse: Event.RECUSED,
}
DECISION_EVENTS = {
    corrections.approve_correction: Event.CORRECTION_APPROVED,
    corrections.refuse_correction: Event.CORRECTION_REFUSED,
}


def declare():
    """Register the words of refusals, and the steps; called when the portal starts."""
    declare_refusals(WorkflowError, lambda error: words.refusal(error.code))
    moves = TRANSITION_EVENTS.values()
    declare_steps(TRANSITION_EVENTS, _assessment)
    declare_steps({resolutions.publish_all: Event.PUBLISHED}, _assessments, until=moves)
    declare_steps({resolutions.resolve_all: Event.RESOLVED}, _agenda, until=moves)
    declare_steps(ASSIGNMENT_EVENTS, _assessment, until=[*moves, Event.REASSIGNED])
    declare_steps({assignments.begin_audit: Event.AUDIT_BEGUN}, _assessment, returns_same=True)
    declare_steps(DECISION_EVENTS, _correction)
    declare_steps({questions.take_question: Event.QUESTION_TAKEN}, _question, returns_same=True)
    declare_steps({minutes.close_meeting: Event.CLOSED}, _meeting)
    declare_steps({verdicts.accept_rest: Event.VERDICTS_GIVEN}, _assessment, until=moves)
    talk = [Event.THREAD_REOPENED, Event.COMMENT_WRITTEN]
    declare_steps({comments.settle_thread: Event.THREAD_SETTLED}, _thread, until=talk)
    declare_steps({evidence.remove_evidence: Event.EVIDENCE_REMOVED}, _evidence, until=[Event.EVIDENCE_ADDED])
    declare_steps({cycles.open_cycle: Event.CYCLE_OPENED}, _opened_cycle)
    closings = {cycles.close_cycle: Event.CYCLE_CLOSED, cycles.reopen_cycle: Event.CYCLE_REOPENED}
    declare_steps(closings, _cycle)
    past_year_events = {
        past_years.release_past_year: Event.PAST_YEAR_RELEASED,
        past_years.remove_past_year: Event.PAST_YEAR_REMOVED,
    }
    declare_steps(past_year_events, _past_year, until=[Event.PAST_YEAR_LOADED])
    declare_steps({past_years.load_past_year: Event.PAST_YEAR_LOADED}, _loaded_year)
    # Refused only when there is nothing to try again.
    declare_steps({explanation.retry_level: Event.LEVEL_RETRIED}, _level)
    declare_steps({corrections.retry_corrected_level: Event.LEVEL_RETRIED}, _corrected_level)
    declare_steps({evidence.retry_preview: Event.PREVIEW_RETRIED}, _preview)
    declare_steps({reports.retry_report: Event.PAPER_RETRIED}, _report)
    declare_steps({minutes.retry_minutes: Event.MINUTES_RETRIED}, _minutes)


def ends_own_right(action):
    """Tell a person whose own step took their right to it that it is taken, instead of the answer 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, pk):
            try:
                return view(request, pk)
            except PermissionDenied:
                if request.method != "POST":
                    raise
                assessment = get_assessment(request.user, pk, with_level=False)
                if not tell_repeated(request, action, {"assessment": assessment}):
                    raise
                return redirect(assessment)

        return guarded

    return decorate


def _assessment(*, assessment, **_values):
    return _assessments(assessments=[assessment])


def _assessments(*, assessments):
    return [(assessment.history_subject, {}) for assessment in assessments]


def _agenda(*, meeting):
    return _assessments(assessments=[item.assessment for item in meeting.items.select_related("assessment")])


def _correction(*, correction, **_values):
    return [(correction.assessment.history_subject, {"correction": correction.number})]


def _thread(*, thread, **_values):
    return [(thread.assessment.history_subject, {"thread": thread.pk})]


def _question(*, question):
    return [(f"questions:{question.assessment_id}", {"question": question.pk})]


def _cycle(*, cycle, **_values):
    return [(cycle.history_subject, {})]


def _opened_cycle(*, year, **_values):
    return [(f"cycle:{year}", {})]


def _past_year(*, past_year, **_values):
    return [(history_subject(past_year.area), {"year": past_year.year})]


def _loaded_year(*, area, year, sha256, **_values):
    return [(history_subject(area), {"year": year, "sha256": sha256})]


def _meeting(*, meeting):
    return [(meeting.history_subject, {})]


def _level(*, assessment):
    return [(f"levels:{assessment.pk}", {"correction": None})]


def _corrected_level(*, correction):
    return [(f"levels:{correction.assessment_id}", {"correction": correction.pk})]


def _evidence(*, evidence):
    return [(evidence.assessment.history_subject, {"evidence": evidence.pk})]


def _preview(*, evidence):
    return [(f"previews:{evidence.assessment_id}", {"evidence": evidence.pk})]


def _report(*, report):
    return [(f"papers:{report.assessment_id}", {"paper": report.pk})]


def _minutes(*, minutes):
    return [(minutes.meeting.history_subject, {"minutes": minutes.pk})]
