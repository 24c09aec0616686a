"""Copies of personal data: made by the worker, whole, and opened only by who asked for them."""

from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ecotown.common.history import recording
from ecotown.personal_data import actions, results
from ecotown.personal_data.models import DataExport
from tests import builders

pytestmark = pytest.mark.django_db
OWN = "personal_data:own"


def made(export):
    assert results.EXPORTS.make(export.pk) == 1
    export.refresh_from_db()
    return export


def sheets(export):
    """Return the rows below the headings of each sheet."""
    workbook = load_workbook(BytesIO(Path(export.file.path).read_bytes()))
    return {sheet.title: list(sheet.iter_rows(min_row=5, values_only=True)) for sheet in workbook}


def test_a_copy_holds_the_account_the_steps_and_where_else_the_person_stands(draft, officer):
    builders.fill_in(draft, officer)

    export = made(actions.ask_for_export(person=officer, by=officer))

    content = sheets(export)
    assert list(content) == [
        *("บัญชีผู้ใช้", "ชื่อในประวัติการดำเนินการ", "จังหวัด", "การดำเนินการ", "การแจ้งเตือน"),
        *("รายการอื่นในระบบ", "วัตถุประสงค์และระยะเวลา"),
    ]
    account = dict(content["บัญชีผู้ใช้"])
    assert officer.username in account.values()
    assert officer.signing_name in account.values()
    assert content["จังหวัด"][0][0] == "สมุทรสาคร"
    assert next(row[2] for row in content["การดำเนินการ"]) == draft.history_subject
    assert any(row[2] == 41 for row in content["รายการอื่นในระบบ"])


def test_a_copy_holds_nothing_of_others(draft, officer, assessor):
    builders.fill_in(draft, officer)

    export = made(actions.ask_for_export(person=assessor, by=assessor))

    assert officer.signing_name not in str(sheets(export))


def test_one_that_is_being_made_is_not_asked_for_twice(officer):
    first = actions.ask_for_export(person=officer, by=officer)

    assert actions.ask_for_export(person=officer, by=officer) == first
    events = recording.events_of(f"user:{officer.pk}")
    assert [(event.name, event.by, event.data) for event in events] == [
        ("data-export-asked", officer, {"export": first.pk})
    ]


def test_each_opens_the_own_copy_and_administrators_those_they_asked_for(
    client, officer, other_officer, administrator
):
    own = made(actions.ask_for_export(person=officer, by=officer))
    for_other = made(actions.ask_for_export(person=officer, by=administrator))

    def status(user, export):
        client.force_login(user)
        answer = client.get(reverse("personal_data:download", args=[export.pk]))
        answer.close()
        return answer.status_code

    assert [status(user, own) for user in (officer, other_officer, administrator)] == [200, 404, 404]
    assert [status(user, for_other) for user in (officer, other_officer, administrator)] == [404, 404, 200]


def test_a_person_makes_a_copy_on_the_own_page(client, officer):
    client.force_login(officer)
    page = client.post(reverse(OWN), follow=True).content.decode()
    export = DataExport.objects.get()
    waiting = 'hx-trigger="every 2s"' in page
    made(export)
    ready = client.get(reverse(OWN)).content.decode()
    file = client.get(reverse("personal_data:download", args=[export.pk]))
    file.close()

    assert waiting
    assert 'hx-trigger="every 2s"' not in ready
    assert reverse("personal_data:download", args=[export.pk]) in ready
    assert file.headers["Cache-Control"] == "private, no-store"


def test_only_the_part_that_changes_is_answered_while_a_copy_is_made(client, officer):
    client.force_login(officer)
    actions.ask_for_export(person=officer, by=officer)

    part = client.get(reverse(OWN), headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="copies"')


def test_the_register_answers_the_part_that_changes_too(client, closed, administrator):
    client.force_login(administrator)
    client.post(reverse("personal_data:ask-copy"), {"person": closed.pk})

    part = client.get(reverse("personal_data:register"), headers={"HX-Request": "true"})

    assert part.status_code == 200
    assert ("<html" in part.text, f'hx-get="{reverse("personal_data:register")}"' in part.text) == (
        False,
        True,
    )


def test_an_administrator_asks_for_somebody_who_cannot_sign_in(client, closed, administrator):
    client.force_login(administrator)

    page = client.post(reverse("personal_data:ask-copy"), {"person": closed.pk}, follow=True).content.decode()

    assert DataExport.objects.get().owner == administrator
    assert "Somchai Jaidee" in page


def test_a_copy_that_is_gone_is_asked_for_again(client, officer):
    export = actions.ask_for_export(person=officer, by=officer)
    client.force_login(officer)

    page = client.get(reverse("personal_data:download", args=[export.pk]), follow=True).content.decode()

    assert "ไม่มีไฟล์นี้แล้ว" in page
