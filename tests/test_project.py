"""What holds for the project as a whole."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import signals

from assessments.workflow import documents
from tests import policies

ROOMS = ["areas", "indicators", "assessments", "awards", "notices", "accounts", "common"]


def test_the_workflow_document_is_the_table():
    written = (settings.BASE_DIR / "docs" / "workflow.md").read_text(encoding="utf-8")

    assert written == documents.workflow_document()


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_migration_has_a_name_that_says_something():
    names = [name for app, name in MigrationRecorder(connection).applied_migrations() if app in ROOMS]

    assert names
    assert not [name for name in names if "auto" in name or "alter" in name]


@pytest.mark.parametrize(
    "model",
    [
        model
        for model in apps.get_models()
        if {"status", "state"} & {field.name for field in model._meta.fields}
    ],
    ids=lambda model: model.__name__,
)
def test_a_model_with_a_status_has_a_constraint_on_it(model):
    column = "status" if "status" in {field.name for field in model._meta.fields} else "state"

    assert [
        constraint
        for constraint in model._meta.constraints
        if column in str(getattr(constraint, "condition", ""))
    ]


def test_no_overridden_save_is_ours():
    assert list(policies.own_saves()) == []


def test_no_signal_receiver_is_ours():
    assert list(policies.modules())  # each one is loaded, so that it has connected what it wants to

    assert list(policies.own_receivers()) == []


@pytest.mark.django_db
def test_a_signal_receiver_of_ours_would_be_found():
    def receiver(**_facts):
        pass

    receiver.__module__ = "areas.models"
    signals.post_save.connect(receiver)
    try:
        assert list(policies.own_receivers()) == [f"areas.models: {receiver.__qualname__}"]
    finally:
        signals.post_save.disconnect(receiver)


@pytest.mark.django_db
def test_the_triggers_that_guard_the_data_are_installed():
    sql = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'refuse_%'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'refuse_%'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        installed = {name for (name,) in cursor.fetchall()}

    children = ["levelrule", "dimension", "aspect", "indicator", "formulainput", "threshold", "workedexample"]
    children += ["crosswalk", "crosswalkline"]
    assert installed == {
        "refuse_update_common_event",
        "refuse_delete_common_event",
        "refuse_delete_common_historychain",
        "refuse_update_indicators_framework",
        "refuse_delete_indicators_framework",
        *(
            f"refuse_{operation}_indicators_{child}"
            for operation in ("insert", "update", "delete")
            for child in children
        ),
        *(f"refuse_{operation}_assessments_resolution" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_agendaitem" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_erratum" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_erratuminput" for operation in ("insert", "update", "delete")),
        *(
            f"refuse_{operation}_assessments_{table}"
            for operation in ("update", "delete")
            for table in ("meeting", "reconsideration", "minutes", "correction", "correctedlevel")
        ),
        "refuse_update_assessments_question",
        "refuse_update_assessments_computedlevel",
        "refuse_delete_assessments_computedlevel",
        "refuse_update_assessments_assessment",
        "refuse_delete_assessments_assessment",
        *(f"refuse_{operation}_assessments_entry" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_entryinput" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_evidence" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_citation" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_verdict" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_verdictinput" for operation in ("insert", "update", "delete")),
        *(
            f"refuse_{operation}_assessments_{table}"
            for operation in ("update", "delete")
            for table in ("assignment", "return", "returneditem", "comment", "internalnote")
        ),
        "refuse_delete_assessments_thread",
        *(f"refuse_{operation}_assessments_warninganswer" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_assessments_note" for operation in ("insert", "update", "delete")),
        *(
            f"refuse_{operation}_assessments_{table}"
            for operation in ("insert", "update", "delete")
            for table in ("sitevisit", "visitfinding")
        ),
        *(f"refuse_{operation}_awards_award" for operation in ("insert", "update", "delete")),
        *(f"refuse_{operation}_awards_ceremony" for operation in ("insert", "update")),
        *(
            f"refuse_{operation}_awards_{table}"
            for operation in ("update", "delete")
            for table in ("numberseries", "reprint", "design", "printitem")
        ),
        *(f"refuse_{operation}_awards_designsignatory" for operation in ("insert", "update", "delete")),
        "refuse_update_awards_recipient",
    }
