"""Sessions: listed for their person, ended one by one or together, and by the limits of time."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotown.common.history import recording
from ecotown.configuration import actions
from ecotown.configuration.domain import ConfigurationError, Group
from ecotown.profile import results
from ecotown.profile.models import Session
from ecotown.profile.words import device_name
from tests import builders
from tests.builders import PASSWORD
from tests.profile.test_passwords import send_mails

PAGE = reverse("profile:own-page")
LIST = reverse("profile:sessions")
TIME = reverse("profile:session-time")
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36"
MORNING = "2026-03-24T08:00:00+07:00"


@pytest.fixture
def limits(time_machine):
    """Let a session end after an hour without activity, and after four in any case; return the clock."""
    builders.set_setting(session_idle_minutes=60, session_hours=4)
    time_machine.move_to(MORNING, tick=False)
    return time_machine


@pytest.fixture
def visitors(officer):
    """Return two browsers in which the officer has signed in by the form."""
    clients = [Client(headers={"user-agent": CHROME}), Client(headers={"user-agent": "curl"})]
    for client in clients:
        client.post(reverse("accounts:sign-in"), {"username": officer.username, "password": PASSWORD})
    return clients


def test_a_person_sees_where_they_are_signed_in(visitors, officer, other_officer):
    Client().force_login(other_officer)

    shown = visitors[0].get(LIST).context["sessions"]

    assert [(row.device, row.address, row.is_current) for row in shown] == [
        ("Chrome · Windows", "127.0.0.1", True),
        ("ไม่ทราบชนิดอุปกรณ์", "127.0.0.1", False),
    ]


def test_a_session_is_ended_from_another_device(visitors, officer):
    here, there = visitors
    (reference,) = [row.reference for row in here.get(LIST).context["sessions"] if not row.is_current]

    here.post(reverse("profile:end-session", args=[reference]))

    assert (here.get(PAGE).status_code, there.get(PAGE).status_code) == (200, 302)
    (event,) = recording.events_of(f"user:{officer.pk}")
    assert (event.name, event.data) == ("sessions-ended", {"number": 1})


def test_all_other_sessions_are_ended_at_once(visitors, officer):
    here, there = visitors

    here.post(reverse("profile:end-other-sessions"))

    assert (here.get(PAGE).status_code, there.get(PAGE).status_code) == (200, 302)


def test_nobody_ends_the_session_of_another(visitors, other_officer, client):
    reference = visitors[0].get(LIST).context["sessions"][0].reference
    client.force_login(other_officer)

    client.post(reverse("profile:end-session", args=[reference]))

    assert visitors[0].get(PAGE).status_code == 200


def test_no_page_shows_a_key_that_lets_somebody_in(visitors):
    page = visitors[0].get(LIST).content.decode()

    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in page]


def test_signing_out_deletes_the_row(visitors):
    visitors[0].post(reverse("accounts:sign-out"))

    assert Session.objects.exclude(user=None).count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_sessions(
    client, officer, count, django_assert_num_queries
):
    for _number in range(count):
        client = Client()
        client.force_login(officer)
    client.get(LIST)

    with django_assert_num_queries(7, exact=False):
        shown = client.get(LIST).context["sessions"]

    assert len(shown) == count


def test_a_session_ends_without_activity(client, officer, limits):
    client.force_login(officer)
    limits.shift(timedelta(minutes=59))
    active = client.get(PAGE).status_code
    limits.shift(timedelta(minutes=61))

    assert (active, client.get(PAGE).status_code) == (200, 302)


def test_activity_keeps_a_session_up_until_its_end(client, officer, limits):
    client.force_login(officer)
    answers = []
    for _quarter in range(17):
        answers.append(client.get(PAGE).status_code)
        limits.shift(timedelta(minutes=15))

    assert answers == [200] * 16 + [302]


def test_what_a_page_asks_for_by_itself_is_no_activity(client, officer, limits):
    client.force_login(officer)
    answers = []
    for _turn in range(3):
        limits.shift(timedelta(minutes=25))
        answers.append(client.get(LIST, headers={"X-Background": "1"}).status_code)

    assert answers == [200, 200, 302]


def test_a_page_tells_its_script_how_long_the_session_lasts(client, officer, limits):
    client.force_login(officer)
    limits.shift(timedelta(minutes=10))

    page = client.get(PAGE, headers={"X-Background": "1"})

    assert page.context["session_time"] == {"idle": 3000, "at_most": 13800, "warning": 300}


def test_a_script_asks_how_long_the_session_lasts_and_goes_on(client, officer, limits):
    client.force_login(officer)
    limits.shift(timedelta(minutes=10))

    asked = client.get(TIME, headers={"X-Background": "1"}).json()
    goes_on = client.post(TIME).json()

    assert (asked, goes_on) == ({"idle": 3000, "at_most": 13800}, {"idle": 3600, "at_most": 13800})


def test_an_active_minute_writes_one_row(client, officer, limits, django_assert_num_queries):
    client.force_login(officer)
    client.get(TIME)
    limits.shift(timedelta(seconds=61))
    client.get(TIME)

    with django_assert_num_queries(2):
        client.get(TIME)


def test_the_rows_of_ended_sessions_are_deleted(client, officer, limits):
    client.force_login(officer)
    limits.shift(timedelta(hours=2))
    Client().force_login(officer)

    results.remove_ended_sessions()

    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Safari/605.1", "Safari · macOS"),
    ],
)
def test_a_device_is_called_by_browser_and_system(user_agent, name):
    assert device_name(user_agent) == name


def test_a_person_is_told_by_mail_of_a_device_that_is_new(officer):
    type(officer).objects.filter(pk=officer.pk).update(email="officer@portal.example")
    client = Client(headers={"user-agent": CHROME})
    for _time in range(2):
        client.post(reverse("accounts:sign-in"), {"username": officer.username, "password": PASSWORD})
        client.post(reverse("accounts:sign-out"))

    (message,) = send_mails()

    assert (message.to, "Chrome · Windows" in message.body) == (["officer@portal.example"], True)
    assert message.subject == "[เมืองอุตสาหกรรมเชิงนิเวศ] มีการเข้าสู่ระบบในอุปกรณ์ใหม่"


def change_limits(by, **values):
    actions.change_settings(group=Group.SESSIONS, values=values, by=by)
    builders.set_setting(**values)


def test_shorter_limits_hold_at_once_for_those_who_are_signed_in(limits, visitors, administrator):
    limits.shift(20 * 60)

    change_limits(administrator, session_idle_minutes=15)

    assert [client.get(PAGE).status_code for client in visitors] == [302, 302]


def test_longer_limits_hold_at_once_and_bring_no_ended_session_back(limits, visitors, officer, administrator):
    Session.objects.filter(pk=Session.objects.filter(user=officer).first().pk).update(
        expire_date=timezone.now()
    )

    change_limits(administrator, session_idle_minutes=120)
    limits.shift(90 * 60)

    assert sorted(client.get(PAGE).status_code for client in visitors) == [200, 302]


def test_fewer_hours_end_the_session_of_who_works_on(limits, visitors, administrator):
    for _number in range(3):
        limits.shift(50 * 60)
        visitors[0].get(PAGE)

    change_limits(administrator, session_hours=2)

    assert visitors[0].get(PAGE).status_code == 302


def test_a_change_of_other_settings_leaves_the_sessions_as_they_are(limits, visitors, administrator):
    ends = list(Session.objects.values_list("expire_date", flat=True))

    actions.change_settings(group=Group.DEADLINES, values={"minutes_days": 20}, by=administrator)

    assert list(Session.objects.values_list("expire_date", flat=True)) == ends


def test_the_preview_says_when_who_signs_in_now_is_signed_out(limits, client, administrator):
    client.force_login(administrator)
    url = reverse("configuration:sessions")
    seen = client.get(url).context["form"]["seen"].value()
    values = {"session_idle_minutes": 30, "session_hours": 8, "session_warning_minutes": 5}

    (preview,) = client.post(url, {**values, "seen": seen, "preview": "preview"}).context["previews"]

    times = [part for line in preview.lines for part in re.findall(r"\d+[.:]\d\d", line)]
    assert times == ["08:25", "08:30", "16:00"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"session_idle_minutes": 9, "session_warning_minutes": 5}, "warning-too-early"),
        ({"session_idle_minutes": 61, "session_hours": 1}, "idle-longer-than-session"),
        ({"session_idle_minutes": 121}, "value-out-of-range"),
    ],
)
def test_limits_that_do_not_fit_are_refused(administrator, values, code):
    with pytest.raises(ConfigurationError, match=f"^{code}$"):
        actions.change_settings(group=Group.SESSIONS, values=values, by=administrator)
