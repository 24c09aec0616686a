"""What holds for the project as a whole."""

import json
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import signals

from assessments.workflow import documents
from tests import policies

ROOMS = [
    *("areas", "indicators", "assessments", "awards"),
    *("personal_data", "people", "profile", "notices", "accounts", "configuration", "common"),
]
# The folders of the tests, and the packages whose capabilities they follow.
TESTED = {
    "tests": "ecotown",
    "tests/assessments": "assessments",
    "tests/awards": "awards",
    "tests/indicators": "indicators",
    "tests/common": "ecotown/common",
}
# Test folders of more than one capability.
COMPREHENSIVE = {"browser", "addresses", "workers"}
# Prints the names of the modules that every process loads, then of those that a worker loads.
LOADED_MODULES = """
import json, sys, django
django.setup()
in_every_process = list(sys.modules)
from ecotown.celery import app
app.loader.import_default_modules()
print(json.dumps([in_every_process, list(sys.modules)]))
"""


def test_the_workflow_document_is_the_table():
    written = (settings.BASE_DIR / "docs" / "workflow.md").read_text(encoding="utf-8")

    assert written == documents.workflow_document()


@pytest.fixture(scope="module")
def loaded_modules():
    """Return the names of the modules that every process has loaded at its start, and those of a worker."""
    command = [sys.executable, "-c", LOADED_MODULES]
    output = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True).stdout
    in_every_process, in_a_worker = json.loads(output)
    return set(in_every_process), set(in_a_worker)


def modules_of_layer(layer):
    """Return the names of the modules `<layer>.py` of all capabilities, also where it is a package."""
    paths = [
        path.relative_to(settings.BASE_DIR).with_suffix("")
        for package in policies.PACKAGES
        for path in settings.BASE_DIR.joinpath(package).rglob("*.py")
    ]
    names = [".".join(path.parts) for path in paths if layer in (path.name, path.parent.name)]
    return {name.removesuffix(".__init__") for name in names if not name.startswith(f"ecotown.{layer}.")}


@pytest.mark.parametrize("layer", ["models", "rules", "notices"])
def test_every_process_loads_the_declarations_of_all_capabilities(loaded_modules, layer):
    in_every_process, _ = loaded_modules

    assert modules_of_layer(layer)
    assert modules_of_layer(layer) - in_every_process == set()


def test_every_worker_loads_the_tasks_of_all_capabilities(loaded_modules):
    _, in_a_worker = loaded_modules

    assert modules_of_layer("tasks")
    assert modules_of_layer("tasks") - in_a_worker == set()


@pytest.mark.parametrize(("tests", "package"), TESTED.items())
def test_every_folder_of_tests_is_named_for_a_capability(tests, package):
    capabilities = folders_in(package) | {app for app in policies.PACKAGES if tests == "tests"}

    assert folders_in(tests) - capabilities - COMPREHENSIVE == set()


@pytest.mark.parametrize("app", ["assessments", "awards", "indicators"])
def test_every_capability_has_a_folder_of_tests(app):
    technical = {"management", "migrations", "templatetags"}

    assert folders_in(app) - technical - folders_in(f"tests/{app}") == set()


def folders_in(folder):
    """Return the names of the packages in a folder of the project."""
    return {path.parent.name for path in settings.BASE_DIR.joinpath(folder).glob("*/__init__.py")}


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
