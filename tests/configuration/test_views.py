"""The pages of the settings: saving, looking before saving, what others changed meanwhile, the history."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from ecotown.accounts.domain import FRESH
from ecotown.common.history import recording
from ecotown.configuration import actions, queries, words
from ecotown.configuration.domain import DEFAULTS, FIELDS, Group, values_of
from tests import builders, second_factors
from tests.accounts.test_sign_in import give_code, sign_in


@pytest.fixture
def at_page(client, administrator):
    """Return a function that sends the form of a group as it is shown, with other values and a button."""
    client.force_login(administrator)

    def send(group, button="save", **values):
        url = reverse(f"configuration:{group}")
        form = client.get(url).context["form"]
        data = {field.html_name: field.value() for field in form} | values
        data = {name: value for name, value in data.items() if value not in (None, False)}
        data = {name: f"{value:%H.%M}" if isinstance(value, time) else value for name, value in data.items()}
        return client.post(url, {**data, button: button})

    return send


@pytest.mark.parametrize("group", Group)
def test_what_is_shown_can_be_saved_and_changes_nothing(at_page, group):
    response = at_page(group)

    assert (response.status_code, response.headers["Location"]) == (302, reverse(f"configuration:{group}"))
    assert (queries.stored(), recording.events_of("configuration").count()) == (DEFAULTS, 0)


def test_what_was_typed_is_stored_as_plain_values(at_page):
    at_page(Group.DEADLINES, digest_time="๘.๓๐ น.", minutes_days="๒๐")

    assert queries.stored() == replace(DEFAULTS, digest_time=time(8, 30), minutes_days=20)


def test_a_preview_shows_what_was_typed_and_saves_nothing(at_page):
    response = at_page(Group.NUMBERS, "preview", certificate_number="กรอ. {number}-{year}")

    assert response.status_code == 200
    assert "ระบบยังไม่ได้บันทึก" in response.text
    assert response.context["previews"][0].lines[0].startswith("เกียรติบัตร: กรอ. ๑๒-๒๕")
    assert (queries.stored(), queries.current()) == (DEFAULTS, builders.USUAL_SETTINGS)


def test_the_certificate_of_a_preview_has_the_typed_signatory(at_page):
    pictures = [
        at_page(Group.SIGNATORIES, "preview", signatory_name=name).context["previews"][0].drawing
        for name in ("", "ผู้ลงนาม ตัวอย่าง")
    ]

    assert [picture.startswith("<svg") for picture in pictures] == [True, True]
    assert len(pictures[1]) > len(pictures[0])


def test_a_name_that_does_not_fit_on_the_certificate_is_said_in_the_preview(at_page):
    (preview,) = at_page(Group.SIGNATORIES, "preview", signatory_name="ก" * 200).context["previews"]

    assert (preview.drawing, "ชื่อผู้ลงนามคนที่ 1" in preview.lines[0]) == ("", True)


def test_the_contact_is_shown_as_it_stands_in_the_footer(at_page):
    (preview,) = at_page(Group.CONTACT, "preview", contact_name="<ศูนย์>").context["previews"]

    assert "&lt;ศูนย์&gt;" in preview.markup


@pytest.mark.parametrize(
    ("group", "values", "field", "sentence"),
    [
        pytest.param(
            Group.NUMBERS, {"plaque_number": "{number}"}, "plaque_number", "number-parts", id="part"
        ),
        pytest.param(
            Group.NUMBERS, {"plaque_number": "{number}/{year}"}, "plaque_number", "numbers-alike", id="alike"
        ),
        pytest.param(
            Group.SIGNATORIES,
            {"third_signatory_name": "ค"},
            "second_signatory_name",
            "signatory-order",
            id="a gap",
        ),
        pytest.param(
            Group.SIGNATORIES,
            {"signatory_position": "อธิบดี"},
            "signatory_name",
            "position-without-name",
            id="a position alone",
        ),
    ],
)
def test_a_refusal_stands_beside_its_field(at_page, group, values, field, sentence):
    response = at_page(group, **values)

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [words.refusal_sentence(sentence)]}
    assert queries.stored() == DEFAULTS


@pytest.mark.parametrize(
    ("group", "name", "typed"),
    [
        (Group.DEADLINES, "minutes_days", "0"),
        (Group.DEADLINES, "digest_time", "25.00"),
        (Group.DEADLINES, "minutes_days", ""),
        (Group.LIMITS, "evidence_max_mb", "1.5"),
        (Group.CONTACT, "contact_mail", "help"),
        (Group.OPEN_DATA, "open_data_licence_url", "javascript:alert(1)"),
        (Group.NUMBERS, "certificate_number", ""),
    ],
)
def test_what_is_no_value_of_a_setting_is_refused(at_page, group, name, typed):
    response = at_page(group, **{name: typed})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [name])


def test_a_file_above_what_the_server_lets_through_is_refused_with_the_size(at_page, settings):
    settings.UPLOAD_MAX_MB = 20

    errors = at_page(Group.LIMITS, evidence_max_mb="21").context["form"].errors

    assert errors == {"evidence_max_mb": [words.refusal_sentence("above-upload-limit", limit=20)]}


def test_who_comes_second_sees_what_was_saved_meanwhile_and_may_save_again(client, administrator):
    client.force_login(administrator)
    url = reverse("configuration:deadlines")
    seen = client.get(url).context["form"]["seen"].value()
    values = {**values_of(DEFAULTS, Group.DEADLINES), "digest_time": "07.30", "minutes_days": 10}
    actions.change_settings(group=Group.DEADLINES, values={"minutes_days": 20}, by=administrator)

    refused = client.post(url, {**values, "seen": seen})
    form = refused.context["form"]
    again = client.post(url, {**values, "seen": form["seen"].value()})

    assert (refused.status_code, again.status_code) == (422, 302)
    assert form.errors["minutes_days"] == ["ค่าที่มีผู้บันทึกไว้ระหว่างนี้: “20”"]
    assert queries.stored().minutes_days == 10


def test_the_page_of_a_group_shows_its_own_last_changes(client, administrator):
    for days in range(10, 18):
        actions.change_settings(group=Group.DEADLINES, values={"minutes_days": days}, by=administrator)
    actions.change_settings(group=Group.CONTACT, values={"contact_name": "ศูนย์"}, by=administrator)
    client.force_login(administrator)

    events = client.get(reverse("configuration:deadlines")).context["events"]

    label = queries.label_of("minutes_days")
    assert [event.changes for event in events] == [
        ((label, str(days - 1 if days > 10 else 15), str(days)),) for days in range(17, 12, -1)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_takes_the_same_queries_for_any_number_of_changes(
    client, administrator, count, django_assert_num_queries
):
    for days in range(count):
        actions.change_settings(group=Group.DEADLINES, values={"minutes_days": 20 + days}, by=administrator)
    client.force_login(administrator)
    builders.keep_usual_settings()

    with django_assert_num_queries(5):
        page = client.get(reverse("configuration:history")).context["page"]

    assert len(page.object_list) == count


def test_the_name_of_the_department_stands_at_the_foot_of_every_page(client, db):
    builders.set_setting(department_name_th="กองทดสอบ", department_name_en="Test division")

    pages = [client.get(reverse("portal:about"), HTTP_ACCEPT_LANGUAGE=code).text for code in ("th", "en")]

    footers = [page.split("<footer")[1] for page in pages]
    assert "กองทดสอบ" in footers[0]


def test_the_help_text_stands_on_the_contact_page_and_beside_the_sign_in(client, db):
    builders.set_setting(help_text_th="วันและเวลาราชการ")

    pages = [client.get(reverse(name)).text for name in ("portal:contact", "accounts:sign-in")]

    assert [page.count("วันและเวลาราชการ") for page in pages] == [1, 1]


def test_each_group_has_words_and_stands_in_the_menu(client, administrator):
    client.force_login(administrator)

    sections = client.get(reverse("portal:settings")).context["sections"]

    names = [page.url_name for section in sections for page in section.pages]
    assert {f"configuration:{group}" for group in Group} <= set(names)
    assert set(words.GROUPS) == set(Group) == set(FIELDS)


def test_who_signed_in_a_while_ago_proves_to_be_there_before_saving(client, administrator):
    url = reverse("configuration:deadlines")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, administrator.username)
        give_code(client, second_factors.code_of(administrator))
        data = {field.html_name: field.value() for field in client.get(url).context["form"]}
        data |= {"digest_time": "07.30", "minutes_days": 20}
        clock.shift(FRESH + timedelta(seconds=1))

        asked = client.post(url, {**data, "save": "save"})
        shown = client.post(url, {**data, "preview": "preview"})
        assert queries.stored() == DEFAULTS
        saved = client.post(url, {**data, "save": "save", "fresh-password": builders.PASSWORD})

    assert (asked.status_code, ("minutes_days", "20") in asked.context["fields"]) == (403, True)
    assert (shown.status_code, shown.context["is_preview"]) == (200, True)
    assert (saved.status_code, queries.stored().minutes_days) == (302, 20)
