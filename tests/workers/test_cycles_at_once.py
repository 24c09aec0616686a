"""Two administrators at one cycle at the same moment: one step is taken, and the other is told why not."""

from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from areas.actions import areas as area_actions
from assessments.cycles import actions
from assessments.entry.actions.entries import open_assessment
from assessments.entry.domain.values import EntryValue
from assessments.past_years import actions as past_actions
from assessments.past_years.models import PastYear
from assessments.past_years.queries import NOTHING, YearContent
from assessments.workflow.domain import WorkflowError
from assessments.workflow.models import Assessment, Cycle
from ecotown.common.history import recording
from ecotown.common.thai.formats import typed_date
from tests import builders
from tests.at_once import meanwhile, needs_server

pytestmark = pytest.mark.usefixtures("in_october")

YEAR = 2570
DATES = actions.usual_dates(YEAR)
LOADED = YearContent(3, "รายงานประจำปี", {"EN9.1": EntryValue(value=Decimal(90))})


@pytest.fixture
def in_october():
    with time_machine.travel("2026-10-01T09:00:00+07:00", tick=True):
        yield


@pytest.fixture
def colleague(administrator):
    """Return a second administrator."""
    return builders.UserBuilder(role=administrator.role)


@pytest.fixture
def opened(framework, area, administrator):
    return open_year(framework, area, by=administrator)


@pytest.fixture
def late(province):
    """Return an area that does not take part yet."""
    return builders.AreaBuilder(province=province)


def open_year(framework, *areas, by):
    return actions.open_cycle(year=YEAR, framework=framework, dates=DATES, areas=areas, by=by)


def load_year(area, framework, *, by, year=YEAR - 1, content=LOADED):
    return past_actions.load_past_year(
        area=area, year=year, framework=framework, content=content, expected=NOTHING, sha256="0" * 64, by=by
    )


def refusal(outcome):
    """Return the code of what an action raised in its thread."""
    assert isinstance(outcome, WorkflowError), outcome
    return outcome.code


def events_of(subject):
    return [event.name for event in recording.events_of(subject)]


def shown(answer):
    """Return the address to which an answer led, and the messages there."""
    url = answer.redirect_chain[-1][0] if answer.redirect_chain else ""
    return url, [(message.level_tag, str(message)) for message in answer.context["messages"]]


def taking_part(cycle):
    return set(cycle.assessments.values_list("area", flat=True))


@needs_server
def test_two_openings_at_once_open_one(framework, area, late, administrator, colleague):
    outcome = meanwhile(
        lambda: open_year(framework, area, by=administrator),
        lambda: open_year(framework, late, by=colleague),
    )

    cycle = Cycle.objects.get()
    assert refusal(outcome) == "cycle-exists"
    assert taking_part(cycle) == {area.pk}
    assert events_of(cycle.history_subject) == ["cycle-opened"]


@needs_server
@pytest.mark.parametrize(
    ("who", "message"),
    [
        pytest.param("colleague", ("error", "ปีงบประมาณนี้เปิดรอบการประเมินไว้แล้ว"), id="another administrator"),
        pytest.param("administrator", ("info", "ดำเนินการไปแล้วเมื่อ"), id="a double click"),
    ],
)
def test_who_opens_second_at_the_same_moment_comes_to_the_cycle_with_a_message(
    request, framework, area, administrator, who, message
):
    client, url = Client(), f"{reverse('assessments:open-cycle')}?year={YEAR}"
    client.force_login(request.getfixturevalue(who))
    data = {name: typed_date(day) for name, day in DATES.items()}
    data |= {"framework": framework.pk, "areas": [area.pk]}
    mark = client.post(url, data).context["statement"].mark

    answer = meanwhile(
        lambda: open_year(framework, area, by=administrator),
        lambda: client.post(url, data | {"statement": mark}, follow=True),
    )

    cycle = Cycle.objects.get()
    address, ((tag, text),) = shown(answer)
    assert (address, tag) == (cycle.get_absolute_url(), message[0])
    assert text.startswith(message[1])
    assert events_of(cycle.history_subject) == ["cycle-opened"]


@needs_server
def test_an_area_that_ends_meanwhile_does_not_take_part(framework, area, administrator, colleague):
    today = DATES["opens_on"]

    outcome = meanwhile(
        lambda: area_actions.end_area(
            area=area, ended_on=today, successors=[], reason="ยุบรวม", by=administrator
        ),
        lambda: open_year(framework, area, by=colleague),
    )

    assert refusal(outcome) == "area-ended"
    assert not Cycle.objects.exists()


@needs_server
def test_a_cycle_is_closed_once(opened, administrator, colleague):
    outcome = meanwhile(
        lambda: actions.close_cycle(cycle=opened, reason="สิ้นปี", by=administrator),
        lambda: actions.close_cycle(cycle=opened, reason="สิ้นปีงบประมาณ", by=colleague),
    )

    assert refusal(outcome) == "cycle-closed"
    assert events_of(opened.history_subject) == ["cycle-opened", "cycle-closed"]
    assert Cycle.objects.get().closed_by == administrator


@needs_server
@pytest.mark.parametrize(
    ("who", "tag"),
    [
        pytest.param("colleague", "error", id="another administrator"),
        pytest.param("administrator", "info", id="a double click"),
    ],
)
def test_who_closes_second_at_the_same_moment_comes_to_the_cycle_with_a_message(
    request, opened, administrator, who, tag
):
    client, url = Client(), reverse("assessments:close-cycle", args=[opened.pk])
    client.force_login(request.getfixturevalue(who))
    data = {"reason": "สิ้นปี", "statement": client.get(url).context["statement"].mark}

    answer = meanwhile(
        lambda: actions.close_cycle(cycle=opened, reason="สิ้นปี", by=administrator),
        lambda: client.post(url, data, follow=True),
    )

    address, ((shown_tag, _text),) = shown(answer)
    assert (address, shown_tag) == (opened.get_absolute_url(), tag)
    assert events_of(opened.history_subject) == ["cycle-opened", "cycle-closed"]


@needs_server
def test_the_same_area_is_added_once(opened, area, late, administrator, colleague):
    outcome = meanwhile(
        lambda: actions.add_areas(cycle=opened, areas=[late], by=administrator),
        lambda: actions.add_areas(cycle=opened, areas=[late], by=colleague),
    )

    assert refusal(outcome) == "areas-take-part"
    assert taking_part(opened) == {area.pk, late.pk}
    assert Assessment.objects.filter(area=late).count() == 1


@needs_server
def test_of_areas_added_at_once_only_the_others_are_added(opened, area, late, administrator, colleague):
    other = builders.AreaBuilder(province=late.province)

    outcome = meanwhile(
        lambda: actions.add_areas(cycle=opened, areas=[late], by=administrator),
        lambda: actions.add_areas(cycle=opened, areas=[late, other], by=colleague),
    )

    assert [assessment.area for assessment in outcome] == [other]
    assert taking_part(opened) == {area.pk, late.pk, other.pk}


@needs_server
def test_no_area_is_added_while_the_cycle_is_closed(opened, area, late, administrator, colleague):
    outcome = meanwhile(
        lambda: actions.close_cycle(cycle=opened, reason="สิ้นปี", by=administrator),
        lambda: actions.add_areas(cycle=opened, areas=[late], by=colleague),
    )

    assert refusal(outcome) == "cycle-closed"
    assert taking_part(opened) == {area.pk}


@needs_server
def test_dates_moved_alike_at_once_are_moved_once(opened, administrator, colleague):
    moved = DATES | {"submit_by": DATES["internal_audit_by"]}

    outcome = meanwhile(
        lambda: actions.move_dates(cycle=opened, dates=moved, reason="น้ำท่วม", by=administrator),
        lambda: actions.move_dates(cycle=opened, dates=moved, reason="อุทกภัย", by=colleague),
    )

    assert refusal(outcome) == "dates-unchanged"
    assert events_of(opened.history_subject) == ["cycle-opened", "dates-moved"]


@needs_server
def test_a_year_is_not_loaded_while_a_cycle_opens_for_it(framework, area, administrator, officer):
    outcome = meanwhile(
        lambda: open_year(framework, area, by=administrator),
        lambda: load_year(area, framework, year=YEAR, by=officer),
    )

    assert refusal(outcome) == "year-assessed"


@needs_server
def test_a_year_loaded_at_the_moment_of_the_opening_is_carried_forward(framework, area, officer):
    cycle = builders.CycleBuilder(framework=framework, year=YEAR)

    outcome = meanwhile(
        lambda: load_year(area, framework, year=cycle.year - 1, by=officer),
        lambda: open_assessment(area=area, cycle=cycle, by=None),
    )

    assert list(outcome.entries.values_list("indicator__code", flat=True)) == ["EN9.1"]


@needs_server
def test_two_loads_of_a_year_at_once_keep_the_first(framework, area, officer, administrator):
    outcome = meanwhile(
        lambda: load_year(area, framework, by=officer),
        lambda: load_year(area, framework, content=YearContent(4, "อีกแหล่ง", {}), by=administrator),
    )

    assert refusal(outcome) == "loaded-meanwhile"
    assert PastYear.objects.get().granted_level == 3


@needs_server
@pytest.mark.parametrize("second", ["release", "remove"])
def test_what_is_asked_of_a_year_that_is_removed_meanwhile_is_refused(
    framework, area, officer, administrator, second
):
    past_year = load_year(area, framework, by=officer)
    step = {
        "release": lambda: past_actions.release_past_year(past_year=past_year, by=administrator),
        "remove": lambda: past_actions.remove_past_year(past_year=past_year, reason="ผิด", by=administrator),
    }[second]

    outcome = meanwhile(
        lambda: past_actions.remove_past_year(past_year=past_year, reason="ผิดพื้นที่", by=officer), step
    )

    assert refusal(outcome) == "not-loaded-any-more"
    assert events_of(f"past-years:{area.pk}") == ["past-year-loaded", "past-year-removed"]
