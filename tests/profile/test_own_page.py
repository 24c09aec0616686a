"""The own page: what the portal knows of a person, language, position, the latest acts."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from areas.models import ProvinceOfficer
from assessments.entry.actions import entries
from assessments.entry.domain.values import EntryValue
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.profile import queries
from ecotown.profile.actions import details
from ecotown.profile.events import Event
from tests.builders import PASSWORD

PAGE = reverse("profile:own-page")


def events_of(user):
    return [(row.name, row.by_id, row.data) for row in recording.events_of(f"user:{user.pk}")]


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_page_shows_what_the_portal_knows(client, officer, province):
    ProvinceOfficer.objects.update(ends_on=date(2570 - 543, 9, 30))
    User.objects.filter(pk=officer.pk).update(position="นักวิชาการอุตสาหกรรม", email="officer@portal.example")
    client.force_login(officer)

    page = text_of(client.get(PAGE))

    for text in (
        officer.signing_name,
        officer.username,
        "สมุทรสาคร ถึงวันที่ 30 กันยายน 2570",
        "นักวิชาการอุตสาหกรรม",
        "officer@portal.example",
        "ยังไม่ได้ยืนยัน",
        "เข้าสู่ระบบอยู่ใน 1 อุปกรณ์",
    ):
        assert text in page


def test_the_page_is_reached_from_the_name_in_the_header(client, officer):
    client.force_login(officer)

    page = client.get(reverse("assessments:list")).content.decode()

    assert f'<a class="signed-in" href="{PAGE}">' in page


def test_the_latest_acts_are_folded_and_lead_to_their_pages(client, draft, officer):
    for value in (1, 2):
        entries.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal(value))}, by=officer)
    details.change_position(position="หัวหน้าฝ่าย", by=officer)
    client.force_login(officer)

    acts = client.get(PAGE).context["acts"]

    with override("th"):
        assert [(str(act.label), act.count, act.place and act.place.url) for act in acts] == [
            ("แก้ไขตำแหน่งของตนเอง", 1, None),
            ("บันทึกค่าที่กรอก", 2, draft.get_absolute_url()),
        ]


def test_an_act_leads_nowhere_that_its_person_may_no_longer_open(client, draft, officer):
    entries.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal(1))}, by=officer)
    ProvinceOfficer.objects.all().delete()

    (act,) = queries.recent_acts(officer)

    assert act.place is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_acts(client, officer, count, django_assert_num_queries):
    for number in range(count):
        details.change_position(position=f"ตำแหน่งที่ {number}", by=officer)
        recording.record(f"cycle:{number}", Event.POSITION_CHANGED, by=officer, data={})
    client.force_login(officer)
    client.get(PAGE)

    with django_assert_num_queries(10, exact=False):
        response = client.get(PAGE)

    assert len(response.context["acts"]) == count + 1


def test_a_position_is_changed_once(officer):
    details.change_position(position="หัวหน้าฝ่าย", by=officer)
    details.change_position(position="หัวหน้าฝ่าย", by=officer)

    officer.refresh_from_db()
    assert officer.position == "หัวหน้าฝ่าย"
    assert events_of(officer) == [("position-changed", officer.pk, {})]  # the text could not be erased


def test_a_position_is_typed_on_its_page(client, officer):
    client.force_login(officer)

    response = client.post(reverse("profile:position"), {"position": "นักวิชาการ"})
    refused = client.post(reverse("profile:position"), {"position": "ก" * 201})

    officer.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    assert (refused.status_code, officer.position) == (422, "นักวิชาการ")


def test_the_language_switch_keeps_the_language_with_the_person(client, officer):
    client.force_login(officer)

    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    client.post(reverse("set_language"), {"language": "xx", "next": "/"})

    officer.refresh_from_db()
    assert officer.language == "en"
    assert events_of(officer) == [("language-chosen", officer.pk, {"language": "en"})]


def test_a_browser_speaks_the_language_of_the_person_after_signing_in(client, officer):
    User.objects.filter(pk=officer.pk).update(language="en")
    client.cookies.load({"django_language": "th"})

    client.post(reverse("accounts:sign-in"), {"username": officer.username, "password": PASSWORD})

    assert client.cookies["django_language"].value == "en"
    assert "My account" in client.get(PAGE).content.decode()


def test_the_language_is_chosen_on_its_page_too(client, officer):
    client.force_login(officer)

    response = client.post(reverse("profile:language"), {"language": "en"})

    officer.refresh_from_db()
    assert (response.status_code, officer.language, client.cookies["django_language"].value) == (
        302,
        "en",
        "en",
    )


def test_a_visitor_changes_the_language_of_the_browser_only(client, db):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})

    assert (client.cookies["django_language"].value, mail.outbox) == ("en", [])
