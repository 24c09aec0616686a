"""Queries of ceremonies: areas that can be added, shared resolutions, attendance."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from areas.models import Province, TargetArea
from assessments.committee.models.resolutions import Resolution
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.ceremonies.domain.ceremonies import Attendance
from awards.ceremonies.models import Ceremony, Recipient
from ecotown.accounts.models import User
from ecotown.common.history.registry import Place


def ceremony_places(user: User, keys: Collection[str]) -> dict[str, Place]:
    """Return name and URL of those ceremonies that the user may see, by the key in their history."""
    ceremonies = Ceremony.objects.visible_to(user).filter(pk__in=keys)
    return {str(ceremony.pk): Place(str(ceremony), ceremony.get_absolute_url()) for ceremony in ceremonies}


def addable_assessments(ceremony: Ceremony, user: User) -> QuerySet[Assessment]:
    """Return published results with a level, of the ceremony's fiscal year, that are not yet on the list."""
    published = Assessment.objects.visible_to(user).filter(
        status=Status.PUBLISHED, resolution__granted_level__gt=0
    )
    listed = ceremony.recipients.filter(assessment__isnull=False).values("assessment")
    return (
        published.filter(cycle__year=ceremony.fiscal_year)
        .exclude(pk__in=listed)
        .select_related("area__province", "cycle", "resolution")
        .order_by("area__province__sort_key", "area__sort_key")
    )


def matching(assessments: QuerySet[Assessment], values: Mapping[str, Any]) -> QuerySet[Assessment]:
    """Return the published results that the filters in `values` leave over, those of `AddableListForm`."""
    assessments = assessments.filter(area__in=TargetArea.objects.matching(values))
    if "level" in values:
        assessments = assessments.filter(resolution__granted_level=values["level"])
    return assessments


def provinces_of(assessments: QuerySet[Assessment]) -> QuerySet[Province]:
    """Return the provinces of the areas of assessments."""
    return Province.objects.filter(areas__assessments__in=assessments.order_by().values("pk")).distinct()


def present_count(ceremony: Ceremony) -> int:
    """Return how many recipients are marked as present."""
    return ceremony.recipients.filter(attendance=Attendance.PRESENT).count()


def has_issued_awards(ceremony: Ceremony) -> bool:
    """Return whether a number was given or a document printed for the ceremony."""
    return ceremony.runs.exists() or ceremony.recipients.filter(awards__isnull=False).exists()


def is_kept(recipient: Recipient) -> bool:
    """Return whether a recipient stays on the list, since something was issued or printed for it."""
    return recipient.awards.exists() or recipient.items.exists()


def has_valid_awards(recipient: Recipient) -> bool:
    """Return whether a recipient has an award that is neither revoked nor replaced."""
    awards = recipient.awards.all()
    if recipient.assessment is not None:
        awards = recipient.assessment.awards.filter(kind__in=recipient.award_kinds)
    return awards.filter(revoked_at__isnull=True, replaced_by__isnull=True).exists()


def shared_resolutions(recipients: Iterable[Recipient]) -> dict[int, Resolution]:
    """Return the resolutions in force that recipients by name share, by the id of their area.

    The resolutions are those of the fiscal year of the ceremony, which all recipients have in common. One
    query.
    """
    sharing = [recipient for recipient in recipients if recipient.by_resolution]
    if not sharing:
        return {}
    assessments = Assessment.objects.filter(
        area__in=[recipient.area_id for recipient in sharing],
        cycle__year=sharing[0].year,
        status=Status.PUBLISHED,
        resolution__granted_level__gt=0,
    )
    assessments = assessments.select_related("resolution__meeting")
    return {assessment.area_id: assessment.resolution for assessment in assessments}
