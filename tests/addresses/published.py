"""A published assessment with at least one of each object that an address names."""

from datetime import timedelta
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.utils import timezone

from assessments.audit.actions import assignments, comments
from assessments.committee import results as committee_results
from assessments.committee.actions import minutes as minute_actions
from assessments.committee.actions import resolutions
from assessments.entry.domain.values import EntryValue
from assessments.evidence import actions as evidence_actions
from assessments.evidence import results as evidence_results
from assessments.plans import actions as plans_actions
from assessments.reports import actions as reports_actions
from assessments.reports import results as reports_results
from assessments.reports.domain import ReportPackage
from assessments.workflow.domain import Status
from awards.ceremonies.actions import recipients as recipient_actions
from awards.printing.actions import packages as package_actions
from awards.printing.actions import runs
from awards.printing.domain import PackageKind
from awards.printing.results import awards as award_results
from awards.printing.results import packages as package_results
from awards.register.actions import awards as award_actions
from ecotown.accounts.models import WrongTries
from ecotown.personal_data import actions as data_actions
from tests import builders, files


def publish(draft, people):
    """Return the assessment, published with cited and previewed evidence, and its certificate ready."""
    evidence = builders.add_evidence(draft, files.jpeg(), "photo.jpg", by=people.officer)
    evidence_actions.cite(evidence=evidence, code="EN1.1", by=people.officer)
    assert evidence_results.prepare_evidence(evidence_id=evidence.pk)
    builders.type_quantities(draft, people.officer)
    audited = builders.take_to(Status.EXTERNAL_AUDIT, draft, people)
    assignments.take_on(assessment=audited, by=people.external)
    builders.visit(audited, people.external)
    assert evidence_results.prepare_evidence(evidence_id=audited.evidence.get(visit__isnull=False).pk)
    builders.audit(audited, people.external)
    published = resolutions.recommend(assessment=audited, by=people.external)
    comments.open_thread(assessment=published, code="EN1.1", text="โปรดตรวจสอบ", by=people.internal)
    builders.resolve(published, people.administrator, level=3)
    resolutions.publish(assessment=published, by=people.administrator)
    published.refresh_from_db()
    planned = {"EN9.1": EntryValue(value=Decimal(99))}
    plans_actions.set_targets(
        assessment=published, targets=planned, year=published.cycle.year, responsible="x", by=people.officer
    )
    _pdf, workbook = reports_actions.ask_for_reports(
        assessment=published, package=ReportPackage.DOSSIER, by=people.internal
    )
    assert reports_results.REPORTS.make(workbook.pk)  # the other one takes seconds
    certificate = award_actions.issue_certificate(assessment=published, by=people.administrator)
    assert award_results.AWARDS.make(certificate.pk)
    add_ceremony(published, certificate, people.administrator)
    meeting = published.resolution.meeting
    minutes = minute_actions.ask_for_minutes(meeting=meeting, by=people.administrator)
    assert committee_results.MINUTES.make(minutes.pk)
    builders.ask(published, code="EN9.1", may_be_shown=True)
    builders.propose(published, by=people.administrator)
    add_sign_ins(people.officer)
    add_personal_data(people.administrator)
    return published


def add_sign_ins(officer):
    """Add a passkey of the officer, which no browser has, and a place that has to wait."""
    data = {"name": "โน้ตบุ๊กสำนักงาน", "credential": {}}
    Authenticator.objects.create(user=officer, type="webauthn", data=data)
    now = timezone.now()
    until = now + timedelta(days=1)
    WrongTries.objects.create(
        counted="person",
        key="0",
        user=officer,
        network="203.0.113.7",
        tries=6,
        last_at=now,
        locked_until=until,
    )


def add_personal_data(administrator):
    """Add two closed accounts, of which the data of one shall be erased, and a copy of these."""
    closed, _other = builders.UserBuilder.create_batch(2, is_active=False)
    data_actions.ask_for_erasure(person=closed, reason="หนังสือขอลบข้อมูล", by=administrator)
    data_actions.ask_for_export(person=closed, by=administrator)


def add_ceremony(published, certificate, administrator):
    """Add a ceremony with a finished print run and a package, and a reprint of the certificate."""
    ceremony = builders.ceremony(administrator)
    recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=False, by=administrator
    )
    run = runs.start_run(
        ceremony=ceremony,
        recipients=ceremony.recipients.values_list("pk", flat=True),
        by=administrator,
    )
    award_results.finish_runs(run_ids=[run.pk])
    reprint = award_actions.reprint_award(award=certificate, reason="ชำรุด", by=administrator)
    assert award_results.REPRINTS.make(reprint.pk)
    package = package_actions.request_package(
        ceremony=ceremony, kind=PackageKind.SHEET_WORKBOOK, by=administrator
    )
    assert package_results.FILES.make(package.pk)
