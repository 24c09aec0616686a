"""Issuing, retrying and revoking certificates."""

import pytest
from django.db import IntegrityError, transaction

from areas.models import TargetArea
from assessments.entry.actions import entries as entry_actions
from assessments.workflow.domain import Status
from awards.designs.domain.kinds import AwardError
from awards.register.actions import awards
from awards.register.actions.recording import CODE_LENGTH, CODE_LETTERS
from awards.register.models.awards import Award
from ecotown.common.history import recording
from tests import builders, policies
from tests.builders import AreaBuilder

PUBLIC_ACTIONS = policies.actions_of("awards", except_for=["record_award_event", "record_award_events"])


@pytest.fixture
def issued(at, administrator):
    return awards.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)


@pytest.mark.parametrize("action", PUBLIC_ACTIONS, ids=lambda action: action.__name__)
def test_every_action_names_who_acts_and_leaves_a_link_of_the_history(action):
    assert policies.names_actor(action)
    assert policies.records_event(action)
    assert policies.is_atomic(action)


def test_a_certificate_gets_a_number_and_an_unguessable_code(issued):
    assert issued.number == f"1/{issued.assessment.cycle.year}"
    assert len(issued.code) == CODE_LENGTH
    assert set(issued.code) <= set(CODE_LETTERS)


def test_issuing_twice_gives_the_same_certificate(issued, administrator):
    certificate = awards.issue_certificate(assessment=issued.assessment, by=administrator)

    assert certificate == issued
    names = [row.name for row in recording.events_of(issued.assessment.history_subject)]
    assert names.count("certificate-issued") == 1


def test_numbers_run_within_the_year(issued, cycle, province, people, administrator):
    second_assessment = entry_actions.open_assessment(
        area=AreaBuilder(province=province), cycle=cycle, by=None
    )
    builders.take_to(Status.PUBLISHED, second_assessment, people)

    assert awards.issue_certificate(assessment=second_assessment, by=administrator).running_number == 2
    assert TargetArea.objects.count() == 2


@pytest.mark.parametrize("status", [Status.COMMITTEE, Status.GRANTED], ids=lambda status: status.value)
def test_nothing_is_issued_before_publication(at, administrator, status):
    with pytest.raises(AwardError, match="^not-published$"):
        awards.issue_certificate(assessment=at(status), by=administrator)


def test_an_area_without_a_level_gets_no_certificate(at, administrator):
    with pytest.raises(AwardError, match="^no-level$"):
        awards.issue_certificate(assessment=at(Status.PUBLISHED, level=0), by=administrator)


def test_a_certificate_is_revoked_once_and_with_a_reason(issued, administrator):
    with pytest.raises(AwardError, match="^reason-missing$"):
        awards.revoke_award(award=issued, reason="  ", by=administrator)

    revoked = awards.revoke_award(award=issued, reason=" ออกผิดพื้นที่ ", by=administrator)

    assert (revoked.is_revoked, revoked.revocation_reason) == (True, "ออกผิดพื้นที่")
    with pytest.raises(AwardError, match="^revoked$"):
        awards.revoke_award(award=issued, reason="อีกครั้ง", by=administrator)


def test_only_a_failed_certificate_is_retried(issued, administrator):
    with pytest.raises(AwardError, match="^not-failed$"):
        awards.retry_award(award=issued, by=administrator)
    Award.objects.update(state="failed", error="no font")

    retried = awards.retry_award(award=issued, by=administrator)

    assert (retried.state, retried.error) == ("waiting", "")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"running_number": 7}, id="the number"),
        pytest.param({"code": "x" * CODE_LENGTH}, id="the code"),
        pytest.param({"year": 2500}, id="the year"),
    ],
)
def test_the_database_refuses_changes_of_an_issued_award(issued, change):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Award.objects.filter(pk=issued.pk).update(**change)


def test_the_database_refuses_changes_of_the_file_and_deletion(issued):
    ready = {"state": "ready", "file": "certificates/a.pdf", "sha256": "a" * 64}
    Award.objects.filter(pk=issued.pk).update(**ready)

    for change in (
        lambda: Award.objects.update(sha256="b" * 64),
        lambda: Award.objects.update(file="certificates/b.pdf"),
        lambda: Award.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            change()
