"""Warnings wait for a typed reason; the reason goes to the assessors beside the value."""

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.audit.queries.assignments import participants_of
from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.submission import actions as submission_actions
from assessments.warnings import actions as warnings_actions
from assessments.warnings.domain.warnings import WarningKind
from assessments.warnings.models import WarningAnswer
from assessments.warnings.queries import warnings
from assessments.warnings.queries.warnings import by_reason
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.history import recording
from ecotown.demonstration.values import values_for
from indicators.plausibility import actions as plausibility_actions
from tests import builders
from tests.builders import AreaBuilder

WATER = "EN1.2"
REASON = "โรงงานฟอกย้อมสามแห่งเปิดใหม่"
PARTIAL = {"HX-Request": "true"}


def water(current):
    return {WATER: EntryValue(inputs={"current": Decimal(current), "baseline": Decimal(1000)})}


def shown_warnings(assessment, code=WATER):
    return warnings.current_warnings_and_peers(assessment).warnings.get(code, ())


def marks_of(assessment, code=WATER):
    return {shown.warning.key: shown.warning.mark for shown in shown_warnings(assessment, code)}


def answer(assessment, by, code=WATER, reason=REASON):
    (warning_answer, *_others) = warnings_actions.answer_warnings(
        assessment=assessment, code=code, marks=marks_of(assessment, code), reason=reason, by=by
    )
    return warning_answer


def submit(assessment, by):
    return submission_actions.submit(assessment=assessment, declared=True, by=by)


def test_ten_times_last_years_water_use_raises_a_warning(warned):
    (warning,) = shown_warnings(warned)

    assert (warning.warning.kind, warning.answer) == (WarningKind.LAST_YEAR, None)
    assert [(line.number, line.compared_with) for line in warning.lines] == [(9800, 980), (-880, 2)]
    assert warning.lines[0].times == 10


def test_submitting_waits_for_the_reason(warned, officer):
    with pytest.raises(WorkflowError, match="^unanswered-warnings$") as caught:
        submit(warned, officer)

    answer(warned, officer)

    assert caught.value.indicators == (WATER,)
    assert submit(warned, officer).status == Status.INTERNAL_AUDIT


def test_an_answer_is_saved_with_author_time_and_event(warned, officer):
    warning_answer = answer(warned, officer)

    row = recording.events_of(warned.history_subject).last()
    assert (warning_answer.answered_by, warning_answer.reason) == (officer, REASON)
    assert (row.name, row.by, row.data["indicator"], row.data["reason"]) == (
        "warning-answered",
        officer,
        WATER,
        REASON,
    )
    assert row.data["raised"] == [warning_answer.raised]


def test_an_answer_no_longer_stands_when_the_value_changes(warned, officer):
    answer(warned, officer)

    entry_actions.save_entries(assessment=warned, values=water(9900), by=officer)

    assert [shown.answer for shown in shown_warnings(warned)] == [None]


def test_an_answer_stands_again_when_the_value_comes_back(warned, officer):
    warning_answer = answer(warned, officer)
    entry_actions.save_entries(assessment=warned, values=water(9900), by=officer)

    entry_actions.save_entries(assessment=warned, values=water(9800), by=officer)

    assert [shown.answer for shown in shown_warnings(warned)] == [warning_answer]


def test_a_corrected_value_has_no_warning(warned, officer):
    answer(warned, officer)

    entry_actions.save_entries(assessment=warned, values=water(990), by=officer)

    assert shown_warnings(warned) == ()
    assert submit(warned, officer).warning_answers.count() == 0


def test_a_reason_can_be_changed_and_the_same_again_is_no_event(warned, officer, other_officer):
    answer(warned, officer)
    answer(warned, officer, reason="เหตุผลใหม่")

    answer(warned, other_officer, reason=" เหตุผลใหม่ ")

    stored = WarningAnswer.objects.get()
    names = [row.name for row in recording.events_of(warned.history_subject)]
    assert (stored.reason, stored.answered_by) == ("เหตุผลใหม่", officer)
    assert names.count("warning-answered") == 2


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        pytest.param({"reason": " \n "}, "answer-missing", id="no reason"),
        pytest.param({"marks": {}}, "warning-changed", id="no warning"),
        pytest.param({"marks": {"last-year": "other numbers"}}, "warning-changed", id="other numbers"),
        pytest.param({"marks": {"other-areas": ""}}, "warning-changed", id="another warning"),
        pytest.param({"code": "EN9.1"}, "warning-changed", id="an indicator without a warning"),
        pytest.param({"code": "XX1"}, "warning-changed", id="no indicator"),
    ],
)
def test_an_answer_that_answers_nothing_is_refused(warned, officer, values, refusal):
    answer_values = {"code": WATER, "marks": marks_of(warned), "reason": REASON} | values

    with pytest.raises(WorkflowError, match=f"^{refusal}$"):
        warnings_actions.answer_warnings(assessment=warned, by=officer, **answer_values)

    assert not WarningAnswer.objects.exists()


def test_a_submitted_assessment_shows_the_warnings_as_they_were_answered(warned, officer, framework):
    answer(warned, officer)
    submitted = submit(warned, officer)
    before = shown_warnings(submitted)
    without_limits = {**builders.fixture("plausibility-2565-working"), "last_year": {}}
    plausibility_actions.load_plausibility(framework=framework, document=without_limits, by=None)

    after = shown_warnings(submitted)

    assert [(shown.warning, shown.answer.reason) for shown in after] == [(before[0].warning, REASON)]


def test_a_submitted_assessment_takes_no_answer(warned, officer):
    warning_answer = answer(warned, officer)
    submit(warned, officer)

    with pytest.raises(WorkflowError, match="^locked$"):
        warnings_actions.answer_warnings(
            assessment=warned, code=WATER, marks={"last-year": ""}, reason="x", by=officer
        )
    for change in (lambda: WarningAnswer.objects.update(reason="x"), warning_answer.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"reason": ""}, id="no reason"),
        pytest.param({"kind": "mood"}, id="an unknown kind"),
        pytest.param({"rule": "factories"}, id="a rule where there is none"),
        pytest.param({"kind": "contradiction"}, id="a contradiction without its rule"),
    ],
)
def test_the_database_refuses_an_answer_without_sense(warned, officer, values):
    answer(warned, officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        WarningAnswer.objects.update(**values)


def test_without_settings_nothing_is_doubted(warned, framework):
    framework.plausibility.delete()
    warned.refresh_from_db()

    assert warnings.current_warnings_and_peers(warned).warnings == {}


def test_numbers_of_factories_that_differ_contradict_each_other(at, officer, draft):
    at(Status.DRAFT)
    whole = entry_queries.entered_values(draft)["MG2.1"].inputs["whole"]
    typo = {"MG2.1": EntryValue(inputs={"part": Decimal(1), "whole": whole * 10})}

    entry_actions.save_entries(assessment=draft, values=typo, by=officer)

    (warning,) = shown_warnings(draft, "MG2.1")
    assert (warning.warning.key, warning.must_be_equal) == ("contradiction-factories", True)
    assert warning.other_codes[:2] == ("PH1.1", "EC1.2")
    assert warnings.current_warnings_and_peers(draft).open_codes == {"MG2.1"}


def test_the_author_of_a_reason_counts_as_having_entered_values(warned, officer, people):
    answer(warned, officer)

    assert officer.pk in participants_of(warned).entered_by


def test_a_value_outside_the_normal_band_raises_a_warning(six_other_areas, draft, officer):
    entry_actions.save_entries(assessment=draft, values={"SO2.3": EntryValue(value=Decimal(500))}, by=officer)

    (warning,) = shown_warnings(draft, "SO2.3")
    assert (warning.warning.kind, warning.warning.published.areas) == (WarningKind.OTHER_AREAS, 6)


def test_the_range_appears_from_the_fifth_other_area_on(draft, people):
    has_range = []
    for _ in range(6):
        has_range.append("SO2.3" in warnings.current_warnings_and_peers(draft).peer_ranges)
        other_area = entry_actions.open_assessment(
            area=AreaBuilder(province=draft.area.province), cycle=draft.cycle, by=None
        )
        builders.take_to(Status.PUBLISHED, other_area, people)

    assert has_range == [False, False, False, False, False, True]


def test_the_range_excludes_the_area_itself_and_unpublished_results(six_other_areas, draft, people):
    first = type(draft).objects.filter(status=Status.PUBLISHED).first()
    builders.take_to(Status.GRANTED, draft, people)

    assert warnings.current_warnings_and_peers(draft).peer_ranges["SO2.3"].published.areas == 6
    assert warnings.current_warnings_and_peers(first).peer_ranges["SO2.3"].published.areas == 5


@pytest.fixture
def aspect(warned):
    return reverse("assessments:aspect", args=[warned.pk, "EN1"])


@pytest.fixture
def answer_url(warned):
    return reverse("assessments:answer-warning", args=[warned.pk, WATER])


def form_of(assessment, reason=REASON):
    marks = {f"{key}-mark": mark for key, mark in marks_of(assessment).items()}
    return {**marks, "reason": reason}


def card_of(response, code=WATER):
    return next(card for card in response.context["cards"] if card.indicator.code == code)


def test_an_officer_answers_without_javascript(client, warned, officer, aspect, answer_url):
    client.force_login(officer)
    before = card_of(client.get(aspect)).has_open_warning

    response = client.post(answer_url, form_of(warned))

    assert response.headers["Location"] == f"{aspect}#warnings-en1.2"
    assert (before, card_of(client.get(aspect)).has_open_warning) == (True, False)


def test_htmx_gets_the_warnings_and_the_places(client, warned, officer, answer_url):
    client.force_login(officer)

    page = client.post(answer_url, form_of(warned), headers={"HX-Request": "true"}).content.decode()

    assert 'id="warnings-en1.2"' in page
    assert 'id="aspect-nav" hx-swap-oob="true"' in page
    assert REASON in page


@pytest.mark.parametrize(("reason", "titles"), [(REASON, 1), ("", 0)], ids=["kept", "refused"])
def test_the_keyboard_goes_on_from_the_title_of_a_warning_whose_reason_was_kept(
    client, warned, officer, answer_url, reason, titles
):
    client.force_login(officer)
    (key,) = (shown.warning.key for shown in shown_warnings(warned))

    page = client.post(answer_url, form_of(warned, reason), headers=PARTIAL)

    focused = re.findall(
        rf'id="answer-EN1.2-{key}-title"\s+tabindex="-1" data-focus-first', page.content.decode()
    )
    assert len(focused) == titles


def test_an_empty_reason_is_reported_at_its_field(client, warned, officer, answer_url):
    client.force_login(officer)

    response = client.post(answer_url, form_of(warned, reason=""), headers={"HX-Request": "true"})

    assert response.context["card"].reason_error == "โปรดระบุเหตุผล"
    assert not WarningAnswer.objects.exists()


def test_a_typed_reason_stays_when_the_warning_has_changed(client, warned, officer, answer_url):
    client.force_login(officer)
    typed = form_of(warned)
    entry_actions.save_entries(assessment=warned, values=water(9900), by=officer)

    page = client.post(answer_url, typed, headers={"HX-Request": "true"}).content.decode()

    assert REASON in page
    assert not WarningAnswer.objects.exists()


@pytest.fixture
def twice_warned(warned, officer):
    """Return an assessment with ten times last year's factories, which also contradicts other indicators."""
    whole = entry_queries.entered_values(warned)["MG2.1"].inputs["whole"]
    typo = {"MG2.1": EntryValue(inputs={"part": Decimal(1), "whole": whole * 10})}
    return entry_actions.save_entries(assessment=warned, values=typo, by=officer).assessment


def send_reason(client, assessment, reason, marks=None, headers=PARTIAL):
    """Post one reason for both warnings; return the text of the field as the page shows it then."""
    marks = marks_of(assessment, "MG2.1") | (marks or {})
    fields = {f"{key}-mark": mark for key, mark in marks.items()}
    url = reverse("assessments:answer-warning", args=[assessment.pk, "MG2.1"])
    response = client.post(url, {**fields, "reason": reason}, headers=headers, follow=True)
    pattern = r'<textarea[^>]* id="answer-MG2.1-reason"[^>]*>([^<]*)</textarea>'
    (text,) = re.findall(pattern, response.content.decode())
    return text


def answers():
    return {warning_answer.kind: warning_answer.reason for warning_answer in WarningAnswer.objects.all()}


@pytest.mark.parametrize("headers", [PARTIAL, {}], ids=["with a script", "without"])
def test_two_warnings_about_one_value_take_one_reason(client, twice_warned, officer, headers):
    client.force_login(officer)

    text = send_reason(client, twice_warned, " ตรวจแล้ว ", headers=headers)

    assert text == "ตรวจแล้ว"
    assert answers() == {"last-year": "ตรวจแล้ว", "contradiction": "ตรวจแล้ว"}


def test_one_event_tells_of_both_warnings(twice_warned, officer):
    answer(twice_warned, officer, "MG2.1")

    *_before, event = recording.events_of(twice_warned.history_subject)
    assert (event.name, event.data["reason"]) == ("warning-answered", REASON)
    assert [raised["kind"] for raised in event.data["raised"]] == ["last-year", "contradiction"]


def test_a_reason_takes_as_many_queries_for_two_warnings(twice_warned, officer):
    (first, *_others) = marks_of(twice_warned, "MG2.1").items()
    counts = []
    for marks in (dict([first]), marks_of(twice_warned, "MG2.1")):
        with CaptureQueriesContext(connection) as queries:
            warnings_actions.answer_warnings(
                assessment=twice_warned, code="MG2.1", marks=marks, reason=f"{len(marks)}", by=officer
            )
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_reason_refused_comes_back_in_its_field(client, twice_warned, officer):
    client.force_login(officer)

    text = send_reason(client, twice_warned, REASON, marks={"last-year": "other numbers"})

    assert (text, answers()) == (REASON, {})


def test_a_refused_change_of_a_reason_comes_back_as_it_was_typed(client, twice_warned, officer):
    client.force_login(officer)
    answer(twice_warned, officer, "MG2.1", "เหตุผลแรก")

    text = send_reason(client, twice_warned, "ก" * 4001)

    assert (text, set(answers().values())) == ("ก" * 4001, {"เหตุผลแรก"})


def test_reasons_of_before_stand_apart_until_one_takes_their_place(client, twice_warned, officer):
    """Each warning had a reason of its own in an earlier release."""
    answer(twice_warned, officer, "MG2.1")
    WarningAnswer.objects.filter(kind="contradiction").update(reason="นับรวมโรงงานขนาดเล็ก")
    groups = by_reason(shown_warnings(twice_warned, "MG2.1"))

    client.force_login(officer)
    page = client.get(reverse("assessments:aspect", args=[twice_warned.pk, "MG2"]))
    text = send_reason(client, twice_warned, "เหตุผลเดียว")

    assert [group.answer.reason for group in groups] == [REASON, "นับรวมโรงงานขนาดเล็ก"]
    assert card_of(page, "MG2.1").reason_shown == f"{REASON}\nนับรวมโรงงานขนาดเล็ก"
    assert (text, set(answers().values())) == ("เหตุผลเดียว", {"เหตุผลเดียว"})


def test_a_warning_raised_later_waits_below_the_one_that_has_its_reason(twice_warned, officer):
    (first, *_others) = marks_of(twice_warned, "MG2.1").items()
    warnings_actions.answer_warnings(
        assessment=twice_warned, code="MG2.1", marks=dict([first]), reason=REASON, by=officer
    )

    groups = by_reason(shown_warnings(twice_warned, "MG2.1"))

    assert [group.answer and group.answer.reason for group in groups] == [REASON, None]


def test_autosave_brings_the_warning_and_takes_it_away(client, warned, officer):
    client.force_login(officer)
    url = reverse("assessments:entry", args=[warned.pk, WATER])

    gone = client.post(url, {f"{WATER}-current": "980", f"{WATER}-baseline": "1000"}).content.decode()
    back = client.post(url, {f"{WATER}-current": "9800", f"{WATER}-baseline": "1000"}).content.decode()

    assert ("answer-EN1.2-reason" in gone, "answer-EN1.2-reason" in back) == (False, True)


def test_autosave_brings_the_warning_of_a_neighbour(client, at, officer, draft):
    at(Status.DRAFT)
    client.force_login(officer)
    typed = {"EN1.1-part": "1", "EN1.1-whole": "100000"}

    page = client.post(reverse("assessments:entry", args=[draft.pk, "EN1.1"]), typed)

    assert [card.indicator.code for card in page.context["cards"]] == ["EN1.1", "EN1.2", "EN1.3"]
    assert "contradiction-effluent-factories-mark" in page.content.decode()


def test_an_assessor_reads_the_reason_beside_the_value(client, warned, officer, assessor, aspect):
    answer(warned, officer)
    submit(warned, officer)
    client.force_login(assessor)

    page = client.get(aspect).content.decode()

    assert REASON in page
    assert "last-year-mark" not in page


def test_the_submit_page_lists_open_warnings_with_links_and_then_the_reasons(client, warned, officer, aspect):
    client.force_login(officer)
    url = reverse("assessments:submit", args=[warned.pk])
    before = client.get(url)
    answer(warned, officer)

    after = client.get(url)

    assert [finding.code for finding in before.context["obstacles"]] == ["unanswered-warnings"]
    assert f"{aspect}#warnings-en1.2" in before.content.decode()
    assert (bool(before.context["refusal"]), after.context["refusal"]) == (True, "")
    assert after.context["obstacles"] == []
    (answered,) = (finding for finding in after.context["advice"] if finding.code == "warnings-answered")
    assert [(indicator.code, reason) for _aspect, indicator, reason in answered.places] == [(WATER, REASON)]


def test_the_first_page_of_the_assessment_leads_to_the_open_warning(client, warned, officer, aspect):
    client.force_login(officer)

    page = client.get(warned.get_absolute_url()).content.decode()

    assert f"{aspect}#warnings-en1.2" in page


@pytest.mark.parametrize("filled", [1, 41])
def test_the_submit_page_takes_the_same_queries_for_any_number_of_entries(
    client, six_other_areas, draft, officer, filled, django_assert_num_queries
):
    values = values_for(workflow_queries.edition_of(draft), 5, "far from the others")
    entry_actions.save_entries(assessment=draft, values=dict(list(values.items())[:filled]), by=officer)
    client.force_login(officer)
    url = reverse("assessments:submit", args=[draft.pk])
    client.get(url)

    with django_assert_num_queries(14):
        client.get(url)


@pytest.mark.parametrize("filled", [1, 41])
def test_an_aspect_stays_within_fifteen_queries_with_warnings_and_other_areas(
    client, six_other_areas, draft, officer, filled, django_assert_max_num_queries
):
    values = values_for(workflow_queries.edition_of(draft), 5, "far from the others")
    entry_actions.save_entries(assessment=draft, values=dict(list(values.items())[-filled:]), by=officer)
    client.force_login(officer)
    url = reverse("assessments:aspect", args=[draft.pk, "MG3"])
    client.get(url)

    with django_assert_max_num_queries(15):
        client.get(url)
