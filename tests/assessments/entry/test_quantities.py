"""Shared quantities: typed once, filled into each input that names them, followed on request."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from assessments.entry import queries
from assessments.entry.actions import entries, quantities
from assessments.entry.domain.quantities import Obstacle, uses_of
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import QuantityEntry
from assessments.submission import actions as submission_actions
from assessments.warnings.queries import warnings
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.queries import edition_of
from ecotown.common.history import recording
from indicators.plausibility.domain import Spot
from tests import builders
from tests.builders import CycleBuilder

FORTY, FIFTY = Decimal(40), Decimal(50)
TEN = ["PH1.1", "EC1.2", "EC3.1", "EC4.1", "EN3.1", "EN5.1", "EN6.1", "EN7.2", "SO2.2", "MG2.1"]
NO_FACTORY = EntryValue(not_applicable=True, reason="ไม่มีโรงงาน")


def share(part, whole=None):
    inputs = {"part": Decimal(part)} | ({} if whole is None else {"whole": Decimal(whole)})
    return EntryValue(inputs=inputs)


@pytest.fixture
def typed(draft, officer):
    """Return a function that stores the number of factories, with `followers` as (spot, seen number)."""

    def save(number, followers=None, **values):
        return quantities.save_quantities(
            assessment=draft, values={"factories": number}, followers=followers, **values, by=officer
        )

    return save


@pytest.fixture
def forty(typed, draft):
    typed(FORTY)
    return draft


@pytest.fixture
def entered(draft, officer):
    def save(**values):
        entries.save_entries(
            assessment=draft,
            values={code.replace("_", "."): value for code, value in values.items()},
            by=officer,
        )

    return save


def wholes(assessment):
    values = queries.entered_values(assessment)
    return {code: value.inputs.get("whole") for code, value in values.items()}


def changes_in(assessment, name):
    return [row.data for row in recording.events_of(assessment.history_subject) if row.name == name]


def test_a_number_typed_once_is_in_the_ten_indicators_that_ask_for_it(typed, draft):
    saved = typed(FORTY)

    assert sorted(saved.followed) == sorted(TEN)
    assert wholes(draft) == dict.fromkeys(TEN, FORTY)
    assert queries.entered_quantities(draft) == {"factories": FORTY}
    assert queries.unconfirmed_codes(draft) == set()


def test_history_has_the_quantity_and_the_values_that_followed(typed, draft):
    typed(FORTY)

    (quantity_event,) = changes_in(draft, "quantities-saved")
    (entries_event,) = changes_in(draft, "entries-saved")
    assert quantity_event == {
        "quantity_changes": {"factories": {"old": None, "new": "40"}},
        "codes": sorted(TEN),
    }
    assert sorted(entries_event["changes"]) == sorted(TEN)
    assert entries_event["changes"]["PH1.1"] == {"old": {"value": None}, "new": {"inputs": {"whole": "40"}}}
    names = [row.name for row in recording.events_of(draft.history_subject)]
    assert names == ["opened", "quantities-saved", "entries-saved"]


def test_only_empty_inputs_are_filled(typed, entered, draft):
    entered(PH1_1=share(10, 20), EC1_2=NO_FACTORY)

    saved = typed(FORTY)

    assert sorted(saved.followed) == sorted(set(TEN) - {"PH1.1", "EC1.2"})
    values = queries.entered_values(draft)
    assert (values["PH1.1"], values["EC1.2"]) == (share(10, 20), NO_FACTORY)


def test_an_empty_input_that_would_be_impossible_stays_empty(typed, entered, draft):
    entered(PH1_1=share(41))

    saved = typed(FORTY)

    assert "PH1.1" not in saved.followed
    assert queries.entered_values(draft)["PH1.1"] == share(41)
    (use,) = [use for use in uses(draft) if use.indicator.code == "PH1.1"]
    assert (use.obstacle, use.can_follow) == (Obstacle.IMPOSSIBLE, False)


def uses(assessment, key="factories", unlocked=None):
    numbers = queries.entered_quantities(assessment)
    return uses_of(
        edition_of(assessment), key, queries.entered_values(assessment), numbers.get(key), unlocked
    )


def test_a_change_goes_to_the_chosen_inputs_alone(typed, forty):
    saved = typed(FIFTY, {Spot("PH1.1", "whole"): FORTY, Spot("MG2.1", "whole"): FORTY})

    assert sorted(saved.followed) == ["MG2.1", "PH1.1"]
    assert wholes(forty) == {**dict.fromkeys(TEN, FORTY), "PH1.1": FIFTY, "MG2.1": FIFTY}
    assert queries.entered_quantities(forty) == {"factories": FIFTY}


def test_an_input_follows_later_without_a_change_of_the_quantity(typed, forty, officer):
    typed(FIFTY)

    saved = quantities.save_quantities(
        assessment=forty, values={}, followers={Spot("PH1.1", "whole"): FORTY}, by=officer
    )

    assert saved.followed == ("PH1.1",)
    assert len(changes_in(forty, "quantities-saved")) == 2


def test_saving_the_same_number_again_changes_nothing(typed, forty):
    forty.refresh_from_db()
    before = forty.revision

    saved = typed(FORTY)

    assert (saved.followed, saved.assessment.revision) == ((), before)
    assert len(changes_in(forty, "quantities-saved")) == 1


def test_an_emptied_quantity_leaves_the_inputs_as_they_are(typed, forty):
    typed(None)

    assert queries.entered_quantities(forty) == {}
    assert wholes(forty) == dict.fromkeys(TEN, FORTY)
    assert changes_in(forty, "quantities-saved")[-1]["quantity_changes"] == {
        "factories": {"old": "40", "new": None}
    }


@pytest.mark.parametrize(
    ("followers", "code"),
    [
        pytest.param(
            {Spot("PH1.1", "whole"): FIFTY}, "changed-meanwhile", id="another number than was shown"
        ),
        pytest.param({Spot("PH1.1", "part"): None}, "cannot-follow", id="no input of the quantity"),
        pytest.param({Spot("XX1", "whole"): None}, "cannot-follow", id="no indicator"),
        pytest.param({Spot("EC2.1", "whole"): None}, "cannot-follow", id="a quantity without a number"),
        pytest.param({Spot("EC1.2", "whole"): None}, "cannot-follow", id="not applicable"),
        pytest.param({Spot("EC3.1", "whole"): FORTY}, "cannot-follow", id="a part greater than the whole"),
    ],
)
def test_a_follower_that_cannot_follow_is_refused_and_nothing_is_done(typed, forty, entered, followers, code):
    entered(EC1_2=NO_FACTORY, EC3_1=share(40, 40))
    before = (queries.entered_values(forty), queries.entered_quantities(forty))

    with pytest.raises(WorkflowError) as refused:
        typed(Decimal(30), followers | {Spot("MG2.1", "whole"): FORTY})

    assert (refused.value.code, refused.value.indicators) == (code, (next(iter(followers)).code,))
    assert (queries.entered_values(forty), queries.entered_quantities(forty)) == before


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"cattle": FORTY}, id="unknown"),
        pytest.param({"factories": Decimal(-1)}, id="negative"),
        pytest.param({"factories": Decimal("0.00001")}, id="too many places"),
        pytest.param({"factories": Decimal(10**11)}, id="too large"),
        pytest.param({"factories": Decimal("NaN")}, id="no number"),
    ],
)
def test_an_impossible_quantity_is_refused_with_its_key(draft, officer, values):
    with pytest.raises(WorkflowError) as refused:
        quantities.save_quantities(assessment=draft, values=values, by=officer)

    assert (refused.value.code, refused.value.indicators) == ("wrong-quantity", tuple(values))


def test_a_quantity_that_someone_else_changed_is_not_overwritten(typed, forty):
    with pytest.raises(WorkflowError) as refused:
        typed(FIFTY, expected={"factories": None})

    assert (refused.value.code, refused.value.indicators) == ("quantity-changed", ("factories",))
    assert queries.entered_quantities(forty) == {"factories": FORTY}


def test_a_submitted_assessment_keeps_its_quantities(typed, forty, at, officer):
    at(Status.INTERNAL_AUDIT)

    for refused in (
        lambda: typed(FIFTY),
        lambda: quantities.confirm_quantities(assessment=forty, keys=["factories"], by=officer),
        lambda: quantities.store_quantities(assessment=forty, values={}, by=officer),
    ):
        with pytest.raises(WorkflowError, match="^locked$"):
            refused()


class TestInAReturn:
    @pytest.fixture
    def returned(self, draft, people, typed):
        typed(FORTY)
        assessment = builders.fill_in(draft, people.officer)
        builders.submit(assessment, people.officer)
        builders.send_back(assessment, people.internal, codes=["PH1.1", "EN9.1"])
        assessment.refresh_from_db()
        return assessment

    def whole_of(self, assessment, code):
        return queries.entered_values(assessment)[code].inputs["whole"]

    def test_only_returned_indicators_follow(self, returned, typed):
        number = self.whole_of(returned, "PH1.1")
        greater = number * 2

        saved = typed(greater, {Spot("PH1.1", "whole"): number})

        assert saved.followed == ("PH1.1",)
        with pytest.raises(WorkflowError) as refused:
            typed(greater + 1, {Spot("MG2.1", "whole"): self.whole_of(returned, "MG2.1")})
        assert (refused.value.code, refused.value.indicators) == ("cannot-follow", ("MG2.1",))

    def test_a_quantity_of_no_returned_indicator_is_locked(self, returned, officer):
        with pytest.raises(WorkflowError) as refused:
            quantities.save_quantities(assessment=returned, values={"energy": FORTY}, by=officer)

        assert (refused.value.code, refused.value.indicators) == ("not-returned", ("energy",))

    def test_the_database_locks_it_too(self, returned, officer):
        (energy,) = returned.cycle.framework.quantities.filter(key="energy")
        (factories,) = returned.quantity_entries.filter(quantity__key="factories")
        row = {"value": 1, "entered_by": officer, "entered_at": factories.entered_at}

        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            QuantityEntry.objects.create(assessment=returned, quantity=energy, **row)
        assert returned.quantity_entries.filter(pk=factories.pk).update(value=7) == 1


class TestTheNextYear:
    @pytest.fixture
    def last_year(self, typed, at):
        typed(FORTY)
        return at(Status.PUBLISHED)

    @pytest.fixture
    def this_year(self, last_year, area, framework):
        cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
        return entries.open_assessment(area=area, cycle=cycle, by=None)

    def test_the_number_is_carried_forward_and_waits_to_be_confirmed(self, this_year):
        (row,) = this_year.quantity_entries.all()

        assert (row.value, row.is_confirmed, row.entered_by) == (FORTY, False, None)
        assert queries.unconfirmed_quantities(this_year) == ["factories"]
        assert changes_in(this_year, "carried-forward")[0]["quantities"] == ["factories"]

    def test_confirming_is_recorded_once(self, this_year, officer):
        for _again in range(2):
            quantities.confirm_quantities(assessment=this_year, keys=["factories"], by=officer)

        (row,) = this_year.quantity_entries.all()
        assert (row.is_confirmed, row.entered_by) == (True, officer)
        assert changes_in(this_year, "quantities-confirmed") == [{"quantities": ["factories"]}]

    def test_changing_it_confirms_it_but_not_the_inputs_that_follow(self, this_year, officer):
        number = queries.entered_values(this_year)["PH1.1"].inputs["whole"]

        saved = quantities.save_quantities(
            assessment=this_year,
            values={"factories": number + 100},
            followers={Spot("PH1.1", "whole"): number},
            by=officer,
        )

        assert saved.followed == ("PH1.1",)
        assert queries.unconfirmed_quantities(this_year) == []
        assert "PH1.1" in queries.unconfirmed_codes(this_year)
        assert this_year.entries.get(indicator__code="PH1.1").entered_by == officer

    def test_submitting_waits_for_the_confirmation(self, this_year, officer):
        waiting = queries.unconfirmed_codes(this_year)
        entries.confirm_entries(assessment=this_year, codes=waiting, by=officer)
        builders.answer_warnings(this_year, by=officer)
        with pytest.raises(WorkflowError) as refused:
            submission_actions.submit(assessment=this_year, declared=True, by=officer)

        quantities.confirm_quantities(assessment=this_year, keys=["factories"], by=officer)

        assert (refused.value.code, refused.value.indicators) == ("unconfirmed-quantities", ("factories",))
        submitted = submission_actions.submit(assessment=this_year, declared=True, by=officer)
        assert submitted.status == Status.INTERNAL_AUDIT


def test_a_quantity_with_another_unit_is_not_carried_forward(draft, framework):
    edition = edition_of(draft)

    class Earlier:
        assessment = draft
        edition = edition_of(draft)

    assert queries.earlier_quantities(None, edition) == {}
    assert queries.earlier_quantities(Earlier, edition) == {}


def raised(assessment):
    shown = warnings.current_warnings_and_peers(assessment).warnings
    return {(code, warning.warning.key) for code, found in shown.items() for warning in found}


def test_an_input_that_differs_raises_one_warning(forty, entered):
    entered(PH1_1=share(30, 60), MG2_1=share(20, 40))

    assert raised(forty) == {("PH1.1", "quantity-factories")}


def test_without_the_quantity_the_rule_of_consistency_warns(entered, draft):
    entered(PH1_1=share(30, 60), MG2_1=share(20, 40), SO2_2=share(20, 40))

    assert raised(draft) == {("PH1.1", "contradiction-factories")}
