"""Functions that the worker tests call in a process of the installation."""

import datetime as dt
import hashlib
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue, plain
from assessments.entry.models import Entry
from assessments.evidence import actions as evidence_actions
from assessments.evidence.models import Evidence
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from awards.ceremonies.domain.ceremonies import RecipientKind
from awards.ceremonies.models import Ceremony, Recipient
from awards.printing.actions import runs
from awards.printing.models import PrintRun
from awards.printing.results import awards as award_results
from awards.register.actions import awards
from awards.register.models.awards import Award
from ecotown.accounts import sessions
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.common.history.models import Event
from ecotown.common.queue import hints, signs_of_life
from ecotown.common.requests import shared_cache
from ecotown.configuration.models import ONLY, StoredConfiguration
from ecotown.demonstration.values import values_for
from ecotown.notices.models import Digest
from ecotown.profile.models import Session
from ecotown.profile.sessions import SessionStore
from tests import builders, files, second_factors
from tests.workers import claims

second_factors.let_force_login_be_whole(pytest.MonkeyPatch())  # as in the process of the tests

CODE = "EN9.1"


def serve_calls():
    """Call the function named in each JSON line on standard input; print its result as a JSON line."""
    for line in sys.stdin:
        function, arguments = json.loads(line)
        print(json.dumps(globals()[function](*arguments)), flush=True)  # noqa: T201 the result


def begin(count):
    """Create `count` assessments with all values entered; their levels are left to the worker."""
    framework = builders.published_framework()
    cycle = builders.CycleBuilder(framework=framework, year=2569)
    province = builders.ProvinceBuilder(name_th="สมุทรสาคร")
    officer = builders.officer_of(province)
    for number in range(count):
        area = builders.AreaBuilder(province=province, key=f"area-{number}")
        assessment = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
        values = values_for(workflow_queries.edition_of(assessment), 3, area.key)
        entry_actions.save_entries(assessment=assessment, values=values, by=officer)


def send_slow_files(count):
    """Add `count` files whose preview never finishes to a new assessment."""
    assessment = _draft()
    for number in range(count):
        content = files.endless_pdf(12 + number)
        builders.add_evidence(assessment, content, by=builders.officer_of(assessment.area.province))


def send_file():
    """Add a file whose preview nobody has made yet to a new assessment; return its id."""
    assessment = _draft()
    return builders.add_evidence(assessment, files.pdf(), by=builders.officer_of(assessment.area.province)).pk


def lose_once():
    """Count one attempt of everything, as if its worker had died already: each further one takes seconds."""
    Award.objects.update(attempts=1)
    Evidence.objects.update(attempts=1)
    Assessment.objects.update(level_attempts=1)


def end_claims():
    """End the claims of workers that were killed, as they would run out some time later."""
    for model in (Award, Evidence):
        claims.end(model.objects.filter(claimed_until__gt=timezone.now()))


def wait_for_deadly_work(run, evidence, seconds):
    """Wait until nothing waits any more, at most `seconds`; return what became of each thing."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        file, print_run = Evidence.objects.get(pk=evidence), PrintRun.objects.get(pk=run)
        unsettled = Assessment.objects.with_level().filter(computed_level=None, level_error="")
        if not (file.is_unfinished or print_run.is_running or unsettled):
            break
        time.sleep(0.1)
    errors = Award.objects.exclude(state=Award.State.READY).values_list("honoured", "error")
    failed_levels = Assessment.objects.exclude(level_error="").values_list("area__key", "level_error")
    return {
        "run": print_run.state,
        "errors": dict(errors),
        "preview": file.preview,
        "levels": dict(failed_levels),
        "without level": Assessment.objects.with_level().filter(computed_level=None).count(),
    }


def send_photograph():
    """Add a picture that no worker has examined yet; return its id."""
    assessment = _draft()
    upload = builders.examined(files.jpeg(), "photo.jpg")
    officer = builders.officer_of(assessment.area.province)
    return evidence_actions.add_evidence(assessment=assessment, upload=upload, by=officer)[0].pk


def _draft():
    cycle = builders.CycleBuilder(framework=builders.published_framework(), year=2568)
    return entry_actions.open_assessment(area=builders.AreaBuilder(key="files"), cycle=cycle, by=None)


def wait_for_slow_files(count, seconds):
    """Wait until `count` files are claimed by workers, at most `seconds`; return how many are."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        claimed = Evidence.objects.filter(preview="waiting", claimed_until__isnull=False).count()
        if claimed >= count:
            break
        time.sleep(0.02)
    return claimed


def wait_for_photograph(pk, seconds):
    """Wait for a picture and its preview, at most `seconds`; return the states of both."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and Evidence.objects.get(pk=pk).is_unfinished:
        time.sleep(0.1)
    photograph = Evidence.objects.get(pk=pk)
    return [photograph.examination, photograph.preview]


def forget_signs_of_life():
    """Forget the signs that workers of earlier tests gave."""
    for queue in (settings.CELERY_TASK_DEFAULT_QUEUE, settings.FILES_QUEUE):
        shared_cache.release(signs_of_life.KEY.format(queue=queue))


def queues_with_a_sign_of_life():
    """Return the queues of which a worker gave a sign of life lately."""
    queues = (settings.CELERY_TASK_DEFAULT_QUEUE, settings.FILES_QUEUE)
    return [queue for queue in queues if signs_of_life.has_sign(queue, signs_of_life.PATIENCE)]


def levels():
    """Return the number of assessments, of computed levels, and whether all of these are 3."""
    stored = list(Assessment.objects.with_level().values_list("computed_level", flat=True))
    computed = [level for level in stored if level is not None]
    return [len(stored), len(computed), all(level == 3 for level in computed)]


def wait_for_levels(seconds):
    """Wait until all levels are computed, at most `seconds`; return `levels()`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        total, computed, _ = levels()
        if total == computed:
            break
        time.sleep(0.1)
    return levels()


def publish_and_issue():
    """Publish the first assessment and issue its certificate, whose file is left to the worker."""
    people = builders.People(
        Assessment.objects.first().entries.first().entered_by,
        builders.UserBuilder(username="internal", role=Role.ASSESSOR),
        builders.UserBuilder(username="external", role=Role.ASSESSOR),
        builders.UserBuilder(username="administrator", role=Role.ADMINISTRATOR),
    )
    assessment = builders.take_to(Status.PUBLISHED, Assessment.objects.first(), people)
    return awards.issue_certificate(assessment=assessment, by=people.administrator).pk


def wait_until_claimed(pk, seconds):
    """Wait until a worker has claimed the certificate, at most `seconds`; return its state."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        certificate = Award.objects.get(pk=pk)
        if certificate.claimed_until or certificate.state != Award.State.WAITING:
            return certificate.state
        time.sleep(0.005)
    return "never claimed"


def wait_until_ready(pk, seconds):
    """Wait for the certificate, at most `seconds`; return its state, and whether its file is the only one."""
    deadline = time.monotonic() + seconds
    certificate = Award.objects.get(pk=pk)
    while time.monotonic() < deadline and certificate.state == Award.State.WAITING:
        time.sleep(0.1)
        certificate.refresh_from_db()
    paths = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    return [certificate.state, hashes == [certificate.sha256]]


def history_of_certificate():
    """Return how many events of the issue the history has, and how many chains are broken."""
    return [Event.objects.filter(name="certificate-issued").count(), len(list(recording.breaks()))]


def save_at_once(officers, saves):
    """Let officers save `saves` numbers each, the last in a colleague's assessment; return counts."""
    revisions = {assessment.pk: assessment.revision for assessment in Assessment.objects.all()}
    pks_and_numbers = list(zip([*revisions, max(revisions)], range(officers), strict=True))
    by = Entry.objects.first().entered_by
    with ThreadPoolExecutor(officers) as pool:
        saved = list(pool.map(lambda pk_and_number: _save_each(*pk_and_number, saves, by), pks_and_numbers))
    rows = Event.objects.filter(name="entries-saved").order_by("chain", "sequence")
    changes = [(row.chain.subject, row.data["changes"].get(CODE)) for row in rows.select_related("chain")]
    last = {subject: change["new"] for subject, change in changes if change}
    assessments = Assessment.objects.all()
    return {
        "saved": sum(saved),
        "in history": len(rows) - len(revisions),
        "revisions": sum(assessment.revision - revisions[assessment.pk] for assessment in assessments),
        "entries": Entry.objects.filter(indicator__code=CODE).count(),
        "stored as saved last": all(
            plain(entry_queries.entered_values(assessment)[CODE]) == last[assessment.history_subject]
            for assessment in assessments
        ),
        "broken chains": len(list(recording.breaks())),
    }


def _save_each(assessment_pk, number, saves, by):
    """Save `saves` numbers and return how many were saved; after a conflict, reload the value and retry."""
    assessment, saved = Assessment.objects.get(pk=assessment_pk), 0
    expected = entry_queries.entered_values(assessment)[CODE]
    while saved < saves:
        value = EntryValue(value=Decimal(1000 * (number + 1) + saved))
        try:
            entry_actions.save_entries(
                assessment=assessment, values={CODE: value}, expected={CODE: expected}, by=by
            )
        except WorkflowError:
            expected = entry_queries.entered_values(assessment)[CODE]
        else:
            expected, saved = value, saved + 1
    connection.close()
    return saved


def pass_with_an_address():
    """Pass the audit of an assessment whose officer has a mail address and so gets a mail."""
    begin(1)
    # Also where it is night.
    StoredConfiguration.objects.update_or_create(pk=ONLY, defaults={"digest_time": dt.time()})
    officer = User.objects.get(role=Role.OFFICER)
    User.objects.filter(pk=officer.pk).update(email="officer@portal.example")
    people = builders.People(officer, *builders.UserBuilder.create_batch(2, role=Role.ASSESSOR), None)
    builders.take_to(Status.EXTERNAL_AUDIT, Assessment.objects.get(), people)


def wait_for_mail(seconds):
    """Wait until no mail of today is waiting, at most `seconds`; return the states of the mails."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        states = list(Digest.objects.values_list("state", flat=True))
        if states and not {"waiting", "sending"} & set(states):
            break
        time.sleep(0.1)
    return states


def begin_run(count):
    """Start the print run of a ceremony with `count` factories, whose documents are left to the worker."""
    administrator = builders.UserBuilder(role=Role.ADMINISTRATOR)
    ceremony = _ceremony(count, administrator)
    recipients = ceremony.recipients.values_list("pk", flat=True)
    return runs.start_run(ceremony=ceremony, recipients=set(recipients), by=administrator).pk


def _ceremony(count, administrator):
    """Create a ceremony with `count` factories."""
    ceremony = builders.ceremony(administrator)
    Recipient.objects.bulk_create(
        Recipient(
            ceremony=ceremony,
            kind=RecipientKind.FACTORY.value,
            given_name=f"บริษัท ทดสอบ {number} จำกัด",
            given_recognition="โรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม",
            position=number,
            added_by=administrator,
            added_at=timezone.now(),
        )
        for number in range(1, count + 1)
    )
    return ceremony


def prepare_ceremony(count):
    """Create a ceremony with `count` factories and the finished document of another one; return its code."""
    administrator = builders.UserBuilder(role=Role.ADMINISTRATOR)
    other = _ceremony(1, administrator)
    runs.start_run(ceremony=other, recipients={other.recipients.get().pk}, by=administrator)
    award = Award.objects.get()
    award_results.AWARDS.make(award.pk)
    _ceremony(count, administrator)
    return award.code


def print_and_verify(code):
    """Print the last ceremony and verify a code, in pages; return what was answered and how long each waited.

    The documents are put off again, so that the same can be asked for once more.
    """
    for outage in (hints.outage, shared_cache.outage):
        outage.end()
    ceremony = Ceremony.objects.latest("pk")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(role=Role.ADMINISTRATOR))
    recipients = list(ceremony.recipients.values_list("pk", flat=True))
    started, seconds_of_run = _timed(
        lambda: client.post(reverse("awards:start-run", args=[ceremony.pk]), {"recipient": recipients})
    )
    run = ceremony.runs.latest("pk")
    waiting_count = run.items.filter(award__state=Award.State.WAITING).count()
    verified, seconds_of_verification = _timed(lambda: client.get(reverse("awards:verify", args=[code])))
    runs.cancel_run(run=run, by=run.started_by)
    return {
        "outcome": {"run": [started.status_code, waiting_count], "verification": verified.status_code},
        "seconds": [seconds_of_run, seconds_of_verification],
    }


def _timed(function):
    """Return an answer, and for how long it waited: neither at work nor for a processor that others held."""
    start = time.perf_counter() - _at_work()
    return function(), time.perf_counter() - _at_work() - start


def _at_work():
    """Return the seconds that this thread was at work or waited for a processor."""
    working, queueing, _slices = Path("/proc/thread-self/schedstat").read_text().split()
    return (int(working) + int(queueing)) / 1e9


def wait_for_documents(count, seconds):
    """Wait until `count` documents are ready, at most `seconds`; return how many are."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ready = Award.objects.filter(state=Award.State.READY).count()
        if ready >= count:
            break
        time.sleep(0.05)
    return ready


def wait_for_run(pk, seconds):
    """Wait until a print run has finished, at most `seconds`; return its state and counts."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and PrintRun.objects.get(pk=pk).is_running:
        time.sleep(0.2)
    certificates = Award.objects.filter(state=Award.State.READY, items__run=pk)
    paths = {certificate.sha256: certificate.file.path for certificate in certificates}
    return {
        "state": PrintRun.objects.get(pk=pk).state,
        "ready": certificates.count(),
        "numbers": certificates.values("running_number").distinct().count(),
        "as recorded": all(
            hashlib.sha256(Path(path).read_bytes()).hexdigest() == sha256 for sha256, path in paths.items()
        ),
        "files": len(paths),
    }


def let_sign_ins_age():
    """Let each session be one whose person was asked long ago."""
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        session[sessions.FRESH_AT] = 0
        session.save()
