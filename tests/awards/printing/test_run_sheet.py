"""The call order: the arrangement table, attendance, the announcer script."""

from datetime import time
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils.translation import override

from assessments.entry.actions import entries as actions
from assessments.workflow.domain import Status
from awards.ceremonies.actions import order as order_actions
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.domain.ceremonies import CallOrder
from awards.ceremonies.models import Recipient
from awards.printing import queries
from awards.printing.actions import runs
from awards.printing.documents import announcer_script, run_sheet
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from ecotown.common.history import recording
from ecotown.common.thai import numerals
from ecotown.common.thai.papers import formal_paper
from tests import builders
from tests.papers import Paper, has_arabic_date, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def ceremony(administrator):
    return builders.ceremony(administrator, presiding="นางสาวตัวอย่าง", presiding_position="ปลัดกระทรวง")


def form_data(recipients, **changes):
    """Return the form data of the table as the page shows it, with `changes` as name__place=text."""
    fields = {}
    for place, recipient in enumerate(recipients, 1):
        values = {"place": place, "seat": recipient.seat, "represented_by": recipient.represented_by}
        values |= {"reading_hint": recipient.pronunciation, "attendance": recipient.attendance}
        values |= {"with_certificate": recipient.with_certificate}
        for name, value in values.items():
            fields[f"{recipient.pk}-{name}"] = changes.get(f"{name}__{place}", value)
            fields[f"initial-{recipient.pk}-{name}"] = value
    return fields


def order(ceremony):
    return list(ceremony.recipients.values_list("pk", flat=True))


def test_the_whole_table_is_saved_at_once(client, ceremony, factories, administrator):
    client.force_login(administrator)
    first, second, third = factories
    changes = {"place__3": "๑", "seat__1": "ก1", "represented_by__1": "นายตัวอย่าง", "attendance__2": "present"}
    changes["reading_hint__2"] = "อ่านว่า"

    client.post(reverse("awards:arrange-recipients", args=[ceremony.pk]), form_data(factories, **changes))

    assert order(ceremony) == [third.pk, first.pk, second.pk]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.seat, first.represented_by, second.attendance) == ("ก1", "นายตัวอย่าง", "present")
    assert second.pronunciation == "อ่านว่า"
    row = recording.events_of(ceremony.history_subject).last()
    assert row.name == "recipients-arranged"
    assert row.data["recipients"][str(first.pk)] == {"seat": "ก1", "place": 2}
    assert "นายตัวอย่าง" not in str(row.data)


def test_concurrent_changes_of_other_fields_are_kept(client, ceremony, factories, administrator):
    client.force_login(administrator)
    table = form_data(factories, seat__1="ก1")
    order_actions.mark_attendance(recipient=factories[0], attendance="present", by=administrator)

    client.post(reverse("awards:arrange-recipients", args=[ceremony.pk]), table)

    factories[0].refresh_from_db()
    assert (factories[0].seat, factories[0].attendance) == ("ก1", "present")


def test_a_table_with_a_fault_saves_nothing_and_says_where(client, ceremony, factories, administrator):
    client.force_login(administrator)
    wrong = form_data(factories, seat__1="ก1", place__2="สอง")

    answer = client.post(reverse("awards:arrange-recipients", args=[ceremony.pk]), wrong)

    factories[0].refresh_from_db()
    assert (answer.status_code, factories[0].seat) == (200, "")
    assert [bool(form.errors) for _line, form, _suggestion in answer.context["rows"]] == [False, True, False]


def test_a_table_without_a_change_records_no_event(client, ceremony, factories, administrator):
    client.force_login(administrator)
    before = recording.events_of(ceremony.history_subject).count()

    client.post(reverse("awards:arrange-recipients", args=[ceremony.pk]), form_data(factories))

    assert recording.events_of(ceremony.history_subject).count() == before


@pytest.mark.parametrize("sort_order", list(CallOrder), ids=lambda order: order.value)
def test_sorting_puts_areas_before_recipients_without_a_province(
    ceremony, factories, at, administrator, sort_order, client
):
    client.force_login(administrator)
    (area,) = recipient_actions.add_areas(
        ceremony=ceremony, assessments=[at(Status.PUBLISHED)], with_plaque=False, by=administrator
    )

    client.post(reverse("awards:arrange-recipients", args=[ceremony.pk]), {"order": sort_order.value})

    assert order(ceremony)[0] == area.pk


def test_by_level_the_highest_comes_first(ceremony, cycle, province, people, administrator):
    published = []
    for level in (1, 3):
        area = builders.AreaBuilder(province=province)
        draft = actions.open_assessment(area=area, cycle=cycle, by=None)
        published.append(builders.take_to(Status.PUBLISHED, draft, people, level=level))
    low, high = recipient_actions.add_areas(
        ceremony=ceremony, assessments=published, with_plaque=False, by=administrator
    )

    order_actions.arrange_recipients(ceremony=ceremony, changes={}, order=CallOrder.LEVEL, by=administrator)

    assert order(ceremony) == [high.pk, low.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_arranging_takes_the_same_queries_for_any_number(
    ceremony, factories, administrator, count, django_assert_max_num_queries
):
    changes = {recipient.pk: {"seat": "ก1", "place": 1} for recipient in factories[:count]}
    with django_assert_max_num_queries(14):
        order_actions.arrange_recipients(ceremony=ceremony, changes=changes, by=administrator)


def test_attendance_is_marked_in_place(client, ceremony, factories, administrator):
    client.force_login(administrator)
    address = reverse("awards:mark-attendance", args=[ceremony.pk, factories[0].pk])

    part = client.post(address, {"attendance": "present"}, headers={"HX-Request": "true"}).content.decode()

    assert '<option value="present" selected>' in part
    assert '<span id="present-count" hx-swap-oob="true">1</span>' in part
    assert client.post(address, {"attendance": "absent"}).status_code == 302


def revoke(recipient, by):
    award_actions.revoke_award(award=recipient.awards.get(), reason="ออกผิด", by=by)


def test_a_recipient_of_revoked_awards_is_marked_and_not_called(ceremony, factories, administrator):
    run = runs.start_run(
        ceremony=ceremony, recipients=[recipient.pk for recipient in factories], by=administrator
    )
    award_results.AWARDS.make(*run.items.values_list("award", flat=True))
    revoke(factories[1], administrator)

    sheet = queries.run_sheet_of(ceremony)
    parts = announcer_script.announcer_script_of(sheet).parts

    assert [line.is_withdrawn for line in sheet.lines] == [False, True, False]
    assert [bool(part.sentences) for part in parts] == [True, False, True]
    assert parts[1].note
    assert (sheet.award_count, sheet.missing_count) == (2, 0)


def test_the_script_is_the_same_on_the_page_and_in_the_workbook(client, ceremony, factories, administrator):
    client.force_login(administrator)
    Recipient.objects.filter(pk=factories[0].pk).update(represented_by="นายผู้รับ", pronunciation="อ่านว่า")
    script = announcer_script.announcer_script_of(queries.run_sheet_of(ceremony))

    page = client.get(reverse("awards:announcer-script", args=[ceremony.pk])).content.decode()
    workbook = openpyxl.load_workbook(BytesIO(run_sheet.run_sheet_workbook(queries.run_sheet_of(ceremony))))
    rows = [row[1].value for row in workbook.worksheets[1].iter_rows(min_row=5)]

    assert "นายผู้รับ" in script.parts[0].sentences[-1]
    assert script.parts[0].pronunciation == "อ่านว่า"
    assert (script.parts[1].is_suggested, "สอง" in script.parts[1].pronunciation) == (True, True)
    for sentence in (*script.opening, *script.parts[0].sentences, *script.closing):
        assert sentence in page
    assert rows == [
        "\n".join(sentences)
        for sentences in (script.opening, *(part.sentences for part in script.parts), script.closing)
    ]


def test_the_run_sheet_is_a_formal_paper(ceremony, factories, tmp_path):
    sheet = queries.run_sheet_of(ceremony)

    paper = Paper(run_sheet.run_sheet_pdf(sheet), tmp_path / "run-sheet.pdf")

    lines = [line.text for page in paper.pages for line in page.lines]
    names = [line.recipient.name for line in sheet.lines]
    assert [line for line in lines if has_arabic_date(line)] == []
    assert paper.missing([*names, "นางสาวตัวอย่าง"]) == []
    assert paper.split_names([*names, "นางสาวตัวอย่าง"]) == []
    language, is_marked, title, kinds = paper.structure
    assert (language, is_marked, ceremony.name in title) == ("th", True, True)
    assert {"/H2", "/Table", "/TH", "/TD"} <= kinds


def test_a_run_sheet_of_many_holds_the_script_and_fills_its_pages(ceremony, administrator, tmp_path):
    for _ in range(30):
        builders.recipient(ceremony, administrator)
    sheet = queries.run_sheet_of(ceremony)

    paper = Paper(run_sheet.run_sheet_pdf(sheet), tmp_path / "run-sheet.pdf")

    with formal_paper():
        script = announcer_script.announcer_script_of(sheet)
    said = [*script.opening, *(sentence for part in script.parts for sentence in part.sentences)]
    assert paper.missing([*said, *script.closing]) == []
    assert len(paper.pages) > 2
    assert [share for page in paper.pages[:-1] if (share := page.filled(18, 18)) < 0.25] == []


def test_the_script_follows_the_list_on_the_same_page(ceremony, factories, tmp_path):
    with override("th"):
        content = run_sheet.run_sheet_pdf(queries.run_sheet_of(ceremony))

    first_page = Paper(content, tmp_path / "run-sheet.pdf").pages[0]
    text = "".join(letters(line.text) for line in first_page.lines)
    assert [name for name in (factories[-1].name, "บทพิธีกร") if letters(name) not in text] == []


def test_those_honoured_for_the_same_stand_together_with_times_and_boxes(ceremony, administrator, tmp_path):
    for number in range(40):
        recognition = "ESV" if number < 25 else "CSR-DIW"
        builders.recipient(ceremony, administrator, given_recognition=recognition)
    type(ceremony).objects.update(starts_at=time(9, 30), seconds_each=60)
    ceremony.refresh_from_db()
    sheet = queries.run_sheet_of(ceremony)

    paper = Paper(run_sheet.run_sheet_pdf(sheet), tmp_path / "run-sheet.pdf")

    text = "".join(paper.text.split())
    assert ["ESV(๒๕" in text, "CSR-DIW(๑๕" in text] == [True, True]
    times = [f"{9 + minute // 60:02d}.{minute % 60:02d}" for minute in range(30, 70)]
    assert [called for called in times if numerals.digits(called) not in text] == []
    last_page = "".join(letters(line.text) for line in paper.pages[-1].lines)
    closing = announcer_script.announcer_script_of(sheet).closing
    assert [said for said in (sheet.lines[-1].name, *closing) if letters(said) not in last_page] == []


def test_who_is_not_called_takes_no_time(ceremony, factories, administrator):
    type(ceremony).objects.update(starts_at=time(9, 30), seconds_each=60)
    run = runs.start_run(
        ceremony=ceremony, recipients=[recipient.pk for recipient in factories], by=administrator
    )
    award_results.AWARDS.make(*run.items.values_list("award", flat=True))
    revoke(factories[1], administrator)
    ceremony.refresh_from_db()

    content = run_sheet.run_sheet_workbook(queries.run_sheet_of(ceremony))

    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert [sheet.cell(row, 2).value for row in (5, 6, 7)] == ["09.30", None, "09.31"]


def test_a_recognition_in_other_letters_is_set_apart_in_the_script(ceremony, administrator):
    for recognition in ("ISO 14001", "โรงงานตัวอย่าง"):
        builders.recipient(ceremony, administrator, given_recognition=recognition)

    script = announcer_script.announcer_script_of(queries.run_sheet_of(ceremony))

    assert [part.sentences[1] for part in script.parts] == [
        "ได้รับการยกย่องเป็น ISO 14001",
        "ได้รับการยกย่องเป็นโรงงานตัวอย่าง",
    ]


def test_the_run_sheet_has_the_numbers_as_they_are_printed_and_its_own_levels_in_thai_digits(
    ceremony, at, administrator, tmp_path
):
    (area,) = recipient_actions.add_areas(
        ceremony=ceremony, assessments=[at(Status.PUBLISHED)], with_plaque=False, by=administrator
    )
    runs.start_run(ceremony=ceremony, recipients=[area.pk], by=administrator)
    (line,) = queries.run_sheet_of(ceremony).lines

    text = Paper(run_sheet.run_sheet_pdf(queries.run_sheet_of(ceremony)), tmp_path / "run-sheet.pdf").text

    assert f"เกียรติบัตร {numerals.digits(line.awards[0].number)}" in text
    assert f"ระดับที่ {numerals.digits(area.level)}" in text
