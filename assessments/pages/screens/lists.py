"""Lists of assessments: their columns, the rows that filters leave over, and what there is to filter by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Province, TargetArea
from assessments.workflow.domain import DUE_DATES, Status
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.lists.columns import Column

AREA = Column(_("Area"), "area", ("is_nameless", "area__sort_key", "area__province__sort_key", "area__key"))
PROGRESS = Column(_("Filled in"), "filled", ("answered_count",))
DUE = Column(_("Due"), "due", ("due",))
LEVEL = Column(_("Level"), "level", ("shown_level",), css_class="centre")
STATE = Column(_("Status"), "state", ("place",))
ASSESSOR = Column(_("Assessor in charge"), "assessor", ("assessor_sort_key",))
MEETING = Column(_("Meeting"), "meeting", ("resolution__meeting__date", "resolution__meeting__number"))
COMPUTED = Column(_("Computed level"), "computed", ("resolution__computed_level",), css_class="centre")
GRANTED = Column(_("Granted level"), "granted", ("resolution__granted_level",), css_class="centre")

ASSESSMENTS = (AREA, PROGRESS, DUE, LEVEL, STATE)
AUDITS = (AREA, STATE, DUE, ASSESSOR, LEVEL)
ASSIGNMENTS = (
    Column(_("Choose"), is_hidden=True),
    *(AREA, STATE),
    Column(_("Internal audit"), "internal", ("internal_sort_key",)),
    Column(_("External audit"), "external", ("external_sort_key",)),
)
DECIDED = (AREA, MEETING, COMPUTED, GRANTED, STATE)


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What a person can filter assessments by: the provinces and the years of those that they see."""

    provinces: list[Province] = field(default_factory=list)
    years: list[int] = field(default_factory=list)


def list_choices(user: User) -> ListChoices:
    """Return the provinces and years of the assessments that the user may see; one query."""
    names = ("area__province__code", "area__province__name_th", "area__province__name_en", "cycle__year")
    rows = Assessment.objects.visible_to(user).order_by().values_list(*names).distinct()
    provinces = {code: Province(code=code, name_th=thai, name_en=english) for code, thai, english, _ in rows}
    return ListChoices(list(provinces.values()), [year for *_names, year in rows])


def matching(rows: QuerySet[Assessment], values: Mapping[str, object]) -> QuerySet[Assessment]:
    """Return those of `listed_assessments` that the filters in `values` leave over.

    `values` are those of an `AssessmentListForm`. Adds what the columns of this module sort by.
    """
    rows = with_orders(rows).filter(area__in=TargetArea.objects.matching(values))
    fields = {"year": "cycle__year", "level": "shown_level", "state": "status"}
    rows = rows.filter(**{field: values[name] for name, field in fields.items() if name in values})
    return rows.filter(due__lt=timezone.localdate()) if values.get("overdue") else rows


def with_orders(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Add what lists filter and sort by: `due`, `place` in the workflow, `shown_level`, `is_nameless`.

    `due` is the date of `due_on`; `shown_level` is the granted level or, before it, the computed one; areas
    without a public name come last.
    """
    return rows.alias(
        is_nameless=Q(area__name_th=""),
        due=Case(
            *(When(status=status, then=Coalesce("return_due_on", F(name))) for status, name in _DUE_DATES)
        ),
        place=Case(*(When(status=status, then=place) for place, status in enumerate(Status))),
        shown_level=Coalesce("resolution__granted_level", "computed_level"),
    )


def most_urgent_first(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Order by urgency: what is due first, of these what came back, then what waits longest."""
    return (
        with_orders(rows)
        .alias(waiting_since=_since(), came_back=Q(return_count__gt=0))
        .order_by(
            F("due").asc(nulls_last=True),
            "-came_back",
            "cycle__year",
            F("waiting_since").asc(nulls_first=True),
            *("area__sort_key", "area__key"),
        )
    )


_DUE_DATES = [(status, f"cycle__{name}") for status, name in DUE_DATES.items()]


def _since() -> Case:
    """Return the time at which the present status began, as an expression; null for a draft."""
    return Case(
        When(status=Status.INTERNAL_AUDIT, then=F("submitted_at")),
        When(status=Status.EXTERNAL_AUDIT, then=F("passed_at")),
        When(status=Status.COMMITTEE, then=F("recommended_at")),
        When(status=Status.GRANTED, then=F("resolution__recorded_at")),
        When(status=Status.PUBLISHED, then=F("published_at")),
    )
