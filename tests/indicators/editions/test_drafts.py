"""Editing a draft: values accepted and refused, its history, and that a published edition never changes."""

from decimal import Decimal

import pytest
from django.db import transaction

from ecotown.common.history import recording
from indicators.crosswalks import actions as crosswalks_actions
from indicators.crosswalks import queries as crosswalks_queries
from indicators.crosswalks.domain.origins import CHANGED, NONE, SAME, Origin
from indicators.editions.actions import changes as change_actions
from indicators.editions.actions import examples as example_actions
from indicators.editions.actions import parts as part_actions
from indicators.editions.models import Aspect, Dimension, Framework, Indicator, Quantity
from indicators.editions.queries import editions
from indicators.editions.queries import examples as example_queries
from indicators.editions.queries import faults as fault_queries
from indicators.editions.queries import parts as part_queries
from indicators.publishing import actions as publishing_actions
from indicators.publishing import queries as publishing_queries
from tests import policies
from tests.builders import UserBuilder

pytestmark = pytest.mark.django_db
PUBLIC_ACTIONS = policies.actions_of("indicators", except_for=["record_edition_event"])


def indicator_of(framework, code="EN1.1"):
    return Indicator.objects.get(aspect__dimension__framework=framework, code=code)


def last_event(framework):
    return recording.events_of(framework.history_subject).last()


def test_rows_that_changed_meanwhile_are_not_kept_under_the_checksum_of_before(edition, administrator):
    editions._edition.cache_clear()
    complete = editions.document_of(Framework.objects.get(pk=edition.pk))
    editions._edition.cache_clear()

    with transaction.atomic():
        part_actions.remove_part(
            part=Quantity.objects.get(framework=edition, key="factories"), by=administrator
        )
        assert editions.document_of(edition) != complete  # the object has the checksum of before
        transaction.set_rollback(True)

    assert editions.document_of(Framework.objects.get(pk=edition.pk)) == complete


@pytest.mark.parametrize("action", PUBLIC_ACTIONS, ids=lambda action: action.__name__)
def test_every_action_names_who_acts_and_leaves_an_event(action):
    assert policies.names_actor(action)
    assert policies.records_event(action)


def test_a_copy_has_everything_but_the_name(framework, edition):
    old, new = editions.document_of(framework), editions.document_of(edition)
    own = {"edition", "name_th", "name_en", "effective_from_fiscal_year", "official"}

    assert {key: new[key] for key in new.keys() - own} == {key: old[key] for key in old.keys() - own}
    assert (edition.status, edition.worked_examples.count()) == ("draft", 2)


def test_a_name_of_an_edition_is_taken_once(framework, edition, administrator):
    with pytest.raises(change_actions.EditionError, match="exists"):
        publishing_actions.copy_framework(
            source=framework,
            edition="2570-draft",
            name_th="x",
            name_en="x",
            effective_from=2570,
            by=administrator,
        )


def test_a_changed_threshold_changes_the_edition_and_is_kept_in_the_history(edition, administrator):
    indicator, before = indicator_of(edition), edition.checksum

    part_actions.edit_part(part=indicator, values={"level_5": Decimal(99)}, by=administrator)

    edition.refresh_from_db()
    event = last_event(edition)
    assert editions.edition_of(edition).by_code["EN1.1"].thresholds[4] == 99
    assert (event.name, event.by, event.data["part"]) == ("part-edited", administrator, "EN1.1")
    assert event.data["changes"] == {"level_5": {"old": "100", "new": "99"}}
    assert edition.checksum not in {before, ""}


def test_saving_what_stands_there_changes_nothing(edition, administrator):
    indicator, before = indicator_of(edition), edition.checksum
    event_count = recording.events_of(edition.history_subject).count()

    part_actions.edit_part(
        part=indicator,
        values=part_queries.values_of(indicator) | {"aspect": indicator.aspect},
        by=administrator,
    )

    edition.refresh_from_db()
    assert edition.checksum == before
    assert recording.events_of(edition.history_subject).count() == event_count


@pytest.mark.parametrize(
    ("values", "place", "message"),
    [
        pytest.param({"level_3": Decimal(1)}, "levels.3", "easier than the level below", id="easier"),
        pytest.param({"level_3": None}, "levels.3", "null above", id="a gap"),
        pytest.param({"level_5": Decimal(101)}, "levels.5", "from 0 to 100", id="more than everything"),
        pytest.param({"code": "EN1.2"}, "code", "already the code", id="a code of its aspect"),
        pytest.param({"code": "PH1.1"}, "code", "already the code", id="a code elsewhere"),
        pytest.param({"code": ""}, "code", "blank", id="no code"),
        pytest.param({"kind": "count"}, "formula", "typed as it is", id="a count with a formula"),
        pytest.param({"formula": "rate"}, "base", "missing", id="a rate without a base"),
        pytest.param({"unit_th": "x" * 101}, "unit_th", "longer than 100", id="too long"),
        pytest.param({"name_th": "a\x00b"}, "name_th", "cannot be stored", id="a null character"),
    ],
)
def test_what_the_rule_refuses_is_said_with_its_place_and_not_stored(
    edition, administrator, values, place, message
):
    before = edition.checksum

    with pytest.raises(change_actions.FieldFaults) as caught:
        part_actions.edit_part(part=indicator_of(edition), values=values, by=administrator)

    edition.refresh_from_db()
    assert (caught.value.faults[0][0], message in caught.value.faults[0][1]) == (place, True)
    assert editions.checksum_of(editions.document_of(edition)) == edition.checksum == before


def test_a_draft_may_have_gaps_while_it_is_edited(edition, administrator):
    aspect = Aspect.objects.filter(dimension__framework=edition).first()

    added = part_actions.add_part(model=Indicator, parent=aspect, values={"code": "NEW1"}, by=administrator)

    edition.refresh_from_db()
    faults = fault_queries.faults_of(edition)
    assert {fault.field for fault in faults} == {"name_th", "name_en", "unit_th", "unit_en"}
    assert {fault.part for fault in faults} == {added}
    with pytest.raises(change_actions.EditionError, match="faults"):
        publishing_actions.publish_framework(framework=edition, by=administrator)


def test_guidance_steps_and_shared_quantities_are_edited(edition, administrator):
    indicator = Indicator.objects.get(aspect__dimension__framework=edition, code="MG1.1")
    share = indicator_of(edition)
    quantity = part_actions.add_part(
        model=Quantity,
        parent=edition,
        values={"key": "tested", "name_th": "โรงงานที่ตรวจวัด", "unit_th": "โรงงาน"},
        by=administrator,
    )

    texts = {"definition_th": "ความก้าวหน้าของแผน", "step_3_text_th": "มีผลแล้วครึ่งหนึ่ง"}
    part_actions.edit_part(part=indicator, values=texts, by=administrator)
    part_actions.edit_part(part=share, values={"input_2_quantity": "tested"}, by=administrator)

    edition.refresh_from_db()
    stored = editions.edition_of(edition)
    assert stored.by_code["MG1.1"].guidance.definition_th == "ความก้าวหน้าของแผน"
    assert stored.by_code["MG1.1"].steps[3].text_th == "มีผลแล้วครึ่งหนึ่ง"
    assert [row.code for row, _input in stored.inputs_of("tested")] == [share.code]
    assert fault_queries.faults_of(edition) == []
    part_actions.remove_part(part=quantity, by=administrator)
    edition.refresh_from_db()
    assert editions.edition_of(edition).inputs_of("tested") == []
    changes = recording.events_of(edition.history_subject).get(name="part-edited", data__part="MG1.1")
    assert set(changes.data["changes"]) == set(texts)


@pytest.mark.parametrize(
    ("code", "values", "place", "message"),
    [
        pytest.param(
            "EN1.1", {"example_value": Decimal(1)}, "example.value", "the formula gives", id="a wrong result"
        ),
        pytest.param(
            "EN1.1", {"short_name_th": "ก" * 41}, "short_name_th", "longer than 40", id="a long name"
        ),
        pytest.param(
            "EN1.1", {"input_1_quantity": "energy"}, "inputs[0].unit_th", "another unit", id="another unit"
        ),
        pytest.param("EN1.1", {"short_name_th": "อุบัติเหตุ"}, "short_name_th", "the same as in", id="taken"),
    ],
)
def test_what_cannot_explain_is_refused_at_its_field(edition, administrator, code, values, place, message):
    other = Indicator.objects.get(aspect__dimension__framework=edition, code="EC4.2")
    part_actions.edit_part(part=other, values={"short_name_th": "อุบัติเหตุ"}, by=administrator)
    # Of two indicators with one short name the later one has the fault.
    indicator = Indicator.objects.get(aspect__dimension__framework=edition, code=code)

    with pytest.raises(change_actions.FieldFaults) as caught:
        part_actions.edit_part(part=indicator, values=values, by=administrator)

    assert (caught.value.faults[0][0], message in caught.value.faults[0][1]) == (place, True)


def test_a_step_without_words_is_a_gap_of_a_draft(edition, administrator):
    indicator = Indicator.objects.get(aspect__dimension__framework=edition, code="MG1.1")

    part_actions.edit_part(part=indicator, values={"step_2_text_th": ""}, by=administrator)

    (fault,) = fault_queries.faults_of(edition)
    assert (fault.part, fault.field, fault.message) == (indicator, "steps[2].text_th", "blank")


def test_a_field_that_another_kind_brings_is_no_change_while_it_is_blank(edition, administrator):
    part_actions.edit_part(part=indicator_of(edition, "EN8.1"), values={"kind": "choice"}, by=administrator)

    assert last_event(edition).data["changes"] == {"kind": {"old": "count", "new": "choice"}}


def test_a_shared_quantity_that_is_removed_is_named_with_those_who_asked_for_it(edition, administrator):
    quantity = edition.quantities.get(key="workers")

    part_actions.remove_part(part=quantity, by=administrator)

    edition.refresh_from_db()
    event = last_event(edition)
    assert (event.data["part"], event.data["indicators"]) == ("workers", ["EC2.1", "SO1.2"])
    assert not editions.edition_of(edition).inputs_of("workers")


def test_another_formula_has_its_own_inputs(edition, administrator):
    indicator = indicator_of(edition)

    part_actions.edit_part(
        part=indicator, values={"formula": "growth", "input_1_name_th": "ปีนี้"}, by=administrator
    )

    assert [(item.key, item.name_th) for item in indicator.inputs.all()] == [
        ("current", "ปีนี้"),
        ("baseline", ""),
    ]


def test_parts_are_added_moved_and_removed(edition, administrator):
    dimension = part_actions.add_part(
        model=Dimension, parent=edition, values={"code": "NW", "name_th": "ใหม่"}, by=administrator
    )
    aspect = part_actions.add_part(model=Aspect, parent=dimension, values={"code": "NW1"}, by=administrator)
    moved = indicator_of(edition)

    part_actions.edit_part(part=moved, values={"aspect": aspect}, by=administrator)
    part_actions.move_part(part=dimension, step=-1, by=administrator)

    edition.refresh_from_db()
    codes = [part.code for part in editions.edition_of(edition).dimensions]
    assert codes == ["PH", "EC", "EN", "SO", "NW", "MG"]
    assert [part.code for part in editions.edition_of(edition).dimensions[4].indicators] == ["EN1.1"]
    part_actions.remove_part(part=dimension, by=administrator)
    edition.refresh_from_db()
    assert len(editions.edition_of(edition).indicators) == 40
    assert last_event(edition).data["values"]["code"] == "NW"


@pytest.mark.parametrize("step", [-1, 1], ids=["the first up", "the last down"])
def test_the_ends_stay_where_they_are(edition, administrator, step):
    siblings = list(edition.dimensions.all())
    part = siblings[0] if step < 0 else siblings[-1]

    part_actions.move_part(part=part, step=step, by=administrator)

    assert list(edition.dimensions.all()) == siblings


def test_the_second_of_two_administrators_is_told(edition, administrator):
    indicator = indicator_of(edition)
    seal = part_queries.seal_of(part_queries.values_of(indicator))
    part_actions.edit_part(part=indicator, values={"level_5": Decimal(99)}, seal=seal, by=UserBuilder())

    with pytest.raises(change_actions.EditionError, match="changed-meanwhile"):
        part_actions.edit_part(
            part=indicator_of(edition), values={"gate": False}, seal=seal, by=administrator
        )


def test_two_administrators_edit_two_indicators_at_once(edition, administrator):
    first, second = indicator_of(edition), indicator_of(edition, "EN1.2")
    seals = [part_queries.seal_of(part_queries.values_of(part)) for part in (first, second)]

    part_actions.edit_part(part=first, values={"source": "a"}, seal=seals[0], by=administrator)
    part_actions.edit_part(part=second, values={"source": "b"}, seal=seals[1], by=administrator)

    assert (indicator_of(edition).source, indicator_of(edition, "EN1.2").source) == ("a", "b")


def test_level_rules_and_names_are_edited(edition, administrator):
    part_actions.edit_level_rules(
        framework=edition, values={"pass_share_3": Decimal("66.5")}, by=administrator
    )
    part_actions.edit_framework(framework=edition, values={"note_th": "ร่าง"}, by=administrator)

    edition.refresh_from_db()
    assert (float(editions.edition_of(edition).levels[2].pass_share), edition.note_th) == (66.5, "ร่าง")
    with pytest.raises(change_actions.FieldFaults, match="from 0 to 100"):
        part_actions.edit_level_rules(
            framework=edition, values={"pass_share_3": Decimal(101)}, by=administrator
        )


def changes_of(framework, administrator):
    """Return a call of every action that changes an edition, by name."""
    dimension = framework.dimensions.first()
    example = framework.worked_examples.first()
    common = {"framework": framework, "by": administrator}
    return {
        "edit_framework": lambda: part_actions.edit_framework(values={"note_th": "x"}, **common),
        "edit_level_rules": lambda: part_actions.edit_level_rules(values={}, **common),
        "add_part": lambda: part_actions.add_part(
            model=Dimension, parent=framework, values={"code": "X"}, by=administrator
        ),
        "edit_part": lambda: part_actions.edit_part(
            part=dimension, values={"name_th": "x"}, by=administrator
        ),
        "move_part": lambda: part_actions.move_part(part=dimension, step=1, by=administrator),
        "remove_part": lambda: part_actions.remove_part(part=dimension, by=administrator),
        "save_example": lambda: example_actions.save_example(values={"name": "x"}, **common),
        "adapt_examples": lambda: example_actions.adapt_examples(levels={}, **common),
        "remove_example": lambda: example_actions.remove_example(example=example, by=administrator),
        "save_crosswalk": lambda: crosswalks_actions.save_crosswalk(earlier=framework, origins={}, **common),
        "discard_framework": lambda: publishing_actions.discard_framework(**common),
    }


def test_no_action_changes_a_published_edition(edition, administrator):
    framework = publishing_actions.publish_framework(framework=edition, by=administrator)
    changes = changes_of(framework, administrator)
    action_names = {action.__name__ for action in PUBLIC_ACTIONS}

    refused = set()
    for name, change in changes.items():
        with pytest.raises(change_actions.EditionError, match="published"):
            change()
        refused.add(name)

    # Plausibility settings and handbooks are not part of the criteria and may change.
    other_actions = {"load_plausibility", "change_limit"}
    other_actions |= {"ask_for_handbook", "ask_for_new_handbooks", "retry_handbook"}
    # These make an edition; the tests of each say that they change none that is published.
    other_actions |= {"load_framework", "load_working_edition", "copy_framework", "publish_framework"}
    assert refused == action_names - other_actions
    assert editions.checksum_of(editions.document_of(framework)) == edition.checksum


def test_a_discarded_draft_is_gone_and_its_history_is_not(edition, administrator):
    publishing_actions.discard_framework(framework=edition, by=administrator)

    assert not Framework.objects.filter(edition="2570-draft").exists()
    assert not Dimension.objects.filter(framework_id=edition.pk).exists()
    assert recording.events_of("framework:2570-draft").last().name == "framework-discarded"


def test_a_red_example_keeps_an_edition_from_being_published(edition, administrator):
    example = edition.worked_examples.first()
    values = {"expected_level": example.expected_level + 1}

    example_actions.save_example(framework=edition, example=example, values=values, by=administrator)

    with pytest.raises(change_actions.EditionError, match="examples"):
        publishing_actions.publish_framework(framework=edition, by=administrator)
    assert [run.is_green for run in example_queries.example_results(edition)] == [False, True]


def test_a_name_of_an_example_is_taken_once(edition, administrator):
    first, second = edition.worked_examples.all()

    with pytest.raises(change_actions.FieldFaults, match="two examples"):
        example_actions.save_example(
            framework=edition, example=second, values={"name": first.name}, by=administrator
        )


def test_a_crosswalk_leads_from_an_edition_to_the_one_before(framework, edition, administrator):
    part_actions.edit_part(part=indicator_of(edition), values={"code": "EN1.9"}, by=administrator)
    edition.refresh_from_db()
    origins = crosswalks_queries.origins_between(edition, framework) | {
        "EN1.9": Origin(SAME, ("EN1.1",)),
        "EN1.2": Origin(CHANGED, ("EN1.2",)),
    }

    crosswalks_actions.save_crosswalk(framework=edition, earlier=framework, origins=origins, by=administrator)

    assert crosswalks_queries.origins_between(edition, framework) == origins
    changes = last_event(edition).data["changes"]
    assert changes["EN1.9"] == {"old": None, "new": "same EN1.1"}


def test_a_crosswalk_that_no_longer_fits_keeps_from_publishing(framework, edition, administrator):
    origins = crosswalks_queries.origins_between(edition, framework)
    crosswalks_actions.save_crosswalk(framework=edition, earlier=framework, origins=origins, by=administrator)

    part_actions.edit_part(part=indicator_of(edition), values={"formula": "direct"}, by=administrator)

    edition.refresh_from_db()
    assert [code for code, _why in publishing_queries.check_list(edition).crosswalk_faults] == ["EN1.1"]


def test_crosswalks_lead_over_several_editions(framework, edition, administrator):
    origins = crosswalks_queries.origins_between(edition, framework) | {"EN1.1": Origin(CHANGED, ("EN1.1",))}
    crosswalks_actions.save_crosswalk(framework=edition, earlier=framework, origins=origins, by=administrator)
    middle = publishing_actions.publish_framework(framework=edition, by=administrator)
    newest = publishing_actions.copy_framework(
        source=middle, edition="2572", name_th="x", name_en="x", effective_from=2572, by=administrator
    )
    origins = crosswalks_queries.origins_between(newest, middle) | {"EN1.2": Origin(NONE)}
    crosswalks_actions.save_crosswalk(framework=newest, earlier=middle, origins=origins, by=administrator)

    origins = crosswalks_queries.origins_between(newest, framework)

    assert (origins["EN1.1"], origins["EN1.2"]) == (Origin(CHANGED, ("EN1.1",)), Origin(NONE))
    assert origins["EN1.3"] == Origin(SAME, ("EN1.3",))
