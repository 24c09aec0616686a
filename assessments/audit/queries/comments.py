"""Comments, replies and internal notes on the indicators of an assessment."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.audit.domain import check_settling
from assessments.audit.models.comments import IS_WAITING_FOR_PROVINCE, Comment, Thread
from assessments.workflow.domain import COMMENTABLE, Status, WorkflowError
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User


class ThreadCounts(NamedTuple):
    """The number of threads on an indicator, and of those that wait for an answer of the province."""

    total: int = 0
    waiting: int = 0


def indicator_threads(assessment: Assessment, code: str) -> list[Thread]:
    """Return the threads on one indicator with their comments; two queries."""
    return threads_by_code(assessment, code)[code]


def threads_by_code(assessment: Assessment, code: str | None = None) -> dict[str, list[Thread]]:
    """Return the threads by indicator code, of all indicators or of `code`, with comments; two queries."""
    comments = Comment.objects.select_related("written_by")
    rows = assessment.threads.select_related("indicator", "evidence", "settled_by").prefetch_related(
        Prefetch("comments", comments)
    )
    if code is not None:
        rows = rows.filter(indicator__code=code)
    threads: dict[str, list[Thread]] = defaultdict(list)
    for thread in rows:
        threads[thread.indicator.code].append(thread)
    return threads


def thread_counts(assessment: Assessment) -> dict[str, ThreadCounts] | None:
    """Return the number of threads on each indicator by code; None for a draft. One query.

    None of them waits when comments are not possible any more.
    """
    if assessment.status == Status.DRAFT:
        return None
    is_waiting = IS_WAITING_FOR_PROVINCE if assessment.status in COMMENTABLE else Q(pk__in=[])
    threads = assessment.threads.with_last_role().order_by().values_list("indicator__code")
    counts = threads.annotate(total=Count("pk"), waiting=Count("pk", filter=is_waiting))
    return {code: ThreadCounts(total, waiting) for code, total, waiting in counts}


def counts_of(threads: Sequence[Thread]) -> ThreadCounts:
    """Return the counts of the threads on an indicator that are read with their comments."""
    waiting = (
        thread
        for thread in threads
        if not thread.is_settled and list(thread.comments.all())[-1].written_by.is_assessor
    )
    return ThreadCounts(len(threads), sum(1 for _thread in waiting))


def has_questions() -> Q:
    """Return which assessments have a thread that waits for an answer of the province."""
    waiting = Thread.objects.filter(assessment=OuterRef("pk")).waiting_for_province()
    return Q(Exists(waiting), status__in=COMMENTABLE)


def with_questions(assessments: QuerySet[Assessment]) -> QuerySet[Assessment, Any]:
    """Add `question_count`, the threads that wait for the province, and `question_code`, the first of them.

    The code is that of its indicator, None without any.
    """
    waiting = Thread.objects.filter(
        assessment=OuterRef("pk"), assessment__status__in=COMMENTABLE
    ).waiting_for_province()
    counted = waiting.order_by().values("assessment").values(count=Count("pk"))
    first = waiting.order_by("indicator_id", "pk").values("indicator__code")[:1]
    return assessments.annotate(question_count=Coalesce(Subquery(counted), 0), question_code=Subquery(first))


def settling_refusal(thread: Thread, user: User) -> str:
    """Return the code of the reason why the user may not settle a thread; empty when they may.

    No query for a thread with its assessment and comments, beyond the assignments of the assessment.
    """
    asker = thread.comments.all()[0].written_by
    try:
        check_settling(
            user.pk,
            asker.pk,
            is_of_province=user.is_officer,
            is_asked_by_province=asker.is_officer,
            assigned=[row.assessor_id for row in thread.assessment.open_assignments],
        )
    except WorkflowError as error:
        return error.code
    return ""
