"""A published assessment with at least one of each object that an address names."""

from decimal import Decimal

import pytest

from assessments import actions
from assessments import results as assessment_results
from assessments.domain.entries import Given
from assessments.domain.papers import Package
from assessments.domain.workflow import Status
from awards import actions as awards
from awards import results
from awards.domain.ceremonies import PackageKind
from tests import builders, files
from tests.rights.address import ROLES


@pytest.fixture
def published(at, people, draft):
    """A published assessment with a file of evidence, cited and previewed, and its certificate ready."""
    evidence = builders.add_evidence(draft, files.jpeg(), "photo.jpg", by=people.officer)
    actions.cite(evidence=evidence, code="EN1.1", by=people.officer)
    assert assessment_results.prepare_evidence(evidence_id=evidence.pk)
    audited = at(Status.EXTERNAL_AUDIT)
    actions.take_on(assessment=audited, by=people.external)
    builders.visit(audited, people.external)
    assert assessment_results.prepare_evidence(evidence_id=audited.evidence.get(visit__isnull=False).pk)
    builders.audit(audited, people.external)
    published = actions.recommend(assessment=audited, by=people.external)
    actions.open_thread(assessment=published, code="EN1.1", text="โปรดตรวจสอบ", by=people.internal)
    builders.resolve(published, people.administrator, level=3)
    actions.publish(assessment=published, by=people.administrator)
    published.refresh_from_db()
    planned = {"EN9.1": Given(value=Decimal(99))}
    actions.set_targets(
        assessment=published, targets=planned, year=published.cycle.year, responsible="x", by=people.officer
    )
    _pdf, workbook = actions.ask_for_papers(assessment=published, package=Package.DOSSIER, by=people.internal)
    assert assessment_results.make_paper(paper_id=workbook.pk)  # the other one takes seconds
    certificate = awards.issue_certificate(assessment=published, by=people.administrator)
    assert results.render_certificate(certificate_id=certificate.pk)
    ceremony = builders.ceremony(people.administrator)
    awards.add_areas(ceremony=ceremony, assessments=[published], with_plaque=False, by=people.administrator)
    run = awards.start_run(
        ceremony=ceremony,
        recipients=ceremony.recipients.values_list("pk", flat=True),
        by=people.administrator,
    )
    results.finish_runs(run_ids=[run.pk])
    reprint = awards.reprint_certificate(certificate=certificate, reason="ชำรุด", by=people.administrator)
    assert results.render_reprint(reprint_id=reprint.pk)
    package = awards.ask_for_package(
        ceremony=ceremony, kind=PackageKind.SHEET_WORKBOOK, by=people.administrator
    )
    assert results.make_package(package_id=package.pk)
    meeting = published.resolution.meeting
    minutes = actions.ask_for_minutes(meeting=meeting, by=people.administrator)
    assert assessment_results.render_minutes(minutes_id=minutes.pk)
    builders.ask(published, code="EN9.1")
    builders.propose(published, by=people.administrator)
    return published


@pytest.fixture
def users(officer, other_officer, assessor, administrator):
    return dict(zip(ROLES, (None, officer, other_officer, assessor, administrator), strict=True))
