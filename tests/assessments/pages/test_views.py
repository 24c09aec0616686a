"""The views of assessments for officers, assessors and administrators."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.audit.actions import assignments
from assessments.entry import queries
from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue
from assessments.pages import words
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from tests import builders
from tests.builders import AreaBuilder

EN1 = {
    "EN1.1-part": "38",
    "EN1.1-whole": "40",
}


@pytest.fixture
def aspect_url(draft):
    return reverse("assessments:aspect", args=[draft.pk, "EN9"])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("role", ["officer", "internal", "administrator"])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    client, cycle, province, people, count, role, django_assert_num_queries
):
    for _ in range(count):
        assessment = actions.open_assessment(area=AreaBuilder(province=province), cycle=cycle, by=None)
        builders.take_to(Status.INTERNAL_AUDIT, assessment, people)
    client.force_login(getattr(people, role))

    # An administrator also has the work of committee, corrections, ceremonies, files, people and others.
    with django_assert_num_queries(20 if role == "administrator" else 7):
        response = client.get(reverse("assessments:list"))

    assert response.context["list"].count == count


def test_lists_stand_as_in_a_thai_dictionary(client, cycle, people):
    for province, area in [("แพร่", "ข"), ("กระบี่", "เข"), ("กระบี่", "กา"), ("เลย", "ก")]:
        target_area = AreaBuilder(province=builders.ProvinceBuilder(name_th=province), name_th=area)
        actions.open_assessment(area=target_area, cycle=cycle, by=None)
    client.force_login(people.administrator)

    assessments = client.get(reverse("assessments:list")).context["list"].rows

    assert [(assessment.area.province.name_th, assessment.area.name_th) for assessment in assessments] == [
        ("กระบี่", "กา"),
        ("กระบี่", "เข"),
        ("แพร่", "ข"),
        ("เลย", "ก"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_committee_page_takes_the_same_queries_for_any_number_of_rows(
    client, cycle, province, people, count, django_assert_num_queries
):
    for _ in range(count):
        assessment = actions.open_assessment(area=AreaBuilder(province=province), cycle=cycle, by=None)
        builders.take_to(Status.GRANTED, assessment, people)
    client.force_login(people.administrator)

    with django_assert_num_queries(16):
        response = client.get(reverse("assessments:committee"))

    assert response.context["granted"].count == response.context["decided"].count == count


def test_the_assessment_takes_at_most_thirty_queries_empty_or_full(
    client, draft, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(draft.get_absolute_url())

    with django_assert_max_num_queries(30) as empty:
        client.get(draft.get_absolute_url())
    builders.fill_in(draft, officer)
    with django_assert_max_num_queries(30) as full:
        client.get(draft.get_absolute_url())

    assert len(full) <= len(empty) + 1  # one more: the inputs of the entries, once there are entries


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param(Status.DRAFT, {"officer"}, id="a draft waits for its province"),
        pytest.param(
            Status.INTERNAL_AUDIT,
            {"internal", "external", "administrator"},
            id="a submitted one waits for an assessor to take it on, or to be assigned",
        ),
        pytest.param(
            Status.EXTERNAL_AUDIT, {"external", "administrator"}, id="a passed one waits for another assessor"
        ),
        pytest.param(Status.COMMITTEE, {"administrator"}, id="a recommended one waits for the resolution"),
        pytest.param(Status.GRANTED, {"administrator"}, id="a granted one waits for publication"),
        pytest.param(Status.PUBLISHED, {"administrator"}, id="a published one waits for its certificate"),
    ],
)
def test_the_first_page_shows_the_assessments_waiting_for_the_user(client, at, people, status, expected):
    assessment = at(status)
    waiting_for = set()

    for name in people._fields:
        client.force_login(getattr(people, name))
        if assessment in client.get(reverse("assessments:list")).context["waiting"].rows:
            waiting_for.add(name)

    assert waiting_for == expected


def test_an_officer_saves_an_aspect_and_comes_back_to_it(client, draft, officer, aspect_url):
    client.force_login(officer)

    response = client.post(aspect_url, {"EN9.1-value": "1,003", "EN9.2-value": "4"}, follow=True)

    assert response.redirect_chain == [(aspect_url, 302)]
    assert queries.entered_values(draft) == {
        "EN9.1": EntryValue(value=Decimal(1003)),
        "EN9.2": EntryValue(value=Decimal(4)),
    }


def test_saving_and_going_on_leads_to_the_next_aspect(client, draft, officer, aspect_url):
    client.force_login(officer)

    response = client.post(aspect_url, {"EN9.1-value": "๓", "save-and-continue": "1"})

    assert response.headers["Location"] == reverse("assessments:aspect", args=[draft.pk, "SO1"]) + "#work"
    assert queries.entered_values(draft) == {"EN9.1": EntryValue(value=Decimal(3))}


@pytest.mark.parametrize(
    ("aspect", "typed", "field"),
    [
        pytest.param("EN9", {"EN9.1-value": "สาม"}, "EN9.1-value", id="words for a number"),
        pytest.param("EN9", {"EN9.1-value": "2.5"}, "EN9.1-value", id="half a network"),
        pytest.param("EN9", {"EN9.1-value": "-1"}, "EN9.1-value", id="a negative count"),
        pytest.param("EN9", {"EN9.1-value": "NaN"}, "EN9.1-value", id="not a number"),
        pytest.param("EN9", {"EN9.1-value": "1e99"}, "EN9.1-value", id="an exponent too large"),
        pytest.param("EN9", {"EN9.2-value": "6"}, "EN9.2-value", id="a step that is none"),
        pytest.param(
            "EN9", {"EN9.1-not_applicable": "on"}, "EN9.1-reason", id="not applicable without a reason"
        ),
        pytest.param("EN1", {"EN1.1-part": "41", "EN1.1-whole": "40"}, "EN1.1-part", id="part above whole"),
        pytest.param("EN1", {"EN1.1-part": "-1", "EN1.1-whole": "40"}, "EN1.1-part", id="a negative part"),
        pytest.param("SO1", {"SO1.1-value": "100.5"}, "SO1.1-value", id="more than a hundred percent"),
    ],
)
def test_bad_input_is_reported_at_its_field_and_nothing_is_saved(
    client, draft, officer, aspect, typed, field
):
    client.force_login(officer)
    code, name = field.split("-")

    response = client.post(reverse("assessments:aspect", args=[draft.pk, aspect]), typed)

    faulty = {
        card.indicator.code: set(card.form.errors) for card in response.context["cards"] if card.form.errors
    }
    assert faulty == {code: {name}}
    assert not draft.entries.exists()
    page = response.content.decode()
    assert all(
        value in page
        for key, value in typed.items()
        if key.endswith(("value", "part", "whole")) and value != "6"
    )


def test_a_locked_assessment_shows_values_without_fields(client, at, officer):
    submitted = at(Status.INTERNAL_AUDIT)
    client.force_login(officer)

    response = client.get(reverse("assessments:aspect", args=[submitted.pk, "EN9"]))

    assert response.context["is_form"] is False
    assert "EN9.1-value" not in response.content.decode()


def test_saving_a_locked_assessment_by_address_is_refused_with_words(client, at, officer):
    submitted = at(Status.INTERNAL_AUDIT)
    client.force_login(officer)

    response = client.post(reverse("assessments:aspect", args=[submitted.pk, "EN9"]), {"EN9.1-value": "99"})

    assert queries.entered_values(submitted)["EN9.1"] != EntryValue(value=Decimal(99))
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_an_unknown_aspect_is_not_found(client, draft, officer):
    client.force_login(officer)

    assert client.get(reverse("assessments:aspect", args=[draft.pk, "XX9"])).status_code == 404


@pytest.mark.parametrize("choice", ["EN2", "XX9", "", "EN1.1"])
def test_the_picker_leads_to_the_aspect_that_is_chosen(client, draft, officer, aspect_url, choice):
    client.force_login(officer)

    response = client.get(aspect_url, {"to": choice})

    chosen = reverse("assessments:aspect", args=[draft.pk, "EN2"])
    expected = {"EN2": (302, chosen), "": (200, None)}
    assert (response.status_code, response.headers.get("Location")) == expected.get(choice, (404, None))


def test_the_submit_page_lists_what_is_missing(client, draft, officer):
    client.force_login(officer)

    response = client.get(reverse("assessments:submit", args=[draft.pk]))

    assert len(response.context["page"].unanswered) == 41
    assert response.context["refusal"] != ""


def test_a_missing_declaration_is_reported_at_its_field(client, at, officer):
    complete = at(Status.DRAFT)
    client.force_login(officer)

    response = client.post(reverse("assessments:submit", args=[complete.pk]), {})

    assert set(response.context["form"].errors) == {"declared"}
    complete.refresh_from_db()
    assert complete.status == Status.DRAFT


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"granted_level": "6"}, "granted_level", id="a level that is none"),
        pytest.param({"granted_level": "2"}, "reason", id="another level without a reason"),
    ],
)
def test_a_faulty_resolution_is_reported_at_its_field(client, at, administrator, typed, field):
    waiting = at(Status.COMMITTEE)
    client.force_login(administrator)
    builders.meeting_of(waiting, by=administrator)
    good = {"granted_level": "3", "reason": ""}

    response = client.post(reverse("assessments:resolve", args=[waiting.pk]), good | typed)

    assert set(response.context["form"].errors) == {field}
    waiting.refresh_from_db()
    assert waiting.status == Status.COMMITTEE


def test_the_page_says_that_the_level_is_being_computed_until_it_is(client, draft, officer):
    client.force_login(officer)
    Assessment.objects.filter(pk=draft.pk).update(revision=2)

    pending = client.get(reverse("assessments:level", args=[draft.pk]), headers={"HX-Request": "true"})
    builders.fill_in(draft, officer)
    computed = client.get(reverse("assessments:level", args=[draft.pk]), headers={"HX-Request": "true"})

    assert "every 2s" in pending.content.decode()
    assert "every 2s" not in computed.content.decode()
    assert computed.context["page"].explanation.level == 3


def test_the_explanation_adds_up_to_the_level(client, at, officer):
    assessment = at(Status.DRAFT, level=2)
    client.force_login(officer)

    explanation = client.get(assessment.get_absolute_url()).context["page"].explanation

    assert explanation.level == 2
    assert [level.attained for level in explanation.levels] == [True, True, False, False, False]
    assert all(all(condition.holds for condition in level.conditions) for level in explanation.levels[:2])
    assert explanation.next_rule.level == 3
    assert explanation.blockers


def test_a_disabled_button_says_why(client, at, assessor, officer):
    submitted = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=submitted, by=assessor)
    client.force_login(officer)

    (offer,) = client.get(submitted.get_absolute_url()).context["steps"]

    assert (offer.step, offer.refusal) == ("withdraw", words.refusal("audit-begun"))


def page_of(client, url):
    """Return the hidden fields of the page as a browser would post them."""
    cards = client.get(url).context["cards"]
    return {f"{card.indicator.code}-before": card.form.initial["before"] for card in cards}


def test_two_officers_on_one_page_do_not_undo_each_other(client, draft, officer, province, aspect_url):
    colleague = builders.officer_of(province)
    client.force_login(colleague)
    opened_before = page_of(client, aspect_url)
    actions.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal(3))}, by=officer)

    client.post(aspect_url, {**opened_before, "EN9.1-value": "", "EN9.2-value": "4"})

    assert queries.entered_values(draft) == {
        "EN9.1": EntryValue(value=Decimal(3)),
        "EN9.2": EntryValue(value=Decimal(4)),
    }


def test_a_value_changed_by_two_officers_is_overwritten_only_on_purpose(
    client, draft, officer, province, aspect_url
):
    client.force_login(builders.officer_of(province))
    opened_before = page_of(client, aspect_url)
    actions.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal(3))}, by=officer)

    refused = client.post(aspect_url, {**opened_before, "EN9.1-value": "5"})
    stored = queries.entered_values(draft)["EN9.1"]
    form = refused.context["cards"][0].form
    client.post(aspect_url, {"EN9.1-before": form["before"].value(), "EN9.1-value": "5"})

    assert stored == EntryValue(value=Decimal(3))
    assert "“3”" in str(form.non_field_errors())
    assert queries.entered_values(draft)["EN9.1"] == EntryValue(value=Decimal(5))


GARBLED = ["", "{", "[]", "null", '{"inputs": {"part": "x"}}', '{"not_applicable": true}']
GARBLED += [f'{{"value": "{number}"}}' for number in ("NaN", "sNaN", "-Infinity")]
GARBLED += ["[" * 5000, '{"inputs": {"part": "sNaN", "whole": "1"}}']


@pytest.mark.parametrize("before", GARBLED, ids=lambda before: before[:30])
def test_a_garbled_hidden_field_loses_nothing(client, draft, officer, aspect_url, before):
    client.force_login(officer)

    client.post(aspect_url, {"EN9.1-before": before, "EN9.1-value": "5"})

    assert queries.entered_values(draft)["EN9.1"] == EntryValue(value=Decimal(5))
