"""Who saves what: provinces, officers signed in, an empty assessment each, one for two where they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from areas import actions as area_actions
from areas.models import Province, Region, TargetArea
from assessments import actions, queries
from assessments.models import Assessment
from ecotown.accounts.models import Role, User
from indicators import actions as criteria
from indicators.domain.exact_json import parse_json
from indicators.domain.framework import Framework, Indicator

YEAR = 2569
SHARING = 5  # every fifth officer has a colleague's assessment


@dataclass
class Officer:
    """One officer in a browser of their own; `saves` gives what to save next."""

    number: int
    user_id: int
    assessment_id: int
    cookies: str
    saves: Iterator[tuple[str, dict[str, str]]]
    seen: dict[str, str] = field(default_factory=dict)
    token: str = ""


def prepare(officers: int) -> list[Officer]:
    """Make an empty database and who works on it."""
    call_command("migrate", verbosity=0)
    document = parse_json((settings.FIXTURES_DIR / "framework-2565-working.json").read_bytes())
    framework = criteria.load_framework(document=document, by=None)
    framework = criteria.publish_framework(framework=framework, by=None)
    dates = actions.usual_dates(YEAR) | {"opens_on": date(2025, 10, 1)}
    cycle = actions.open_cycle(year=YEAR, framework=framework, dates=dates, by=None)
    crew: list[Officer] = []
    for number in range(officers):
        if number % SHARING == SHARING - 1:
            assessment = Assessment.objects.get(pk=crew[-1].assessment_id)
        else:
            assessment = actions.open_assessment(area=_area(number), cycle=cycle, by=None)
        crew.append(_officer(number, assessment))
    for officer in crew:
        officer.saves = _saves(officer, crew, queries.edition_of(assessment))
    return crew


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
    area_actions.give_province(province=assessment.area.province, officer=user, by=None)
    client = Client()
    client.force_login(user)
    cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return Officer(number, user.pk, assessment.pk, cookies, saves=iter(()))


def _saves(officer: Officer, crew: list[Officer], edition: Framework) -> Iterator[tuple[str, dict[str, str]]]:
    """Indicator after indicator, round after round; what two share takes numbers that no one else types."""
    is_shared = sum(one.assessment_id == officer.assessment_id for one in crew) > 1
    fit = [one for one in edition.indicators if not is_shared or _takes_any_number(one)]
    for turn in count(1):
        for indicator in fit:
            yield indicator.code, _values(indicator, turn, officer.number)


def _takes_any_number(indicator: Indicator) -> bool:
    return indicator.kind in ("count", "number") and indicator.formula == "direct"


def _values(indicator: Indicator, turn: int, number: int) -> dict[str, str]:
    if indicator.formula in ("percent", "rate"):
        return {"part": str(turn % 100), "whole": "100"}
    if indicator.inputs:
        return {"current": str(100 + turn), "baseline": "100"}
    sizes = {"boolean": 2, "choice": 6, "percent": 101}
    if indicator.kind in sizes:
        return {"value": str(turn % sizes[indicator.kind])}
    return {"value": str(turn * 100 + number)}
