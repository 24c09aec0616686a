"""Ceremonies and recipients: actions and pages."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.workflow.domain import Status
from awards.ceremonies.actions import order as order_actions
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.domain.ceremonies import Attendance
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs.domain.kinds import AwardError
from awards.printing.actions import runs
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from awards.register.models.awards import Award
from awards.register.models.number_series import NumberSeries
from ecotown.common.history import recording
from tests import builders


def order(ceremony):
    return list(ceremony.recipients.values_list("pk", "position"))


def test_areas_come_from_published_results_and_once(ceremony, at, administrator):
    published = at(Status.PUBLISHED)
    add = {"ceremony": ceremony, "assessments": [published], "with_plaque": True, "by": administrator}

    (area,) = recipient_actions.add_areas(**add)

    assert (area.name, [kind.value for kind in area.award_kinds]) == (
        str(published.area),
        ["certificate", "plaque"],
    )
    with pytest.raises(AwardError, match="^recipient-listed$"):
        recipient_actions.add_areas(**add)


def test_an_unpublished_area_is_refused(ceremony, at, administrator):
    with pytest.raises(AwardError, match="^not-published$"):
        recipient_actions.add_areas(
            ceremony=ceremony, assessments=[at(Status.GRANTED)], with_plaque=False, by=administrator
        )


def test_the_same_recipient_is_listed_once(ceremony, factories, administrator):
    with pytest.raises(AwardError, match="^recipient-listed$"):
        builders.recipient(ceremony, administrator, given_name=factories[0].given_name)


def test_the_call_order_has_no_gaps(ceremony, factories, administrator):
    first, second, third = factories

    recipient_actions.remove_recipient(recipient=second, by=administrator)

    assert order(ceremony) == [(first.pk, 1), (third.pk, 2)]


def change(recipient, by, **values):
    current = {name: getattr(recipient, name) for name in ("given_name", "given_recognition", "area")}
    return recipient_actions.change_recipient(
        recipient=recipient, **{**current, "with_certificate": True, "with_plaque": False, **values}, by=by
    )


def test_a_recipient_with_an_award_stays_on_the_list(ceremony, factories, administrator):
    runs.start_run(ceremony=ceremony, recipients=[factories[0].pk], by=administrator)

    with pytest.raises(AwardError, match="^recipient-issued$"):
        recipient_actions.remove_recipient(recipient=factories[0], by=administrator)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Recipient.objects.filter(pk=factories[0].pk).update(kind="network")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"honoured": "อื่น"}, id="who is honoured"),
        pytest.param({"recognition": "อื่น"}, id="for what"),
        pytest.param({"dated_on": date(2026, 9, 2)}, id="the date on it"),
        pytest.param({"is_demonstration": True}, id="whether it counts"),
    ],
)
def test_the_database_refuses_changes_of_printed_values(printed, changed):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Award.objects.update(**changed)


def test_the_representative_stays_out_of_the_history(ceremony, factories, administrator):
    change(factories[0], administrator, represented_by="นายตัวอย่าง", pronunciation="อ่านว่า")

    rows = [str(row.data) for row in recording.events_of(ceremony.history_subject)]
    assert not any("นายตัวอย่าง" in row for row in rows)
    assert "อ่านว่า" in rows[-1]


def test_attendance_is_marked_and_corrected(factories, administrator):
    order_actions.mark_attendance(recipient=factories[0], attendance=Attendance.PRESENT, by=administrator)
    corrected = order_actions.mark_attendance(
        recipient=factories[0], attendance=Attendance.ABSENT, by=administrator
    )

    assert corrected.attendance == "absent"


@pytest.fixture
def printed(ceremony, factories, administrator):
    runs.start_run(ceremony=ceremony, recipients=[factories[0].pk], by=administrator)
    certificate = Award.objects.get()
    assert award_results.AWARDS.make(certificate.pk)
    certificate.refresh_from_db()
    return certificate


def test_a_replacement_has_a_new_number_and_points_to_the_old(printed, administrator):
    new = award_actions.replace_award(award=printed, reason="ชื่อสะกดผิด", by=administrator)

    assert (new.running_number, new.replaces, printed.replacement) == (2, printed, new)
    with pytest.raises(AwardError, match="^replaced$"):
        award_actions.replace_award(award=printed, reason="อีก", by=administrator)


def test_a_reprint_keeps_the_number_and_has_a_file_of_its_own(printed, administrator):
    reprint = award_actions.reprint_award(award=printed, reason="ชำรุด", by=administrator)
    assert award_results.REPRINTS.make(reprint.pk)

    reprint.refresh_from_db()
    assert reprint.award.number == printed.number
    assert reprint.sha256 not in {"", printed.sha256}
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        type(reprint).objects.update(reason="อื่น")


def test_a_number_is_never_given_again(printed):
    with pytest.raises(IntegrityError, match="never given again"), transaction.atomic():
        NumberSeries.objects.update(last_number=0)


def form_data(ceremony):
    values = {
        "name": ceremony.name,
        "date": "1/9/2569",
        "fiscal_year": "2569",
        "with_certificate": "on",
        "seconds_each": "30",
        "certificate_design": ceremony.certificate_design_id,
    }
    return {name: value for name, value in values.items() if value is not None}


def test_a_ceremony_is_entered_and_leads_to_its_page(client, ceremony, administrator):
    client.force_login(administrator)

    response = client.post(reverse("awards:plan-ceremony"), form_data(ceremony) | {"name": "พิธีที่สอง"})

    assert response.headers["Location"] == Ceremony.objects.get(name="พิธีที่สอง").get_absolute_url()


def test_a_recipient_is_added_by_name_on_the_page(client, ceremony, administrator):
    client.force_login(administrator)
    fields = {
        "kind": "network",
        "given_name": "เครือข่ายทดสอบ",
        "given_recognition": "ESV",
        "with_plaque": "on",
    }

    client.post(reverse("awards:add-recipient", args=[ceremony.pk]), fields)

    assert list(ceremony.recipients.values_list("given_name", "with_certificate", "with_plaque")) == [
        ("เครือข่ายทดสอบ", False, True)
    ]


def test_starting_a_run_twice_leads_to_one_progress_bar(client, ceremony, factories, administrator):
    client.force_login(administrator)
    ticked = {"recipient": [recipient.pk for recipient in factories]}

    first = client.post(reverse("awards:start-run", args=[ceremony.pk]), ticked)
    second = client.post(reverse("awards:start-run", args=[ceremony.pk]), ticked)

    assert first.headers["Location"] == second.headers["Location"] == ceremony.runs.get().get_absolute_url()
    waiting = client.get(first.headers["Location"], headers={"HX-Request": "true"}).content.decode()
    award_results.AWARDS.make(*Award.objects.values_list("pk", flat=True))
    ended = client.get(first.headers["Location"], headers={"HX-Request": "true"}).content.decode()
    assert ("every 2s" in waiting, "every 2s" in ended) == (True, False)
    assert '<progress value="3" max="3"' in ended


def test_a_document_of_the_ceremony_is_downloaded(client, printed, ceremony, administrator):
    client.force_login(administrator)

    response = client.get(reverse("awards:download-award", args=[printed.pk]))

    assert b"".join(response.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["ceremony", "announcer-script", "run"])
def test_pages_take_the_same_queries_for_any_number(
    client, ceremony, administrator, count, name, django_assert_max_num_queries
):
    recipients = [builders.recipient(ceremony, administrator).pk for _ in range(count)]
    run = runs.start_run(ceremony=ceremony, recipients=recipients, by=administrator)
    client.force_login(administrator)
    address = run.get_absolute_url() if name == "run" else reverse(f"awards:{name}", args=[ceremony.pk])

    with django_assert_max_num_queries(20):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("action_name", ["reprint", "replace", "revoke"])
def test_an_award_is_printed_again_replaced_or_revoked_on_its_page(
    client, printed, ceremony, administrator, action_name
):
    client.force_login(administrator)
    address = printed.get_absolute_url()

    refused = client.post(address, {"deed": action_name, "reason": " "})
    accepted = client.post(address, {"deed": action_name, "reason": "ชำรุด"})

    assert (set(refused.context["form"].errors), accepted.status_code) == ({"reason"}, 302)
    printed = Award.objects.get(pk=printed.pk)
    outcomes = [printed.reprints.exists(), printed.is_replaced, printed.is_revoked]
    assert outcomes == [action_name == name for name in ("reprint", "replace", "revoke")]
    assert client.get(address).status_code == 200


def test_anyone_verifies_an_award_of_a_recipient_by_name(client, printed, administrator):
    address = reverse("awards:verify", args=[printed.code])
    page = client.get(address).content.decode()
    for text in (
        printed.honoured,
        printed.recognition,
        printed.number,
        printed.sha256,
    ):
        assert text in page

    new = award_actions.replace_award(award=printed, reason="ชื่อสะกดผิด", by=administrator)

    assert reverse("awards:verify", args=[new.code]) in client.get(address).content.decode()
