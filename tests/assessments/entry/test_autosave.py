"""Saving one indicator while the officer types."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.entry import queries
from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue, plain
from assessments.workflow.domain import Status
from tests import builders

NOTHING = EntryValue()
THREE = EntryValue(value=Decimal(3))
THREE_MEETS = 4  # the levels that a value of 3 meets
FAR_TOO_MUCH = {
    "EN1.2": EntryValue(inputs={"current": Decimal(9000), "baseline": Decimal(1000)}),
    "EN4.3": EntryValue(value=Decimal(99_999_999)),
    "EN9.1": EntryValue(value=Decimal(99_999)),
}


@pytest.fixture
def url(draft):
    return reverse("assessments:entry", args=[draft.pk, "EN9.1"])


@pytest.fixture
def typed():
    """Return what the browser sends, for example `typed("5", before=NOTHING)`."""

    def make(value, before=NOTHING):
        return {"EN9.1-value": value, "EN9.1-before": json.dumps(plain(before))}

    return make


def test_a_value_is_saved_and_the_answer_says_when_and_what_changed(client, draft, officer, url, typed):
    client.force_login(officer)

    response = client.post(url, typed("3"))

    page = response.content.decode()
    assert response.status_code == 200
    assert queries.entered_values(draft) == {"EN9.1": THREE}
    for part in (
        "feedback-en9.1",
        "level-en9.1",
        "assessment-progress",
        "aspect-nav",
        "level-pairs",
        "level-panel",
    ):
        assert f'id="{part}"' in page
    assert "<html" not in page


@pytest.mark.parametrize("answered", [1, 3])
def test_a_save_takes_fourteen_queries_for_any_number_of_values_and_warnings(
    client, six_other_areas, warned, officer, answered
):
    """The costliest value: a formula with two inputs, with last year, other areas and warnings.

    The two statements that begin and end the transaction are not counted.
    """
    url = reverse("assessments:entry", args=[warned.pk, "EN1.2"])
    for code in ["EN1.2", "EN4.3", "EN9.1"][:answered]:
        actions.save_entries(assessment=warned, values={code: FAR_TOO_MUCH[code]}, by=officer)
    client.force_login(officer)
    for current in (9700, 9600):
        with CaptureQueriesContext(connection) as captured:
            response = client.post(url, {"EN1.2-current": current, "EN1.2-baseline": 1000})
        statements = [row["sql"] for row in captured.captured_queries if "SAVEPOINT" not in row["sql"]]

    page = response.content.decode()
    assert "is-saved" in page
    assert page.count("warning-answer") >= 1
    assert len(statements) == 14


def test_a_fault_is_answered_with_its_field_and_nothing_is_saved(client, draft, officer, url, typed):
    client.force_login(officer)

    response = client.post(url, typed("สาม"))

    assert response.status_code == 422
    assert 'data-invalid="value"' in response.content.decode()
    assert not draft.entries.exists()


def test_a_value_that_did_not_change_is_saved_already(client, draft, officer, url, typed):
    saved = actions.save_entries(assessment=draft, values={"EN9.1": THREE}, by=officer).assessment
    client.force_login(officer)

    response = client.post(url, typed("3", before=THREE))

    saved.refresh_from_db()
    assert (response.status_code, saved.revision) == (200, 2)


def test_who_is_too_late_sees_both_values_and_who_was_faster(client, draft, officer, province, url, typed):
    actions.save_entries(assessment=draft, values={"EN9.1": THREE}, by=officer)
    client.force_login(builders.officer_of(province))

    response = client.post(url, typed("5"))

    assert response.status_code == 409
    assert (response.context["typed_value"], response.context["saved_value"]) == ("5", "3")
    assert response.context["overtaken_by"].entered_by == officer
    page = response.content.decode()
    assert 'href="#indicator-en9.1" data-take-theirs' in page
    # Badge and thresholds are of the same value, the one saved.
    assert page.count('class="is-met"') == THREE_MEETS
    assert f'class="level-badge level-{THREE_MEETS}"' in page
    assert queries.entered_values(draft) == {"EN9.1": THREE}


def test_choosing_my_value_saves_it(client, draft, officer, province, url, typed):
    actions.save_entries(assessment=draft, values={"EN9.1": THREE}, by=officer)
    client.force_login(builders.officer_of(province))
    choice = client.post(url, typed("5")).context["saved_as_json"]

    response = client.post(url, {"EN9.1-value": "5", "EN9.1-before": choice})

    assert response.status_code == 200
    assert queries.entered_values(draft) == {"EN9.1": EntryValue(value=Decimal(5))}


def test_a_submitted_assessment_refuses_with_words(client, at, officer, typed):
    submitted = at(Status.INTERNAL_AUDIT)
    client.force_login(officer)

    response = client.post(reverse("assessments:entry", args=[submitted.pk, "EN9.1"]), typed("9"))

    assert response.status_code == 409
    assert queries.entered_values(submitted)["EN9.1"] != EntryValue(value=Decimal(9))


def test_an_unknown_indicator_is_not_found(client, draft, officer):
    client.force_login(officer)

    assert client.post(reverse("assessments:entry", args=[draft.pk, "XX1.1"])).status_code == 404


def test_saving_one_value_takes_the_same_queries_empty_or_full(
    client, draft, officer, url, typed, django_assert_max_num_queries
):
    client.force_login(officer)
    client.post(url, typed("1"))

    with django_assert_max_num_queries(40) as empty:
        client.post(url, typed("2", before=EntryValue(value=Decimal(1))))
    builders.fill_in(draft, officer)
    current = queries.entered_values(draft)["EN9.1"]
    with django_assert_max_num_queries(40) as full:
        client.post(url, typed("9", before=current))

    assert len(full) <= len(empty) + 4  # one for the inputs each time the entries are read
