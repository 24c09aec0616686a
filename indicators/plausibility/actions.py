"""Loading and changing the plausibility settings; each change records an event."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common.history import recording
from indicators.editions.actions.changes import EditionError
from indicators.editions.actions.rows import stored_number
from indicators.editions.events import Event
from indicators.editions.models import Framework, Indicator
from indicators.editions.queries import editions
from indicators.editions.queries import faults as fault_queries
from indicators.plausibility import domain
from indicators.plausibility.domain import PlausibilityError, limit_faults, read_plausibility
from indicators.plausibility.models import ConsistencyRule, ConsistencySpot, Limit, Plausibility

LIMIT_FIELDS = ("factor", "least", "points")


@transaction.atomic
def load_plausibility(
    *, framework: Framework, document: Mapping[str, object], by: User | None
) -> Plausibility:
    """Store the settings in `document`, a file as `parse_json` returned it.

    Loading the same file again changes nothing, so later changes by administrators are kept; another
    file replaces all settings. Raises PlausibilityError with every fault and its place, and
    EditionError("draft") for an edition that is not published.
    """
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    if not framework.is_published:
        raise EditionError("draft", [framework.edition])
    settings = read_plausibility(document, editions.edition_of(framework))
    checksum = editions.checksum_of(document)
    stored = Plausibility.objects.filter(framework=framework).first()
    if stored and stored.checksum == checksum:
        return stored
    plausibility = stored or Plausibility(framework=framework)
    plausibility.official = settings.official
    plausibility.note_th, plausibility.note_en = settings.note_th, settings.note_en
    plausibility.minimum_areas = settings.minimum_areas
    faults: list[str] = []
    plausibility.spread = stored_number(settings.spread, "other_areas.spread", faults)
    if faults:
        raise PlausibilityError(faults)
    plausibility.checksum = checksum
    plausibility.changed_at = timezone.now()
    plausibility.save()
    if stored:
        stored.limits.all().delete()
        stored.rules.all().delete()
    _store(plausibility, settings)
    recording.record(
        plausibility.history_subject, Event.PLAUSIBILITY_LOADED, by=by, data={"checksum": checksum}
    )
    return plausibility


@transaction.atomic
def change_limit(
    *,
    plausibility: Plausibility,
    code: str,
    factor: Decimal | None,
    least: Decimal,
    points: Decimal | None,
    by: User,
) -> Limit:
    """Store the limit of an indicator; None: not compared by factor or points.

    Raises PlausibilityError when the limit does not fit the indicator, Indicator.DoesNotExist.
    """
    plausibility = Plausibility.objects.select_for_update(of=("self",)).get(pk=plausibility.pk)
    framework = plausibility.framework
    indicator = Indicator.objects.get(aspect__dimension__framework=framework, code=code)
    new = {"factor": factor, "least": least, "points": points}
    new_limit = domain.Limit(factor=_fraction(factor), least=Fraction(least), points=_fraction(points))
    if faults := limit_faults(new_limit, editions.edition_of(framework).by_code[code]):
        raise PlausibilityError(faults)
    stored = plausibility.limits.filter(indicator=indicator).first()
    old = {name: getattr(stored, name, None) for name in new}
    if stored is not None and old == new:
        return stored
    limit, _ = Limit.objects.update_or_create(plausibility=plausibility, indicator=indicator, defaults=new)
    plausibility.changed_at = timezone.now()
    plausibility.save(update_fields=["changed_at"])
    event_data = {"indicator": code, "old": _plain(old), "new": _plain(new)}
    recording.record(plausibility.history_subject, Event.LIMIT_CHANGED, by=by, data=event_data)
    return limit


def _store(plausibility: Plausibility, settings: domain.Plausibility) -> None:
    faults: list[str] = []
    indicators = {
        row.code: row for row in Indicator.objects.filter(aspect__dimension__framework=plausibility.framework)
    }
    limits = []
    for code, limit in settings.limits.items():
        path = f"last_year.{code}"
        numbers = {
            name: None if number is None else stored_number(number, f"{path}.{name}", faults)
            for name, number in ((name, getattr(limit, name)) for name in LIMIT_FIELDS)
        }
        limits.append(Limit(plausibility=plausibility, indicator=indicators[code], **numbers))
    rules = [
        ConsistencyRule(
            plausibility=plausibility,
            position=position,
            **{name: getattr(rule, name) for name in ("key", "relation", "name_th", "name_en")},
        )
        for position, rule in enumerate(settings.rules)
    ]
    for position, row in enumerate(rules):
        row_faults = fault_queries.row_faults(f"consistency[{position}]", row, may_be_blank=True)
        faults += [f"{at}: {message}" for at, message in row_faults]
    if faults:
        raise PlausibilityError(faults)
    Limit.objects.bulk_create(limits)
    ConsistencyRule.objects.bulk_create(rules)
    ConsistencySpot.objects.bulk_create(
        ConsistencySpot(rule=row, indicator=indicators[spot.code], key=spot.key, position=position)
        for row, rule in zip(rules, settings.rules, strict=True)
        for position, spot in enumerate(rule.spots)
    )


def _fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _plain(numbers: Mapping[str, Decimal | None]) -> dict[str, str | None]:
    return {name: None if number is None else f"{number.normalize():f}" for name, number in numbers.items()}
