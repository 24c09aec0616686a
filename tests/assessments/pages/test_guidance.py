"""Pages that explain an indicator: where it is filled in, audited, published, and in the criteria."""

from decimal import Decimal

import pytest
from django.template import Context
from django.urls import reverse
from django.utils import translation

from assessments.audit.domain import VerdictKind
from assessments.entry import queries
from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue
from assessments.explanation import results
from assessments.pages.forms.audit import VerdictForm
from assessments.pages.forms.corrections import CorrectionForm
from assessments.pages.forms.plans import WhatIfForm
from assessments.reports.queries import dossier as dossier_queries
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from indicators.pages.forms.values import StepCards
from tests.assessments.sources import report_text
from tests.explained import SITED, explained_framework

pytestmark = pytest.mark.django_db
TEXTS = ("definition", "period", "data_source", "holder")


@pytest.fixture
def framework(db):
    return explained_framework()


def shown(client, name, *arguments, language="th"):
    """Return the page as a visitor reads it, with spaces as they are seen."""
    client.cookies["django_language"] = language
    response = client.get(reverse(name, args=arguments))
    return " ".join(response.content.decode().split())


def card_of(page, code):
    """Return the markup of the card of an indicator, and of what stands beside it."""
    return page.split(f'id="indicator-{code.lower()}"')[1].split('<div class="indicator-row">')[0]


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_card_says_what_counts_and_shows_a_worked_calculation(client, draft, officer, language):
    client.force_login(officer)

    card = card_of(shown(client, "assessments:aspect", draft.pk, "PH1", language=language), "PH1.1")

    texts = [SITED[f"{name}_{language}"] for name in (*TEXTS, "short_name")]
    texts += SITED[f"counts_{language}"].splitlines()
    texts += [SITED["example"][f"text_{language}"], "100 × 38 ÷ 40 ="]
    texts += [SITED["evidence_examples"][f"{kind}_{language}"] for kind in ("good", "bad")]
    texts += SITED[f"evidence_{language}"].split("; ")
    assert [text for text in texts if text not in card] == []


def test_the_name_of_a_card_is_short_with_the_whole_one_under_it(client, draft, officer, framework):
    client.force_login(officer)
    indicator = workflow_queries.edition_of(draft).by_code["PH1.1"]

    card = card_of(shown(client, "assessments:aspect", draft.pk, "PH1"), "PH1.1")

    assert f">{SITED['short_name_th']}</h3>" in card
    assert f'<p class="whole-name">{indicator.name_th}</p>' in card


def test_nothing_is_drawn_for_what_is_missing(client, draft, officer):
    client.force_login(officer)

    card = card_of(shown(client, "assessments:aspect", draft.pk, "PH1"), "PH1.2")

    assert "guidance" not in card
    assert "whole-name" not in card


def test_expected_evidence_is_cited_by_its_thai_name_in_either_language(client, draft, officer):
    client.force_login(officer)

    card = card_of(shown(client, "assessments:aspect", draft.pk, "PH1", language="en"), "PH1.1")

    assert '<option value="แผนที่">Map</option>' in card


def test_a_step_is_chosen_by_its_sentence_and_can_be_cleared(client, draft, officer):
    client.force_login(officer)

    card = card_of(shown(client, "assessments:aspect", draft.pk, "EN9"), "EN9.2")
    client.post(reverse("assessments:entry", args=[draft.pk, "EN9.2"]), {"EN9.2-value": "3"})
    chosen = queries.entered_values(draft)
    client.post(reverse("assessments:entry", args=[draft.pk, "EN9.2"]), {"EN9.2-value": ""})

    assert card.count('type="radio"') == 7
    assert 'role="radiogroup"' in card
    assert all(f"ดำเนินการถึงขั้นที่ {step}</span>" in card for step in range(6))
    assert chosen["EN9.2"] == EntryValue(value=Decimal(3))
    assert queries.entered_values(draft)["EN9.2"] == EntryValue()


def test_a_step_that_does_not_exist_is_refused_at_its_cards(client, draft, officer):
    client.force_login(officer)

    response = client.post(reverse("assessments:aspect", args=[draft.pk, "EN9"]), {"EN9.2-value": "7"})

    page = " ".join(response.content.decode().split())
    assert 'href="#id_EN9.2-value"' in page
    assert '<fieldset class="step-cards" id="id_EN9.2-value"' in page
    assert 'aria-invalid="true" aria-describedby="id_EN9.2-value-error"' in page
    assert not draft.entries.exists()


@pytest.mark.parametrize("status", [Status.INTERNAL_AUDIT, Status.PUBLISHED])
def test_where_the_value_is_only_read_the_step_has_its_sentence_and_the_next(client, at, officer, status):
    assessment = at(status)
    client.force_login(officer)

    card = card_of(shown(client, "assessments:aspect", assessment.pk, "EN9"), "EN9.2")

    value = queries.entered_values(assessment)["EN9.2"].value
    assert f'<span class="step-words">ดำเนินการถึงขั้นที่ {value:.0f}</span>' in card
    assert f"ต่อไปคือขั้น {value + 1:.0f}: ดำเนินการถึงขั้นที่ {value + 1:.0f}" in card
    assert 'type="radio"' not in card


def forms_with_a_step(assessment):
    edition = workflow_queries.edition_of(assessment)
    indicator, value = edition.by_code["EN9.2"], EntryValue(value=Decimal(2))
    yield VerdictForm(kind=VerdictKind.ADJUST, indicator=indicator, entry_value=value), "value"
    yield WhatIfForm(indicator=indicator, entry_value=value), "value"
    yield CorrectionForm(edition=edition, codes=["EN9.2"], published={"EN9.2": value}), "EN9.2-value"


def test_every_form_with_a_step_asks_for_it_by_its_sentence(draft):
    forms = list(forms_with_a_step(draft))

    assert [type(form.fields[name].widget) for form, name in forms] == [StepCards] * 3
    with translation.override("th"):
        drawn = [form.helper.render_layout(form, Context()) for form, _ in forms]
    assert [("ดำเนินการถึงขั้นที่ 2" in markup, "checked" in markup) for markup in drawn] == [(True, True)] * 3
    # What must be given cannot be left open.
    assert [markup.count('type="radio"') for markup in drawn] == [6, 7, 6]


def test_the_assessor_reads_the_same_beside_the_verdict(client, at, people):
    assessment = at(Status.INTERNAL_AUDIT)
    client.force_login(people.internal)

    sited = shown(client, "assessments:audit-indicator", assessment.pk, "PH1.1")
    step = shown(client, "assessments:audit-indicator", assessment.pk, "EN9.2")

    texts = [SITED[f"{name}_th"] for name in TEXTS] + [SITED["evidence_examples"]["bad_th"]]
    assert [text for text in texts if text not in sited] == []
    assert 'data-key="d"' in sited
    assert '<span class="step-words">ดำเนินการถึงขั้นที่ ' in step


def test_a_list_of_indicators_has_short_names(client, at, people):
    assessment = at(Status.INTERNAL_AUDIT)
    client.force_login(people.internal)

    page = shown(client, "assessments:audit-indicator", assessment.pk, "EN9.2")

    assert f'{SITED["short_name_th"]}</span> <span class="audit-value">' in page


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_public_explanation_says_what_an_indicator_is_and_where_it_comes_from(client, at, language):
    assessment = at(Status.PUBLISHED)
    address = (assessment.area.key, assessment.cycle.year)

    page = shown(client, "portal:explanation", *address, language=language)

    row = page.split('id="explanation-ph1.1"')[1].split("</tr>")[0]
    source = {"th": "ที่มาของข้อมูล", "en": "Source of the data"}[language]
    assert f"<p>{SITED[f'definition_{language}']}</p>" in row
    assert f"<p>{source}: {SITED[f'data_source_{language}']}</p>" in row
    assert SITED[f"holder_{language}"] not in row
    assert "guidance" not in page.split('id="explanation-ph1.2"')[1].split("</tr>")[0]


def test_the_public_explanation_tells_nothing_that_people_typed(client, at, people):
    assessment = at(Status.DRAFT)
    reason = "เหตุผลของเจ้าหน้าที่"
    actions.save_entries(
        assessment=assessment,
        values={"PH1.1": EntryValue(not_applicable=True, reason=reason)},
        by=people.officer,
    )
    assessment.refresh_from_db()
    results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
    assessment = at(Status.PUBLISHED)

    page = shown(client, "portal:explanation", assessment.area.key, assessment.cycle.year)

    assert SITED["definition_th"] in page
    assert reason not in page


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_criteria_define_each_indicator_and_fold_the_rest(client, framework, language):
    page = shown(client, "indicators:criteria", framework.edition, language=language)

    assert f'<p class="guidance-definition">{SITED[f"definition_{language}"]}</p>' in page
    assert SITED[f"evidence_{language}"] in page
    assert SITED["evidence_examples"][f"good_{language}"] in page
    assert page.count('<details class="guidance"') == 2
    assert page.count('<ol class="step-list">') == 1


def test_the_checklist_defines_what_is_looked_at_on_site(at):
    assessment = at(Status.EXTERNAL_AUDIT)
    assessment = Assessment.objects.with_level().get(pk=assessment.pk)

    text = report_text(dossier_queries.dossier_of(assessment, with_notes=False), "checklist")

    assert f"PH1.1 {SITED['short_name_th']} {SITED['definition_th']}" in text


@pytest.mark.parametrize("code", ["PH1", "EN9"])
def test_explaining_costs_no_query(client, draft, officer, code, django_assert_max_num_queries):
    client.force_login(officer)
    workflow_queries.edition_of(draft)

    with django_assert_max_num_queries(20):
        client.get(reverse("assessments:aspect", args=[draft.pk, code]))
