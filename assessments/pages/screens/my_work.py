"""Lists of assessments: all that a user may see, and those that wait for the user."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.audit.queries.audits import with_audit
from assessments.audit.queries.comments import has_questions, with_questions
from assessments.committee.domain import Outcome
from assessments.committee.models.meetings import AgendaItem
from assessments.corrections.queries import with_level_in_force
from assessments.entry.models import QuantityEntry
from assessments.pages.screens.lists import most_urgent_first
from assessments.workflow import words
from assessments.workflow.domain import EDITABLE, STAGES, Day, Status, due_on
from assessments.workflow.models import Assessment
from assessments.workflow.queries import assessment_name, is_entered_by
from assessments.workflow.registry import PUBLISHED_STEPS
from ecotown.accounts.models import Role, User
from ecotown.notices import registry
from ecotown.notices.registry import PendingWork, WorkGroup


@dataclass(frozen=True, slots=True)
class NextStepLink:
    """The next step of an assessment in the list, with the address of its page."""

    label: str
    url: str


def listed_assessments(user: User) -> QuerySet[Assessment]:
    """Return every assessment the user may see, with what lists show; a constant number of queries."""
    return (
        with_level_in_force(with_audit(Assessment.objects.visible_to(user)))
        .select_related("area__province", "cycle__framework", "resolution__meeting")
        .with_progress()
        .order_by("-cycle__year", "area__province__sort_key", "area__sort_key", "area__key")
    )


def assessment_count(user: User) -> int:
    """Return how many assessments the user may see."""
    return Assessment.objects.visible_to(user).count()


def waiting_assessments(user: User) -> QuerySet[Assessment]:
    """Return the assessments that wait for the user, the most urgent first.

    For an officer that is where an assessor waits for an answer: such a row has no due date of its own.
    """
    annotations = {name: value for step in PUBLISHED_STEPS for name, value in step.annotations.items()}
    quantities = QuantityEntry.objects.filter(assessment=OuterRef("pk"), is_confirmed=False).order_by()
    counts = quantities.values("assessment").values(count=Count("pk"))
    annotations["unconfirmed_quantity_count"] = Coalesce(Subquery(counts), 0)
    items = AgendaItem.objects.filter(assessment=OuterRef("pk"), outcome=Outcome.WAITING)
    annotations["agenda_meeting"] = Subquery(items.values("meeting")[:1])
    waiting = with_questions(listed_assessments(user)).filter(is_waiting_for(user))
    rows = most_urgent_first(waiting.annotate(**annotations))
    if user.is_officer:
        has_question = Case(When(question_count__gt=0, then=0), default=1)
        rows = rows.order_by(has_question, *rows.query.order_by)
    return rows


def is_waiting_for(user: User) -> Q:
    """Return which assessments wait for the user; the only place that decides it."""
    if user.is_officer:
        return Q(status__in=EDITABLE) | has_questions()
    if user.is_assessor:
        return is_in_hand_of(user) | is_available_to(user)
    if user.is_administrator:
        is_to_publish = Q(status=Status.GRANTED) & ~is_entered_by(user)
        is_due = _is_without_assessor() | _is_before_committee_for(user) | is_to_publish
        for step in PUBLISHED_STEPS:
            is_due |= Q(status=Status.PUBLISHED) & step.waiting_for(user)
        return is_due
    return Q(pk__in=[])


def _is_without_assessor() -> Q:
    """Return which audits are under way without anybody who does them; needs the columns of `with_audit`."""
    active = User.objects.filter(role=Role.ASSESSOR, is_active=True).values("pk")
    return Q(status__in=STAGES) & (Q(assigned_to__isnull=True) | ~Q(assigned_to__in=active))


def _is_before_committee_for(user: User) -> Q:
    """Return which assessments an administrator puts on an agenda or records a resolution about.

    On the agenda of a coming meeting nothing is to be done; who recommended one records no resolution.
    """
    items = AgendaItem.objects.filter(assessment=OuterRef("pk"), outcome=Outcome.WAITING)
    is_heard = Exists(items.filter(meeting__date__lte=timezone.localdate()))
    return Q(status=Status.COMMITTEE) & (~Exists(items) | (Q(is_heard) & ~Q(recommended_by=user)))


def is_in_hand_of(user: User) -> Q:
    """Return which audits are assigned to an assessor and under way; needs the columns of `with_audit`."""
    return Q(assigned_to=user.pk, status__in=STAGES)


def is_available_to(user: User) -> Q:
    """Return which unassigned audits an assessor may take; needs the columns of `with_audit`.

    Assessments are excluded in which the user was assigned, passed, recommended or entered values.
    """
    took_part = Q(assignments__assessor=user) | Q(passed_by=user) | Q(recommended_by=user)
    own_assessments = Assessment.objects.filter(took_part).values("pk")
    is_unassigned = Q(status__in=STAGES, assigned_to__isnull=True)
    return is_unassigned & ~Q(pk__in=own_assessments) & ~is_entered_by(user)


def next_step_link(assessment: Assessment) -> NextStepLink:
    """Return the next step of a row of `waiting_assessments`."""
    for step in PUBLISHED_STEPS if assessment.status == Status.PUBLISHED else []:
        return NextStepLink(step.label(assessment), reverse(step.url_name, args=[assessment.pk]))
    url = assessment.get_absolute_url()
    if assessment.status in STAGES:
        url = reverse("assessments:audit", args=[assessment.pk])
    elif assessment.is_editable and assessment.carried_count:
        url = reverse("assessments:carried", args=[assessment.pk])
    elif assessment.is_editable and assessment.unconfirmed_quantity_count:
        label = words.confirming_quantities_label(assessment.unconfirmed_quantity_count)
        return NextStepLink(label, f"{reverse('assessments:basic-data', args=[assessment.pk])}#work")
    return NextStepLink(words.next_step_label(assessment), url)


def _department_link(assessment: Assessment) -> NextStepLink:
    """Return what an administrator does next in a row of `waiting_assessments`."""
    if assessment.status in STAGES:
        query = urlencode({"q": str(assessment.area), "unassigned": "on"})
        return NextStepLink(gettext("Assign an assessor"), f"{reverse('assessments:assignments')}?{query}")
    if assessment.status == Status.COMMITTEE:
        if assessment.agenda_meeting is None:
            return NextStepLink(gettext("Put it on an agenda"), reverse("assessments:committee"))
        return NextStepLink(
            words.next_step_label(assessment), reverse("assessments:resolve", args=[assessment.pk])
        )
    return next_step_link(assessment)


def question_link(assessment: Assessment) -> NextStepLink:
    """Return the link to what an assessor asked, of a row of `waiting_assessments` with a question."""
    url = reverse("assessments:threads", args=[assessment.pk, assessment.question_code])
    return NextStepLink(words.question_label(assessment.question_count), f"{url}#threads")


def work_links(assessment: Assessment, user: User) -> list[NextStepLink]:
    """Return what the user has to do in a row of `waiting_assessments`.

    An officer answers questions also while the values are locked, and then does nothing else.
    """
    if user.is_administrator:
        return [_department_link(assessment)]
    if not user.is_officer:
        return [next_step_link(assessment)]
    steps = [next_step_link(assessment)] if assessment.is_editable else []
    return [*steps, *([question_link(assessment)] if assessment.question_count else [])]


def work_due(assessment: Assessment, user: User) -> Day | None:
    """Return the due date of the user's work in a row of `waiting_assessments`; a question has none."""
    return due_on(assessment) if assessment.is_editable or not user.is_officer else None


def waiting_items(user: User) -> list[PendingWork]:
    """Return `waiting_assessments` in words, for the daily mail, without audits that nobody has."""
    waiting = waiting_assessments(user)
    if user.is_assessor:
        waiting = waiting.filter(assigned_to=user.pk)
    return [
        PendingWork(
            name=assessment_name(assessment),
            action=link.label,
            url=link.url,
            list_url=reverse("assessments:list"),
            due=work_due(assessment, user),
        )
        for assessment in waiting
        for link in work_links(assessment, user)
    ]


def other_work(user: User) -> list[WorkGroup]:
    """Return what waits for the user besides the assessments of `waiting_assessments`, by kind."""
    return registry.pending_groups(user, without=waiting_items)


def declare() -> None:
    """Register the assessments that wait for a person, for the daily mail."""
    registry.declare_work(_("Assessments"), waiting_items)


def decided_assessments(user: User) -> QuerySet[Assessment]:
    """Return the assessments that the committee has decided on, the newest decision first."""
    return listed_assessments(user).filter(resolution__isnull=False).order_by("-resolution__recorded_at")
