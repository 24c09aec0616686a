"""What waits for administrators besides the steps of assessments, as pieces of pending work.

Each function asks who can act: a piece of work is in the queue of exactly these people.
"""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.committee.domain import Outcome
from assessments.committee.models.meetings import Meeting
from assessments.committee.models.minutes import Minutes
from assessments.corrections import queries as corrections_queries
from assessments.corrections.domain import CorrectionTask, QuestionState
from assessments.corrections.models import Correction, Question
from assessments.reports.models import Report
from assessments.reports.words import REPORTS
from assessments.workflow.models import Assessment
from assessments.workflow.queries import assessment_name
from ecotown.accounts.models import User
from ecotown.common.history.models import HistoryCheck
from ecotown.common.holidays.queries import HolidayCalendar, whole_calendar
from ecotown.configuration.queries import current
from ecotown.notices.registry import PendingWork, declare_work

TASKS = {
    CorrectionTask.COMPUTE: gettext_lazy("Compute the level again"),
    CorrectionTask.EXPLAIN: gettext_lazy("Give the reason for the level, or the meeting"),
    CorrectionTask.DECIDE: gettext_lazy("Decide on the correction"),
}


def declare() -> None:
    """Register the kinds of work, for the page of a person's work and for the daily mail."""
    declare_work(gettext_lazy("Questions of visitors"), questions_to_answer)
    declare_work(gettext_lazy("Corrections of published results"), corrections_to_decide)
    declare_work(gettext_lazy("Minutes of meetings"), minutes_to_close)
    declare_work(gettext_lazy("What could not be made"), failed_work)


def questions_to_answer(user: User) -> list[PendingWork]:
    """Return the questions of visitors that wait for this administrator; one query."""
    if not user.has_perm("assessments.answer_questions"):
        return []
    return [_question_work(question) for question in corrections_queries.questions_waiting_for(user)]


def _question_work(question: Question) -> PendingWork:
    if question.state == QuestionState.CORRECTED:
        action = _("Tell the visitor what was corrected")
    else:
        action = _("Answer the question") if question.handled_by_id else _("Take and answer the question")
    return PendingWork(
        name=assessment_name(question.assessment),
        action=action,
        url=reverse("assessments:question", args=[question.pk]),
        list_url=reverse("assessments:questions"),
        due=question.answer_by,
        since=timezone.localdate(question.asked_at),
        detail=question.indicator.code if question.indicator else _("The level"),
    )


def corrections_to_decide(user: User) -> list[PendingWork]:
    """Return the corrections about which this administrator can do something; two queries."""
    if not user.has_perm("assessments.correct"):
        return []
    waiting = corrections_queries.corrections_waiting_for(user)
    calendar = whole_calendar() if waiting else None
    return [_correction_work(correction, task, calendar) for correction, task in waiting]


def _correction_work(correction: Correction, task: CorrectionTask, calendar: HolidayCalendar) -> PendingWork:
    """Return the work of a correction: due as its question, else in the time a question is answered."""
    proposed_on = timezone.localdate(correction.proposed_at)
    question = correction.question
    is_promised = question is not None and question.answer_by >= proposed_on
    due = (
        question.answer_by
        if is_promised
        else calendar.after_working_days(proposed_on, current().question_answer_days)
    )
    return PendingWork(
        name=assessment_name(correction.assessment),
        action=str(TASKS[task]),
        url=reverse("assessments:correction", args=[correction.assessment_id, correction.pk]),
        list_url=f"{reverse('assessments:committee')}#corrections-title",
        due=due,
        since=proposed_on,
        detail=_("Correction %(number)s") % {"number": correction.number},
    )


def minutes_to_close(user: User) -> list[PendingWork]:
    """Return the meetings that were held and whose minutes are open; two queries."""
    if not user.has_perm("assessments.hold_meetings"):
        return []
    held = Meeting.objects.unclosed().filter(date__lte=timezone.localdate())
    rows = list(held.annotate(waiting_count=Count("items", filter=Q(items__outcome=Outcome.WAITING))))
    calendar = whole_calendar() if rows else None
    return [_minutes_work(meeting, calendar) for meeting in rows]


def _minutes_work(meeting: Meeting, calendar: HolidayCalendar) -> PendingWork:
    sentence = ngettext(
        "%(count)s area without a resolution", "%(count)s areas without a resolution", meeting.waiting_count
    )
    return PendingWork(
        name=_("Meeting %(number)s") % {"number": meeting.number},
        action=_("Close the minutes"),
        url=reverse("assessments:meeting", args=[meeting.pk]),
        list_url=reverse("assessments:committee"),
        due=calendar.after_working_days(meeting.date, current().minutes_days),
        since=meeting.date,
        detail=sentence % {"count": meeting.waiting_count} if meeting.waiting_count else "",
    )


def failed_work(user: User) -> list[PendingWork]:
    """Return what workers could not do and this administrator can have done again; four queries."""
    if not user.is_administrator:
        return []
    return [*_failed_levels(user), *_failed_minutes(user), *_failed_reports(user), *_broken_history(user)]


def _failed_levels(user: User) -> list[PendingWork]:
    failed = Assessment.objects.visible_to(user).exclude(level_error="")
    return [
        PendingWork(
            name=assessment_name(assessment),
            action=_("Compute the level again"),
            url=assessment.get_absolute_url(),
            list_url=reverse("assessments:list"),
            due=None,
            since=timezone.localdate(assessment.level_asked_at),
            detail=_("The level could not be computed"),
        )
        for assessment in failed.select_related("area__province", "cycle").order_by("level_asked_at", "pk")
    ]


def _failed_minutes(user: User) -> list[PendingWork]:
    """Return the minutes that could not be made: final ones of everyone, drafts of who asked for them."""
    failed = Minutes.objects.filter(Q(is_final=True) | Q(asked_by=user), state=Minutes.State.FAILED)
    is_superseded = Exists(Minutes.objects.filter(meeting=OuterRef("meeting"), is_final=True))
    failed = failed.filter(Q(is_final=True) | ~is_superseded)
    return [
        PendingWork(
            name=_("Meeting %(number)s") % {"number": minutes.meeting.number},
            action=_("Make the minutes again"),
            url=f"{reverse('assessments:meeting', args=[minutes.meeting_id])}#minutes",
            list_url=reverse("assessments:committee"),
            due=None,
            since=timezone.localdate(minutes.asked_at),
            detail=minutes.error_words,
        )
        for minutes in failed.select_related("meeting").order_by("asked_at", "pk")
    ]


def _failed_reports(user: User) -> list[PendingWork]:
    """Return the user's reports that could not be made and were not asked for anew."""
    mine = Report.objects.visible_to(user)
    newer = Report.objects.filter(
        assessment=OuterRef("assessment"), kind=OuterRef("kind"), owner=user, pk__gt=OuterRef("pk")
    )
    failed = mine.filter(~Exists(newer), state=Report.State.FAILED, expires_at__gt=timezone.now())
    return [
        PendingWork(
            name=assessment_name(report.assessment),
            action=_("Make the report again"),
            url=reverse("assessments:papers"),
            list_url=reverse("assessments:papers"),
            due=None,
            since=timezone.localdate(report.asked_at),
            detail=str(REPORTS[report.kind]),
        )
        for report in failed.select_related("assessment__area__province", "assessment__cycle").order_by("pk")
    ]


def _broken_history(user: User) -> list[PendingWork]:
    """Return the newest check of the history when it found something or could not be finished."""
    if not user.has_perm("assessments.check_history"):
        return []
    check = HistoryCheck.objects.filter(finished_at__isnull=False).first()
    if check is None or not (check.error or check.breaks):
        return []
    return [
        PendingWork(
            name=_("Check of the history"),
            action=_("Look at the check of the history"),
            url=reverse("assessments:history-check"),
            list_url=reverse("assessments:history-check"),
            due=None,
            since=timezone.localdate(check.finished_at),
            detail=_("The check could not be finished") if check.error else _("Broken rows were found"),
        )
    ]
