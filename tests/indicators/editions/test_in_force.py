"""An edition is in force from its first fiscal year on, whenever it was published."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from assessments.cycles import actions as cycle_actions
from assessments.reports.queries import dossier
from assessments.workflow.domain import Status, WorkflowError
from indicators.editions.models import Framework
from indicators.editions.queries import editions as edition_queries
from indicators.publishing import actions as publishing_actions
from tests.assessments.sources import report_text
from tests.builders import AreaBuilder

BANGKOK = ZoneInfo("Asia/Bangkok")
BEFORE = datetime(2027, 9, 30, 23, 59, tzinfo=BANGKOK)
AFTER = datetime(2027, 10, 1, 0, 0, tzinfo=BANGKOK)
THIS_YEAR, NEXT_YEAR = 2570, 2571


@pytest.fixture
def next_edition(framework):
    """Return the edition of the next fiscal year, published ahead, in which level 3 has another name."""
    edition = publishing_actions.copy_framework(
        source=framework,
        edition="2571",
        name_th="เกณฑ์ฉบับ 2571",
        name_en="Edition 2571",
        effective_from=NEXT_YEAR,
        by=None,
    )
    edition.level_rules.filter(level=3).update(name_th="ชื่อใหม่ของระดับ")
    edition.refresh_from_db()
    return publishing_actions.publish_framework(framework=edition, by=None)


@pytest.mark.parametrize(
    ("now", "name"),
    [
        pytest.param(BEFORE, "2565-working", id="the last minute before its year"),
        pytest.param(AFTER, "2571", id="the first minute of its year"),
    ],
)
def test_an_edition_is_current_from_the_first_of_october_on(client, next_edition, now, name):
    with time_machine.travel(now, tick=False):
        listed = client.get(reverse("indicators:criteria-list")).context["editions"]
        home = client.get(reverse("portal:home")).context["framework"]
        area = client.get(reverse("portal:area", args=[AreaBuilder().key])).context["framework"]
        current = edition_queries.current_framework()

    assert [row.framework.edition for row in listed if row.is_current] == [name]
    assert [home.edition, area.edition, current.edition] == [name, name, name]


@pytest.mark.parametrize(("now", "is_said"), [(BEFORE, True), (AFTER, False)], ids=["before", "after"])
def test_the_page_of_an_edition_says_that_it_waits_for_its_year(client, next_edition, now, is_said):
    with time_machine.travel(now, tick=False):
        page = client.get(next_edition.get_absolute_url()).content.decode()

    assert ("ยังไม่มีผลใช้บังคับ ใช้ตั้งแต่ปีงบประมาณ 2571" in page) == is_said


def test_the_list_of_editions_marks_the_one_that_waits_for_its_year(client, administrator, next_edition):
    with time_machine.travel(BEFORE, tick=False):
        client.force_login(administrator)
        page = client.get(reverse("indicators:edition-list")).content.decode()

    assert page.count("ยังไม่มีผลใช้บังคับ") == 1


@pytest.mark.parametrize(
    ("editions", "current"),
    [
        pytest.param([(2565, 1), (2569, 2), (2571, 3)], "2569-2", id="the latest year that has begun"),
        pytest.param([(2569, 2), (2569, 1)], "2569-2", id="of one year the one published last"),
        pytest.param([(2570, 1), (2565, 2)], "2570-1", id="this year before one published later"),
        pytest.param([(2571, 1), (2580, 2)], None, id="none before its year"),
    ],
)
def test_the_edition_in_force(db, editions, current):
    for year, day in editions:
        Framework.objects.create(
            edition=f"{year}-{day}",
            name_th="เกณฑ์",
            name_en="Criteria",
            effective_from=year,
            official=True,
            checksum="0" * 64,
            status="published",
            published_at=datetime(2026, 1, day, tzinfo=BANGKOK),
        )

    edition = Framework.objects.exclude(edition="2565-working").in_force(THIS_YEAR).first()

    assert (edition.edition if edition else None) == current


def test_a_draft_is_never_in_force(framework):
    draft = publishing_actions.copy_framework(
        source=framework, edition="2569", name_th="ร่าง", name_en="Draft", effective_from=2569, by=None
    )

    assert draft not in Framework.objects.in_force(2569)
    assert draft not in Framework.objects.ahead(2565)


def test_a_cycle_does_not_take_an_edition_of_a_later_year(next_edition, administrator):
    dates = cycle_actions.usual_dates(THIS_YEAR)

    with pytest.raises(WorkflowError, match="^edition-not-in-force$"):
        cycle_actions.open_cycle(year=THIS_YEAR, framework=next_edition, dates=dates, by=administrator)
    with pytest.raises(CommandError, match=r"^2571 counts from 2571 on$"):
        call_command("open_cycle", str(THIS_YEAR), "--edition", "2571")

    assert not next_edition.cycles.exists()


def test_a_cycle_takes_an_edition_of_its_own_year_ahead_of_time(next_edition, administrator):
    dates = cycle_actions.usual_dates(NEXT_YEAR)

    with time_machine.travel(BEFORE, tick=False):
        cycle = cycle_actions.open_cycle(
            year=NEXT_YEAR, framework=next_edition, dates=dates, by=administrator
        )

    assert cycle.framework == next_edition


def test_the_page_of_an_area_names_the_edition_of_an_assessment_that_is_not_published_yet(
    client, at, framework, next_edition
):
    url = reverse("portal:area", args=[at(Status.INTERNAL_AUDIT).area.key])

    with time_machine.travel(AFTER, tick=False):
        named = client.get(url).context["framework"]

    assert named == framework


@pytest.mark.parametrize("now", [BEFORE, AFTER], ids=["before", "after"])
def test_the_page_of_an_area_names_the_edition_of_its_assessment(client, at, next_edition, now):
    published = at(Status.PUBLISHED)
    url = reverse("portal:area", args=[published.area.key])

    with time_machine.travel(now, tick=False):
        response = client.get(url)

    edition = published.cycle.framework
    page = response.content.decode()
    assert response.context["framework"] == edition
    assert page.count(f'<a class="quiet-link" href="{edition.get_absolute_url()}">{edition.name_th}</a>') == 1
    assert "ประสิทธิภาพในการใช้ทรัพยากร" in page
    assert "ชื่อใหม่ของระดับ" not in page


PAGES_OF_AN_ASSESSMENT = [
    "detail",
    "explanation",
    "evidence",
    "history",
    "audit",
]


@pytest.mark.parametrize("name", PAGES_OF_AN_ASSESSMENT)
def test_the_pages_of_an_assessment_name_its_edition(client, at, administrator, next_edition, name):
    assessment = at(Status.EXTERNAL_AUDIT)

    with time_machine.travel(AFTER, tick=False):
        client.force_login(administrator)
        page = client.get(reverse(f"assessments:{name}", args=[assessment.pk])).content.decode()

    edition = assessment.cycle.framework
    assert f'href="{edition.get_absolute_url()}">{edition.name_th}</a>' in page
    assert next_edition.name_th not in page


def test_the_public_explanation_names_the_edition_of_its_assessment(client, at, next_edition):
    published = at(Status.PUBLISHED)
    url = reverse("portal:explanation", args=[published.area.key, published.cycle.year])

    with time_machine.travel(AFTER, tick=False):
        page = client.get(url).content.decode()

    edition = published.cycle.framework
    assert f'href="{edition.get_absolute_url()}">{edition.name_th}</a>' in page
    assert next_edition.name_th not in page


@pytest.mark.parametrize("template", ["dossier", "audit_report", "checklist"])
def test_the_reports_of_an_assessment_name_its_edition(at, next_edition, template):
    assessment = at(Status.EXTERNAL_AUDIT)

    with time_machine.travel(AFTER, tick=False):
        text = report_text(dossier.dossier_of(assessment, with_notes=False), template)

    assert assessment.cycle.framework.name_th in text
    assert next_edition.name_th not in text
