"""The check before submission: its findings, the values it repeats, and refusals."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import Entry
from assessments.evidence import actions as evidence_actions
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status
from tests import builders, files

NOT_HERE = EntryValue(not_applicable=True, reason="ไม่มีโรงงานในพื้นที่")


@pytest.fixture
def url(draft):
    return reverse("assessments:submit", args=[draft.pk])


@pytest.fixture
def page(client, url, officer):
    """Return a function `page()` that gets the check page as the officer."""
    client.force_login(officer)
    return lambda: client.get(url)


def codes_by_finding(findings):
    return {finding.code: [indicator.code for _, indicator, _ in finding.places] for finding in findings}


def test_an_empty_assessment_lacks_everything(page, draft):
    context = page().context

    assert codes_by_finding(context["obstacles"]) == {"incomplete": entry_queries.missing_codes(draft)}
    assert codes_by_finding(context["advice"]) == {"without-evidence": entry_queries.missing_codes(draft)}


def test_each_kind_of_obstacle_is_listed_in_the_order_of_the_rule(page, at, officer):
    complete = at(Status.DRAFT)
    entry_actions.save_entries(assessment=complete, values={"EN9.1": EntryValue()}, by=officer)
    Entry.objects.filter(indicator__code__in=["PH1.1", "SO1.1"]).update(is_confirmed=False)

    response = page()

    assert list(codes_by_finding(response.context["obstacles"]).items()) == [
        ("incomplete", ["EN9.1"]),
        ("unconfirmed", ["PH1.1", "SO1.1"]),
    ]
    assert reverse("assessments:aspect", args=[complete.pk, "EN9"]) + "#indicator-en9.1" in (
        response.content.decode()
    )
    assert (response.context["page"].answered_count, response.context["confirmed_count"]) == (40, 38)


def test_advice_does_not_prevent_submission(client, url, page, at, officer):
    complete = at(Status.DRAFT)
    entry_actions.save_entries(assessment=complete, values={"SO1.1": NOT_HERE}, by=officer)
    evidence = builders.add_evidence(complete, files.jpeg(), "photo.jpg", by=officer)
    evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)

    context = page().context
    client.post(url, {"declared": "on"})

    assert context["obstacles"] == []
    advice = codes_by_finding(context["advice"])
    assert len(advice["without-evidence"]) == context["asked_count"] - context["proved_count"] == 39
    assert (advice["evidence-absent"], advice["not-applicable"]) == (["EN1.1"], ["SO1.1"])
    assert context["advice"][-1].places[0][2] == NOT_HERE.reason
    complete.refresh_from_db()
    assert complete.status == Status.INTERNAL_AUDIT


def test_all_values_are_shown_once_more(page, at):
    at(Status.DRAFT)

    dimensions = page().context["dimensions"]

    cards = [card for _, aspects in dimensions for _, group in aspects for card in group]
    assert len(cards) == 41
    assert all(card.entry_value != EntryValue() for card in cards)


def test_a_refused_submission_leads_to_the_first_obstacle(client, url, page):
    html = page().content.decode()

    refused = client.post(url, {"declared": "on"}).content.decode()

    assert "data-focus-first" not in html
    assert refused.count("data-focus-first") == 1
    assert 'id="obstacle-incomplete" tabindex="-1" data-focus-first' in refused
    assert 'disabled aria-describedby="refusal-submit"' in refused


def test_the_check_takes_at_most_thirty_queries_empty_or_full(
    page, draft, officer, django_assert_max_num_queries
):
    page()

    with django_assert_max_num_queries(30) as empty:
        page()
    builders.fill_in(draft, officer)
    with django_assert_max_num_queries(30) as full:
        page()

    assert len(full) <= len(empty) + 1  # one more: the inputs of the entries, once there are entries


@pytest.mark.parametrize(
    ("code", "entry_value", "fields"),
    [
        pytest.param("EN9.1", EntryValue(value=Decimal(3)), {"value": Decimal(3)}, id="a value"),
        pytest.param("EN9.2", EntryValue(value=Decimal(2)), {"value": Decimal(2)}, id="a step"),
        pytest.param(
            "EN1.1",
            EntryValue(inputs={"part": Decimal(38), "whole": Decimal(40)}),
            {"part": Decimal(38), "whole": Decimal(40)},
            id="inputs",
        ),
        pytest.param("EN1.2", EntryValue(), {"value": None}, id="nothing"),
    ],
)
def test_the_former_value_comes_back_when_an_indicator_applies_again(
    client, draft, officer, code, entry_value, fields
):
    entry_actions.save_entries(assessment=draft, values={code: entry_value}, by=officer)
    entry_actions.save_entries(assessment=draft, values={code: NOT_HERE}, by=officer)
    entry_actions.save_entries(
        assessment=draft, values={code: EntryValue(not_applicable=True, reason="ไม่มีน้ำทิ้ง")}, by=officer
    )
    client.force_login(officer)

    aspect = workflow_queries.aspect_of(workflow_queries.edition_of(draft), code)
    cards = client.get(reverse("assessments:aspect", args=[draft.pk, aspect.code])).context["cards"]

    form = next(card.form for card in cards if card.indicator.code == code)
    assert {key: form.initial[key] for key in fields} == fields
    assert form.initial["not_applicable"] is True
    assert entry_queries.entered_values(draft)[code].inputs == {}


def test_the_history_shows_old_and_new(client, draft, officer):
    for entry_value in (EntryValue(value=Decimal(3)), EntryValue(value=Decimal(4)), NOT_HERE):
        entry_actions.save_entries(assessment=draft, values={"EN9.2": entry_value}, by=officer)
    client.force_login(officer)

    events = client.get(draft.get_absolute_url()).context["history"]

    assert [event.changes for event in events] == [
        (("EN9.2", "ขั้น 4", f"ไม่เกี่ยวข้อง: {NOT_HERE.reason}"),),
        (("EN9.2", "ขั้น 3", "ขั้น 4"),),
        (("EN9.2", "ยังไม่มีค่า", "ขั้น 3"),),
        (),
    ]
