"""Print runs: one number and one file per award, errors by recipient, concurrent requests and workers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier
from zipfile import ZipFile

import openpyxl
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from areas.models import Province
from assessments.entry.actions import entries as actions
from assessments.workflow.domain import Status
from awards.ceremonies.actions import recipients as recipient_actions
from awards.designs.domain.kinds import AwardError
from awards.printing.actions import packages as package_actions
from awards.printing.actions import runs as run_actions
from awards.printing.domain import PackageKind
from awards.printing.models import Package, PrintItem, PrintRun
from awards.printing.results import awards as award_results
from awards.printing.results import packages as package_results
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award
from ecotown.common.history import recording
from ecotown.common.produced_files import making
from tests import builders
from tests.at_once import needs_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(ceremony, administrator):
    def start_run(recipients):
        ids = [recipient.pk for recipient in recipients]
        return run_actions.start_run(ceremony=ceremony, recipients=ids, by=administrator)

    return start_run


def render(run):
    return award_results.AWARDS.make(*run.items.values_list("award", flat=True))


def run_concurrently(*calls):
    """Return the runs that concurrent calls start, each with a database connection of its own."""
    ready = Barrier(len(calls))

    def call_when_all_are_ready(call):
        try:
            ready.wait(timeout=20)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return set(pool.map(call_when_all_are_ready, calls))


def states(run):
    return list(run.items.order_by("position").values_list("award__state", flat=True))


def test_a_run_numbers_in_call_order_and_makes_every_file_once(start, factories):
    run = start(factories)

    assert render(run) == 3
    assert render(run) == 0

    run.refresh_from_db()
    assert (run.state, states(run)) == ("finished", ["ready"] * 3)
    numbers = run.items.order_by("position").values_list("recipient", "award__running_number")
    assert list(numbers) == [(recipient.pk, place) for place, recipient in enumerate(factories, 1)]
    assert Award.objects.values("sha256").distinct().count() == 3


def test_starting_twice_makes_one_run(start, factories):
    assert start(factories) == start(factories)
    assert (PrintRun.objects.count(), Award.objects.count()) == (1, 3)


@needs_server
def test_starting_twice_at_the_same_moment_makes_one_run(start, factories):
    runs = run_concurrently(lambda: start(factories), lambda: start(factories))

    assert (len(runs), PrintRun.objects.count(), Award.objects.count()) == (1, 1, 3)


@needs_server
def test_two_ceremonies_printed_at_the_same_moment_share_no_number(start, factories, administrator):
    other_ceremony = builders.ceremony(administrator)
    other_recipients = [
        builders.recipient(other_ceremony, administrator, given_name=f"เครือข่าย {number}").pk
        for number in range(3)
    ]

    run_concurrently(
        lambda: start(factories),
        lambda: run_actions.start_run(ceremony=other_ceremony, recipients=other_recipients, by=administrator),
    )

    numbers = Award.objects.order_by("running_number").values_list("running_number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def test_the_database_lets_one_run_of_a_ceremony_be_on(start, factories, administrator):
    run = start(factories)

    with pytest.raises(IntegrityError), transaction.atomic():
        PrintRun.objects.create(ceremony=run.ceremony, started_by=administrator, started_at=timezone.now())


def test_a_later_run_keeps_numbers_and_files_of_an_earlier_one(start, factories):
    render(start(factories[:2]))
    before = {award.pk: (award.number, award.sha256) for award in Award.objects.all()}

    run = start(factories)
    render(run)

    assert before.items() <= {award.pk: (award.number, award.sha256) for award in Award.objects.all()}.items()
    assert Award.objects.count() == 3


def test_each_kind_counts_for_itself(start, ceremony, administrator):
    recipients = [builders.recipient(ceremony, administrator, with_plaque=True) for _ in range(2)]

    start(recipients)

    numbers = Award.objects.order_by("kind", "running_number").values_list("kind", "running_number")
    assert list(numbers) == [("certificate", 1), ("certificate", 2), ("plaque", 1), ("plaque", 2)]


def test_an_area_keeps_the_certificate_it_has(start, ceremony, at, administrator):
    published = at(Status.PUBLISHED)
    issued = award_actions.issue_certificate(assessment=published, by=administrator)
    (area,) = recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=True, by=administrator
    )

    run = start([area])

    assert run.items.get(position=1).award == issued
    assert Award.objects.filter(kind="plaque", assessment=published).count() == 1


def test_a_broken_document_is_told_with_its_reason_and_the_others_are_made(
    start, factories, ceremony, at, administrator, caplog
):
    published = at(Status.PUBLISHED)
    long = recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=False, by=administrator
    )
    run = start([*factories, *long])
    Province.objects.update(name_th="漢字")  # letters that the font lacks

    assert render(run) == 3

    run.refresh_from_db()
    assert (run.state, states(run)) == ("finished", ["ready", "ready", "ready", "failed"])
    assert Award.objects.get(assessment=published).error == "no-letter:place:6F22,5B57"
    assert "could not be made" in caplog.text


def test_what_failed_is_tried_again_alone_or_with_all(start, factories, administrator, monkeypatch, caplog):
    def broken(_awards):
        raise ValueError("no font")

    run = start(factories)
    with monkeypatch.context() as patch:
        patch.setattr(award_documents, "award_pdfs", broken)
        assert render(run) == 0
    first, *_rest = Award.objects.order_by("pk")
    assert first.error == "unexpected"

    run_actions.retry_run(run=run, award=first, by=administrator)
    assert states(run) == ["waiting", "failed", "failed"]
    assert render(run) == 1
    run_actions.retry_run(run=run, by=administrator)
    assert render(run) == 2

    with pytest.raises(AwardError, match="^nothing-failed$"):
        run_actions.retry_run(run=run, by=administrator)


def test_a_cancelled_run_keeps_its_numbers_and_makes_nothing_more(start, factories, administrator):
    run = run_actions.cancel_run(run=start(factories), by=administrator)

    assert (run.state, states(run), render(run)) == ("cancelled", ["held"] * 3, 0)
    with pytest.raises(AwardError, match="^run-not-running$"):
        run_actions.cancel_run(run=run, by=administrator)

    second_run = start(factories)
    assert render(second_run) == 3
    assert list(Award.objects.values_list("running_number", flat=True).order_by("pk")) == [1, 2, 3]


def test_the_sweep_takes_up_what_a_dead_worker_held_and_ends_the_run(start, factories):
    run = start(factories)
    long_ago = timezone.now() - timedelta(hours=1)
    Award.objects.update(claimed_until=long_ago, asked_at=long_ago)

    (due,) = award_results.AWARDS.overdue()
    assert sorted(due) == sorted(run.items.values_list("award", flat=True))
    award_results.AWARDS.make(*due)

    run.refresh_from_db()
    assert (run.state, states(run)) == ("finished", ["ready"] * 3)


def test_a_database_that_goes_away_in_the_middle_loses_and_doubles_nothing(start, factories, monkeypatch):
    real = award_documents.award_pdfs

    def cut_off(awards):
        yield next(real(awards))
        raise OperationalError("connection lost")

    run = start(factories)
    with monkeypatch.context() as patch:
        patch.setattr(award_documents, "award_pdfs", cut_off)
        with pytest.raises(OperationalError):
            render(run)
    assert sorted(states(run)) == ["ready", "waiting", "waiting"]

    assert render(run) == 2  # at once: nobody holds a claim

    run.refresh_from_db()
    assert (run.state, states(run)) == ("finished", ["ready"] * 3)
    stored = [award.file.name for award in Award.objects.all()]
    assert len(stored) == len(list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))) == 3


def test_a_document_that_takes_all_the_time_fails_and_the_others_are_made(
    start, factories, monkeypatch, caplog
):
    real = award_documents.award_pdfs

    def slow(awards):
        yield next(real(awards))
        raise SoftTimeLimitExceeded

    run = start(factories)
    with monkeypatch.context() as patch:
        patch.setattr(award_documents, "award_pdfs", slow)
        assert render(run) == 1
    assert states(run) == ["ready", "failed", "waiting"]
    assert Award.objects.get(state="failed").error == "too-slow"

    assert render(run) == 1  # at once: nobody holds a claim
    assert "took too long" in caplog.text


def test_two_workers_with_the_same_message_make_each_file_once(start, factories, monkeypatch):
    real, meanwhile = award_documents.award_pdfs, []

    def slow(awards):
        if not meanwhile:
            meanwhile.append(None)
            meanwhile[0] = render(run)  # the other worker
        yield from real(awards)

    run = start(factories)
    monkeypatch.setattr(award_documents, "award_pdfs", slow)

    assert (render(run), meanwhile) == (3, [0])


def test_a_run_whose_documents_are_all_ready_ends_at_once(start, factories):
    render(start(factories))
    run = start(factories)

    award_results.finish_runs(run_ids=[run.pk])

    run.refresh_from_db()
    assert run.state == "finished"


def test_starting_takes_the_same_queries_for_any_number(
    ceremony, administrator, cycle, province, people, start
):
    """Start runs of areas and recipients by name, each with a certificate and a plaque."""
    mixed = []
    for _number in range(3):
        area = builders.AreaBuilder(province=province)
        draft = actions.open_assessment(area=area, cycle=cycle, by=None)
        published = builders.take_to(Status.PUBLISHED, draft, people)
        mixed += recipient_actions.add_areas(
            ceremony=ceremony, assessments=[published], with_plaque=True, by=administrator
        )
        mixed.append(builders.recipient(ceremony, administrator, with_plaque=True, area=area))
    query_counts = []
    for count in (1, 3):
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            start(mixed[: 2 * count])
            transaction.set_rollback(True)
        query_counts.append(len(queries))

    assert query_counts[0] == query_counts[1]


def test_a_revoked_award_is_left_out(start, factories, administrator):
    render(start(factories[:1]))
    award_actions.revoke_award(award=Award.objects.get(), reason="ผิด", by=administrator)

    with pytest.raises(AwardError, match="^nothing-chosen$"):
        start(factories[:1])


def test_the_database_keeps_what_was_printed(start, factories):
    start(factories)

    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        PrintItem.objects.update(position=7)


def test_the_history_of_the_ceremony_tells_the_run(start, factories, ceremony, administrator):
    run_actions.cancel_run(run=start(factories), by=administrator)

    names = [row.name for row in recording.events_of(ceremony.history_subject)]
    assert names[-5:] == [*["certificate-issued"] * 3, "run-started", "run-cancelled"]
    assert list(recording.breaks()) == []


def content(row):
    with row.file.open() as file:
        return file.read()


@pytest.fixture
def package(ceremony, administrator):
    def make(kind):
        waiting = package_actions.request_package(ceremony=ceremony, kind=kind, by=administrator)
        assert package_results.FILES.make(waiting.pk)
        return Package.objects.get(pk=waiting.pk)

    return make


def test_the_zip_holds_the_stored_files_in_call_order(start, factories, package):
    render(start(factories))

    zip_package = package(PackageKind.ZIP)

    with ZipFile(BytesIO(content(zip_package))) as archive:
        names = archive.namelist()
        assert [name[:18] for name in names] == [f"000{place} เกียรติบัตร {place}"[:18] for place in (1, 2, 3)]
        contents = [archive.read(name) for name in names]
    assert [content(award) for award in Award.objects.order_by("running_number")] == contents


def test_the_run_sheet_lists_everyone_in_both_forms(factories, package, administrator):
    sheet = openpyxl.load_workbook(BytesIO(content(package(PackageKind.SHEET_WORKBOOK)))).active

    assert [sheet.cell(row, 2).value for row in (5, 6, 7)] == [recipient.name for recipient in factories]
    assert content(package(PackageKind.SHEET_PDF)).startswith(b"%PDF")


def test_a_package_of_documents_waits_for_a_document(ceremony, factories, administrator):
    with pytest.raises(AwardError, match="^nothing-ready$"):
        package_actions.request_package(ceremony=ceremony, kind=PackageKind.ZIP, by=administrator)


def test_a_package_expires_and_the_certificates_stay(
    start, factories, package, django_capture_on_commit_callbacks
):
    render(start(factories))
    zip_package = package(PackageKind.ZIP)
    Package.objects.update(expires_at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        assert making.expire(Package.objects.all()) == 1

    assert not zip_package.file.storage.exists(zip_package.file.name)
    assert all(award.file.storage.exists(award.file.name) for award in Award.objects.all())


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_factory_honoured_in_a_demonstration_year_gets_a_marked_certificate(
    cycle, administrator, is_demonstration
):
    type(cycle).objects.update(is_demonstration=is_demonstration)
    ceremony = builders.ceremony(administrator, fiscal_year=cycle.year)
    factory = builders.recipient(ceremony, administrator)
    run = run_actions.start_run(ceremony=ceremony, recipients=[factory.pk], by=administrator)

    certificate = run.items.get().award

    assert (certificate.is_demonstration, award_documents.design_of_award(certificate).is_demonstration) == (
        is_demonstration,
    ) * 2
