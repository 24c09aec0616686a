"""Lists of assessments: all that a user may see, and those that wait for them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
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
    """What waits for someone once the result is published, as a room above this one declares it.

    `of` says for whom, `known` adds what `label` reads from a row of the list.
    """

    of: Callable[[User], Q]
    known: Mapping[str, object]
    label: Callable[[Assessment], str]
    address: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do with a row of the list, and where."""

    label: str
    url: str


AFTER_PUBLICATION: list[Turn] = []


def declare_turn(turn: Turn) -> None:
    """Let published assessments wait for someone."""
    AFTER_PUBLICATION.append(turn)


def on_list(user: User):
    """Every assessment the user may see, with what a list shows; the same queries for any number of rows."""
    return (
        with_audit(Assessment.objects.visible_to(user))
        .select_related("area__province", "cycle__framework", "resolution__meeting")
        .with_level()
        .with_progress()
        .order_by("-cycle__year", "area__province__sort_key", "area__sort_key", "area__key")
    )


def waiting_for(user: User):
    """Those of `on_list` in which the next step is this user's: what was returned, then the oldest first."""
    known = {name: value for turn in AFTER_PUBLICATION for name, value in turn.known.items()}
    return (
        on_list(user)
        .filter(turn_of(user))
        .annotate(waiting_since=_since(), is_first_time=~Q(status=Status.RETURNED), **known)
        .order_by(
            "is_first_time",
            "cycle__year",
            F("waiting_since").asc(nulls_first=True),
            *("area__sort_key", "area__key"),
        )
    )


def turn_of(user: User) -> Q:
    """Which assessments wait for the user: the one place that says so."""
    if user.is_officer:
        return Q(status__in=EDITABLE)
    if user.is_assessor:
        return Q(assigned_to=user.pk, status__in=STAGES) | may_take(user)
    if user.is_administrator:
        turn = (Q(status=Status.COMMITTEE) & ~Q(recommended_by=user)) | Q(status=Status.GRANTED)
        for further in AFTER_PUBLICATION:
            turn |= Q(status=Status.PUBLISHED) & further.of(user)
        return turn
    return Q(pk__in=[])


def may_take(user: User) -> Q:
    """Audits that nobody has in hand and that this assessor had no other hand in; needs `with_audit`."""
    other_hand = Q(assignments__assessor=user) | Q(passed_by=user) | Q(recommended_by=user)
    barred = Assessment.objects.filter(other_hand).values("pk")
    free = Q(status__in=STAGES, assigned_to__isnull=True)
    return free & ~Q(pk__in=barred) & ~Exists(_deeds_of(user))


def next_step(assessment: Assessment) -> NextStep:
    """What to do with a row of `waiting_for`."""
    for turn in AFTER_PUBLICATION if assessment.status == Status.PUBLISHED else []:
        return NextStep(turn.label(assessment), reverse(turn.address, args=[assessment.pk]))
    is_audit = assessment.status in STAGES
    url = reverse("assessments:audit", args=[assessment.pk]) if is_audit else assessment.get_absolute_url()
    return NextStep(labels.next_step(assessment), url)


def work_of(user: User) -> list[Waiting]:
    """`waiting_for` in words, for the mail of the day."""
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
    """The area and the fiscal year, in the reader's language."""
    return _("%(area)s, fiscal year %(year)s") % {
        "area": named(assessment.area),
        "year": era_year(assessment.cycle.year),
    }


def names_of(user: User, pks: Collection[int]) -> dict[int, str]:
    """The names of those assessments that the user may see, by id; one query."""
    found = Assessment.objects.visible_to(user).filter(pk__in=pks)
    return {one.pk: name_of(one) for one in found.select_related("area__province", "cycle")}


def entered_by(assessments: Collection[Assessment]) -> dict[int, set[int]]:
    """Who had a hand in the values or their evidence, by assessment; one query of the history."""
    subjects = {one.history_subject: one.pk for one in assessments}
    found = {pk: set() for pk in subjects.values()}
    deeds = HistoryRow.objects.filter(chain__subject__in=subjects, name__in=PROVINCE_DEEDS)
    for subject, user in deeds.order_by().values_list("chain__subject", "by").distinct():
        found[subjects[subject]].add(user)
    return found


def decided(user: User):
    """Those the committee has decided, the newest decision first."""
    return on_list(user).filter(resolution__isnull=False).order_by("-resolution__recorded_at")


def _since():
    """The moment of the deed that laid the assessment before whom it waits for; none for a draft."""
    return Case(
        When(status=Status.INTERNAL_AUDIT, then=F("submitted_at")),
        When(status=Status.EXTERNAL_AUDIT, then=F("passed_at")),
        When(status=Status.COMMITTEE, then=F("recommended_at")),
        When(status=Status.GRANTED, then=F("resolution__recorded_at")),
        When(status=Status.PUBLISHED, then=F("published_at")),
    )


def _deeds_of(user):
    subject = Concat(Value("assessment:"), Cast(OuterRef("pk"), CharField()))
    return HistoryRow.objects.filter(by=user, name__in=PROVINCE_DEEDS, chain__subject=subject)
