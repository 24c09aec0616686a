"""The pages of cycles: what is confirmed before it is done, who repeats a step, who sees what."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from assessments.cycles import actions
from assessments.workflow.models import Assessment, Cycle
from ecotown.common.thai.formats import typed_date
from tests import builders

OCTOBER = "2026-10-01T09:00:00+07:00"


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(OCTOBER, tick=True):
        yield


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def opened(framework, area, administrator):
    dates = actions.usual_dates(2570)
    return actions.open_cycle(year=2570, framework=framework, dates=dates, areas=[area], by=administrator)


def form_data(framework, *areas, year=2570, **values):
    dates = {name: typed_date(day) for name, day in actions.usual_dates(year).items()}
    return {**dates, "framework": framework.pk, "areas": [area.pk for area in areas], **values}


def messages_of(response):
    return [(message.level_tag, str(message)) for message in response.context["messages"]]


def test_the_next_year_is_suggested_with_its_usual_dates_and_all_areas(as_administrator, opened, area):
    page = as_administrator.get(reverse("assessments:open-cycle"))

    assert page.context["year"] == 2571
    assert page.context["form"].initial == {**actions.usual_dates(2571), "framework": opened.framework}
    assert page.context["areas"] == [(area, True)]
    assert page.context["years"] == [2569, 2571, 2572]


def test_where_a_cycle_is_opened_its_edition_is_called_by_its_title(as_administrator, framework, area):
    url = reverse("assessments:open-cycle") + "?year=2570"
    choice = as_administrator.get(url).context["form"].fields["framework"]
    confirmed = as_administrator.post(url, form_data(framework, area)).content.decode()

    assert list(choice.choices) == [(framework.pk, f"{framework.name_th} ({framework.edition})")]
    assert f"<dd>{framework.name_th}</dd>" in confirmed


def test_the_step_that_is_to_be_done_and_the_dates_come_before_the_areas(as_administrator, opened):
    response = as_administrator.get(opened.get_absolute_url())

    page = response.content.decode()
    places = [page.index(f'id="{part}-title"') for part in ("current", "dates", "checklist", "areas")]
    assert response.context["checklist"].current.url == f"{opened.get_absolute_url()}#areas"
    assert places == sorted(places)
    assert f">{opened.framework.name_th}</a>" in page


def test_a_closed_cycle_has_no_step_to_be_done(as_administrator, administrator):
    closed = builders.CycleBuilder(framework=builders.working_framework())
    actions.close_cycle(cycle=closed, reason="", by=administrator)

    response = as_administrator.get(closed.get_absolute_url())

    assert "current-title" not in response.content.decode()


def test_a_cycle_is_opened_once_what_it_carries_forward_was_confirmed(as_administrator, framework, area):
    url = reverse("assessments:open-cycle") + "?year=2570"
    shown = as_administrator.post(url, form_data(framework, area))
    assert not Cycle.objects.exists()

    answer = as_administrator.post(url, form_data(framework, area, statement=shown.context["statement"].mark))

    cycle = Cycle.objects.get()
    assert answer.url == cycle.get_absolute_url()
    assert [assessment.area for assessment in cycle.assessments.all()] == [area]


def test_what_changed_since_it_was_shown_is_shown_again(as_administrator, framework, area):
    url = reverse("assessments:open-cycle") + "?year=2570"
    shown = as_administrator.post(url, form_data(framework, area))
    mark = shown.context["statement"].mark

    again = as_administrator.post(url, form_data(framework, area, submit_by="1/4/2570", statement=mark))

    assert again.context["is_outdated"]
    assert not Cycle.objects.exists()


def test_what_was_typed_is_there_again_on_the_way_back(as_administrator, framework, area):
    url = reverse("assessments:open-cycle") + "?year=2570"

    page = as_administrator.post(
        url, form_data(framework, submit_by="15/4/2570", areas=[area.pk], change="1")
    )

    assert page.context["form"]["submit_by"].value() == "15/4/2570"
    assert page.context["areas"] == [(area, True)]


@pytest.mark.parametrize("who", ["same", "other"])
def test_opening_twice_opens_one_and_says_so(client, framework, area, opened, administrator, who):
    client.force_login(administrator if who == "same" else builders.UserBuilder(role=administrator.role))
    url = reverse("assessments:open-cycle") + "?year=2570"

    answer = client.post(url, form_data(framework, area, statement="seen before"), follow=True)

    assert Cycle.objects.get() == opened
    assert answer.redirect_chain == [(opened.get_absolute_url(), 302)]
    assert [tag for tag, _ in messages_of(answer)] == ["info" if who == "same" else "error"]


def test_the_page_of_a_year_that_is_open_leads_to_its_cycle(as_administrator, opened):
    answer = as_administrator.get(reverse("assessments:open-cycle") + "?year=2570")

    assert answer.url == opened.get_absolute_url()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"submit_by": "1/6/2570"}, "internal_audit_by", id="out of order"),
        pytest.param({"committee_by": "30/9/2580"}, "committee_by", id="another decade"),
        pytest.param({"areas": []}, "areas", id="no area"),
        pytest.param({"areas": ["999999"]}, "areas", id="an unknown area"),
        pytest.param({"framework": ""}, "framework", id="no edition"),
    ],
)
def test_what_cannot_be_opened_is_said_beside_the_field(as_administrator, framework, area, values, field):
    url = reverse("assessments:open-cycle") + "?year=2570"

    page = as_administrator.post(url, form_data(framework, area) | values)

    assert set(page.context["form"].errors) == {field}
    assert not Cycle.objects.exists()


def test_without_a_published_edition_the_page_leads_to_the_editions(
    as_administrator, administrator, framework
):
    with time_machine.travel("2019-10-01T09:00:00+07:00"):
        as_administrator.force_login(administrator)
        page = as_administrator.get(reverse("assessments:open-cycle"))

    assert not page.context["has_edition"]
    assert reverse("indicators:edition-list") in page.content.decode()


def test_dates_are_moved_once_the_change_was_confirmed(as_administrator, opened, officer):
    url = reverse("assessments:move-dates", args=[opened.pk])
    data = form_data(opened.framework, submit_by="15/4/2570", reason="น้ำท่วม")
    shown = as_administrator.post(url, data).context["statement"]
    assert [(line.old, line.new, line.told) for line in shown.moved] == [
        (date(2027, 3, 31), date(2027, 4, 15), 1)
    ]

    answer = as_administrator.post(url, data | {"statement": shown.mark})

    opened.refresh_from_db()
    assert (answer.url, opened.submit_by) == (opened.get_absolute_url(), date(2027, 4, 15))


def test_dates_that_stay_need_no_confirmation_and_are_refused(as_administrator, opened):
    url = reverse("assessments:move-dates", args=[opened.pk])

    page = as_administrator.post(url, form_data(opened.framework, reason="น้ำท่วม"))

    assert [tag for tag, _ in messages_of(page)] == ["error"]


def test_dates_need_a_reason(as_administrator, opened):
    url = reverse("assessments:move-dates", args=[opened.pk])

    page = as_administrator.post(url, form_data(opened.framework, submit_by="15/4/2570", reason=" "))

    assert set(page.context["form"].errors) == {"reason"}


def test_areas_are_added_afterwards(as_administrator, opened, province):
    late = builders.AreaBuilder(province=province)
    url = reverse("assessments:add-areas-to-cycle", args=[opened.pk])
    assert [line.area for line, _ in as_administrator.get(url).context["lines"]] == [late]

    answer = as_administrator.post(url, {"areas": [late.pk]})

    assert answer.url == opened.get_absolute_url()
    assert Assessment.objects.filter(cycle=opened, area=late).exists()


def test_an_officer_sees_the_dates_and_the_areas_of_the_own_province_only(
    client, opened, officer, other_officer, area, administrator
):
    other = builders.AreaBuilder(province=other_officer.provinces.get())
    actions.add_areas(cycle=opened, areas=[other], by=administrator)
    client.force_login(officer)

    page = client.get(opened.get_absolute_url())

    assert [assessment.area for assessment in page.context["assessments"]] == [area]
    assert str(other) not in page.content.decode()
    assert [stage.day for stage in page.context["dates"]] == list(opened.dates.values())


def test_the_history_says_which_dates_were_moved_and_why(as_administrator, opened, administrator):
    dates = opened.dates | {"submit_by": date(2027, 4, 15)}
    actions.move_dates(cycle=opened, dates=dates, reason="น้ำท่วม", by=administrator)

    moved, begun = as_administrator.get(opened.get_absolute_url()).context["events"]

    assert (moved.name, moved.reason) == ("dates-moved", "น้ำท่วม")
    assert [(old, new) for _name, old, new in moved.changes] == [("31 มี.ค. 2570", "15 เม.ย. 2570")]
    assert begun.name == "cycle-opened"
