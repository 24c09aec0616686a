"""Comments, replies and internal notes on the indicators of an assessment."""

from collections import defaultdict

from django.db.models import Count, Prefetch

from assessments.audit.models.comments import Comment, Thread
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment


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


def thread_counts(assessment: Assessment) -> dict[str, int] | None:
    """Return the number of threads on each indicator by code; None for a draft. One query."""
    if assessment.status == Status.DRAFT:
        return None
    counts = assessment.threads.order_by().values_list("indicator__code").annotate(Count("pk"))
    return dict(counts)
