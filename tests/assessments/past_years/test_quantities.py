"""Basic data of a year before the portal: loaded by workbook, taken over by indicators, carried forward."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from assessments.cycles.queries.cycles import carried_lines
from assessments.entry import queries as entry_queries
from assessments.entry.actions.entries import open_assessment
from assessments.entry.documents.quantity_sheet import quantity_headings, quantity_sheet_title
from assessments.entry.domain import quantity_sheet as layout
from assessments.entry.domain.values import EntryValue
from assessments.entry.domain.workbook import address_of
from assessments.past_years import documents, queries
from assessments.past_years.models import PastQuantity, PastYear
from assessments.past_years.queries import NOTHING, YearContent
from assessments.workflow.domain import WorkflowError
from tests import builders
from tests.assessments.entry.workbooks import changed, edited
from tests.assessments.past_years import SOURCE, YEAR

FACTORIES = Decimal(50)
SHARE = EntryValue(inputs={"part": Decimal(10), "whole": FACTORIES})
SOURCE_CELL = (documents.year_title(), "B9")


def cell_of(edition, key):
    """Return sheet and address of the number of a shared quantity."""
    row = next(row for row, quantity in layout.rows_of(edition) if quantity.key == key)
    return quantity_sheet_title(), address_of(row, layout.VALUE)


@pytest.fixture
def filled(empty_form, edition):
    """Return a form with the number of factories, and one indicator of the many that ask for it."""
    content = changed(empty_form, edition, {("PH1.1", "part"): 10})
    return edited(content, {SOURCE_CELL: SOURCE, cell_of(edition, "factories"): 50})


@pytest.fixture
def first_cycle(framework):
    return builders.CycleBuilder(framework=framework, year=YEAR + 1)


def loaded():
    return queries.content_of(PastYear.objects.get())


def test_basic_data_fill_the_indicators_that_are_known_and_no_others(upload, confirm, filled):
    preview = upload(filled)

    page = confirm(preview)

    assert preview.context["preview"].refusals == []
    assert loaded() == YearContent(None, SOURCE, {"PH1.1": SHARE}, {"factories": FACTORIES})
    assert "ข้อมูลพื้นฐานของพื้นที่" in page.content.decode()


def test_the_preview_shows_the_number_and_what_takes_it_over(upload, filled, edition):
    page = upload(filled)

    workbook = page.context["preview"].workbook
    assert [(change.cell.quantity.key, change.new) for change in workbook.quantity_changes] == [
        ("factories", FACTORIES)
    ]
    assert [(change.indicator.code, change.new, change.follows) for change in workbook.changes] == [
        ("PH1.1", "10", False),
        ("PH1.1", "50", True),
    ]
    assert cell_of(edition, "factories")[1] in page.content.decode()


def test_a_wrong_number_is_refused_at_its_cell_and_what_then_lacks_it_at_its_own(upload, filled, edition):
    cell = cell_of(edition, "factories")

    page = upload(edited(filled, {cell: -3}))

    refusals = page.context["preview"].refusals
    assert page.status_code == 422
    assert (refusals[0].sheet, refusals[0].address) == cell
    assert [(refusal.code, refusal.reason) for refusal in refusals[1:]] == [("PH1.1", "incomplete")]


def test_basic_data_alone_make_a_year(upload, confirm, empty_form, edition):
    confirm(upload(edited(empty_form, {SOURCE_CELL: SOURCE, cell_of(edition, "workers"): 900})))

    assert loaded() == YearContent(None, SOURCE, {}, {"workers": Decimal(900)})


def test_a_corrected_number_is_followed_and_an_emptied_one_goes(
    upload, confirm, filled, area, framework, edition
):
    confirm(upload(edited(filled, {cell_of(edition, "workers"): 900})))
    form = documents.past_year_workbook(area, YEAR, framework, loaded())

    confirm(upload(edited(form, {cell_of(edition, "factories"): 40, cell_of(edition, "workers"): None})))

    share = EntryValue(inputs={"part": Decimal(10), "whole": Decimal(40)})
    assert loaded() == YearContent(None, SOURCE, {"PH1.1": share}, {"factories": Decimal(40)})


def test_an_unknown_quantity_is_refused(load):
    content = YearContent(None, SOURCE, {}, {"unknown": Decimal(1)})

    with pytest.raises(WorkflowError, match="wrong-quantity"):
        load_content(load, content)


def test_the_database_keeps_no_negative_number(load, framework):
    past_year = load({"PH1.1": SHARE})
    quantity = framework.quantities.get(key="factories")

    with pytest.raises(IntegrityError), transaction.atomic():
        PastQuantity.objects.create(past_year=past_year, quantity=quantity, value=-1)


def load_content(load, content):
    return load(content.values, quantities=content.quantities)


def test_a_new_assessment_begins_with_the_loaded_basic_data_as_the_opening_says(
    load, area, framework, first_cycle
):
    load({"PH1.1": SHARE}, quantities={"factories": FACTORIES})
    new_area = builders.AreaBuilder(province=area.province)

    lines = carried_lines([area, new_area], framework, first_cycle.year)

    assessment = open_assessment(area=area, cycle=first_cycle, by=None)
    assert [(line.year, line.values, line.quantities, line.is_loaded) for line in lines] == [
        (YEAR, 1, 1, True),
        (None, 0, 0, False),
    ]
    assert entry_queries.entered(assessment).quantities == {"factories": FACTORIES}
    assert entry_queries.unconfirmed_quantities(assessment) == ["factories"]


def test_the_page_before_the_opening_marks_what_comes_from_a_loaded_year(
    client, load, area, framework, administrator
):
    load({"PH1.1": SHARE})
    cycle = builders.CycleBuilder(framework=framework, year=YEAR + 1)
    client.force_login(administrator)

    page = client.get(reverse("assessments:add-areas-to-cycle", args=[cycle.pk]))

    assert "ค่าที่นำเข้าของปีงบประมาณ 2567 รอการยืนยัน" in page.content.decode()
    assert "ข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ" in page.content.decode()


def test_a_year_of_which_only_the_level_is_known_hides_no_values_of_an_earlier_one(
    load, area, framework, first_cycle
):
    load({"PH1.1": SHARE}, year=YEAR - 1)
    load({}, level=3)

    (line,) = carried_lines([area], framework, first_cycle.year)

    earlier = entry_queries.earlier_values(open_assessment(area=area, cycle=first_cycle, by=None))
    assert (line.year, earlier.year, earlier.comparable) == (YEAR - 1, YEAR - 1, {"PH1.1": SHARE})


def test_the_pages_of_the_basic_data_mark_the_loaded_numbers(client, load, area, first_cycle, officer):
    load({}, quantities={"factories": FACTORIES})
    assessment = open_assessment(area=area, cycle=first_cycle, by=None)
    client.force_login(officer)

    page = client.get(reverse("assessments:basic-data", args=[assessment.pk]))

    assert "ข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ" in page.content.decode()
    assert quantity_headings(YEAR, is_loaded=True)[layout.EARLIER] == (
        f"ค่าปีงบประมาณ {YEAR} (ข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ)"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_of_an_opening_takes_the_same_queries_for_any_number_of_loaded_areas(
    load, area, framework, count, django_assert_num_queries
):
    areas = [builders.AreaBuilder(province=area.province) for _ in range(count)]
    for loaded_area in areas:
        load({"PH1.1": SHARE}, area=loaded_area, quantities={"factories": FACTORIES})
    carried_lines(areas, framework, YEAR + 1)

    with django_assert_num_queries(4):
        lines = carried_lines(areas, framework, YEAR + 1)

    assert [line.quantities for line in lines] == [1] * count


def test_the_history_keeps_the_basic_data(load):
    content = YearContent(None, SOURCE, {}, {"factories": FACTORIES})

    assert NOTHING.plain()["quantities"] == {}
    with override("th"):
        assert content.plain()["quantities"] == {"factories": "50"}
