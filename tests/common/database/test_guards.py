"""Guards refuse every write that they forbid, and the database has those of the models and no other."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import Entry
from assessments.workflow.domain import Status
from awards.printing.models import PrintItem
from ecotown.common.database.guards import Guard
from tests import builders
from tests.common.database.forbidden_writes import faults_of, guards, guards_of
from tests.guards import disable_guards, installed_guards

pytestmark = pytest.mark.django_db
(ENTRY_GUARD,) = guards_of(Entry)


def changed(**options):
    return Guard(**{**ENTRY_GUARD.deconstruct()[2], **options})


def test_every_guard_refuses_every_write_that_it_forbids(guarded_rows):
    assert [fault for model, guard in guards() for fault in faults_of(model, guard)] == []


def test_no_entry_is_moved_into_a_submitted_assessment(draft, at, cycle, officer, people):
    submitted = at(Status.INTERNAL_AUDIT)
    area = builders.AreaBuilder(province=submitted.area.province)
    other = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
    three = {"EN9.1": EntryValue(value=Decimal(3))}
    entry_actions.save_entries(assessment=other, values=three, by=officer)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.filter(assessment=other).update(assessment=submitted)


def test_a_guard_that_does_not_refuse_or_has_no_row_is_found(guarded_rows):
    (guard,) = guards_of(PrintItem)
    disable_guards(PrintItem._meta.db_table)

    with_rows = faults_of(PrintItem, guard)
    PrintItem.objects.all().delete()
    without_rows = faults_of(PrintItem, guard)

    assert {fault.split()[0] for fault in with_rows if fault.endswith(": None")} == {"UPDATE", "DELETE"}
    assert without_rows == [
        "print_item_is_kept_update: no row to try it on",
        "print_item_is_kept_delete: no row to try it on",
    ]


def test_the_triggers_of_the_database_are_those_of_the_guards():
    assert {name: table for name, (table, _sql) in installed_guards().items()} == {
        guard.trigger(operation): model._meta.db_table
        for model, guard in guards()
        for operation in guard.refuses
    }


@pytest.mark.parametrize(
    ("guard", "operations"),
    [
        pytest.param([ENTRY_GUARD], [], id="the same"),
        pytest.param([changed()], [], id="an equal one"),
        pytest.param([changed(when="1 = 0")], ["RemoveConstraint", "AddConstraint"], id="another condition"),
        pytest.param([changed(message="no")], ["RemoveConstraint", "AddConstraint"], id="another message"),
        pytest.param(
            [changed(refuses=["insert"])], ["RemoveConstraint", "AddConstraint"], id="fewer refused"
        ),
        pytest.param([changed(name="no")], ["RemoveConstraint", "AddConstraint"], id="another name"),
        pytest.param([], ["RemoveConstraint"], id="none"),
    ],
)
def test_makemigrations_notices_a_guard_that_was_changed(guard, operations):
    loader = MigrationLoader(None)
    migrated = loader.project_state()
    declared = migrated.clone()
    options = declared.models["assessments", "entry"].options
    options["constraints"] = [each for each in options["constraints"] if each != ENTRY_GUARD] + guard

    changes = MigrationAutodetector(migrated, declared).changes(loader.graph)

    names = [
        type(operation).__name__ for each in changes.get("assessments", []) for operation in each.operations
    ]
    assert names == operations
