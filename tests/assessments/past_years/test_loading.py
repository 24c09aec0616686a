"""Loading a year before the portal: by whom, from which workbook, what is refused, what the history keeps."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.entry.actions.entries import open_assessment
from assessments.entry.domain.values import EntryValue
from assessments.past_years import actions, documents, queries
from assessments.past_years.models import PastYear
from assessments.past_years.queries import NOTHING, YearContent
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from ecotown.common.history import recording
from tests import builders
from tests.assessments.entry.workbooks import changed, edited, place_of
from tests.assessments.past_years import SOURCE, YEAR

SHARE = EntryValue(inputs={"part": Decimal(40), "whole": Decimal(50)})
NUMBER = EntryValue(value=Decimal(90))
IMPOSSIBLE = EntryValue(value=Decimal(-5))
VALUES = {"EN1.1": SHARE, "EN9.1": NUMBER}


def filled(content, edition, level="3", source=SOURCE):
    numbers = {("EN1.1", "part"): 40, ("EN1.1", "whole"): 50, ("EN9.1", "value"): 90}
    facts = {(documents.year_title(), "B8"): level, (documents.year_title(), "B9"): source}
    return edited(changed(content, edition, numbers), facts)


def refused(page):
    assert page.context["form"].errors == {}
    return [(refusal.address, refusal.reason) for refusal in page.context["preview"].refusals]


def test_an_officer_loads_some_values_with_a_level_and_their_source(
    upload, confirm, empty_form, edition, area, officer
):
    preview = upload(filled(empty_form, edition))

    page = confirm(preview)

    past_year = PastYear.objects.get()
    assert preview.context["preview"].change_count == 5
    assert page.redirect_chain == [(reverse("past_years:year", args=[area.key, YEAR]), 302)]
    assert queries.content_of(past_year) == YearContent(3, SOURCE, VALUES)
    assert (past_year.loaded_by, past_year.is_released) == (officer, False)
    assert "ข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ" in page.content.decode()


def test_the_same_workbook_again_changes_nothing(upload, confirm, empty_form, edition):
    confirm(upload(filled(empty_form, edition)))

    page = upload(filled(empty_form, edition))

    outcome = page.context["preview"].change_count, page.context["confirmation"]
    assert (page.status_code, *outcome) == (200, 0, "")


def test_a_value_is_corrected_and_another_emptied_by_the_workbook_of_a_loaded_year(
    upload, confirm, load, area, framework, edition
):
    past_year = load(VALUES, level=2)
    form = documents.past_year_workbook(area, YEAR, framework, queries.content_of(past_year))
    numbers = {("EN1.1", "part"): None, ("EN1.1", "whole"): None, ("EN9.1", "value"): 91}

    confirm(upload(changed(form, edition, numbers)))

    content = queries.content_of(PastYear.objects.get())
    assert content == YearContent(2, SOURCE, {"EN9.1": EntryValue(value=Decimal(91))})


@pytest.mark.parametrize(
    ("cells", "refusals"),
    [
        pytest.param({"level": "7"}, [("B8", "level")], id="a level that does not exist"),
        pytest.param({"level": "=1+1"}, [("B8", "formula")], id="a formula for the level"),
        pytest.param({"source": None}, [("B9", "no-source")], id="no source"),
        pytest.param({"source": "ก" * 2001}, [("B9", "too-long")], id="a source of a book's length"),
    ],
)
def test_cells_of_the_facts_are_refused_by_their_place(upload, empty_form, edition, cells, refusals):
    page = upload(filled(empty_form, edition, **cells))

    assert (page.status_code, refused(page), PastYear.objects.count()) == (422, refusals, 0)


def test_half_of_a_formula_is_refused(upload, empty_form, edition):
    content = edited(
        changed(empty_form, edition, {("EN1.1", "part"): 40}), {(documents.year_title(), "B9"): SOURCE}
    )

    page = upload(content)

    assert refused(page) == [(place_of(edition, "EN1.1", "part")[1], "incomplete")]


def test_a_workbook_without_value_and_level_is_refused(upload, empty_form):
    page = upload(edited(empty_form, {(documents.year_title(), "B9"): SOURCE}))

    assert refused(page) == [("B8", "nothing")]


def test_the_workbook_of_another_area_is_refused(upload, area, framework):
    other = builders.AreaBuilder(province=area.province)

    page = upload(documents.past_year_workbook(other, YEAR, framework, NOTHING))

    assert (page.status_code, page.context["form"].errors["file"]) == (422, ["ไฟล์นี้เป็นของพื้นที่อื่น"])


def test_the_form_of_an_assessment_is_no_form_of_a_year(upload, draft):
    from assessments.entry.documents.workbook import entry_workbook

    page = upload(entry_workbook(draft))

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])


def test_a_preview_of_somebody_else_loads_nothing(client, upload, confirm, empty_form, edition, area):
    preview = upload(filled(empty_form, edition))
    client.force_login(builders.officer_of(area.province))

    page = confirm(preview)

    assert page.redirect_chain == [(reverse("past_years:upload", args=[area.key]), 302)]
    assert not PastYear.objects.exists()


def test_what_somebody_else_loaded_meanwhile_is_not_overwritten(upload, confirm, load, empty_form, edition):
    preview = upload(filled(empty_form, edition))
    load({"EN9.1": EntryValue(value=Decimal(5))})

    page = confirm(preview)

    assert "ผู้อื่นได้นำเข้าหรือลบข้อมูลของปีนี้ไปก่อนแล้ว" in page.content.decode()
    assert queries.content_of(PastYear.objects.get()).values == {"EN9.1": EntryValue(value=Decimal(5))}


def refusal_of(action, **values):
    with pytest.raises(WorkflowError) as refusal:
        action(**values)
    return refusal.value.code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        pytest.param({"year": 2559}, "year-impossible", id="before the first criteria"),
        pytest.param({"year": 2600}, "year-impossible", id="a year to come"),
        pytest.param({"source": " "}, "no-source", id="without a source"),
        pytest.param({"values": {}}, "nothing-to-load", id="without value and level"),
        pytest.param({"values": {"EN9.1": IMPOSSIBLE}}, "wrong-value", id="a value that cannot be"),
        pytest.param({"values": {"XX": NUMBER}}, "wrong-value", id="an unknown indicator"),
    ],
)
def test_what_makes_no_year_is_refused(load, facts, code):
    facts = {"values": VALUES, **facts}

    assert refusal_of(load, **facts) == code


def test_a_year_that_the_portal_assesses_is_refused(load, area, framework):
    open_assessment(area=area, cycle=builders.CycleBuilder(framework=framework, year=YEAR), by=None)

    codes = [refusal_of(load, values=VALUES, year=year) for year in (YEAR, YEAR + 1)]

    assert codes == ["year-assessed", "year-assessed"]
    assert load(VALUES, year=YEAR - 1).year == YEAR - 1


def test_the_history_keeps_what_was_loaded_replaced_and_removed(load, area, officer, administrator):
    past_year = load(VALUES, level=2)
    expected = queries.content_of(past_year)
    past_year = load({"EN9.1": NUMBER}, level=3, expected=expected)
    actions.release_past_year(past_year=past_year, by=administrator)
    actions.remove_past_year(past_year=past_year, reason="ผิดพื้นที่", by=administrator)

    first = YearContent(2, SOURCE, VALUES).plain()
    second = YearContent(3, SOURCE, {"EN9.1": NUMBER}).plain()
    loaded = {"year": YEAR, "edition": "2565-working", "sha256": "0" * 64}
    assert [
        (event.name, event.by, event.data) for event in recording.events_of(queries.history_subject(area))
    ] == [
        (Event.PAST_YEAR_LOADED, officer, {**loaded, "old": NOTHING.plain(), "new": first}),
        (Event.PAST_YEAR_LOADED, officer, {**loaded, "old": first, "new": second}),
        (Event.PAST_YEAR_RELEASED, administrator, {"year": YEAR, "granted_level": 3}),
        (
            Event.PAST_YEAR_REMOVED,
            administrator,
            {"year": YEAR, "edition": "2565-working", "reason": "ผิดพื้นที่", "old": second},
        ),
    ]
    assert not PastYear.objects.exists()


def test_a_level_is_released_once_and_taken_back_when_the_year_is_loaded_again(load, administrator):
    without_level = load(VALUES)
    release = {"action": actions.release_past_year, "by": administrator}
    assert refusal_of(past_year=without_level, **release) == "nothing-to-release"
    past_year = load(VALUES, level=2, expected=queries.content_of(without_level))
    actions.release_past_year(past_year=past_year, by=administrator)
    assert refusal_of(past_year=past_year, **release) == "released-already"

    again = load(VALUES, level=3, expected=queries.content_of(past_year))

    assert (again.is_released, again.granted_level) == (False, 3)


def test_loading_takes_as_many_queries_for_one_value_as_for_three(load, area, django_assert_num_queries):
    load({"EN9.1": NUMBER}, year=2563)
    values = {**VALUES, "EN1.1": SHARE}
    more = {**values, "SO1.1": replace(NUMBER, value=None, not_applicable=True, reason="ไม่มี")}
    with django_assert_num_queries(19):
        load({"EN1.1": SHARE}, year=2564)
    with django_assert_num_queries(19):
        load(more, year=2565)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number_of_areas(
    client, load, officer, area, count, django_assert_num_queries
):
    for _ in range(count):
        load(VALUES, area=builders.AreaBuilder(province=area.province))
    client.force_login(officer)
    client.get(reverse("past_years:list"))

    with django_assert_num_queries(7):
        page = client.get(reverse("past_years:list"))

    assert len(page.context["areas"].rows) == count + 1


def test_an_officer_finds_no_year_of_another_province(client, load, other_officer, area):
    load(VALUES)
    client.force_login(other_officer)
    addresses = [
        reverse("past_years:area", args=[area.key]),
        reverse("past_years:year", args=[area.key, YEAR]),
        reverse("past_years:upload", args=[area.key]),
    ]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.get(reverse("past_years:list")).context["areas"].rows == []


def test_the_form_comes_with_what_is_stored(client, load, officer, area):
    load(VALUES, level=2)
    client.force_login(officer)

    answer = client.get(
        reverse("past_years:form", args=[area.key]), {"year": YEAR, "edition": "2565-working"}
    )

    assert answer.headers["Content-Disposition"] == f'attachment; filename="eit-{area.key}-{YEAR}.xlsx"'
