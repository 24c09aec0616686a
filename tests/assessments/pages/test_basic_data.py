"""The page of the basic data: typed once, asked which indicators follow, confirmed, locked, read."""

import json
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.entry import queries
from assessments.entry.actions import entries, quantities
from assessments.entry.domain.quantities import Obstacle
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import Status
from indicators.plausibility.domain import Spot
from tests import builders
from tests.builders import CycleBuilder

TEN = ["PH1.1", "EC1.2", "EC3.1", "EC4.1", "EN3.1", "EN5.1", "EN6.1", "EN7.2", "SO2.2", "MG2.1"]
FORTY = Decimal(40)


def share(part, whole):
    return EntryValue(inputs={"part": Decimal(part), "whole": Decimal(whole)})


@pytest.fixture
def url(draft):
    return reverse("assessments:basic-data", args=[draft.pk])


@pytest.fixture
def forty(draft, officer):
    return quantities.save_quantities(assessment=draft, values={"factories": FORTY}, by=officer).assessment


@pytest.fixture
def page_of(client, officer, url):
    client.force_login(officer)
    return lambda: client.get(url)


@pytest.fixture
def post(client, officer, url):
    """Return a function that sends the form as the browser does: `post(factories=50, asked=1)`."""
    client.force_login(officer)

    def send(factories, **data):
        form = client.get(url).context["form"]
        typed = {field.html_name: field.value() or "" for field in form.number_fields}
        before = form["before"].value()
        return client.post(url, {**typed, "number-factories": factories, "before": before, **data})

    return send


def numbers(assessment):
    return queries.entered_quantities(assessment)


def whole_of(assessment, code):
    return queries.entered_values(assessment)[code].inputs["whole"]


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_first_number_is_saved_without_a_question(post, draft, url):
    response = post("๔๐")

    assert (response.status_code, response.headers["Location"]) == (302, url)
    assert numbers(draft) == {"factories": FORTY}
    assert "10" in told(response)[1]


def test_saving_and_going_on_leads_to_the_first_indicator_left(post, draft):
    response = post(40, **{"save-and-continue": "1"})

    assert response.headers["Location"] == reverse("assessments:aspect", args=[draft.pk, "PH1"]) + "#work"


def test_a_change_asks_which_indicators_follow_and_saves_nothing_yet(post, forty, officer):
    entries.save_entries(
        assessment=forty, values={"PH1.1": share(20, 60), "EC1.2": share(45, 60)}, by=officer
    )

    response = post(42)

    (question,) = response.context["questions"]
    chosen = {choice.use.indicator.code: choice.is_chosen for choice in question.choices}
    assert chosen == {code: code != "PH1.1" for code in TEN if code != "EC1.2"}
    assert [use.indicator.code for use in question.others] == ["EC1.2"]
    assert numbers(forty) == {"factories": FORTY}


def test_the_chosen_indicators_follow(post, client, forty, url):
    asked = post(50)
    seen = asked.context["seen"]

    response = post(50, asked="1", seen=seen, follow=["PH1.1.whole", "MG2.1.whole"])

    assert response.status_code == 302
    assert numbers(forty) == {"factories": Decimal(50)}
    assert (whole_of(forty, "PH1.1"), whole_of(forty, "MG2.1"), whole_of(forty, "EC3.1")) == (50, 50, 40)


def test_a_number_that_nobody_differs_from_asks_nothing(post, draft, officer):
    entries.save_entries(assessment=draft, values={"PH1.1": share(20, 40)}, by=officer)

    assert post(40).status_code == 302


def test_an_input_changed_between_question_and_answer_is_not_overwritten(post, forty, officer):
    seen = post(50).context["seen"]
    entries.save_entries(assessment=forty, values={"PH1.1": share(20, 60)}, by=officer)

    response = post(50, asked="1", seen=seen, follow=["PH1.1.whole"])

    assert response.status_code == 200
    assert numbers(forty) == {"factories": FORTY}


@pytest.mark.parametrize("asked", [{}, {"asked": "1"}])
def test_a_number_changed_meanwhile_is_told_at_its_field(post, forty, officer, province, asked):
    before = json.dumps({"factories": None})

    response = post(50, before=before, **asked)

    assert response.context["questions"] == []

    assert list(response.context["form"].errors) == ["number-factories"]
    assert numbers(forty) == {"factories": FORTY}
    again = response.context["form"]["before"].value()
    assert post(50, before=again, asked="1").status_code == 302


@pytest.mark.parametrize("typed", ["สี่สิบ", "-1", "1.00001", "100000000000"])
def test_what_is_no_number_is_told_at_its_field(post, draft, typed):
    response = post(typed)

    assert list(response.context["form"].errors) == ["number-factories"]
    assert numbers(draft) == {}


@pytest.mark.parametrize("broken", ["{", "[]", '{"factories": "sNaN"}', '{"factories": "Infinity"}'])
def test_a_broken_hidden_field_saves_what_was_typed(post, draft, broken):
    assert post(40, before=broken, seen=broken, asked="1").status_code == 302
    assert numbers(draft) == {"factories": FORTY}


def test_the_page_shows_where_a_number_is_used_and_what_differs(page_of, forty, officer):
    entries.save_entries(assessment=forty, values={"PH1.1": share(20, 60)}, by=officer)

    response = page_of()

    line = response.context["page"].lines[0]
    assert [use.indicator.code for _aspect, use in line.uses] == TEN
    assert line.differing_count == 1
    assert 'id="quantity-factories"' in response.content.decode()


def test_others_read_the_page_without_a_form(client, url, assessor, forty):
    client.force_login(assessor)

    response = client.get(url)

    assert (response.status_code, response.context["is_form"]) == (200, False)
    assert 'name="number-factories"' not in response.content.decode()


def test_a_submitted_assessment_is_locked(client, officer, at, url):
    at(Status.INTERNAL_AUDIT)
    client.force_login(officer)

    response = client.get(url)
    client.post(url, {"number-factories": "7", "before": "{}"})

    assert not response.context["is_form"]
    assert response.context["assessment"].quantity_entries.count() == 0


def test_in_a_return_only_quantities_of_returned_indicators_can_be_typed(client, people, forty, url):
    builders.submit(builders.fill_in(forty, people.officer), people.officer)
    builders.send_back(forty, people.internal, codes=["PH1.1"])
    client.force_login(people.officer)

    form = client.get(url).context["form"]

    assert form.keys == ["factories"]


def test_a_number_that_nobody_can_follow_is_saved_only_when_that_was_told(post, people, forty):
    builders.submit(builders.fill_in(forty, people.officer), people.officer)
    builders.send_back(forty, people.internal, codes=["PH1.1"])
    quantities.save_quantities(assessment=forty, values={"factories": None}, by=people.officer)

    (question,) = post(1).context["questions"]

    assert question.choices == ()
    obstacles = {use.indicator.code: use.obstacle for use in question.others}
    assert (obstacles["PH1.1"], obstacles["EC1.2"]) == (Obstacle.IMPOSSIBLE, Obstacle.LOCKED)
    assert numbers(forty) == {}
    assert post(1, asked="1").status_code == 302
    assert numbers(forty) == {"factories": Decimal(1)}


def test_a_warning_at_what_was_not_returned_asks_for_no_reason(client, people, forty):
    assessment = builders.fill_in(forty, people.officer)
    builders.submit(assessment, people.officer)
    builders.send_back(assessment, people.internal, codes=["EN7.2"])
    assessment.refresh_from_db()
    client.force_login(people.officer)
    number = {"factories": Decimal(12_345)}  # of no area
    quantities.save_quantities(assessment=assessment, values=number, by=people.officer)

    page = client.get(reverse("assessments:aspect", args=[assessment.pk, "EN7"])).content.decode()
    locked = client.get(reverse("assessments:aspect", args=[assessment.pk, "PH1"])).content.decode()

    assert (
        _("This indicator was not returned, so no reason is asked for. The assessors see the warning.")
        in locked
    )
    assert ('name="reason"' in page, 'name="reason"' in locked) == (True, False)


def test_a_save_in_a_return_draws_no_field_for_what_was_not_returned(client, people, forty):
    assessment = builders.fill_in(forty, people.officer)
    builders.submit(assessment, people.officer)
    builders.send_back(assessment, people.internal, codes=["EN3.2"])
    assessment.refresh_from_db()
    client.force_login(people.officer)

    answer = client.post(
        reverse("assessments:entry", args=[assessment.pk, "EN3.2"]),
        {"EN3.2-part": "1", "EN3.2-whole": "1000"},
    )

    drawn = answer.content.decode()
    assert (answer.status_code, 'id="warnings-en3.2"' in drawn) == (200, True)
    assert 'id="warnings-en3.1"' not in drawn


def test_without_shared_quantities_no_page_leads_there(client, draft, officer, url, without_quantities):
    client.force_login(officer)

    pages = [
        client.get(address).content.decode()
        for address in (draft.get_absolute_url(), reverse("assessments:aspect", args=[draft.pk, "PH1"]))
    ]

    assert [url in page for page in pages] == [False, False]
    assert client.get(url).status_code == 200


@pytest.fixture
def without_quantities(monkeypatch, draft):
    """Let the edition have no shared quantities."""
    from assessments.workflow.queries import edition_of

    edition = edition_of(draft)
    quantities_before = edition.quantities
    object.__setattr__(edition, "quantities", ())
    yield
    object.__setattr__(edition, "quantities", quantities_before)


@pytest.mark.parametrize("typed", [0, 1])
def test_the_workspace_begins_with_the_basic_data(client, draft, officer, url, typed):
    if typed:
        quantities.save_quantities(assessment=draft, values={"factories": FORTY}, by=officer)
    client.force_login(officer)

    page = client.get(draft.get_absolute_url()).content.decode()

    assert (f'href="{url}#work"' in page) == (not typed)
    assert f'href="{url}"' in page


def test_the_card_says_where_its_number_comes_from_and_takes_it_over(client, forty, officer):
    entries.save_entries(assessment=forty, values={"PH1.1": share(20, 60)}, by=officer)
    client.force_login(officer)
    aspect = reverse("assessments:aspect", args=[forty.pk, "PH1"])
    follow = 'name="follow" value="PH1.1"'

    before = client.get(aspect)
    response = client.post(aspect, {"follow": "PH1.1"})

    assert [use.differs for use in before.context["cards"][0].shared] == [True]
    assert follow in before.content.decode()
    assert response.headers["Location"] == f"{aspect}#indicator-ph1.1"
    after = client.get(aspect)
    assert [use.is_equal for use in after.context["cards"][0].shared] == [True]
    assert follow not in after.content.decode()


def test_a_saved_value_that_differs_is_warned_about_at_once(client, forty, officer):
    client.force_login(officer)
    address = reverse("assessments:entry", args=[forty.pk, "PH1.1"])

    page = client.post(address, {"PH1.1-part": 20, "PH1.1-whole": 60}).content.decode()

    assert "answer-PH1.1-quantity-factories" in page


class TestTheNextYear:
    @pytest.fixture
    def this_year(self, forty, at, area, framework):
        last_year = at(Status.PUBLISHED)
        cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
        return entries.open_assessment(area=area, cycle=cycle, by=None)

    def test_one_number_or_all_are_confirmed(self, client, this_year, officer):
        client.force_login(officer)
        address = reverse("assessments:basic-data", args=[this_year.pk])
        line = client.get(address).context["page"].lines[0]
        shown = {"number-factories": "40", "before": '{"factories": "40"}'}
        response = client.post(address, {**shown, "confirm": "factories"})

        assert (line.is_unconfirmed, line.earlier) == (True, FORTY)
        assert response.headers["Location"] == f"{address}#quantity-factories"
        assert queries.unconfirmed_quantities(this_year) == []
        assert client.post(address, {**shown, "confirm": "all"}).headers["Location"] == address

    @pytest.mark.parametrize("pressed", ["factories", "all"])
    def test_what_was_typed_is_saved_with_it(self, client, this_year, officer, pressed):
        client.force_login(officer)
        address = reverse("assessments:basic-data", args=[this_year.pk])
        typed = {"number-factories": "40", "number-workers": "900", "before": '{"factories": "40"}'}

        client.post(address, {**typed, "confirm": pressed, "asked": "1"})

        numbers = queries.entered_quantities(this_year)
        assert (numbers["workers"], queries.unconfirmed_quantities(this_year)) == (Decimal(900), [])

    def test_the_question_which_inputs_follow_keeps_what_was_pressed(self, client, this_year, officer):
        client.force_login(officer)
        address = reverse("assessments:basic-data", args=[this_year.pk])
        typed = {"number-factories": "41", "before": '{"factories": "40"}', "confirm": "factories"}

        page = client.post(address, typed).content.decode()

        assert '<input type="hidden" name="confirm" value="factories">' in page
        assert queries.unconfirmed_quantities(this_year) == ["factories"]

    def test_the_check_before_submission_leads_to_it(self, client, this_year, officer):
        waiting = queries.unconfirmed_codes(this_year)
        entries.confirm_entries(assessment=this_year, codes=waiting, by=officer)
        builders.answer_warnings(this_year, by=officer)
        client.force_login(officer)

        response = client.get(reverse("assessments:submit", args=[this_year.pk]))

        assert [finding.code for finding in response.context["obstacles"]] == ["unconfirmed-quantities"]
        assert response.context["refusal"] != ""
        address = reverse("assessments:basic-data", args=[this_year.pk])
        assert f'href="{address}#confirm-quantity-factories"' in response.content.decode()


@pytest.mark.parametrize("typed", [1, 8])
def test_the_page_takes_the_same_queries_for_any_number_of_numbers(
    client, draft, officer, url, typed, django_assert_num_queries
):
    keys = [quantity.key for quantity in draft.cycle.framework.quantities.all()]
    values = dict.fromkeys(keys[:typed], FORTY)
    quantities.save_quantities(assessment=draft, values=values, by=officer)
    client.force_login(officer)
    client.get(url)

    with django_assert_num_queries(9):
        client.get(url)


def test_history_shows_the_quantity_and_what_followed(client, forty, officer):
    quantities.save_quantities(
        assessment=forty,
        values={"factories": Decimal(50)},
        followers={Spot("PH1.1", "whole"): FORTY},
        by=officer,
    )
    client.force_login(officer)

    response = client.get(reverse("assessments:history", args=[forty.pk]))
    file = client.get(reverse("assessments:export-history", args=[forty.pk]))

    changes = [event.changes for event in response.context["events"] if event.name == "quantities-saved"]
    assert changes[0] == (("โรงงานทั้งหมดในพื้นที่", "40 โรงงาน", "50 โรงงาน"),)
    assert "โรงงานทั้งหมดในพื้นที่,40 โรงงาน,50 โรงงาน" in b"".join(file).decode()
