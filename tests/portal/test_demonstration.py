"""The demonstration refuses databases with real data."""

import pytest
from django.core.management import CommandError, call_command

from assessments.entry.domain.values import answers_of
from assessments.evidence.models import Citation
from assessments.workflow.models import Cycle
from ecotown.accounts.models import User
from ecotown.demonstration import evidence as demonstration_evidence
from ecotown.demonstration.values import values_for
from indicators.criteria.domain.scoring import area_level
from indicators.editions.queries import editions


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
