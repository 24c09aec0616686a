"""The pages of the editions: access, form errors, numbers of queries."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from ecotown.accounts.models import Role
from ecotown.common.history import recording
from indicators.criteria.words import faults
from indicators.crosswalks import queries
from indicators.editions.actions import examples as example_actions
from indicators.editions.actions import parts
from indicators.editions.models import Framework, Indicator
from indicators.editions.queries import editions
from indicators.editions.queries import examples as example_queries
from indicators.publishing import actions
from tests.addresses.indicators import EDITING
from tests.builders import UserBuilder, fixture
from tests.indicators.criteria import test_guidance_reading
from tests.indicators.criteria.test_framework_reading import BROKEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def indicator(edition):
    return Indicator.objects.get(aspect__dimension__framework=edition, code="EN1.1")


def address(name, edition, **arguments):
    return reverse(f"indicators:{name}", kwargs={"edition": edition.edition, **arguments})


def part_address(name, edition, part):
    return address(name, edition, kind="indicator", pk=part.pk)


def typed(client, url):
    """Return what a browser sends of the unchanged form of a page: line breaks as CR and LF."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not False}
    return {name: "" if value is None else as_sent(value) for name, value in values.items()}


def as_sent(value):
    return value.replace("\n", "\r\n") if isinstance(value, str) else value


def pages_of(edition, indicator):
    part = {"kind": "indicator", "pk": indicator.pk}
    more = {
        "edit-part": part,
        "remove-part": part,
        "add-part": {"kind": "aspect", "parent": edition.dimensions.first().pk},
        "edit-example": {"pk": edition.worked_examples.first().pk},
        "remove-example": {"pk": edition.worked_examples.first().pk},
    }
    names = {*EDITING, "edition", "edition-checks", "edition-history", "export-edition", "compare-editions"}
    return [address(name, edition, **more.get(name, {})) for name in sorted(names)]


@pytest.mark.parametrize("role", ["officer", "assessor"])
def test_a_draft_is_not_found_by_anybody_but_administrators(client, request, edition, indicator, role):
    client.force_login(request.getfixturevalue(role))

    answers = {url: client.get(url).status_code for url in pages_of(edition, indicator)}
    answers["trial"] = client.get(reverse("assessments:trial", args=[edition.edition])).status_code
    answers["public"] = client.get(edition.get_absolute_url()).status_code

    assert set(answers.values()) == {404}


def test_the_public_finds_no_draft(client, framework, edition):
    for name in ("export-edition", "compare-editions"):
        assert client.get(address(name, edition)).status_code == 404
    compare = address("compare-editions", framework)
    assert client.get(compare, {"with": edition.edition}).status_code == 404
    assert edition.edition not in client.get(compare).content.decode()


def test_every_page_of_a_draft_opens_for_an_administrator(admin, edition, indicator):
    answers = {url: admin.get(url).status_code for url in pages_of(edition, indicator)}

    assert set(answers.values()) == {200}


@pytest.mark.parametrize(
    "name", ["edition", "edition-checks", "edit-edition", "crosswalk", "compare-editions"]
)
def test_the_note_of_the_criteria_stands_on_every_page(admin, edition, name):
    with translation.override("th"):
        assert edition.note_th in admin.get(address(name, edition)).content.decode()


def test_the_page_of_an_edition_links_to_its_trial(admin, edition):
    page = admin.get(address("edition", edition)).content.decode()

    assert f'href="{reverse("assessments:trial", args=[edition.edition])}"' in page


def test_saving_a_form_unchanged_changes_nothing(admin, edition, indicator):
    pages = [
        part_address("edit-part", edition, indicator),
        address("edit-part", edition, kind="aspect", pk=indicator.aspect.pk),
        address("edit-part", edition, kind="dimension", pk=indicator.aspect.dimension.pk),
        address("edit-edition", edition),
        address("edit-levels", edition),
    ]

    answers = [admin.post(url, typed(admin, url)).status_code for url in pages]

    before = edition.checksum
    edition.refresh_from_db()
    assert (answers, edition.checksum) == ([302] * 5, before)


@pytest.mark.parametrize("code", ["PH1.2", "EN8.1", "EN5.1", "EN4.3", "MG3.2", "MG1.1"])
def test_every_kind_of_indicator_comes_through_its_form_unchanged(admin, edition, code):
    part = Indicator.objects.get(aspect__dimension__framework=edition, code=code)
    url = part_address("edit-part", edition, part)

    assert admin.post(url, typed(admin, url)).status_code == 302
    before = edition.checksum
    edition.refresh_from_db()
    assert edition.checksum == before


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        pytest.param(
            {"level_3": "1"}, "level_3", "easier than the level below (80, then 1, higher)", id="easier"
        ),
        pytest.param({"level_3": ""}, "level_3", "null above the level at which", id="a gap"),
        pytest.param({"level_3": "many"}, "level_3", gettext_lazy("Please type a number."), id="no number"),
        pytest.param({"code": "EN1.2"}, "code", "'EN1.2' is already the code of x", id="a code taken"),
        pytest.param({"code": ""}, "code", gettext_lazy("Please fill this in."), id="no code"),
        pytest.param({"kind": "count"}, "formula", "a count is typed as it is, x", id="a count"),
        pytest.param(
            {"kind": "boolean"}, "level_3", gettext_lazy("Please choose yes or no."), id="yes or no"
        ),
        pytest.param({"formula": "rate"}, "base", "missing", id="a rate without a base"),
        pytest.param({"example_value": "12"}, "example_value", "the formula gives 90", id="another result"),
        pytest.param(
            {"input_1_example": "0", "input_2_example": "0"},
            "input_2_example",
            "the divisor is zero",
            id="an example through 0",
        ),
        pytest.param(
            {"short_name_th": "ก" * 41}, "short_name_th", "longer than 40 characters", id="a long short name"
        ),
        pytest.param(
            {"input_2_quantity": "energy"},
            "input_2_unit_th",
            "another unit than that of its quantity",
            id="another unit",
        ),
        pytest.param(
            {"definition_th": "ก" * 601},
            "definition_th",
            "longer than 600 characters",
            id="a long definition",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(admin, edition, indicator, values, field, message):
    url = part_address("edit-part", edition, indicator)

    response = admin.post(url, typed(admin, url) | values)

    before = edition.checksum
    edition.refresh_from_db()
    assert (response.status_code, edition.checksum) == (200, before)
    with translation.override("th"):
        assert faults.fault_sentence(str(message)) in response.context["form"].errors[field]


def test_a_shared_quantity_is_added_edited_and_removed(admin, edition):
    add = address("add-part", edition, kind="quantity", parent=edition.pk)
    values = {"key": "vehicles", "name_th": "รถขนส่ง", "unit_th": "คัน"}

    refused = admin.post(add, {**values, "key": "factories"})
    added = admin.post(add, values)
    quantity = edition.quantities.get(key="vehicles")
    edit = address("edit-part", edition, kind="quantity", pk=quantity.pk)
    renamed = admin.post(edit, typed(admin, edit) | {"name_th": "รถขนส่งทั้งหมด"})
    shown = admin.get(address("edition", edition)).content.decode()
    remove = address("remove-part", edition, kind="quantity", pk=quantity.pk)
    removed = admin.post(remove, {"seen": admin.get(remove).context["seen"]})

    assert list(refused.context["form"].errors) == ["key"]
    assert (added.status_code, renamed.status_code, removed.status_code) == (302, 302, 302)
    assert "รถขนส่งทั้งหมด" in shown
    assert not edition.quantities.filter(key="vehicles").exists()


def test_removing_a_shared_quantity_names_the_indicators_that_ask_for_it(admin, edition):
    quantity = edition.quantities.get(key="workers")
    remove = address("remove-part", edition, kind="quantity", pk=quantity.pk)

    asked = admin.get(remove)
    admin.post(remove, {"seen": asked.context["seen"]})
    history = admin.get(address("edition-history", edition)).content.decode()

    assert "EC2.1, SO1.2" in asked.content.decode()
    assert "EC2.1, SO1.2" in history


def test_every_shared_quantity_comes_through_its_form_unchanged(admin, edition):
    for quantity in edition.quantities.all():
        url = address("edit-part", edition, kind="quantity", pk=quantity.pk)
        assert admin.post(url, typed(admin, url)).status_code == 302

    before = edition.checksum
    edition.refresh_from_db()
    assert edition.checksum == before


def test_a_quantity_of_another_edition_is_not_found(admin, framework, edition):
    other = framework.quantities.first()

    answers = [
        admin.get(address(name, edition, kind="quantity", pk=other.pk)).status_code
        for name in ("edit-part", "remove-part")
    ]

    assert answers == [404, 404]


def test_the_second_administrator_sees_the_value_saved_meanwhile_and_may_put_theirs(
    admin, edition, indicator
):
    url = part_address("edit-part", edition, indicator)
    mine = typed(admin, url) | {"level_5": "99"}
    parts.edit_part(part=indicator, values={"level_5": 98}, by=UserBuilder())

    first = admin.post(url, mine)
    form = first.context["form"]
    again = admin.post(url, mine | {"seen": form["seen"].value()})

    assert "98" in form.errors["level_5"][0]
    assert form["level_5"].value() == "99"
    assert (again.status_code, indicator.thresholds.get(level=5).value) == (302, 99)


def test_removing_what_was_changed_meanwhile_is_refused(admin, edition, indicator):
    url = part_address("remove-part", edition, indicator)
    seal = admin.get(url).context["seen"]
    parts.edit_part(part=indicator, values={"source": "new"}, by=UserBuilder())

    admin.post(url, {"seen": seal})

    assert Indicator.objects.filter(pk=indicator.pk).exists()


def test_an_example_is_computed_on_the_spot_and_saved(admin, edition):
    url = f"{address('add-example', edition)}?level=3"
    values = typed(admin, url) | {"name": "ใหม่", "expected_level": "2"}

    tried = admin.post(url, values | {"run": "1"})
    form = tried.context["form"]
    saved = admin.post(url, values | {"expected_level": "3", "save": "1"})

    assert (form.computed, form.is_green, tried.status_code) == (3, False, 200)
    assert saved.status_code == 302
    assert [run.is_green for run in example_queries.example_results(edition)] == [True, True, True]


def test_every_example_of_the_working_edition_comes_through_its_form_as_it_was(admin, edition):
    for example in edition.worked_examples.all():
        url = address("edit-example", edition, pk=example.pk)
        admin.post(url, typed(admin, url) | {"save": "1"})
        again = edition.worked_examples.get(pk=example.pk)
        assert json.loads(again.answers) == json.loads(example.answers)


def test_an_impossible_answer_is_said_at_its_field(admin, edition):
    url = f"{address('add-example', edition)}?level=1"
    values = typed(admin, url) | {"name": "x", "part_0": "9", "whole_0": "3", "save": "1"}

    form = admin.post(url, values).context["form"]

    assert list(form.errors) == ["part_0"]
    assert edition.worked_examples.count() == 2


def test_a_crosswalk_begins_with_a_proposal_and_is_saved(admin, framework, edition):
    url = address("crosswalk", edition)
    page = admin.get(url)
    values = typed(admin, url) | {"relation_4": "none", "codes_4": ""}

    wrong = admin.post(f"{url}?earlier={framework.edition}", values | {"codes_4": "EN1.1"})
    right = admin.post(f"{url}?earlier={framework.edition}", values)

    assert page.context["is_proposal"]
    assert list(wrong.context["form"].errors) == ["codes_4", "codes_11"]
    assert right.status_code == 302
    assert queries.origins_between(edition, framework)["EC1.1"].relation == "none"


def upload(client, content, **values):
    file = SimpleUploadedFile("edition.json", content, content_type="application/json")
    return client.post(reverse("indicators:upload-edition"), {"file": file, **values})


def test_a_file_makes_a_draft_under_another_code(admin, framework):
    content = json.dumps(fixture("framework-2565-working"), default=float).encode()

    with_old_code = upload(admin, content)
    with_new_code = upload(admin, content, edition="2571")

    assert list(with_old_code.context["form"].errors) == ["edition"]
    assert with_new_code.headers["Location"] == reverse("indicators:edition", args=["2571"])
    assert (
        editions.edition_of(Framework.objects.get(edition="2571")).levels
        == editions.edition_of(framework).levels
    )


HOSTILE = {
    "nothing": b"",
    "not JSON": b"{",
    "not text": b"\xff\xfe\x00",
    "a list": b"[]",
    "NaN": b'{"levels": NaN}',
    "a bomb of brackets": b"[" * 100_000,
    "a number beyond any sense": b'{"levels": 1e999999}',
    "a key twice": b'{"a": 1, "a": 2}',
    "more than two megabytes": b" " * (2 * 2**20 + 1),
    "nothing in it": b"{}",
    "a null character": b'{"edition": "a\\u0000", "levels": [], "dimensions": []}',
    "half a character": b'{"edition": "\\ud800", "levels": [], "dimensions": []}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_stores_nothing_and_is_answered_in_words(admin, content):
    before = Framework.objects.count()

    response = upload(admin, content)

    assert response.status_code == 200
    assert response.context["form"].errors or response.context["faults"]
    assert Framework.objects.count() == before


def test_a_broken_file_names_every_fault_with_its_place(admin):
    document = json.loads(json.dumps(fixture("framework-2565-working"), default=float))
    document["dimensions"][2]["aspects"][0]["indicators"][0]["levels"]["3"] = None
    document["levels"][0]["pass_share"] = 101
    before = Framework.objects.count()

    response = upload(admin, json.dumps(document).encode())

    places = [place for _words, place, _sentence in response.context["faults"]]
    assert places == ["levels[0].pass_share", "dimensions[2].aspects[0].indicators[0].levels.3"]
    assert Framework.objects.count() == before


MESSAGES = {name: message for name, (_path, _value, message) in BROKEN.items()} | {
    name: fault.partition(": ")[2] for name, (_path, _value, fault) in test_guidance_reading.BROKEN.items()
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_fault_of_the_reader_has_words(message):
    with translation.override("en"):
        assert faults.fault_sentence(message) != message


def test_a_doubled_name_says_where_it_stands():
    with translation.override("en"):
        sentence = faults.fault_sentence("the same as in dimensions[0].aspects[1].indicators[0]")

    assert sentence == "The same as in Dimension 1 › Aspect 2 › Indicator 1."


def test_a_draft_is_published_after_a_tick_and_then_left_alone(admin, edition, indicator):
    url = address("publish-edition", edition)

    without = admin.post(url)
    published = admin.post(url, {"understood": "on"})
    answers = {
        admin.post(page, {"code": "X"}).status_code
        for page in pages_of(edition, indicator)
        if page not in {address(name, edition) for name in ("edition", "edition-checks", "edition-history")}
    }

    before = edition.checksum
    edition.refresh_from_db()
    assert (list(without.context["form"].errors), published.status_code) == (["understood"], 302)
    assert (edition.status, edition.checksum, answers) == ("published", before, {302, 405})


def test_who_publishes_an_edition_twice_is_told_that_it_is_done(admin, edition):
    url = address("publish-edition", edition)
    admin.post(url, {"understood": "on"})
    events = recording.events_of(edition.history_subject).count()

    again = admin.post(url, {"understood": "on"}, follow=True)
    admin.force_login(UserBuilder(role=Role.ADMINISTRATOR))
    by_colleague = admin.post(url, {"understood": "on"}, follow=True)

    answers = [
        (response.request["PATH_INFO"], [message.level_tag for message in response.context["messages"]])
        for response in (again, by_colleague)
    ]
    page = address("edition", edition)
    assert answers == [(page, ["success", "info"]), (page, ["success"])]
    assert recording.events_of(edition.history_subject).count() == events


def test_a_changed_threshold_lists_the_examples_that_it_breaks_and_adapts_those_ticked(
    admin, edition, indicator, administrator
):
    url = part_address("edit-part", edition, indicator)
    expected = dict(edition.worked_examples.values_list("pk", "expected_level"))
    harder = {f"level_{level}": "100" for level in range(1, 6)} | {"gate": "on"}

    saved = admin.post(url, typed(admin, url) | harder)

    assert saved.status_code == 302
    page = admin.get(saved.headers["Location"])
    broken = [result for result, is_ticked in page.context["results"] if is_ticked]
    assert [(result.example.expected_level, result.computed) for result in broken] == [
        (expected[result.example.pk], 0) for result in broken
    ]
    assert broken
    ticked = [f"{broken[0].example.pk}:0"]
    answer = admin.post(address("adapt-examples", edition), {"example": ticked})
    assert answer.headers["Location"].endswith("#examples")
    adapted = dict(edition.worked_examples.values_list("pk", "expected_level"))
    assert adapted == expected | {broken[0].example.pk: 0}
    event = recording.events_of(edition.history_subject).last()
    assert (event.name, event.by, event.data["adapted"]) == (
        "examples-adapted",
        administrator,
        {broken[0].example.name: {"old": expected[broken[0].example.pk], "new": 0}},
    )
    assert broken[0].example.name in admin.get(address("edition-history", edition)).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param([], id="nothing ticked"),
        pytest.param(["{pk}:4"], id="another level than is computed now"),
        pytest.param(["{pk}", "x:1", "{pk}:-1", "99999999999999999999:1"], id="what no form sends"),
    ],
)
def test_expectations_are_adapted_to_what_was_shown_only(admin, edition, sent):
    example = edition.worked_examples.first()
    before = list(edition.worked_examples.values_list("pk", "expected_level"))

    response = admin.post(
        address("adapt-examples", edition), {"example": [text.format(pk=example.pk) for text in sent]}
    )

    assert response.status_code == 200
    assert list(edition.worked_examples.values_list("pk", "expected_level")) == before


def test_a_change_that_breaks_no_example_leads_back_to_its_place(admin, edition, indicator):
    url = part_address("edit-part", edition, indicator)

    saved = admin.post(url, typed(admin, url) | {"name_th": "ชื่อใหม่"})

    assert saved.headers["Location"].endswith(f"#indicator-{indicator.pk}")


def test_a_red_example_keeps_the_button_away(admin, edition):
    example = edition.worked_examples.first()
    values = {"expected_level": example.expected_level + 1}
    example_actions.save_example(framework=edition, example=example, values=values, by=UserBuilder())

    page = admin.get(address("edition-checks", edition)).content.decode()
    admin.post(address("publish-edition", edition), {"understood": "on"})

    edition.refresh_from_db()
    assert (example.name in page, 'name="understood"' in page, edition.status) == (True, False, "draft")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_the_same_queries_for_any_number(
    admin, framework, administrator, count, django_assert_num_queries
):
    before = Framework.objects.count()
    for number in range(count):
        actions.copy_framework(
            source=framework,
            edition=f"draft-{number}",
            name_th="x",
            name_en="x",
            effective_from=2570,
            by=administrator,
        )

    with django_assert_num_queries(6):
        response = admin.get(reverse("indicators:edition-list"))

    assert len(response.context["editions"]) == before + count


@pytest.mark.parametrize("count", [0, 3])
def test_the_pages_of_an_edition_need_the_same_queries_for_any_number_of_parts(
    admin, edition, administrator, count, django_assert_max_num_queries
):
    aspect = edition.dimensions.first().aspects.first()
    for number in range(count):
        parts.add_part(model=Indicator, parent=aspect, values={"code": f"X{number}"}, by=administrator)
    for name in (
        "edition",
        "edition-checks",
        "edition-history",
        "compare-editions",
        "crosswalk",
        "add-example",
        "adapt-examples",
    ):
        admin.get(address(name, edition))

        with django_assert_max_num_queries(35):
            admin.get(address(name, edition))
