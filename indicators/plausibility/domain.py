"""Limits beyond which a value is unusual, and reading them from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.criteria.domain.faults import InputError, Place, on_one_line
from indicators.criteria.domain.fields import Fields
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.kinds import KINDS

EQUAL, NOT_MORE = "equal", "not-more"
RELATIONS = (EQUAL, NOT_MORE)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """The position of a number: an indicator and the key of a formula input; without a key its value."""

    code: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.code}.{self.key}" if self.key else self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How far the numbers of an indicator may differ from the year before without a warning.

    A warning is raised for a number `factor` times as large or more, or a `factor`-th or less, that also
    differs by `least` or more; and for a percentage that differs by `points` percentage points or more.
    None: not compared.
    """

    factor: Fraction | None = None
    least: Fraction = Fraction(0)
    points: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyRule:
    """Numbers that must be equal, or two numbers of which the first must not exceed the second."""

    key: str
    relation: str
    spots: tuple[Spot, ...]
    name_th: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausibility:
    """The settings of one edition.

    A value is compared with other areas when there are at least `minimum_areas` of them; it may differ
    from their median by `spread` times the usual distance.
    """

    edition: str
    minimum_areas: int
    spread: Fraction
    limits: Mapping[str, Limit]
    rules: tuple[ConsistencyRule, ...] = ()
    official: bool = False
    note_th: str = ""
    note_en: str = ""


MIN_AREAS = 3  # with fewer, the range would reveal the value of a single area
KEYS = ("edition", "official", "note_th", "note_en", "other_areas", "last_year", "consistency")


class PlausibilityError(InputError):
    """Plausibility settings that do not fit their edition."""


def read_plausibility(document: object, edition: Framework) -> Plausibility:
    """Return the settings in `document`, as `parse_json` returned it, for `edition`.

    Raises PlausibilityError with every fault.
    """
    faults: list[str] = []
    fields = Fields(document, Place(faults))
    fields.allow_only(KEYS, "setting")
    if fields.required_text("edition") not in ("", edition.edition):
        fields.at.key("edition").refuse(f"{edition.edition} is expected")
    minimum_areas, spread = _other_areas(fields)
    settings = Plausibility(
        edition=edition.edition,
        minimum_areas=minimum_areas,
        spread=spread,
        limits=_limits(fields, edition),
        rules=tuple(_rule(item, at, edition) for item, at in fields.items("consistency")),
        official=fields.flag("official", required=False),
        note_th=fields.optional_text("note_th"),
        note_en=fields.optional_text("note_en"),
    )
    _refuse_repeated_keys(settings, Place(faults, "consistency"))
    if faults:
        raise PlausibilityError(faults)
    return settings


def limit_faults(limit: Limit, indicator: Indicator) -> tuple[str, ...]:
    """Return why `limit` is not valid for `indicator`: one line per fault, beginning with its field."""
    faults: list[str] = []
    _check_limit(limit, indicator, Place(faults))
    return tuple(faults)


def has_factor(indicator: Indicator) -> bool:
    """Return whether numbers of the indicator are compared with last year's by a factor.

    A percentage entered directly is compared by points only; yes/no and steps are not compared.
    """
    kind = KINDS[indicator.kind]
    return bool(FORMULAS[indicator.formula].inputs) or (kind.is_compared and not kind.is_percentage)


def has_points(indicator: Indicator) -> bool:
    """Return whether the value is a percentage, which is compared by percentage points."""
    return KINDS[indicator.kind].is_percentage


def _other_areas(fields: Fields) -> tuple[int, Fraction]:
    part = fields.fields("other_areas")
    if part is None:
        return MIN_AREAS, Fraction(1)
    part.allow_only(("minimum_areas", "spread"), "setting")
    areas, spread = part.number("minimum_areas"), part.number("spread")
    if part.has("minimum_areas") and (areas.denominator != 1 or areas < MIN_AREAS):
        part.at.key("minimum_areas").refuse(f"a whole number from {MIN_AREAS} on is expected")
    if part.has("spread") and spread <= 0:
        part.at.key("spread").refuse("the spread is greater than 0")
    return int(areas), spread


def _limits(fields: Fields, edition: Framework) -> dict[str, Limit]:
    limits: dict[str, Limit] = {}
    part = fields.fields("last_year")
    if part is None:
        return limits
    for code, content in part.entries():
        at = part.at.key(code)
        indicator = edition.by_code.get(code)
        if indicator is None:
            at.refuse("unknown indicator")
            continue
        limit_fields = Fields(content, at)
        limit_fields.allow_only(("factor", "least", "points"), "setting")
        limits[code] = Limit(
            factor=_number(limit_fields, "factor"),
            least=_number(limit_fields, "least") or Fraction(0),
            points=_number(limit_fields, "points"),
        )
        _check_limit(limits[code], indicator, at)
    return limits


def _number(fields: Fields, key: str) -> Fraction | None:
    """Return an optional number; None when it is absent, or after recording that it is no number."""
    if not fields.has(key):
        return None
    faults_before = len(fields.at.faults)
    number = fields.number(key)
    return number if len(fields.at.faults) == faults_before else None


def _check_limit(limit: Limit, indicator: Indicator, at: Place) -> None:
    if limit.factor is not None and not has_factor(indicator):
        at.key("factor").refuse("nothing of this indicator is compared by a factor")
    elif limit.factor is not None and limit.factor <= 1:
        at.key("factor").refuse("a factor is greater than 1")
    if limit.least < 0:
        at.key("least").refuse("the least difference is not negative")
    if limit.points is not None and not has_points(indicator):
        at.key("points").refuse("only a percentage is compared by percentage points")
    elif limit.points is not None and limit.points <= 0:
        at.key("points").refuse("percentage points are greater than 0")


def _rule(value: object, at: Place, edition: Framework) -> ConsistencyRule:
    fields = Fields(value, at)
    fields.allow_only(("key", "relation", "name_th", "name_en", "numbers"), "setting")
    relation = fields.one_of("relation", RELATIONS)
    numbers = fields.items("numbers")
    spots = tuple(spot for item, place in numbers if (spot := _spot(item, place, edition)))
    if fields.has("numbers") and (len(numbers) < 2 or (relation == NOT_MORE and len(numbers) != 2)):
        at.key("numbers").refuse("two numbers are compared, or more when they must be equal")
    if len(set(spots)) < len(spots):
        at.key("numbers").refuse("a number is compared with itself")
    return ConsistencyRule(
        key=fields.required_text("key"),
        relation=relation,
        spots=spots,
        name_th=fields.optional_text("name_th"),
        name_en=fields.optional_text("name_en"),
    )


def _spot(value: object, at: Place, edition: Framework) -> Spot | None:
    """Return the spot of `EN3.2.part` (an input of EN3.2) or `EN9.1` (the value of EN9.1)."""
    text = value if isinstance(value, str) else ""
    if text in edition.by_code:
        return Spot(text)
    code, _, key = text.rpartition(".")
    if code in edition.by_code and key in FORMULAS[edition.by_code[code].formula].inputs:
        return Spot(code, key)
    at.refuse(f"no number of the edition: {on_one_line(str(value))}")
    return None


def _refuse_repeated_keys(settings: Plausibility, at: Place) -> None:
    keys: set[str] = set()
    for index, rule in enumerate(settings.rules):
        if rule.key and rule.key in keys:
            at.item(index).key("key").refuse("already the key of another rule")
        keys.add(rule.key)
