"""Lists of assessments: all that a user may see, and those that wait for the user."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import labels
from assessments.domain.audits import STAGES
from assessments.domain.workflow import EDITABLE, Status
from assessments.models import Assessment
from assessments.models.assessments import PROVINCE_DEEDS
from assessments.queries.audits import with_audit
from assessments.templatetags.stages import due_on
from ecotown.accounts.models import User
from ecotown.common.models import HistoryRow
from ecotown.common.templatetags.thai import era_year, named
from ecotown.notices.registry import Waiting


@dataclass(frozen=True, slots=True)
class Turn:
    """A step after publication that a user has to take, declared by an app above this one.

    `of` returns which assessments wait for a user, `known` are the annotations that `label` reads from a row
    of the list, `address` is the URL name of the page.
    """

    of: Callable[[User], Q]
    known: Mapping[str, object]
    label: Callable[[Assessment], str]
    address: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of an assessment in the list, with the address of its page."""

    label: str
    url: str


AFTER_PUBLICATION: list[Turn] = []


def declare_turn(turn: Turn) -> None:
    """Register a step that published assessments wait for."""
    AFTER_PUBLICATION.append(turn)


def on_list(user: User) -> QuerySet[Assessment]:
    """Return every assessment the user may see, with what lists show; a constant number of queries."""
    return (
        with_audit(Assessment.objects.visible_to(user))
        .select_related("area__province", "cycle__framework", "resolution__meeting")
        .with_level()
        .with_progress()
        .order_by("-cycle__year", "area__province__sort_key", "area__sort_key", "area__key")
    )


def waiting_for(user: User) -> QuerySet[Assessment]:
    """Return those of `on_list` whose next step is this user's: returned ones first, then the oldest."""
    annotations = {name: value for turn in AFTER_PUBLICATION for name, value in turn.known.items()}
    return (
        on_list(user)
        .filter(turn_of(user))
        .annotate(waiting_since=_since(), is_first_time=~Q(status=Status.RETURNED), **annotations)
        .order_by(
            "is_first_time",
            "cycle__year",
            F("waiting_since").asc(nulls_first=True),
            *("area__sort_key", "area__key"),
        )
    )


def turn_of(user: User) -> Q:
    """Return which assessments wait for the user; the only place that decides it."""
    if user.is_officer:
        return Q(status__in=EDITABLE)
    if user.is_assessor:
        return Q(assigned_to=user.pk, status__in=STAGES) | may_take(user)
    if user.is_administrator:
        is_due = (Q(status=Status.COMMITTEE) & ~Q(recommended_by=user)) | Q(status=Status.GRANTED)
        for turn in AFTER_PUBLICATION:
            is_due |= Q(status=Status.PUBLISHED) & turn.of(user)
        return is_due
    return Q(pk__in=[])


def may_take(user: User) -> Q:
    """Return which unassigned audits an assessor may take; needs the columns of `with_audit`.

    Assessments are excluded in which the user was assigned, passed, recommended or entered values.
    """
    took_part = Q(assignments__assessor=user) | Q(passed_by=user) | Q(recommended_by=user)
    barred = Assessment.objects.filter(took_part).values("pk")
    free = Q(status__in=STAGES, assigned_to__isnull=True)
    return free & ~Q(pk__in=barred) & ~Exists(_province_events_of(user))


def next_step(assessment: Assessment) -> NextStep:
    """Return the next step of a row of `waiting_for`."""
    for turn in AFTER_PUBLICATION if assessment.status == Status.PUBLISHED else []:
        return NextStep(turn.label(assessment), reverse(turn.address, args=[assessment.pk]))
    is_audit = assessment.status in STAGES
    url = reverse("assessments:audit", args=[assessment.pk]) if is_audit else assessment.get_absolute_url()
    return NextStep(labels.next_step(assessment), url)


def work_of(user: User) -> list[Waiting]:
    """Return `waiting_for` in words, for the daily mail."""
    return [
        Waiting(
            name=name_of(assessment),
            action=next_step(assessment).label,
            url=next_step(assessment).url,
            due=due_on(assessment),
        )
        for assessment in waiting_for(user)
    ]


def name_of(assessment: Assessment) -> str:
    """Return the area and the fiscal year, in the active language."""
    return _("%(area)s, fiscal year %(year)s") % {
        "area": named(assessment.area),
        "year": era_year(assessment.cycle.year),
    }


def names_of(user: User, pks: Collection[int]) -> dict[int, str]:
    """Return the names of those assessments in `pks` that the user may see, by id; one query."""
    assessments = Assessment.objects.visible_to(user).filter(pk__in=pks)
    return {
        assessment.pk: name_of(assessment)
        for assessment in assessments.select_related("area__province", "cycle")
    }


def entered_by(assessments: Collection[Assessment]) -> dict[int, set[int]]:
    """Return the ids of users who changed values or evidence, by assessment id; one query of the history."""
    subjects = {assessment.history_subject: assessment.pk for assessment in assessments}
    users: dict[int, set[int]] = {pk: set() for pk in subjects.values()}
    events = HistoryRow.objects.filter(chain__subject__in=subjects, name__in=PROVINCE_DEEDS)
    for subject, user in events.order_by().values_list("chain__subject", "by").distinct():
        users[subjects[subject]].add(user)
    return users


def decided(user: User) -> QuerySet[Assessment]:
    """Return the assessments that the committee has decided on, the newest decision first."""
    return on_list(user).filter(resolution__isnull=False).order_by("-resolution__recorded_at")


def _since() -> Case:
    """Return the time at which the present status began, as an expression; null for a draft."""
    return Case(
        When(status=Status.INTERNAL_AUDIT, then=F("submitted_at")),
        When(status=Status.EXTERNAL_AUDIT, then=F("passed_at")),
        When(status=Status.COMMITTEE, then=F("recommended_at")),
        When(status=Status.GRANTED, then=F("resolution__recorded_at")),
        When(status=Status.PUBLISHED, then=F("published_at")),
    )


def _province_events_of(user: User) -> QuerySet[HistoryRow]:
    subject = Concat(Value("assessment:"), Cast(OuterRef("pk"), CharField()))
    return HistoryRow.objects.filter(by=user, name__in=PROVINCE_DEEDS, chain__subject=subject)
