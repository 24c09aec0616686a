"""Loading a year before the portal from a workbook, showing its level to everyone, removing it."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from areas.models import TargetArea
from assessments.entry.actions.entries import check_values
from assessments.entry.actions.quantities import check_quantities
from assessments.entry.domain.values import EntryValue
from assessments.past_years import domain, queries
from assessments.past_years.models import PastInput, PastQuantity, PastValue, PastYear
from assessments.past_years.queries import YearContent, content_of, history_subject
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.thai import dates
from indicators.editions.models import Framework, Indicator
from indicators.editions.queries import editions


@transaction.atomic
def load_past_year(
    *,
    area: TargetArea,
    year: int,
    framework: Framework,
    content: YearContent,
    expected: YearContent,
    sha256: str,
    by: User,
) -> PastYear:
    """Store a year of an area as it stands in a workbook, in place of what was loaded before.

    `expected` is what was stored when the person was shown the differences. Who loads a year anew takes its
    level from the public pages until it is released again. As many statements for any number of values.
    Raises WorkflowError: "edition-not-published", "wrong-value" with the codes, "wrong-quantity" with the
    keys, "other-edition-loaded", "loaded-meanwhile", and what the policies of the domain raise.
    """
    area = TargetArea.objects.select_for_update().get(pk=area.pk)
    _check_loading(area, year, framework, content)
    stored = PastYear.objects.filter(area=area, year=year).first()
    if stored and stored.framework_id != framework.pk:
        raise WorkflowError("other-edition-loaded")
    old = content_of(stored)
    if old != expected:
        raise WorkflowError("loaded-meanwhile")
    past_year = _write_year(area, year, framework, content, sha256=sha256, by=by)
    facts = {"year": year, "edition": framework.edition, "sha256": sha256}
    recording.record(
        history_subject(area),
        Event.PAST_YEAR_LOADED,
        by=by,
        data={**facts, "old": old.plain(), "new": content.plain()},
    )
    return past_year


def _check_loading(area: TargetArea, year: int, framework: Framework, content: YearContent) -> None:
    """Raise WorkflowError unless this content can be loaded of this year, by this edition."""
    this_year = dates.fiscal_year(timezone.localdate())
    domain.check_year(year, first_assessed=queries.first_assessed_year(area), this_year=this_year)
    domain.check_content(
        granted_level=content.granted_level,
        source=content.source,
        values=content.values,
        quantities=content.quantities,
    )
    if not framework.is_published:
        raise WorkflowError("edition-not-published")
    edition = editions.edition_of(framework)
    check_values(content.values, edition)
    check_quantities(content.quantities, edition)


def _write_year(
    area: TargetArea, year: int, framework: Framework, content: YearContent, *, sha256: str, by: User
) -> PastYear:
    """Write the year with its values and basic data in place of what was loaded; it is not released."""
    past_year, _is_new = PastYear.objects.update_or_create(
        area=area,
        year=year,
        defaults={
            "framework": framework,
            "granted_level": content.granted_level,
            "source": content.source,
            "sha256": sha256,
            "loaded_by": by,
            "loaded_at": timezone.now(),
            "released_by": None,
            "released_at": None,
        },
    )
    _write_values(past_year, content.values)
    _write_quantities(past_year, content.quantities)
    return past_year


@transaction.atomic
def release_past_year(*, past_year: PastYear, by: User) -> PastYear:
    """Show the level of a loaded year on the public pages and in the open data, marked as loaded.

    Raises WorkflowError: "nothing-to-release" without a level, "released-already", "not-loaded-any-more".
    """
    past_year = _lock(past_year)
    if past_year.granted_level is None:
        raise WorkflowError("nothing-to-release")
    if past_year.is_released:
        raise WorkflowError("released-already")
    past_year.released_by, past_year.released_at = by, timezone.now()
    past_year.save(update_fields=["released_by", "released_at"])
    data = {"year": past_year.year, "granted_level": past_year.granted_level}
    recording.record(history_subject(past_year.area), Event.PAST_YEAR_RELEASED, by=by, data=data)
    return past_year


@transaction.atomic
def remove_past_year(*, past_year: PastYear, reason: str, by: User) -> None:
    """Remove a year that was loaded wrongly; the history keeps what it held.

    What a new assessment took over from it stays there. Raises WorkflowError: "no-removal-reason",
    "not-loaded-any-more".
    """
    if not reason.strip():
        raise WorkflowError("no-removal-reason")
    past_year = _lock(past_year)
    old = content_of(past_year)
    recording.record(
        history_subject(past_year.area),
        Event.PAST_YEAR_REMOVED,
        by=by,
        data={
            "year": past_year.year,
            "edition": past_year.framework.edition,
            "reason": reason,
            "old": old.plain(),
        },
    )
    past_year.delete()


def _lock(past_year: PastYear) -> PastYear:
    rows = PastYear.objects.select_for_update(of=("self",)).select_related("area__province", "framework")
    locked = rows.filter(pk=past_year.pk).first()
    if locked is None:
        raise WorkflowError("not-loaded-any-more")
    return locked


def _write_values(past_year: PastYear, values: Mapping[str, EntryValue]) -> None:
    """Replace the values of a loaded year."""
    past_year.values.all().delete()
    indicators = dict(
        Indicator.objects.filter(
            aspect__dimension__framework=past_year.framework, code__in=values
        ).values_list("code", "pk")
    )
    rows = PastValue.objects.bulk_create(
        [
            PastValue(
                past_year=past_year,
                indicator_id=indicators[code],
                value=value.value,
                not_applicable=value.not_applicable,
                reason=value.reason,
            )
            for code, value in values.items()
        ]
    )
    PastInput.objects.bulk_create(
        [
            PastInput(past_value=row, key=key, value=number)
            for row, value in zip(rows, values.values(), strict=True)
            for key, number in value.inputs.items()
        ]
    )


def _write_quantities(past_year: PastYear, quantities: Mapping[str, Decimal]) -> None:
    """Replace the shared quantities of a loaded year; no query when its edition has none."""
    if not editions.edition_of(past_year.framework).quantities:
        return
    past_year.quantities.all().delete()
    keys = past_year.framework.quantities.filter(key__in=quantities)
    PastQuantity.objects.bulk_create(
        [PastQuantity(past_year=past_year, quantity=row, value=quantities[row.key]) for row in keys]
    )
