"""The demonstration plays its scenarios to their ends, and refuses databases with real data."""

import pytest
from django.core.management import CommandError, call_command

from areas.models import TargetArea
from assessments.corrections.models import Correction, Question
from assessments.entry.domain.values import answers_of
from assessments.evidence.models import Citation
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, Cycle
from awards.register.models.awards import Award
from ecotown.accounts.models import User
from ecotown.celery import app
from ecotown.demonstration import ceremony, corrections, scenario, steps
from ecotown.demonstration import evidence as demonstration_evidence
from ecotown.demonstration.values import values_for
from indicators.criteria.domain.scoring import area_level
from indicators.editions.queries import editions
from tests import builders
from tests.builders import PASSWORD


def test_the_demonstration_refuses_a_database_with_a_real_cycle(cycle):
    with pytest.raises(CommandError, match="real cycle"):
        call_command("run_demo", no_serve=True)

    assert not User.objects.exists()
    assert Cycle.objects.get() == cycle


@pytest.mark.parametrize("ahead", [0, 60, 100])
@pytest.mark.parametrize("level", [0, 1, 2, 3, 4, 5])
def test_demonstration_values_attain_their_level(framework, level, ahead):
    edition = editions.edition_of(framework)

    values = values_for(edition, level, "seed", ahead)

    assert area_level(edition, answers_of(values, edition)).level == level


@pytest.fixture
def tasks_at_once(transactional_db, settings, tmp_path):
    """Run each task where it is asked for, after the commit, as a worker that waits for nothing."""
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_every_scenario_ends_as_it_says_and_the_ceremony_hands_out_last_years_results(tasks_at_once):
    call_command("load_areas")
    framework = builders.working_framework()
    people = steps.create_people(PASSWORD)
    administrator = people[scenario.ADMINISTRATOR]

    year = steps.publish_last_year(framework, people)
    cycle = steps.demonstration_cycle(
        framework, steps.this_year(), TargetArea.objects.all(), by=administrator
    )
    scenarios = [scenario.MAIN_SCENARIO, *scenario.AREA_SCENARIOS]
    for area_scenario in scenarios:
        assert [*steps.run_scenario(area_scenario, cycle, people)]
    run = ceremony.hold_ceremony(year, by=administrator)

    assert dict(cycle.assessments.exclude(status=Status.DRAFT).values_list("area__key", "status")) == {
        area_scenario.area: area_scenario.state
        for area_scenario in scenarios
        if area_scenario.state != Status.DRAFT
    }
    published = Assessment.objects.get(cycle=cycle, area__key=scenario.MAIN_SCENARIO.area)
    assert steps.computed_level(published) == scenario.MAIN_SCENARIO.level
    assert steps.certificate_of(published, by=administrator).state == Award.State.READY
    assert run.ceremony.fiscal_year == year
    assert ceremony.merged_package(run, by=administrator).file.size
    for _time in range(2):
        corrections.ask_and_correct(year, people)
    (erratum,) = Correction.objects.filter(state="approved")
    assert (erratum.computed.former_level, erratum.computed.level) == (3, 2)
    assert (erratum.assessment.resolution.granted_level, bool(erratum.level_reason)) == (3, True)
    assert sorted(Question.objects.values_list("state", "is_shown")) == [("corrected", True), ("new", False)]


def test_demonstration_evidence_is_stored_and_cited(draft, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    (line,) = demonstration_evidence.add_evidence(draft, by=officer)

    kinds = {evidence.name: evidence.kind for evidence in draft.evidence.all()}
    assert kinds == {
        paper.name: "jpeg" if paper.is_picture else "pdf" for paper in demonstration_evidence.EVIDENCE_FILES
    }
    assert all("ข้อมูลสาธิต" in name for name in kinds)
    cited = Citation.objects.values_list("indicator__code", flat=True)
    assert sorted(cited) == ["EN1.1", "EN9.1", "MG1.1", "PH2.1"]
    assert "3 ไฟล์" in line


def test_a_superuser_cannot_be_made(db):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="no_superuser"):
        User.objects.create_superuser("root", "root@portal.example", "x", role="administrator")
