"""The check before submission: its findings, the values it repeats, and refusals."""

import re
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
    """Return a function `page()` that gets the check page of the draft, or another one, as the officer."""
    client.force_login(officer)
    return lambda other_url=url: client.get(other_url)


def codes_by_finding(findings):
    return {finding.code: [indicator.code for _, indicator, _ in finding.places] for finding in findings}


def test_an_empty_assessment_lacks_everything(page, draft):
    context = page().context

    assert codes_by_finding(context["obstacles"]) == {"incomplete": entry_queries.missing_codes(draft)}
    assert codes_by_finding(context["advice"]) == {"without-evidence": entry_queries.missing_codes(draft)}


def test_each_kind_of_obstacle_is_listed_in_the_order_of_the_rule(page, at, officer):
    complete = at(Status.DRAFT)
    entry_actions.save_entries(assessment=complete, values={"EN9.1": EntryValue()}, by=officer)
    Entry.objects.filter(indicator__code__in=["PH1.1", "SO1.1"]).update(is_confirmed=False, is_carried=True)

    response = page()

    assert list(codes_by_finding(response.context["obstacles"]).items()) == [
        ("incomplete", ["EN9.1"]),
        ("unconfirmed", ["PH1.1", "SO1.1"]),
    ]
    assert reverse("assessments:aspect", args=[complete.pk, "EN9"]) + "#indicator-en9.1" in (
        response.content.decode()
    )
    assert (response.context["page"].answered_count, response.context["page"].confirmed_count) == (40, 38)


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

    cards = [card for _, aspects, _ in dimensions for _, group in aspects for card in group]
    assert len(cards) == 41
    assert all(card.entry_value != EntryValue() for card in cards)


def links_of(html, code):
    """Return the links of a finding of the check, without their hosts."""
    (part,) = re.findall(rf'<ul class="missing-list" id="list-{code}">.*?</ul>', html, re.DOTALL)
    return re.findall(r'href="([^"]+)"', part)


def test_each_finding_leads_to_what_it_speaks_of(page, warned, area, officer):
    """Without a reason, a value, a confirmation, evidence: the links lead to where each is given."""
    save = entry_actions.save_entries
    save(assessment=warned, values={"EN9.1": EntryValue(), "SO1.1": NOT_HERE}, by=officer)
    Entry.objects.filter(assessment=warned, indicator__code="PH1.1").update(is_confirmed=False)
    evidence = builders.add_evidence(warned, files.jpeg(), "photo.jpg", by=officer)
    evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)
    waiting = builders.examined(files.jpeg(size=(30, 20)), "waiting.jpg")
    waiting, _ = evidence_actions.add_evidence(assessment=warned, upload=waiting, by=officer)
    url = reverse("assessments:submit", args=[warned.pk])
    aspect = url.replace("submit", "aspects")

    html = page(url).content.decode()

    assert links_of(html, "incomplete") == [f"{aspect}EN9/#indicator-en9.1"]
    assert links_of(html, "unconfirmed") == [f"{aspect}PH1/#confirm-ph1.1"]
    assert links_of(html, "unanswered-warnings") == [f"{aspect}EN1/#warnings-en1.2"]
    assert links_of(html, "evidence-unexamined") == [
        f"{url.replace('submit', 'evidence')}?file={waiting.pk}#evidence-{waiting.pk}"
    ]
    assert f"{aspect}PH1/#evidence-ph1.1" in links_of(html, "without-evidence")
    assert links_of(html, "evidence-absent") == [f"{aspect}EN1/#evidence-en1.1"]
    assert links_of(html, "not-applicable") == [f"{aspect}SO1/#indicator-so1.1"]


@pytest.mark.parametrize(
    ("part", "aspect"),
    [
        ("confirm-ph1.1", "PH1"),
        ("warnings-en1.2", "EN1"),
        ("evidence-ph1.1", "PH1"),
        ("indicator-en9.1", "EN9"),
    ],
)
def test_what_a_finding_leads_to_is_there(client, warned, officer, part, aspect):
    Entry.objects.filter(assessment=warned, indicator__code="PH1.1").update(is_confirmed=False)
    client.force_login(officer)

    html = client.get(reverse("assessments:aspect", args=[warned.pk, aspect])).content.decode()

    assert html.count(f'id="{part}"') == 1


def test_the_values_are_folded_but_where_something_is_to_be_done(page, at, officer):
    complete = at(Status.DRAFT)
    folded = page()
    entry_actions.save_entries(assessment=complete, values={"EN9.1": EntryValue()}, by=officer)

    opened = page()

    assert [count for _, _, count in folded.context["dimensions"]] == [0, 0, 0, 0, 0]
    assert {dimension.code: count for dimension, _, count in opened.context["dimensions"] if count} == {
        "EN": 1
    }
    tables = [
        re.findall(r"<details([^>]*)>\s*<summary>\s*<h2", response.content.decode())
        for response in (folded, opened)
    ]
    assert [[" open" in table for table in rows].count(True) for rows in tables] == [0, 1]


def test_the_declaration_says_how_many_indicators_have_no_evidence(page, at, officer):
    complete = at(Status.DRAFT)
    evidence = builders.add_evidence(complete, files.pdf(), by=officer)
    evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)

    html = page().content.decode()

    bar = html[html.index('id="declare"') :]
    assert 'name="declared"' in bar
    assert 'href="#list-without-evidence"' in bar
    assert "40 ตัวชี้วัดไม่มีหลักฐาน" in bar
    assert 'id="list-without-evidence"' in html


def test_resubmitting_says_what_is_left_where_it_is_and_what_has_no_evidence(client, at, officer):
    returned = at(Status.RETURNED)
    first, *others = sorted(returned.unlocked_codes())
    evidence = builders.add_evidence(returned, files.pdf(), by=officer)
    evidence_actions.cite(evidence=evidence, code=first, by=officer)
    client.force_login(officer)

    response = client.get(reverse("assessments:resubmit", args=[returned.pk]))

    html = response.content.decode()
    assert sorted(links_of(html, "unanswered")) == [f"#id_{code}" for code in others]
    assert all(f'id="id_{code}"' in html for code in others)
    assert response.context["unproved_count"] == len(others)
    assert sorted(link.rpartition("#")[2] for link in links_of(html, "without-evidence")) == [
        f"evidence-{code.lower()}" for code in others
    ]


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
