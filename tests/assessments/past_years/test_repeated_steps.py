"""Steps on a loaded year taken a second time: by a double click, the back button, or by two people."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.entry.domain.values import EntryValue
from assessments.past_years import documents
from assessments.past_years.models import PastYear
from assessments.past_years.queries import history_subject
from ecotown.common.history import recording
from tests import builders
from tests.assessments.entry.workbooks import edited
from tests.assessments.past_years import SOURCE, YEAR

VALUES = {"EN9.1": EntryValue(value=Decimal(90))}


def send(client, name, area, **data):
    """Return where the answer leads, and the kinds of messages there."""
    answer = client.post(reverse(f"past_years:{name}", args=[area.key, YEAR]), data, follow=True)
    return answer.redirect_chain, [message.level_tag for message in answer.context["messages"]]


def page_of(name, area):
    arguments = [area.key, YEAR] if name == "year" else [area.key]
    return [(reverse(f"past_years:{name}", args=arguments), 302)]


def events_of(area):
    return [event.name for event in recording.events_of(history_subject(area))]


@pytest.fixture
def colleague(administrator):
    return builders.UserBuilder(role=administrator.role)


@pytest.mark.parametrize(("who", "tag"), [("administrator", "info"), ("colleague", "error")])
def test_a_level_released_twice_is_released_once_and_says_so(
    request, client, load, area, administrator, who, tag
):
    load(VALUES, level=2)
    client.force_login(administrator)
    first = send(client, "release", area)
    client.force_login(request.getfixturevalue(who))

    again = send(client, "release", area)

    assert (first, again) == ((page_of("year", area), ["success"]), (page_of("year", area), [tag]))
    assert events_of(area) == ["past-year-loaded", "past-year-released"]


@pytest.mark.parametrize(("who", "tag"), [("administrator", "info"), ("colleague", "error")])
def test_a_year_removed_twice_is_removed_once_and_says_so(
    request, client, load, area, administrator, who, tag
):
    load(VALUES)
    client.force_login(administrator)
    first = send(client, "remove", area, reason="ผิดพื้นที่")
    client.force_login(request.getfixturevalue(who))

    again = send(client, "remove", area, reason="ผิดพื้นที่")

    assert (first, again) == ((page_of("area", area), ["success"]), (page_of("area", area), [tag]))
    assert (events_of(area), PastYear.objects.count()) == (["past-year-loaded", "past-year-removed"], 0)


def test_the_level_of_a_year_that_was_removed_meanwhile_is_not_released(client, load, area, administrator):
    load(VALUES, level=2)
    client.force_login(administrator)
    send(client, "remove", area, reason="ผิดพื้นที่")

    answer = send(client, "release", area)

    assert answer == (page_of("area", area), ["error"])


def test_a_year_that_was_never_loaded_is_not_there(client, area, administrator):
    client.force_login(administrator)
    urls = [reverse(f"past_years:{name}", args=[area.key, YEAR]) for name in ("release", "remove")]

    assert [client.post(url, {"reason": "ผิด"}).status_code for url in urls] == [404, 404]


def test_a_removed_year_of_another_province_is_not_there(client, load, area, administrator, other_officer):
    load(VALUES)
    client.force_login(administrator)
    send(client, "remove", area, reason="ผิดพื้นที่")
    client.force_login(other_officer)

    answer = client.post(reverse("past_years:remove", args=[area.key, YEAR]), {"reason": "ผิด"})

    assert answer.status_code == 404


def test_a_preview_confirmed_twice_loads_once_and_says_so(client, upload, confirm, empty_form, area):
    facts = {(documents.year_title(), "B8"): "3", (documents.year_title(), "B9"): SOURCE}
    preview = upload(edited(empty_form, facts))
    confirm(preview)

    again = confirm(preview)

    assert [message.level_tag for message in again.context["messages"]] == ["info"]
    assert again.redirect_chain == page_of("year", area)
    assert events_of(area) == ["past-year-loaded"]


def test_the_page_of_an_area_says_what_was_done_with_its_years(client, load, area, officer, administrator):
    load(VALUES, level=2)
    client.force_login(administrator)
    send(client, "remove", area, reason="ผิดพื้นที่")

    removed, loaded = client.get(reverse("past_years:area", args=[area.key])).context["events"]

    facts = [("ปีงบประมาณ", str(YEAR)), ("ระดับตามแหล่งที่มา", "2"), ("ตัวชี้วัดที่มีค่า", "1")]
    assert (loaded.by, [fact for fact in loaded.facts if fact in facts]) == (str(officer), facts)
    assert (removed.by, removed.reason) == (str(administrator), "ผิดพื้นที่")
