"""A new year starts from the values of the year before, each to be confirmed or changed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.entry import queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.explanation.results import compute_levels
from assessments.explanation.words import level_met
from assessments.pages.screens.assessment import AssessmentPage
from assessments.submission import actions as submission_actions
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.history import recording
from indicators.crosswalks.domain.origins import has_same_meaning
from indicators.editions.queries import editions
from tests import builders
from tests.builders import CycleBuilder


@pytest.fixture
def last_year(at):
    return at(Status.PUBLISHED)


@pytest.fixture
def this_year(last_year, area, framework):
    cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
    return entry_actions.open_assessment(area=area, cycle=cycle, by=None)


def test_every_value_is_carried_forward_and_waits_to_be_confirmed(last_year, this_year):
    assert queries.entered_values(this_year) == queries.entered_values(last_year)
    assert len(queries.unconfirmed_codes(this_year)) == 41
    assert [row.name for row in recording.events_of(this_year.history_subject)] == [
        "opened",
        "carried-forward",
    ]


def test_the_first_year_carries_nothing_forward(draft):
    assert not draft.entries.exists()
    assert [row.name for row in recording.events_of(draft.history_subject)] == ["opened"]


def test_a_carried_value_has_nobody_who_entered_it_until_it_is_confirmed(this_year, officer):
    before = this_year.entries.get(indicator__code="EN9.1")

    entry_actions.confirm_entries(assessment=this_year, codes=["EN9.1"], by=officer)

    after = this_year.entries.get(indicator__code="EN9.1")
    assert (before.entered_by, before.is_confirmed) == (None, False)
    assert (after.entered_by, after.is_confirmed) == (officer, True)


def test_confirming_changes_neither_value_nor_revision(this_year, officer):
    before = queries.entered_values(this_year), this_year.revision

    entry_actions.confirm_entries(assessment=this_year, codes=["EN9.1"], by=officer)

    this_year.refresh_from_db()
    assert (queries.entered_values(this_year), this_year.revision) == before


def test_confirming_twice_leaves_one_event(this_year, officer, other_officer):
    for who in (officer, other_officer):
        entry_actions.confirm_entries(assessment=this_year, codes=["EN9.1"], by=who)

    names = [row.name for row in recording.events_of(this_year.history_subject)]
    assert names.count("entry-confirmed") == 1
    assert this_year.entries.get(indicator__code="EN9.1").entered_by == officer


def test_changing_a_carried_value_confirms_it(this_year, officer):
    entry_actions.save_entries(
        assessment=this_year, values={"EN9.1": EntryValue(value=Decimal(9))}, by=officer
    )

    assert "EN9.1" not in queries.unconfirmed_codes(this_year)


def test_submitting_waits_for_the_last_confirmation(this_year, officer):
    codes = sorted(queries.unconfirmed_codes(this_year))
    waiting = codes[:-1]
    entry_actions.confirm_entries(assessment=this_year, codes=waiting, by=officer)
    with pytest.raises(WorkflowError, match="^unconfirmed$"):
        submission_actions.submit(assessment=this_year, declared=True, by=officer)

    entry_actions.confirm_entries(assessment=this_year, codes=[codes[-1]], by=officer)

    assert (
        submission_actions.submit(assessment=this_year, declared=True, by=officer).status
        == Status.INTERNAL_AUDIT
    )


def test_a_submitted_assessment_confirms_nothing_any_more(last_year, officer):
    with pytest.raises(WorkflowError, match="^locked$"):
        entry_actions.confirm_entries(assessment=last_year, codes=["EN9.1"], by=officer)


def test_the_page_shows_last_years_value_and_confirms_with_one_button(client, last_year, this_year, officer):
    client.force_login(officer)
    aspect = reverse("assessments:aspect", args=[this_year.pk, "EN9"])

    card = client.get(aspect).context["cards"][0]
    response = client.post(aspect, {"confirm": "EN9.1"})

    shown = card.is_confirmed, card.last_year.year, level_met(card.last_year.result)
    assert shown == (False, last_year.cycle.year, 3)
    assert response.headers["Location"] == f"{aspect}#confirm-en9.2"
    assert client.get(aspect).context["cards"][0].is_confirmed


def test_a_carried_value_counts_for_the_level_before_it_is_confirmed(last_year, this_year):
    compute_levels({this_year.pk: this_year.revision})

    level = this_year.computed_levels.get(revision=this_year.revision).level
    assert (level, AssessmentPage(this_year).confirmed_count) == (3, 0)


def test_the_submit_page_lists_what_waits_to_be_confirmed(client, this_year, officer):
    client.force_login(officer)

    context = client.get(reverse("assessments:submit", args=[this_year.pk])).context

    assert (len(context["page"].unconfirmed), context["page"].unanswered) == (41, [])
    assert context["refusal"] != ""


def test_confirming_what_is_not_there_is_not_found(client, draft, officer):
    client.force_login(officer)

    aspect = reverse("assessments:aspect", args=[draft.pk, "EN9"])
    assert client.post(aspect, {"confirm": "XX1"}).status_code == 404
    assert client.post(aspect, {"follow": "XX1"}).status_code == 404
    assert client.get(reverse("assessments:carried-dimension", args=[draft.pk, "XX"])).status_code == 404


def test_the_page_stays_within_thirty_queries_with_a_year_before(
    client, this_year, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(this_year.get_absolute_url())

    with django_assert_max_num_queries(30):
        client.get(reverse("assessments:aspect", args=[this_year.pk, "EN9"]))


def test_a_value_whose_unit_has_changed_is_not_carried_forward(framework):
    indicator = editions.edition_of(framework).by_code["EN9.1"]

    assert has_same_meaning(indicator, indicator)
    assert not has_same_meaning(indicator, replace(indicator, unit_th="แห่ง"))
    assert not has_same_meaning(None, indicator)


def test_taking_the_next_year_to_its_end_works_as_the_first(this_year, people):
    waiting = queries.unconfirmed_codes(this_year)
    entry_actions.confirm_entries(assessment=this_year, codes=waiting, by=people.officer)

    assert builders.take_to(Status.PUBLISHED, this_year, people).status == Status.PUBLISHED
