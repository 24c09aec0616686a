"""Confirming values carried forward: counts, in place, by dimension, and what assessors read of it."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.entry import queries
from assessments.entry.actions import entries
from assessments.entry.domain.values import EntryValue, plain
from assessments.evidence import actions as evidence_actions
from assessments.history.words import event_label
from assessments.pages import words
from assessments.pages.screens import my_work
from assessments.pages.screens.assessment import AssessmentPage
from assessments.workflow.domain import Status
from ecotown.common.history import recording
from tests import builders, files
from tests.builders import CycleBuilder

SIX = EntryValue(value=Decimal(6))
PARTIAL = {"HX-Request": "true"}


@pytest.fixture
def last_year(at, officer, draft):
    return at(Status.PUBLISHED)


@pytest.fixture
def this_year(last_year, area, framework):
    cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
    return entries.open_assessment(area=area, cycle=cycle, by=None)


def url(name, assessment, *arguments):
    return reverse(f"assessments:{name}", args=[assessment.pk, *arguments])


def confirm(assessment, by, *codes, **values):
    return entries.confirm_entries(assessment=assessment, codes=codes, by=by, **values)


def seen(assessment, *codes):
    """Return the hidden fields of values as the page shows them."""
    values = queries.entered_values(assessment)
    return {f"{code}-before": json.dumps(plain(values[code])) for code in codes}


def progress_of(assessment):
    progress = AssessmentPage(assessment).progress
    return {part.criteria_part.code: (part.confirmed, part.carried, part.total) for part in progress}


def events_named(assessment, name):
    return [row for row in recording.events_of(assessment.history_subject) if row.name == name]


class TestCounts:
    def test_a_carried_value_is_not_counted_as_done(self, this_year, officer):
        confirm(this_year, officer, "EN9.1")

        page = AssessmentPage(this_year)
        assert (page.confirmed_count, page.carried_count, page.total_count) == (1, 40, 41)
        total = progress_of(this_year)["EN"][2]
        assert progress_of(this_year)["EN"] == (1, total - 1, total)
        assert not any(part.is_complete for part in page.progress)

    def test_a_dimension_is_complete_when_its_last_value_is_confirmed(self, this_year, officer):
        codes = [code for code in queries.unconfirmed_codes(this_year) if code.startswith("SO")]

        confirm(this_year, officer, *codes)

        complete = [
            part.criteria_part.code for part in AssessmentPage(this_year).progress if part.is_complete
        ]
        assert complete == ["SO"]

    def test_the_pages_say_both_numbers_and_what_is_next(self, client, this_year, officer):
        confirm(this_year, officer, "EN9.1")
        client.force_login(officer)
        link = f'href="{url("carried", this_year)}"'

        pages = [
            client.get(address).content.decode()
            for address in (
                reverse("assessments:list"),
                this_year.get_absolute_url(),
                url("submit", this_year),
            )
        ]

        assert ["ยืนยันแล้ว 1 · ยกมา 40" in page for page in pages] == [True, True, True]
        assert [link in page for page in pages] == [True, True, False]
        assert ["ยืนยันค่าที่ยกมา 40 รายการ" in " ".join(page.split()) for page in pages[:2]] == [True, True]

    def test_the_daily_mail_asks_for_the_confirmation(self, this_year, officer):
        (work,) = (work for work in my_work.waiting_items(officer) if str(this_year.cycle.year) in work.name)

        assert (work.action, work.url) == ("ยืนยันค่าที่ยกมา 41 รายการ", url("carried", this_year))

    def test_basic_data_that_wait_are_what_is_next_once_the_values_are_confirmed(
        self, client, draft, at, area, framework, officer
    ):
        builders.type_quantities(draft, officer)
        next_cycle = CycleBuilder(framework=framework, year=at(Status.PUBLISHED).cycle.year + 1)
        assessment = entries.open_assessment(area=area, cycle=next_cycle, by=None)
        waiting = len(queries.unconfirmed_quantities(assessment))
        confirm(assessment, officer, *queries.unconfirmed_codes(assessment))
        client.force_login(officer)

        pages = [
            " ".join(client.get(address).content.decode().split())
            for address in (reverse("assessments:list"), assessment.get_absolute_url())
        ]

        words = f"ยืนยันข้อมูลพื้นฐานที่ยกมา {waiting} รายการ"
        link = f'href="{url("basic-data", assessment)}#work"'
        assert waiting > 1
        assert [(words in page, link in page) for page in pages] == [(True, True)] * 2
        (work,) = (work for work in my_work.waiting_items(officer) if str(next_cycle.year) in work.name)
        assert work.action == words

    def test_once_all_are_confirmed_the_bar_is_that_of_every_year(self, client, this_year, officer):
        confirm(this_year, officer, *queries.unconfirmed_codes(this_year))
        client.force_login(officer)

        page = client.get(this_year.get_absolute_url()).content.decode()

        assert "ยกมา 4" not in page
        assert '<progress value="41" max="41"' in page


class TestConfirming:
    def test_many_are_one_event_and_as_many_statements(self, this_year, officer):
        counts = []
        for codes in (["EN9.1"], ["EN1.1", "EN9.2", "SO1.1"]):
            with CaptureQueriesContext(connection) as statements:
                confirm(this_year, officer, *codes)
            counts.append(len(statements))

        assert counts[0] == counts[1]
        assert [set(row.data["codes"]) for row in events_named(this_year, "entry-confirmed")] == [
            {"EN9.1"},
            {"EN1.1", "EN9.2", "SO1.1"},
        ]

    def test_what_somebody_changed_meanwhile_is_not_confirmed_and_the_rest_is(
        self, this_year, officer, other_officer
    ):
        before = queries.entered_values(this_year)
        entries.save_entries(assessment=this_year, values={"EN9.1": SIX}, by=other_officer)

        outcome = confirm(this_year, officer, "EN9.1", "EN9.2", expected=before)

        assert (outcome.confirmed, outcome.overtaken) == (("EN9.2",), ("EN9.1",))
        assert this_year.entries.get(indicator__code="EN9.1").entered_by == other_officer

    def test_a_value_typed_anew_is_no_longer_carried(self, this_year, officer):
        entries.save_entries(assessment=this_year, values={"EN9.1": SIX}, by=officer)
        confirm(this_year, officer, "EN9.2")

        carried = queries.entered(this_year).carried
        assert "EN9.1" not in carried
        assert (carried["EN9.2"].is_confirmed, carried["EN9.2"].confirmed_by) == (True, str(officer))

    def test_saving_returns_what_is_still_carried(self, this_year, officer):
        saved = entries.save_entries(assessment=this_year, values={"EN9.1": SIX}, by=officer)

        assert saved.entered == queries.entered(this_year)

    def test_the_database_knows_that_only_a_carried_value_waits(self, draft, officer):
        entries.save_entries(assessment=draft, values={"EN9.1": SIX}, by=officer)

        with pytest.raises(IntegrityError, match="carried"), transaction.atomic():
            draft.entries.update(is_confirmed=False)


class TestInPlace:
    def test_the_script_gets_the_next_value_to_confirm(self, client, this_year, officer):
        client.force_login(officer)
        form = {"confirm": "1", **entry_form(client, this_year, "EN9")}

        page = client.post(url("entry", this_year, "EN9.1"), form, headers=PARTIAL).content.decode()

        assert f'data-next="{url("aspect", this_year, "EN9")}#confirm-en9.2"' in page
        assert "ยืนยันแล้วเมื่อ" in page
        assert "ยืนยันแล้ว 1 · ยกมา 40" in page

    def test_a_value_typed_before_the_button_was_pressed_is_saved_and_called_no_conflict(
        self, client, this_year, officer
    ):
        client.force_login(officer)
        form = {**seen(this_year, "EN9.1"), "EN9.1-value": "6", "confirm": "EN9.1"}

        response = client.post(url("aspect", this_year, "EN9"), form, follow=True)

        assert [str(message) for message in response.context["messages"]] == ["บันทึกข้อมูลเรียบร้อยแล้ว"]
        assert response.redirect_chain[0][0].endswith("#confirm-en9.2")
        assert queries.entered_values(this_year)["EN9.1"] == SIX

    def test_after_the_last_of_an_aspect_comes_the_next_aspect_with_one(self, client, this_year, officer):
        codes = queries.unconfirmed_codes(this_year) - {"EN9.1", "SO1.1"}
        confirm(this_year, officer, *codes)
        client.force_login(officer)
        address = url("aspect", this_year, "EN9")

        responses = [
            client.post(address, {"confirm": "EN9.1"}),
            client.post(url("aspect", this_year, "SO1"), {"confirm": "SO1.1"}),
        ]

        assert [response.headers["Location"] for response in responses] == [
            f"{url('aspect', this_year, 'SO1')}#confirm-so1.1",
            f"{url('aspect', this_year, 'SO1')}#indicator-so1.1",
        ]

    def test_without_a_script_what_was_typed_elsewhere_is_saved_too(self, client, this_year, officer):
        client.force_login(officer)
        form = entry_form(client, this_year, "EN9") | {"EN9.1-value": "7", "confirm": "EN9.2"}

        client.post(url("aspect", this_year, "EN9"), form)

        assert queries.entered_values(this_year)["EN9.1"].value == 7
        assert not queries.unconfirmed_codes(this_year) & {"EN9.1", "EN9.2"}

    def test_without_a_script_a_fault_elsewhere_keeps_everything(self, client, this_year, officer):
        client.force_login(officer)
        form = entry_form(client, this_year, "EN9") | {"EN9.1-value": "เจ็ด", "confirm": "EN9.2"}

        page = client.post(url("aspect", this_year, "EN9"), form)

        assert page.context["has_errors"]
        assert "เจ็ด" in page.content.decode()
        assert {"EN9.1", "EN9.2"} <= queries.unconfirmed_codes(this_year)

    @pytest.mark.parametrize("headers", [PARTIAL, {}], ids=["with a script", "without"])
    def test_a_value_changed_meanwhile_is_told(self, client, this_year, officer, other_officer, headers):
        client.force_login(officer)
        form = entry_form(client, this_year, "EN9") | {"confirm": "EN9.1"}
        entries.save_entries(assessment=this_year, values={"EN9.1": SIX}, by=other_officer)
        address = url("entry", this_year, "EN9.1") if headers else url("aspect", this_year, "EN9")

        response = client.post(address, form, headers=headers, follow=True)

        assert words.refusal("changed-meanwhile") in response.content.decode()
        assert not events_named(this_year, "entry-confirmed")


def entry_form(client, assessment, aspect):
    """Return the fields of an aspect as the browser of the signed-in officer posts them."""
    cards = client.get(url("aspect", assessment, aspect)).context["cards"]
    return {
        field.html_name: "" if field.value() is None else str(field.value())
        for card in cards
        for field in card.form
        if field.name != "not_applicable"
    }


class TestDimension:
    def test_the_first_dimension_that_waits_opens(self, client, this_year, officer):
        confirm(
            this_year, officer, *(c for c in queries.unconfirmed_codes(this_year) if not c.startswith("SO"))
        )
        client.force_login(officer)

        assert client.get(url("carried", this_year)).headers["Location"] == url(
            "carried-dimension", this_year, "SO"
        )

    def test_evidence_of_both_years_and_what_is_missing(self, client, draft, at, area, framework, officer):
        old = builders.add_evidence(draft, files.jpeg(), "ปีก่อน.jpg", by=officer)
        evidence_actions.cite(evidence=old, code="EN9.1", page="4", by=officer)
        published = at(Status.PUBLISHED)
        cycle = CycleBuilder(framework=framework, year=published.cycle.year + 1)
        this_year = entries.open_assessment(area=area, cycle=cycle, by=None)
        new = builders.add_evidence(this_year, files.jpeg(), "ปีนี้.jpg", by=officer)
        evidence_actions.cite(evidence=new, code="EN9.2", page="", by=officer)
        client.force_login(officer)

        page = client.get(url("carried-dimension", this_year, "EN")).context["carried_page"]

        rows = {row.card.indicator.code: row for row in page.rows}
        names = {
            code: (
                [citation.evidence.name for citation in rows[code].cited_before],
                [citation.evidence.name for citation in rows[code].evidence.citations],
            )
            for code in ("EN9.1", "EN9.2")
        }
        assert names == {"EN9.1": (["ปีก่อน.jpg"], []), "EN9.2": ([], ["ปีนี้.jpg"])}
        assert rows["EN9.1"].missing == [item for item, _ in rows["EN9.1"].evidence.expected]

    def test_the_ticked_values_are_confirmed_together(self, client, this_year, officer):
        client.force_login(officer)
        address = url("carried-dimension", this_year, "EN")
        none_ticked = client.get(address).context["carried_page"].rows
        codes = ["EN9.1", "EN1.1"]

        response = client.post(address, {"code": codes, **seen(this_year, *codes)}, follow=True)

        assert not [row for row in none_ticked if row.is_ticked]
        assert response.redirect_chain == [(address, 302)]
        assert [str(message) for message in response.context["messages"]] == ["ยืนยันแล้ว 2 รายการ"]
        assert "ยกมาจากปีก่อน ยืนยันโดย" in " ".join(response.content.decode().split())

    def test_a_value_changed_meanwhile_is_named_in_its_row(self, client, this_year, officer, other_officer):
        client.force_login(officer)
        codes = ["EN9.1", "EN1.1"]
        form = {"code": codes, **seen(this_year, *codes)}
        entries.save_entries(assessment=this_year, values={"EN9.1": SIX}, by=other_officer)

        response = client.post(url("carried-dimension", this_year, "EN"), form)

        assert [str(message) for message in response.context["messages"]] == [
            "ยืนยันแล้ว 1 รายการ",
            "ยังไม่ได้ยืนยัน 1 รายการ เพราะมีผู้อื่นแก้ไขค่าแล้ว: EN9.1",
        ]
        page = response.context["carried_page"]
        assert [card.indicator.code for _aspect, card in page.changed_meanwhile] == ["EN9.1"]
        assert "EN1.1" not in queries.unconfirmed_codes(this_year)

    @pytest.mark.parametrize("codes", [[], ["XX1"], ["SO1.1"]], ids=["none", "unknown", "another dimension"])
    def test_nothing_ticked_is_said(self, client, this_year, officer, codes):
        client.force_login(officer)

        response = client.post(url("carried-dimension", this_year, "EN"), {"code": codes})

        assert [message.level_tag for message in response.context["messages"]] == ["error"]
        assert len(queries.unconfirmed_codes(this_year)) == 41

    def test_the_last_one_leads_to_the_assessment(self, client, this_year, officer):
        confirm(this_year, officer, *queries.unconfirmed_codes(this_year) - {"EN9.1"})
        client.force_login(officer)

        response = client.post(url("carried-dimension", this_year, "EN"), {"code": "EN9.1"})

        assert response.headers["Location"] == this_year.get_absolute_url()

    def test_all_are_ticked_without_a_script(self, client, this_year, officer):
        client.force_login(officer)

        rows = client.get(f"{url('carried-dimension', this_year, 'EN')}?all=1").context["carried_page"].rows

        assert all(row.is_ticked for row in rows)

    def test_the_page_takes_the_same_queries_for_one_or_all(
        self, client, last_year, this_year, officer, django_assert_num_queries
    ):
        client.force_login(officer)
        counts = []
        for left in ({"EN9.1"}, set()):
            confirm(this_year, officer, *queries.unconfirmed_codes(this_year) - left)
        for code in ("EN", "SO"):
            with CaptureQueriesContext(connection) as statements:
                client.get(url("carried-dimension", this_year, code))
            counts.append(len(statements))

        assert counts[0] == counts[1] <= 20


class TestReading:
    @pytest.fixture
    def submitted(self, this_year, people):
        confirm(this_year, people.officer, *queries.unconfirmed_codes(this_year) - {"EN9.2"})
        four = EntryValue(value=Decimal(4))
        entries.save_entries(assessment=this_year, values={"EN9.2": four}, by=people.officer)
        builders.answer_warnings(this_year, by=people.officer)
        return builders.submit(this_year, people.officer)

    def test_the_assessor_reads_which_values_were_confirmed_as_carried(
        self, client, this_year, submitted, people
    ):
        client.force_login(people.internal)

        pages = {
            code: " ".join(client.get(url("audit-indicator", this_year, code)).content.decode().split())
            for code in ("EN9.1", "EN9.2")
        }

        words = f"ยกมาจากปีก่อน ยืนยันโดย {people.officer}"
        assert {code: words in page for code, page in pages.items()} == {"EN9.1": True, "EN9.2": False}

    def test_the_history_says_who_confirmed_what(self, client, this_year, submitted, people):
        client.force_login(people.officer)

        page = client.get(url("history", this_year)).content.decode()

        (event,) = events_named(this_year, "entry-confirmed")
        assert event_label("entry-confirmed") in page
        assert (event.by, len(event.data["codes"])) == (people.officer, 40)
