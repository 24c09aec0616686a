"""The scenario: signed-in officers, each with a province and an empty assessment, some sharing one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from math import inf

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from areas import actions as areas_actions
from areas.models import Province, Region, TargetArea
from assessments.cycles import actions as cycle_actions
from assessments.entry.actions import entries as entry_actions
from assessments.workflow import queries
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.publishing import actions as publishing_actions

YEAR = 2569
SHARING = 5  # every fifth officer shares the assessment of the previous one


@dataclass
class Officer:
    """An officer with a browser session; `saves` yields the code and the form values to save next.

    `shown_values` maps indicator codes to the value that the page last showed, as JSON.
    """

    number: int
    user_id: int
    assessment_id: int
    cookies: str
    saves: Iterator[tuple[str, dict[str, str]]]
    shown_values: dict[str, str] = field(default_factory=dict)
    token: str = ""


def prepare(officers: int) -> list[Officer]:
    """Create the database with officers and empty assessments; return the officers."""
    call_command("migrate", verbosity=0)
    document = parse_json((settings.FIXTURES_DIR / "framework-2565-working.json").read_bytes())
    framework = publishing_actions.load_framework(document=document, by=None)
    framework = publishing_actions.publish_framework(framework=framework, by=None)
    dates = cycle_actions.usual_dates(YEAR) | {"opens_on": date(2025, 10, 1)}
    cycle = cycle_actions.open_cycle(year=YEAR, framework=framework, dates=dates, by=None)
    all_officers: list[Officer] = []
    for number in range(officers):
        if number % SHARING == SHARING - 1:
            assessment = Assessment.objects.get(pk=all_officers[-1].assessment_id)
        else:
            assessment = entry_actions.open_assessment(area=_area(number), cycle=cycle, by=None)
        all_officers.append(_officer(number, assessment))
    for officer in all_officers:
        officer.saves = _saves(officer, all_officers, queries.edition_of(assessment))
    return all_officers


def _area(number: int) -> TargetArea:
    province = Province.objects.create(
        code=f"{number:02}",
        iso_code=f"TH-{number:02}",
        name_th=f"จังหวัด {number}",
        name_en=f"Province {number}",
        region=Region.CENTRAL,
    )
    return TargetArea.objects.create(
        key=f"area-{number}",
        province=province,
        name_th=f"พื้นที่ {number}",
        name_en=f"Area {number}",
        phase=1,
        confidence="confirmed",
        source="bench",
    )


def _officer(number: int, assessment: Assessment) -> Officer:
    user = User.objects.create(
        username=f"officer-{number}", role=Role.OFFICER, signing_name=f"Officer {number}"
    )
    areas_actions.assign_province(province=assessment.area.province, officer=user, by=None)
    client = Client()
    client.force_login(user)
    cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return Officer(number, user.pk, assessment.pk, cookies, saves=iter(()))


def _saves(
    officer: Officer, all_officers: list[Officer], edition: Framework
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield values for all indicators in turns, forever.

    Officers who share an assessment save only indicators for which each can type numbers of their own.
    """
    is_shared = sum(colleague.assessment_id == officer.assessment_id for colleague in all_officers) > 1
    indicators = [
        indicator for indicator in edition.indicators if not is_shared or _takes_any_number(indicator)
    ]
    for turn in count(1):
        for indicator in indicators:
            yield indicator.code, _values(indicator, turn, officer.number)


def _takes_any_number(indicator: Indicator) -> bool:
    return not indicator.inputs and KINDS[indicator.kind].bounds.highest == inf


def _values(indicator: Indicator, turn: int, number: int) -> dict[str, str]:
    if indicator.inputs:
        first, second = FORMULAS[indicator.formula].inputs
        return {first: str(turn % 100), second: "100"}
    highest = KINDS[indicator.kind].bounds.highest
    return {"value": str(turn * 100 + number if highest == inf else turn % (highest + 1))}
