"""What the worker tests have an installation do, in a process of its own."""

import hashlib
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from assessments import actions, queries
from assessments.domain.entries import Given, plain
from assessments.domain.workflow import Status, WorkflowError
from assessments.models import Assessment, Entry, Evidence
from awards import actions as awards
from awards.domain.ceremonies import RecipientKind
from awards.models import Certificate, PrintRun, Recipient
from ecotown.accounts.models import Role, User
from ecotown.common import history
from ecotown.common.models import HistoryRow
from ecotown.demonstration.values import values_for
from ecotown.notices.models import Digest
from tests import builders, files

CODE = "EN9.1"


def tell_what_is_asked():
    """Answer each line of the input, a story with its arguments in JSON, by a line with what it returns."""
    for asked in sys.stdin:
        story, arguments = json.loads(asked)
        print(json.dumps(globals()[story](*arguments)), flush=True)  # noqa: T201 the answer


def begin(count):
    """`count` assessments with all values entered; their levels are left to the worker."""
    framework = builders.published_framework()
    cycle = builders.CycleBuilder(framework=framework, year=2569)
    province = builders.ProvinceBuilder(name_th="สมุทรสาคร")
    officer = builders.officer_of(province)
    for number in range(count):
        area = builders.AreaBuilder(province=province, key=f"area-{number}")
        assessment = actions.open_assessment(area=area, cycle=cycle, by=None)
        values = values_for(queries.edition_of(assessment), 3, area.key)
        actions.save_entries(assessment=assessment, values=values, by=officer)


def send_slow_files(count):
    """Files of which no preview is ever done, in an assessment of their own."""
    assessment = _draft()
    for number in range(count):
        content = files.endless_pdf(12 + number)
        builders.add_evidence(assessment, content, by=builders.officer_of(assessment.area.province))


def send_photograph():
    """A picture that no worker has examined yet; its number."""
    assessment = _draft()
    upload = builders.examined(files.jpeg(), "photo.jpg")
    officer = builders.officer_of(assessment.area.province)
    return actions.add_evidence(assessment=assessment, upload=upload, by=officer)[0].pk


def _draft():
    cycle = builders.CycleBuilder(framework=builders.published_framework(), year=2568)
    return actions.open_assessment(area=builders.AreaBuilder(key="files"), cycle=cycle, by=None)


def wait_for_slow_files(count, seconds):
    """How many files are in the hands of a worker, once there are `count` or after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        in_hand = Evidence.objects.filter(preview="waiting", claimed_until__isnull=False).count()
        if in_hand >= count:
            break
        time.sleep(0.02)
    return in_hand


def wait_for_photograph(pk, seconds):
    """What came of a picture and of its preview, once both are there or after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and Evidence.objects.get(pk=pk).is_unfinished:
        time.sleep(0.1)
    photograph = Evidence.objects.get(pk=pk)
    return [photograph.examination, photograph.preview]


def levels():
    """How many assessments there are, how many have a level, and whether all are level 3."""
    found = list(Assessment.objects.with_level().values_list("computed_level", flat=True))
    done = [level for level in found if level is not None]
    return [len(found), len(done), all(level == 3 for level in done)]


def wait_for_levels(seconds):
    """`levels()` once all are there, or after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        total, done, _ = levels()
        if total == done:
            break
        time.sleep(0.1)
    return levels()


def publish_and_issue():
    """Publish the first assessment and ask for its certificate, which is left to the worker."""
    people = builders.People(
        Assessment.objects.first().entries.first().entered_by,
        builders.UserBuilder(username="internal", role=Role.ASSESSOR),
        builders.UserBuilder(username="external", role=Role.ASSESSOR),
        builders.UserBuilder(username="administrator", role=Role.ADMINISTRATOR),
    )
    assessment = builders.take_to(Status.PUBLISHED, Assessment.objects.first(), people)
    return awards.issue_certificate(assessment=assessment, by=people.administrator).pk


def wait_until_claimed(pk, seconds):
    """Whether a worker has taken the certificate in hand and has not finished it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        certificate = Certificate.objects.get(pk=pk)
        if certificate.claimed_until or certificate.state != Certificate.State.WAITING:
            return certificate.state
        time.sleep(0.005)
    return "never claimed"


def wait_until_ready(pk, seconds):
    """The certificate's state, and whether exactly one file lies there and has the recorded SHA-256."""
    deadline = time.monotonic() + seconds
    certificate = Certificate.objects.get(pk=pk)
    while time.monotonic() < deadline and certificate.state == Certificate.State.WAITING:
        time.sleep(0.1)
        certificate.refresh_from_db()
    files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return [certificate.state, hashes == [certificate.sha256]]


def history_of_certificate():
    """How often the issue stands in the history, and how many chains are broken."""
    return [HistoryRow.objects.filter(name="certificate-issued").count(), len(list(history.breaks()))]


def save_at_once(officers, saves):
    """Each officer saves `saves` numbers, the last one in a colleague's assessment; what came of it."""
    begun = {one.pk: one.revision for one in Assessment.objects.all()}
    crew = list(zip([*begun, max(begun)], range(officers), strict=True))
    by = Entry.objects.first().entered_by
    with ThreadPoolExecutor(officers) as pool:
        saved = list(pool.map(lambda pair: _save_each(*pair, saves, by), crew))
    rows = HistoryRow.objects.filter(name="entries-saved").order_by("chain", "sequence")
    changes = [(row.chain.subject, row.data["changes"].get(CODE)) for row in rows.select_related("chain")]
    last = {subject: change["new"] for subject, change in changes if change}
    now = Assessment.objects.all()
    return {
        "saved": sum(saved),
        "in history": len(rows) - len(begun),
        "revisions": sum(one.revision - begun[one.pk] for one in now),
        "entries": Entry.objects.filter(indicator__code=CODE).count(),
        "stored as saved last": all(
            plain(queries.given_of(one)[CODE]) == last[one.history_subject] for one in now
        ),
        "broken chains": len(list(history.breaks())),
    }


def _save_each(assessment_pk, number, saves, by):
    """How many numbers were saved; where a colleague was faster, the officer looks and saves again."""
    assessment, saved = Assessment.objects.get(pk=assessment_pk), 0
    seen = queries.given_of(assessment)[CODE]
    while saved < saves:
        mine = Given(value=Decimal(1000 * (number + 1) + saved))
        try:
            actions.save_entries(assessment=assessment, values={CODE: mine}, seen={CODE: seen}, by=by)
        except WorkflowError:
            seen = queries.given_of(assessment)[CODE]
        else:
            seen, saved = mine, saved + 1
    connection.close()
    return saved


def pass_with_an_address():
    """Pass the audit of the first assessment, whose officer has an address and so is due a mail."""
    begin(1)
    officer = User.objects.get(role=Role.OFFICER)
    User.objects.filter(pk=officer.pk).update(email="officer@portal.example")
    people = builders.People(officer, *builders.UserBuilder.create_batch(2, role=Role.ASSESSOR), None)
    builders.take_to(Status.EXTERNAL_AUDIT, Assessment.objects.get(), people)


def wait_for_mail(seconds):
    """The states of the mails of today, once none waits."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        states = list(Digest.objects.values_list("state", flat=True))
        if states and not {"waiting", "sending"} & set(states):
            break
        time.sleep(0.1)
    return states


def begin_run(count):
    """Start the print run of a ceremony with `count` factories; its documents are left to the worker."""
    administrator = builders.UserBuilder(role=Role.ADMINISTRATOR)
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
    chosen = ceremony.recipients.values_list("pk", flat=True)
    return awards.start_run(ceremony=ceremony, recipients=set(chosen), by=administrator).pk


def wait_for_documents(count, seconds):
    """How many documents are ready, once there are `count` or after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ready = Certificate.objects.filter(state=Certificate.State.READY).count()
        if ready >= count:
            break
        time.sleep(0.05)
    return ready


def wait_for_run(pk, seconds):
    """What came of a print run once it has ended, or after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and PrintRun.objects.get(pk=pk).is_running:
        time.sleep(0.2)
    made = Certificate.objects.filter(state=Certificate.State.READY, items__run=pk)
    files = {one.sha256: one.file.path for one in made}
    return {
        "state": PrintRun.objects.get(pk=pk).state,
        "ready": made.count(),
        "numbers": made.values("running_number").distinct().count(),
        "as recorded": all(
            hashlib.sha256(Path(path).read_bytes()).hexdigest() == sha256 for sha256, path in files.items()
        ),
        "files": len(files),
    }
