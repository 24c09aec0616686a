"""The page of the history: changes with old and new values, filters, export and verification."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue
from assessments.history import queries
from assessments.workflow.domain import Status
from ecotown.common.history import checks, recording
from ecotown.common.history.models import HistoryCheck
from tests import builders
from tests.common.history.test_history import change_unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(draft, officer):
    """Return an assessment in which EN3.2 was entered and changed, and PH1.2 answered with yes."""
    first = {
        "EN3.2": EntryValue(inputs={"part": Decimal(40), "whole": Decimal(55)}),
        "PH1.2": EntryValue(value=Decimal(1)),
    }
    actions.save_entries(assessment=draft, values=first, by=officer)
    second = {"EN3.2": EntryValue(inputs={"part": Decimal(44), "whole": Decimal(55)})}
    actions.save_entries(assessment=draft, values=second, by=officer)
    return draft


def page_of(client, assessment, **filters):
    return client.get(reverse("assessments:history", args=[assessment.pk]), filters)


def test_a_change_tells_old_and_new_with_the_numbers_of_the_formula(changed):
    latest, first, _opened = queries.timeline(changed, with_statements=True)

    assert latest.changes == (("EN3.2", "40 / 55", "44 / 55"),)
    assert ("PH1.2", "ยังไม่มีค่า", "มี") in first.changes


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({}, ["entries-saved", "entries-saved", "opened"], id="everything"),
        pytest.param({"indicator": "PH1.2"}, ["entries-saved"], id="one indicator"),
        pytest.param({"kind": "steps"}, [], id="no step was taken yet"),
        pytest.param(
            {"since": "1/1/2599"},
            ["entries-saved", "entries-saved", "opened"],
            id="a day to come is refused at its field",
        ),
        pytest.param({"until": "1/10/2560"}, [], id="before it began"),
    ],
)
def test_the_history_is_filtered(client, officer, changed, filters, expected):
    client.force_login(officer)

    page = page_of(client, changed, **filters).context["event_page"]

    assert [event.name for event in page.object_list] == expected


def test_the_history_is_filtered_by_person(client, officer, changed):
    client.force_login(officer)

    page = page_of(client, changed, by=str(officer)).context["event_page"]

    assert {event.by for event in page.object_list} == {str(officer)}


def test_the_reason_of_the_committee_is_shown(at, people):
    assessment = at(Status.COMMITTEE)
    builders.resolve(assessment, people.administrator, level=2, reason="ยังไม่มีผลตรวจวัดครบ")

    event = queries.timeline(assessment, with_statements=True)[0]

    assert event.reason == "ยังไม่มีผลตรวจวัดครบ"
    assert ("การประชุม", "10-2/2569") in event.facts


def test_the_export_contains_the_shown_events_and_no_formula(client, officer, changed):
    formula = {"PH2.2": EntryValue(not_applicable=True, reason='=HYPERLINK("https://example.org")')}
    actions.save_entries(assessment=changed, values=formula, by=officer)
    client.force_login(officer)

    answer = client.get(reverse("assessments:export-history", args=[changed.pk]), {"kind": "values"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[4] for row in rows[1:]] == ["PH2.2", "EN3.2", "PH1.2", "EN3.2", ""]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert rows[2][5:7] == ["40 / 55", "44 / 55"]


def test_the_page_finds_a_row_that_was_tampered_with(client, officer, changed):
    client.force_login(officer)
    assert page_of(client, changed, check=1).context["broken"] is None

    change_unguarded(
        "UPDATE common_event SET data = %s WHERE name = 'entries-saved' AND sequence = 2",
        '{"changes": {"EN3.2": {"old": 7, "new": ["?"]}}}',
    )
    answer = page_of(client, changed, check=1)

    assert answer.context["broken"].sequence == 2
    assert "รายการที่ 2" in answer.content.decode()


def test_a_chain_that_was_slipped_in_is_found(client, officer, changed):
    change_unguarded("DELETE FROM common_event WHERE name = 'chain-opened'")
    client.force_login(officer)

    assert page_of(client, changed, check=1).context["broken"] is not None


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_events(
    client, officer, draft, count, django_assert_max_num_queries
):
    for number in range(count):
        actions.save_entries(
            assessment=draft, values={"EC2.2": EntryValue(value=Decimal(number))}, by=officer
        )
    client.force_login(officer)

    with django_assert_max_num_queries(21):
        page_of(client, draft)


class TestTheWholePortal:
    def test_the_check_finds_a_tampered_chain(self, client, administrator, changed):
        change_unguarded(
            "UPDATE common_event SET name = 'opened' WHERE sequence = 3 AND name <> 'chain-opened'"
        )
        check = checks.pending_check(by=administrator)

        checks.run_check(check_id=check.pk)

        client.force_login(administrator)
        page = client.get(reverse("assessments:history-check")).content.decode()
        assert f"{changed.history_subject} รายการที่ 3" in page
        check.refresh_from_db()
        assert [subject for subject, *_ in check.breaks] == [changed.history_subject]

    def test_one_check_serves_several_requests(self, administrator):
        assert checks.pending_check(by=administrator) == checks.pending_check(by=administrator)

    def test_a_check_runs_once(self, changed):
        check = checks.pending_check(by=None)

        assert checks.run_check(check_id=check.pk).links > 0
        assert checks.run_check(check_id=check.pk) is None

    def test_the_sweep_asks_once_a_day(self, db, time_machine):
        time_machine.move_to("2026-11-20T03:00:00+00:00")

        (due,) = checks.due_checks()
        checks.run_check(check_id=due)

        assert checks.due_checks() == set()
        time_machine.move_to("2026-11-21T04:00:00+00:00")
        assert len(checks.due_checks()) == 1
        assert HistoryCheck.objects.count() == 2

    def test_a_check_that_breaks_off_or_kills_its_worker_ends_with_an_error(
        self, client, administrator, monkeypatch, caplog
    ):
        def broken():
            raise ValueError("no memory")

        monkeypatch.setattr(recording, "breaks", broken)
        checks.run_check(check_id=checks.pending_check(by=None).pk)
        HistoryCheck.objects.create(
            asked_at=timezone.now() - timedelta(minutes=5),
            claimed_until=timezone.now() - timedelta(minutes=1),
            attempts=3,
        )

        assert checks.due_checks() == set()

        assert {check.error for check in HistoryCheck.objects.all()} == {"unexpected", "lost"}
        assert "no memory" in caplog.text
        client.force_login(administrator)
        page = client.get(reverse("assessments:history-check")).content.decode()
        assert ("ตรวจสอบประวัติไม่สำเร็จ" in page, "ครบถ้วนทั้งหมด" in page) == (True, False)

    def test_asking_on_the_page_leads_to_a_waiting_line(self, client, administrator):
        client.force_login(administrator)

        answer = client.post(reverse("assessments:history-check"), follow=True)

        assert "กำลังตรวจสอบ" in answer.content.decode()
        assert HistoryCheck.objects.get().asked_by == administrator
