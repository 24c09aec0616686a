"""The scenario: 54 made-up areas in ten cycles with all values, some of them adjusted by a verdict."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from areas.models import Province, Region, TargetArea
from assessments.audit import domain
from assessments.audit.models.assignments import Assignment
from assessments.audit.models.verdicts import Verdict
from assessments.cycles.actions import usual_dates
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import Entry, EntryInput
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, Cycle
from bench.areas import made_up_areas
from ecotown.accounts.models import Role, User
from indicators.criteria.domain.exact_json import parse_json
from indicators.editions.models import NUMBER, Indicator
from indicators.editions.queries import editions
from indicators.publishing import actions

AREAS, YEARS, FIRST_YEAR = 54, 10, 2560
OVERRIDDEN = 5  # every fifth assessment has a value that an assessor adjusted
ADJUSTED_CODE = "EN4.3"
STEP = Decimal(1).scaleb(-NUMBER["decimal_places"])


def prepare() -> int:
    """Fill an empty database; return the number of assessments."""
    call_command("migrate", verbosity=0)
    document = parse_json((settings.FIXTURES_DIR / "framework-2565-working.json").read_bytes())
    framework = actions.load_framework(document=document, by=None)
    framework = actions.publish_framework(framework=framework, by=None)
    province = Province.objects.create(
        code="99", iso_code="TH-99", name_th="จังหวัด", name_en="Province", region=Region.CENTRAL
    )
    areas = TargetArea.objects.bulk_create(_area(number, province) for number in range(AREAS))
    cycles = Cycle.objects.bulk_create(
        Cycle(year=FIRST_YEAR + number, framework=framework, **usual_dates(FIRST_YEAR + number))
        for number in range(YEARS)
    )
    assessments = Assessment.objects.bulk_create(
        Assessment(area=area, cycle=cycle, status=Status.DRAFT) for area in areas for cycle in cycles
    )
    _enter(assessments, framework)
    return len(assessments)


def _area(number: int, province: Province) -> TargetArea:
    return TargetArea(
        key=f"area-{number}",
        province=province,
        name_th=f"พื้นที่ {number}",
        name_en=f"Area {number}",
        phase=1,
        confidence="confirmed",
        source="bench",
    )


def _enter(assessments: list[Assessment], framework) -> None:
    edition = editions.edition_of(framework)
    rows = {row.code: row for row in Indicator.objects.filter(aspect__dimension__framework=framework)}
    assessor = User.objects.create(username="assessor", role=Role.ASSESSOR, signing_name="Assessor")
    now = timezone.now()
    entries, inputs, verdicts = [], [], []
    for number, answers in enumerate(made_up_areas(edition, len(assessments))):
        for code, answer in answers.items():
            entry_value = EntryValue(
                value=_decimal(answer.value),
                inputs={key: _decimal(value) for key, value in (answer.inputs or {}).items()},
            )
            entry = Entry(
                assessment=assessments[number],
                indicator=rows[code],
                value=entry_value.value,
                is_answered=True,
                entered_at=now,
            )
            entries.append(entry)
            inputs += [
                EntryInput(entry=entry, key=key, value=value) for key, value in entry_value.inputs.items()
            ]
            if code == ADJUSTED_CODE and number % OVERRIDDEN == 0:
                verdicts.append(_verdict(entry, entry_value, assessor))
    Entry.objects.bulk_create(entries, batch_size=2000)
    EntryInput.objects.bulk_create(inputs, batch_size=2000)
    _assign([verdict.assessment for verdict in verdicts], assessor)
    Verdict.objects.bulk_create(verdicts)


def _verdict(entry: Entry, entry_value: EntryValue, assessor: User) -> Verdict:
    """Return a verdict of the internal audit, not stored yet, that adjusts a value to 0."""
    return Verdict(
        assessment=entry.assessment,
        indicator=entry.indicator,
        stage=Status.INTERNAL_AUDIT,
        round=1,
        kind=domain.VerdictKind.ADJUST,
        value=Decimal(0),
        reason="bench",
        seen=domain.state_of(entry_value),
        given_by=assessor,
        given_at=entry.entered_at,
    )


def _assign(assessments: list[Assessment], assessor: User) -> None:
    """Store the internal audits of these assessments as begun by the assessor."""
    now = timezone.now()
    Assessment.objects.filter(pk__in=[assessment.pk for assessment in assessments]).update(
        status=Status.INTERNAL_AUDIT
    )
    Assignment.objects.bulk_create(
        Assignment(
            assessment=assessment,
            stage=Status.INTERNAL_AUDIT,
            assessor=assessor,
            assigned_by=assessor,
            assigned_at=now,
            begun_at=now,
        )
        for assessment in assessments
    )


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else (Decimal(value.numerator) / value.denominator).quantize(STEP)
