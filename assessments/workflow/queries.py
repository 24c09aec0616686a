"""What every capability reads of an assessment: its edition, its name, its due date, who entered it."""

from collections.abc import Collection

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from assessments.workflow import domain
from assessments.workflow.domain import Status
from assessments.workflow.events import BY_PROVINCE
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history.models import Event
from ecotown.common.history.registry import Place
from ecotown.common.thai.formats import era_year, named
from indicators.criteria.domain.framework import Aspect, Framework
from indicators.editions.queries import editions


def edition_of(assessment: Assessment) -> Framework:
    """Return the edition of the criteria of this assessment, whatever editions came later."""
    return editions.edition_of(assessment.cycle.framework)


def aspect_of(edition: Framework, code: str) -> Aspect | None:
    """Return the aspect that holds the indicator `code`, None when no aspect does."""
    aspects = (aspect for dimension in edition.dimensions for aspect in dimension.aspects)
    return next(
        (aspect for aspect in aspects if any(indicator.code == code for indicator in aspect.indicators)), None
    )


def is_granted(area_id: int, year: int) -> bool:
    """Return whether this portal has published the result of an area for a fiscal year; one query."""
    published = Assessment.objects.filter(area=area_id, cycle__year=year, status=Status.PUBLISHED)
    return published.exists()


def assessment_name(assessment: Assessment) -> str:
    """Return the area and the fiscal year, in the active language."""
    return _("%(area)s, fiscal year %(year)s") % {
        "area": named(assessment.area),
        "year": era_year(assessment.cycle.year),
    }


def assessment_names(user: User, pks: Collection[int]) -> dict[int, str]:
    """Return the names of those assessments in `pks` that the user may see, by id; one query."""
    assessments = Assessment.objects.visible_to(user).filter(pk__in=pks)
    return {
        assessment.pk: assessment_name(assessment)
        for assessment in assessments.select_related("area__province", "cycle")
    }


def assessment_places(user: User, keys: Collection[str]) -> dict[str, Place]:
    """Return name and URL of those assessments that the user may see, by the key in their history."""
    assessments = Assessment.objects.visible_to(user).filter(pk__in=keys)
    return {
        str(assessment.pk): Place(assessment_name(assessment), assessment.get_absolute_url())
        for assessment in assessments.select_related("area__province", "cycle")
    }


def check_apart(assessments: Collection[Assessment], person: int) -> None:
    """Raise WorkflowError("own-entries-result") when a person entered any of these; one query."""
    users = entering_users(assessments)
    domain.check_apart(person, frozenset().union(*users.values()))


def is_entered_by(user: User) -> Exists:
    """Return the condition that a user ever changed values or evidence of an assessment."""
    subject = Concat(Value("assessment:"), Cast(OuterRef("pk"), CharField()))
    return Exists(Event.objects.filter(by=user, name__in=BY_PROVINCE, chain__subject=subject))


def entering_users(assessments: Collection[Assessment]) -> dict[int, set[int]]:
    """Return the ids of users who changed values or evidence, by assessment id; one query of the history."""
    subjects = {assessment.history_subject: assessment.pk for assessment in assessments}
    users: dict[int, set[int]] = {pk: set() for pk in subjects.values()}
    events = Event.objects.filter(chain__subject__in=subjects, name__in=BY_PROVINCE)
    for subject, user in events.order_by().values_list("chain__subject", "by").distinct():
        users[subjects[subject]].add(user)
    return users
