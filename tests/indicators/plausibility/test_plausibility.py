"""Plausibility settings: loading them, changing a limit, the page of the administrators."""

import copy
from decimal import Decimal
from fractions import Fraction

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from ecotown.common.history import recording
from indicators.editions.actions import changes
from indicators.editions.queries import editions
from indicators.plausibility import actions as plausibility_actions
from indicators.plausibility import queries
from indicators.plausibility.domain import Limit as LimitData
from indicators.plausibility.domain import PlausibilityError, read_plausibility
from indicators.plausibility.models import Limit, Plausibility
from indicators.publishing import actions as publishing_actions
from tests.builders import fixture

pytestmark = pytest.mark.django_db
FILE = settings.FIXTURES_DIR / "plausibility-2565-working.json"


@pytest.fixture
def document():
    return copy.deepcopy(fixture("plausibility-2565-working"))


@pytest.fixture
def plausibility(framework):
    return Plausibility.objects.get(framework=framework)


def event_names(plausibility):
    return [row.name for row in recording.events_of(plausibility.history_subject)]


def change(plausibility, by, code="EN1.2", factor=Decimal(10), least=Decimal(0), points=None):
    return plausibility_actions.change_limit(
        plausibility=plausibility, code=code, factor=factor, least=least, points=points, by=by
    )


def test_the_settings_come_back_from_the_database_as_they_were_read(framework, document):
    stored = queries.plausibility_of(framework)

    assert stored == read_plausibility(document, editions.edition_of(framework))


def test_an_edition_without_settings_has_none(framework, plausibility):
    plausibility.delete()

    assert queries.plausibility_of(framework) is None


def test_loading_the_same_file_again_leaves_what_administrators_changed(
    framework, plausibility, document, administrator
):
    change(plausibility, administrator)

    plausibility_actions.load_plausibility(framework=framework, document=document, by=None)

    assert queries.plausibility_of(framework).limits["EN1.2"] == LimitData(factor=Fraction(10))
    assert event_names(plausibility) == ["plausibility-loaded", "limit-changed"]


def test_another_file_replaces_everything(framework, plausibility, document):
    document["last_year"] = {"EN9.1": {"factor": 7}}
    document["consistency"] = []

    plausibility_actions.load_plausibility(framework=framework, document=document, by=None)

    stored = queries.plausibility_of(framework)
    assert (stored.limits, stored.rules) == ({"EN9.1": LimitData(factor=Fraction(7))}, ())
    assert event_names(plausibility) == ["plausibility-loaded", "plausibility-loaded"]


def test_a_faulty_file_changes_nothing(framework, document):
    before = queries.plausibility_of(framework)
    document["last_year"]["EN9.1"]["factor"] = 1

    with pytest.raises(PlausibilityError):
        plausibility_actions.load_plausibility(framework=framework, document=document, by=None)

    assert queries.plausibility_of(framework) == before


def test_a_draft_edition_takes_no_settings(document):
    edition = fixture("framework-2565-working") | {"edition": "2565-draft"}
    draft = publishing_actions.load_framework(document=edition, by=None)

    with pytest.raises(changes.EditionError, match="draft"):
        plausibility_actions.load_plausibility(framework=draft, document=document, by=None)


def test_a_change_keeps_old_and_new_in_the_history(plausibility, administrator):
    change(plausibility, administrator)

    row = recording.events_of(plausibility.history_subject).last()
    assert (row.by, row.data) == (
        administrator,
        {
            "indicator": "EN1.2",
            "old": {"factor": "3", "least": "0", "points": "30"},
            "new": {"factor": "10", "least": "0", "points": None},
        },
    )


def test_the_same_limit_again_is_no_change(plausibility, administrator):
    for _ in range(2):
        change(plausibility, administrator)

    assert event_names(plausibility).count("limit-changed") == 1


@pytest.mark.parametrize(
    ("code", "values"),
    [
        pytest.param("EN9.1", {"factor": Decimal(1)}, id="a factor of one"),
        pytest.param("EN9.1", {"points": Decimal(5)}, id="points of a count"),
        pytest.param("EN9.2", {"factor": Decimal(5)}, id="a factor for steps"),
        pytest.param("EN9.1", {"least": Decimal(-5)}, id="a negative difference"),
    ],
)
def test_a_limit_that_does_not_fit_is_refused(plausibility, administrator, code, values):
    with pytest.raises(PlausibilityError):
        change(plausibility, administrator, code=code, **values)

    assert event_names(plausibility) == ["plausibility-loaded"]


@pytest.mark.parametrize("values", [{"factor": 1}, {"points": 0}, {"least": -1}], ids=str)
def test_the_database_refuses_a_limit_without_sense(plausibility, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Limit.objects.filter(plausibility=plausibility).update(**values)


def test_the_page_shows_every_number_that_is_compared(client, framework, administrator):
    client.force_login(administrator)

    response = client.get(reverse("indicators:plausibility", args=[framework.edition]))

    assert len(response.context["rows"]) == 37
    assert response.status_code == 200


def test_an_administrator_changes_a_limit_and_sees_who_did(client, framework, plausibility, administrator):
    client.force_login(administrator)
    url = reverse("indicators:limit", args=[framework.edition, "EN1.2"])

    response = client.post(url, {"factor": "๑๐", "least": "", "points": "25"})

    page = client.get(response.headers["Location"])
    assert queries.plausibility_of(framework).limits["EN1.2"] == LimitData(
        factor=Fraction(10), points=Fraction(25)
    )
    assert [change.by for change in page.context["changes"]] == [administrator]


@pytest.mark.parametrize(
    ("code", "typed", "field"),
    [
        pytest.param("EN1.2", {"factor": "1"}, "factor", id="a factor of one"),
        pytest.param("EN1.2", {"factor": "ten"}, "factor", id="text"),
        pytest.param("EN1.2", {"points": "0"}, "points", id="no points"),
        pytest.param("EN9.1", {"least": "-1"}, "least", id="a negative difference"),
    ],
)
def test_a_faulty_limit_is_told_at_its_field(client, framework, administrator, code, typed, field):
    client.force_login(administrator)

    response = client.post(reverse("indicators:limit", args=[framework.edition, code]), typed)

    assert list(response.context["form"].errors) == [field]


def test_steps_have_no_limit(client, framework, administrator):
    client.force_login(administrator)

    assert client.get(reverse("indicators:limit", args=[framework.edition, "EN9.2"])).status_code == 404


def test_the_page_of_the_edition_leads_to_the_limits(client, framework, administrator):
    client.force_login(administrator)

    page = client.get(reverse("indicators:edition", args=[framework.edition])).content.decode()

    assert reverse("indicators:plausibility", args=[framework.edition]) in page


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param(("other_areas", "spread"), Fraction(1, 3), id="a spread of a third"),
        pytest.param(("last_year", "EN9.1"), {"factor": Fraction(10, 3)}, id="a factor of ten thirds"),
        pytest.param(("consistency", 0), {"key": "a key", "relation": "equal", "name_th": "", "name_en": "",
            "numbers": ["EN9.1", "EN6.2"]}, id="a key with a space"),
    ],
)  # fmt: skip
def test_what_the_columns_do_not_keep_is_refused(framework, document, place, value):
    before = queries.plausibility_of(framework)
    document[place[0]][place[1]] = value

    with pytest.raises(PlausibilityError):
        plausibility_actions.load_plausibility(framework=framework, document=document, by=None)

    assert queries.plausibility_of(framework) == before


def test_the_command_loads_repeatably(framework, plausibility, capsys):
    plausibility.delete()

    for _ in range(2):
        call_command("load_plausibility", FILE)

    assert Plausibility.objects.get().limits.count() == 37


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"edition": "2999"}', '{"edition": "2565-working"}'], ids=repr
)
def test_the_command_tells_what_is_wrong_with_a_file(framework, tmp_path, content):
    file = tmp_path / "settings.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError) as caught:
        call_command("load_plausibility", file)

    assert caught.value.returncode == 2


def test_the_command_tells_that_a_file_is_missing(framework, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_plausibility", tmp_path / "absent.json")
