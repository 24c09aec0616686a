"""The explanation of a level: its numbers add up, changes are listed, the public sees a part."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.explanation import results
from assessments.explanation.queries import levels
from assessments.submission import actions as submission_actions
from assessments.workflow.domain import Status
from tests import builders

pytestmark = pytest.mark.django_db


def page_of(client, assessment, **parameters):
    return client.get(reverse("assessments:explanation", args=[assessment.pk]), parameters)


def test_what_is_listed_adds_up_to_the_levels(client, at, people):
    assessment = at(Status.DRAFT)
    client.force_login(people.officer)

    context = page_of(client, assessment).context

    cards = [card for _, aspects in context["table"] for _, cards in aspects for card in cards]
    assert len(cards) == 41
    for line in context["level_lines"]:
        level = line.rule.level
        assert line.result.met == sum(level in card.result.meets for card in cards)
        assert line.result.counted == sum(level in card.result.counts for card in cards)
        assert line.result.met == sum(result.met for _, result in line.dimensions if result)


def test_formulas_stand_there_with_their_numbers(client, at, people):
    assessment = at(Status.DRAFT)
    client.force_login(people.officer)
    inputs = assessment.entries.get(indicator__code="EN3.2").inputs
    part, whole = (inputs.get(key=key).value for key in ("part", "whole"))

    page = page_of(client, assessment).content.decode()

    assert f"100 × {part:,.0f} ÷ {whole:,.0f}" in page


def test_the_comparison_with_the_year_before_names_what_moved(client, at, people, area):
    before = at(Status.DRAFT, level=2)
    later = builders.CycleBuilder(year=before.cycle.year + 1, framework=before.cycle.framework)
    now = builders.fill_in(
        entry_actions.open_assessment(area=area, cycle=later, by=None), people.officer, level=3
    )
    client.force_login(people.officer)

    level_change = page_of(client, now).context["level_change"]

    assert (level_change.old_level, level_change.new_level) == (2, 3)
    for level in level_change.levels:
        assert level.new.met == level.old.met + len(level.gained) - len(level.lost)


def test_the_comparison_with_what_was_submitted(client, at, people):
    assessment = at(Status.INTERNAL_AUDIT)
    submission_actions.withdraw(assessment=assessment, by=people.officer)
    entry_actions.save_entries(
        assessment=assessment, values={"PH1.2": EntryValue(value=Decimal(0))}, by=people.officer
    )
    assessment.refresh_from_db()
    results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
    client.force_login(people.officer)

    context = page_of(client, assessment).context

    assert context["since"].startswith("r")
    assert [indicator.code for indicator in context["level_change"].indicators] == ["PH1.2"]


def test_a_year_of_another_area_cannot_be_asked_for(client, at, people):
    assessment = at(Status.DRAFT)
    year = assessment.cycle.year + 1
    builders.fill_in(
        entry_actions.open_assessment(
            area=builders.AreaBuilder(),
            cycle=builders.CycleBuilder(year=year, framework=assessment.cycle.framework),
            by=None,
        ),
        people.officer,
    )
    client.force_login(people.officer)

    context = page_of(client, assessment, since=str(year)).context

    assert context["comparisons"] == []
    assert context["level_change"] is None


class TestForThePublic:
    def test_a_published_level_is_explained(self, client, at):
        assessment = at(Status.PUBLISHED)

        answer = client.get(reverse("portal:explanation", args=[assessment.area.key, assessment.cycle.year]))

        assert "EN3.2" in answer.content.decode()

    @pytest.mark.parametrize("status", [Status.DRAFT, Status.COMMITTEE, Status.GRANTED])
    def test_nothing_is_told_before_publication(self, client, at, status):
        assessment = at(status)

        answer = client.get(reverse("portal:explanation", args=[assessment.area.key, assessment.cycle.year]))

        assert answer.status_code == 404

    @pytest.mark.parametrize("is_public", [True, False])
    def test_what_people_wrote_stays_inside(self, at, people, is_public):
        assessment = at(Status.DRAFT)
        reason = {"EN9.1": EntryValue(not_applicable=True, reason="โทร 081-000-0000")}
        entry_actions.save_entries(assessment=assessment, values=reason, by=people.officer)

        context = {**levels.explanation_context(assessment), "is_public": is_public}

        page = render_to_string("assessments/explanation/explanation.html", context)
        assert ("081-000-0000" in page) is not is_public


@pytest.mark.parametrize("years", [1, 3])
def test_the_queries_do_not_grow_with_the_years(
    client, at, people, area, years, django_assert_max_num_queries
):
    assessment = at(Status.DRAFT)
    for number in range(1, years + 1):
        cycle = builders.CycleBuilder(
            year=assessment.cycle.year - number, framework=assessment.cycle.framework
        )
        builders.fill_in(entry_actions.open_assessment(area=area, cycle=cycle, by=None), people.officer)
    client.force_login(people.officer)

    with django_assert_max_num_queries(20):
        answer = page_of(client, assessment)

    assert len(answer.context["comparisons"]) == years
