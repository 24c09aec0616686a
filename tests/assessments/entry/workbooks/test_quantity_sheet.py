"""The sheet of the basic data: shared quantities that inputs of the same file take over."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assessments.entry import queries
from assessments.entry.actions import entries, quantities
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import Status
from ecotown.common.history import recording
from tests import builders
from tests.assessments.entry.workbooks import (
    changed,
    downloaded,
    edited,
    place_of,
    quantity_place,
    refusals_in,
)
from tests.builders import CycleBuilder

TEN = ["PH1.1", "EC1.2", "EC3.1", "EC4.1", "EN3.1", "EN5.1", "EN6.1", "EN7.2", "SO2.2", "MG2.1"]
NO_FACTORY = EntryValue(not_applicable=True, reason="ไม่มีโรงงาน")


def share(part, whole):
    return EntryValue(inputs={"part": Decimal(part), "whole": Decimal(whole)})


@pytest.fixture
def forty(draft, officer):
    saved = quantities.save_quantities(assessment=draft, values={"factories": Decimal(40)}, by=officer)
    return saved.assessment


@pytest.fixture
def put(edition):
    """Return a function: `put(content, factories=50)` types shared quantities into the sheet."""

    def type_in(content, **numbers):
        cells = {quantity_place(edition, key.replace("_", "-")): value for key, value in numbers.items()}
        return edited(content, cells)

    return type_in


def quantity_changes(page):
    return [
        (change.cell.address, change.cell.quantity.key, change.old, change.new)
        for change in page.context["preview"].quantity_changes
    ]


def followers_in(page):
    return {change.indicator.code for change in page.context["preview"].changes if change.follows}


def wholes(assessment):
    values = queries.entered_values(assessment)
    return {code: values[code].inputs.get("whole") for code in TEN if code in values}


def reasons_in(page):
    return [refusal.reason for refusal in page.context["preview"].refusals]


def test_one_number_is_taken_over_by_ten_indicators(draft, empty_form, upload, confirm, put):
    content = put(empty_form, factories="๔๐")

    page = upload(content)
    confirm(page)

    assert quantity_changes(page) == [("B5", "factories", None, Decimal(40))]
    assert followers_in(page) == set(TEN)
    assert wholes(draft) == dict.fromkeys(TEN, Decimal(40))
    again = upload(content).context["preview"]
    assert (again.change_count, again.refusals) == (0, [])


def test_the_history_has_quantity_values_and_file(draft, empty_form, upload, confirm, put):
    confirm(upload(put(empty_form, factories=40)))

    names = [row.name for row in recording.events_of(draft.history_subject)]
    assert names == ["opened", "quantities-saved", "entries-saved", "workbook-imported"]


def test_only_cells_that_nobody_changed_follow(forty, officer, edition, upload, confirm, put):
    values = {"PH1.1": share(10, 60), "EC1.2": NO_FACTORY}
    forty = entries.save_entries(assessment=forty, values=values, by=officer).assessment
    content = changed(
        put(downloaded(forty), factories=50), edition, {("MG2.1", "whole"): 45, ("SO2.2", "part"): 44}
    )

    page = upload(content)
    confirm(page)

    assert followers_in(page) == set(TEN) - {"PH1.1", "EC1.2", "MG2.1"}
    assert {code: wholes(forty)[code] for code in ("PH1.1", "MG2.1", "SO2.2", "EC3.1")} == {
        "PH1.1": 60,
        "MG2.1": 45,
        "SO2.2": 50,
        "EC3.1": 50,
    }
    assert queries.entered_values(forty)["SO2.2"] == share(44, 50)
    assert queries.entered_values(forty)["EC1.2"] == NO_FACTORY


def test_what_was_changed_in_the_portal_meanwhile_stays_beside_the_number_that_follows(
    forty, officer, upload, confirm, put
):
    content = put(downloaded(forty), factories=50)
    entries.save_entries(assessment=forty, values={"PH1.1": share(12, 40)}, by=officer)

    confirm(upload(content))

    assert queries.entered_values(forty)["PH1.1"] == share(12, 50)


def test_an_indicator_that_cannot_follow_is_refused_at_its_cell(forty, officer, edition, upload, put):
    entries.save_entries(assessment=forty, values={"PH1.1": share(35, 40)}, by=officer)

    page = upload(put(downloaded(forty), factories=30))

    sheet, address = place_of(edition, "PH1.1", "whole")
    assert refusals_in(page) == [(sheet, address, "PH1.1")]
    assert reasons_in(page) == ["cannot-follow"]
    assert page.context["confirmation"] == ""


def test_a_number_changed_in_the_portal_meanwhile_is_refused(forty, officer, edition, upload, put):
    content = put(downloaded(forty), factories=50)
    quantities.save_quantities(assessment=forty, values={"factories": Decimal(45)}, by=officer)

    page = upload(content)

    assert refusals_in(page) == [(*quantity_place(edition, "factories"), "")]
    assert reasons_in(page) == ["conflict"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param("หลาย", "number", id="a word"),
        pytest.param(-1, "number", id="negative"),
        pytest.param("=1+1", "formula", id="a formula"),
        pytest.param("1.00001", "number", id="too many places"),
    ],
)
def test_what_is_no_number_is_refused_at_its_cell(empty_form, edition, upload, put, value, reason):
    page = upload(put(empty_form, energy=value))

    assert refusals_in(page) == [(*quantity_place(edition, "energy"), "")]
    assert reasons_in(page) == [reason]


def test_a_changed_structure_is_told_at_its_place(empty_form, edition, upload):
    title, _address = quantity_place(edition, "factories")

    page = upload(edited(empty_form, {(title, "A5"): "วัว", (title, "B99"): 1, (title, "G5"): 1}))

    assert [refusal[1] for refusal in refusals_in(page)] == ["A5", "G5", "B99"]
    assert reasons_in(page) == ["structure", "outside", "outside"]


def test_a_missing_sheet_is_told(empty_form, edition, upload):
    title, _address = quantity_place(edition, "factories")

    page = upload(edited(empty_form, change=lambda workbook: workbook.remove(workbook[title])))

    assert refusals_in(page) == [(title, "", "")]


def test_an_emptied_number_leaves_the_indicators_alone(forty, upload, confirm, put):
    page = upload(put(downloaded(forty), factories=None))
    confirm(page)

    assert quantity_changes(page) == [("B5", "factories", Decimal(40), None)]
    assert queries.entered_quantities(forty) == {}
    assert wholes(forty) == dict.fromkeys(TEN, Decimal(40))


def test_in_a_return_the_number_of_no_returned_indicator_is_locked(forty, people, edition, upload, put):
    builders.submit(builders.fill_in(forty, people.officer), people.officer)
    builders.send_back(forty, people.internal, codes=["PH1.1"])
    forty.refresh_from_db()

    page = upload(put(downloaded(forty), energy=7, factories=41))

    assert refusals_in(page) == [(*quantity_place(edition, "energy"), "")]
    assert reasons_in(page) == ["quantity-not-returned"]


def test_the_sheet_has_last_years_number_and_the_definition(forty, people, area, framework, edition):
    builders.take_to(Status.PUBLISHED, forty, people)
    cycle = CycleBuilder(framework=framework, year=forty.cycle.year + 1)
    assessment = entries.open_assessment(area=area, cycle=cycle, by=None)
    title, _address = quantity_place(edition, "factories")

    rows = list(load_workbook(BytesIO(downloaded(assessment)))[title].iter_rows(min_row=5, values_only=True))

    first = edition.quantities[0]
    waiting = "ยังไม่ยืนยัน: ค่าที่ยกมาจากปีก่อน"
    assert rows[0] == (first.name_th, 40, first.unit_th, first.definition_th, 40, waiting)
    assert rows[1][1] is None
