"""Warnings as assessors and the committee read them: they belong to the value shown."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assessments.audit.actions import returns, verdicts
from assessments.committee.actions import resolutions
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.pages.screens.assessment import AssessmentPage
from assessments.reports.documents import dossier_workbook
from assessments.reports.queries import dossier as dossier_queries
from assessments.reports.results import RELATED_ROWS
from assessments.submission import actions as submission_actions
from assessments.warnings import actions as warnings_actions
from assessments.warnings.queries import warnings
from assessments.warnings.words import figures, line_name, published_words
from assessments.workflow import queries
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.demonstration.steps import answer_warnings
from tests import builders
from tests.assessments.sources import plain_text, report_text

pytestmark = pytest.mark.django_db
WATER = "EN1.2"
REASON = "โรงงานฟอกย้อมสามแห่งเปิดใหม่"
UNIT = "ลูกบาศก์เมตรต่อล้านบาท"
NO_REASON = "ยังไม่ได้ชี้แจงเหตุผล"
FORMER = "เหตุผลที่ให้ไว้สำหรับค่าเดิม"


def water(current):
    return {WATER: EntryValue(inputs={"current": Decimal(current), "baseline": Decimal(1000)})}


def answer(assessment, by, code=WATER, reason=REASON):
    shown_warnings = warnings.current_warnings_and_peers(assessment).warnings[code]
    marks = {shown.warning.key: shown.warning.mark for shown in shown_warnings}
    warnings_actions.answer_warnings(assessment=assessment, code=code, marks=marks, reason=reason, by=by)


def submit(assessment, by):
    return submission_actions.submit(assessment=assessment, declared=True, by=by)


def reread(assessment):
    return Assessment.objects.with_level().select_related(*RELATED_ROWS).get(pk=assessment.pk)


@pytest.fixture
def submitted(warned, people):
    """Return a submitted assessment with a reason for ten times last year's water use."""
    answer(warned, people.officer)
    return submit(warned, people.officer)


@pytest.fixture
def returned(submitted, people):
    """Return an assessment whose water use was returned by the internal audit."""
    builders.send_back(submitted, people.internal, codes=[WATER])
    submitted.refresh_from_db()
    return submitted


@pytest.fixture
def screen(client, people):
    """Return a function `screen(assessment)` that gets the audit screen of the water use."""

    def look(assessment, code=WATER, by=people.internal):
        client.force_login(by)
        return client.get(reverse("assessments:audit-indicator", args=[assessment.pk, code]))

    return look


def state_in_list(response, code=WATER):
    """Return the reasons of the warnings of an indicator in the list, None for open ones."""
    row = next(row for row in response.context["rows"] if row.indicator.code == code)
    return [shown.answer.reason if shown.answer else None for shown in row.warnings]


def test_the_assessor_reads_figures_and_reason_beside_the_value(screen, submitted, officer):
    response = screen(submitted)

    text = plain_text(response.content.decode())
    last_year = submitted.cycle.year - 1
    assert f"ต่างจากปี {last_year} มาก" in text
    (line, _share) = submitted_lines(submitted)
    assert line == f"9,800 {UNIT} · ปี {last_year}: 980 {UNIT} (10 เท่า)"
    assert line in text
    assert f"เหตุผล: {REASON} {officer}," in text
    assert state_in_list(response) == [REASON]
    assert 'aria-label="ชี้แจงเหตุผลของคำเตือนแล้ว"' in response.content.decode()


def submitted_lines(assessment):
    """Return the figures of the only warning of the water use, without the names of the numbers."""
    (shown,) = warnings.current_warnings_and_peers(assessment).warnings[WATER]
    return [
        figure.removeprefix(f"{line_name(line)} ")
        for figure, line in zip(figures(shown), shown.lines, strict=True)
    ]


def test_both_assessors_and_the_administrator_read_the_reason(screen, submitted, people):
    builders.audit(submitted, people.internal)
    verdicts.pass_internal_audit(assessment=submitted, by=people.internal)

    is_shown = [REASON in screen(submitted, by=person).content.decode() for person in people[1:]]

    assert is_shown == [True, True, True]


def test_a_value_without_a_warning_shows_none(screen, submitted):
    response = screen(submitted, "EN1.1")

    assert response.context["card"].warnings == ()
    assert "warning-answer" not in response.content.decode()


def test_the_screen_tells_last_year_other_areas_and_the_note(screen, six_other_areas, draft, people):
    builders.fill_in(draft, people.officer)
    warnings_actions.save_note(assessment=draft, code="EN4.3", text="นับรวมโครงการใหม่", by=people.officer)
    builders.submit(draft, people.officer)

    text = plain_text(screen(draft, "EN4.3").content.decode())

    published = warnings.current_warnings_and_peers(draft).peer_ranges["EN4.3"].published
    indicator = queries.edition_of(draft).by_code["EN4.3"]
    assert published.areas == 6
    assert f"ค่าของพื้นที่อื่น {published_words(published, indicator)}" in text
    assert f"หมายเหตุของจังหวัด นับรวมโครงการใหม่ {people.officer}" in text
    assert "ปีก่อน ไม่มีข้อมูล" in text


def test_a_changed_value_that_is_still_doubted_waits_for_its_own_reason(screen, returned, officer):
    entry_actions.save_entries(assessment=returned, values=water(9900), by=officer)

    response = screen(returned)

    text = plain_text(response.content.decode())
    assert "9,900" in text
    assert text.index(NO_REASON) < text.index(f"{FORMER}: {REASON} {officer}")
    assert state_in_list(response) == [None]
    assert 'aria-label="มีคำเตือนที่รอเหตุผล"' in response.content.decode()


def test_a_value_corrected_in_a_return_is_no_longer_doubted_by_the_old_warning(screen, returned, officer):
    entry_actions.save_entries(assessment=returned, values=water(990), by=officer)
    submission_actions.resubmit(assessment=returned, declared=True, by=officer)

    response = screen(returned)

    assert state_in_list(response) == []
    assert REASON not in response.content.decode()
    assert [
        line.indicator.code for line in dossier_queries.dossier_of(reread(returned), with_notes=True).warned
    ] == []


def test_a_new_reason_in_a_return_takes_the_place_of_the_old_one(screen, returned, officer):
    entry_actions.save_entries(assessment=returned, values=water(9900), by=officer)
    answer(returned, officer, reason="มาตรวัดใหม่")
    submission_actions.resubmit(assessment=returned, declared=True, by=officer)

    response = screen(returned)

    assert state_in_list(response) == ["มาตรวัดใหม่"]
    assert REASON not in response.content.decode()


def test_a_reason_stands_when_the_value_comes_back_unchanged(screen, returned, officer):
    returns.reply_to_return(assessment=returned, replies={WATER: "ถูกแล้ว"}, by=officer)
    submission_actions.resubmit(assessment=returned, declared=True, by=officer)

    response = screen(returned)

    assert state_in_list(response) == [REASON]
    assert "ถูกแล้ว" in response.content.decode()


def test_a_locked_value_that_a_correction_contradicts_waits_for_a_reason(screen, submitted, people):
    builders.send_back(submitted, people.internal, codes=["PH1.1"])
    submitted.refresh_from_db()
    one_factory = {"PH1.1": EntryValue(inputs={"part": Decimal(1), "whole": Decimal(1)})}
    entry_actions.save_entries(assessment=submitted, values=one_factory, by=people.officer)
    answer(submitted, people.officer, "PH1.1")
    submission_actions.resubmit(assessment=submitted, declared=True, by=people.officer)

    corrected, contradicted = screen(submitted, "PH1.1"), screen(submitted, "EN1.1")

    assert set(state_in_list(corrected, "PH1.1")) == {REASON}
    assert state_in_list(contradicted, "EN1.1") == [None]
    assert NO_REASON in contradicted.content.decode()


@pytest.mark.parametrize("template", ["dossier", "audit_report", "checklist"])
def test_every_report_has_the_warnings_with_their_reasons(submitted, officer, template):
    dossier = dossier_queries.dossier_of(reread(submitted), with_notes=False)

    text = report_text(dossier, template)

    section = text[text.rindex("คำเตือนและเหตุผล") :]
    assert f"{WATER} การใช้น้ำต่อผลผลิตที่ลดลง" in section
    assert "(10 เท่า)" in section
    assert f"{REASON} {officer} ," in section


@pytest.mark.parametrize("template", ["dossier", "audit_report", "checklist"])
def test_a_report_without_warnings_says_so(at, template):
    dossier = dossier_queries.dossier_of(reread(at(Status.INTERNAL_AUDIT)), with_notes=False)

    text = report_text(dossier, template)

    assert dossier.warned == []
    assert "คำเตือนและเหตุผล ไม่มีค่าที่ระบบเตือน" in text


def test_the_workbook_has_a_sheet_of_the_warnings(submitted, officer):
    dossier = dossier_queries.dossier_of(reread(submitted), with_notes=False)

    workbook = load_workbook(BytesIO(dossier_workbook.dossier_workbook(dossier)))

    headings, row = workbook["คำเตือนและเหตุผล"].iter_rows(min_row=3, values_only=True)
    assert headings == ("รหัส", "ตัวชี้วัด", "คำเตือน", "ตัวเลข", "เหตุผล", "ผู้ให้เหตุผล", "เวลา")
    assert (row[0], row[2], row[4], row[5]) == (
        WATER,
        f"ต่างจากปี {submitted.cycle.year - 1} มาก",
        REASON,
        str(officer),
    )
    assert "(10 เท่า)" in row[3]


def test_the_committee_reads_the_warnings_in_the_room(client, submitted, people):
    builders.audit(submitted, people.internal)
    verdicts.pass_internal_audit(assessment=submitted, by=people.internal)
    builders.audit(submitted, people.external)
    resolutions.recommend(assessment=submitted, by=people.external)
    meeting = builders.meeting_of(submitted, by=people.administrator)
    client.force_login(people.administrator)

    response = client.get(reverse("assessments:room", args=[meeting.pk, submitted.pk]))

    text = plain_text(response.content.decode())
    assert [card.indicator.code for card in response.context["warned_cards"]] == [WATER]
    assert "คำเตือนและเหตุผล 1" in text
    assert f"เหตุผล: {REASON}" in text


TENFOLD = {
    "EN1.2": water(9800)["EN1.2"],
    "EN4.1": EntryValue(inputs={"current": Decimal(99_000), "baseline": Decimal(1000)}),
    "EN4.3": EntryValue(value=Decimal(99_999_999)),
}


@pytest.mark.parametrize("count", [1, 3])
def test_the_readers_take_the_same_queries_for_any_number_of_warnings(
    client, warned, people, count, django_assert_num_queries
):
    values = dict(list(TENFOLD.items())[:count])
    entry_actions.save_entries(assessment=warned, values=values, by=people.officer)
    for code in values:
        warnings_actions.save_note(assessment=warned, code=code, text="บันทึก", by=people.officer)
    answer_warnings(warned, by=people.officer)
    submit(warned, people.officer)
    client.force_login(people.internal)
    url = reverse("assessments:audit-indicator", args=[warned.pk, WATER])
    client.get(url)

    with django_assert_num_queries(19):
        response = client.get(url)
    with django_assert_num_queries(17):
        dossier = dossier_queries.dossier_of(reread(warned), with_notes=True)

    assert sum(bool(row.warnings) for row in response.context["rows"]) == count
    assert len(dossier.warned) == count


def test_the_page_of_a_return_shows_the_warnings_of_its_indicators(client, returned, officer):
    entry_actions.save_entries(assessment=returned, values=water(9900), by=officer)
    client.force_login(officer)

    text = plain_text(client.get(reverse("assessments:resubmit", args=[returned.pk])).content.decode())

    assert f"ต่างจากปี {returned.cycle.year - 1} มาก" in text
    assert "(10.1 เท่า)" in text
    assert NO_REASON in text


def test_the_province_is_asked_only_for_the_reasons_it_can_give(client, submitted, people):
    builders.send_back(submitted, people.internal, codes=["PH1.1"])
    submitted.refresh_from_db()
    one_factory = {"PH1.1": EntryValue(inputs={"part": Decimal(1), "whole": Decimal(1)})}
    entry_actions.save_entries(assessment=submitted, values=one_factory, by=people.officer)

    page = AssessmentPage(reread(submitted))

    assert [indicator.code for _aspect, indicator in page.warned] == ["PH1.1"]
    assert "EN1.1" in page.warnings_and_peers.open_codes
