"""Pictures of evidence during their examination: pages, messages, downloads, submission."""

import errno
import hashlib
import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from assessments.audit.actions import assignments, returns
from assessments.audit.queries.returns import open_return_of
from assessments.evidence import actions as evidence_actions
from assessments.evidence import queries as evidence_queries
from assessments.evidence import results, tasks
from assessments.evidence import words as evidence_words
from assessments.evidence.models import Evidence
from assessments.pages import words as pages_words
from assessments.reports.documents import dossier_workbook
from assessments.reports.queries import dossier as dossier_queries
from assessments.submission import actions as submission_actions
from assessments.visits import actions as visits_actions
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.files import limited_process, pictures, previews
from ecotown.common.files.storage import DurableStorage
from ecotown.common.history import recording
from ecotown.common.queue.work_rows import MAX_ATTEMPTS
from ecotown.notices.models import Notice
from tests import builders, files


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def send(assessment, content, name="photo.jpg", *, by):
    """Give a picture as the page does, and leave it to the worker."""
    upload = builders.examined(content, name)
    return evidence_actions.add_evidence(assessment=assessment, upload=upload, by=by)[0]


def examine(evidence):
    results.examine_evidence(evidence_id=evidence.pk)
    evidence.refresh_from_db()
    return evidence


@pytest.fixture
def photo(draft, officer):
    """Send a picture that no worker examines."""
    return send(draft, files.jpeg_with_place(), by=officer)


@pytest.fixture
def refused(draft, officer):
    """Send a picture that the request accepts by its header and the worker refuses."""
    return examine(send(draft, broken_png(), "broken.png", by=officer))


def broken_png():
    content = bytearray(files.picture("PNG", (300, 200)))
    content[60:90] = bytes(30)
    return bytes(content)


def address(name, evidence):
    return reverse(f"assessments:{name}", args=[evidence.assessment_id, evidence.pk])


def test_the_request_decodes_no_picture_and_starts_no_process(client, draft, officer, monkeypatch):
    def never(*_args, **_kwargs):
        raise AssertionError("a picture was decoded in the request")

    for module, name in [
        (Image, "open"),
        (limited_process.subprocess, "run"),
        (limited_process.subprocess, "Popen"),
    ]:
        monkeypatch.setattr(module, name, never)
    client.force_login(officer)
    uploads = [SimpleUploadedFile(f"{side}.webp", large_webp(side)) for side in (7000, 7001, 7002)]

    response = client.post(reverse("assessments:evidence", args=[draft.pk]), {"files": uploads})

    assert response.status_code == 302
    assert [evidence.examination for evidence in draft.evidence.all()] == ["waiting"] * 3


def large_webp(side):
    """Return the header of a WebP of so many pixels: the request reads nothing else."""
    sides = 2 * (side - 1).to_bytes(3, "little")
    return b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + sides


def test_what_the_head_tells_is_refused_in_the_request(client, draft, officer):
    client.force_login(officer)
    upload = SimpleUploadedFile("large.webp", large_webp(16_000))

    response = client.post(reverse("assessments:evidence", args=[draft.pk]), {"files": upload}, follow=True)

    (message_text,) = (str(message) for message in response.context["messages"])
    assert evidence_words.upload_refusal("too-many-pixels") in message_text
    assert not Evidence.objects.exists()


def test_the_worker_writes_pictures_within_one_gigabyte_in_a_process_of_its_own(photo, monkeypatch):
    commands = []
    run = limited_process.subprocess.run

    def watched(command, **options):
        commands.append(command)
        return run(command, **options)

    monkeypatch.setattr(limited_process.subprocess, "run", watched)

    examine(photo)

    (command,) = commands
    assert command[:2] == ["prlimit", f"--as={1 << 30}"]
    assert command[-3:] == [pictures.SCRIPT, "write", "jpeg"]


def test_files_have_a_queue_of_their_own_that_every_plain_worker_consumes(settings):
    routed = tasks.prepare_evidence.app.amqp.router.route({}, tasks.prepare_evidence.name)

    assert routed["queue"].name == settings.FILES_QUEUE == "files"
    assert sorted(tasks.prepare_evidence.app.amqp.queues) == ["celery", "files"]


@pytest.mark.parametrize("name", ["evidence-file", "view-evidence", "evidence-thumbnail"])
@pytest.mark.parametrize("who", ["officer", "internal", "administrator"])
def test_what_was_sent_is_served_to_nobody_before_it_was_examined(client, photo, people, name, who):
    client.force_login(getattr(people, who))

    before = client.get(address(name, photo))
    examine(photo)
    results.prepare_evidence(evidence_id=photo.pk)
    after = client.get(address(name, photo))

    assert before.status_code == (302 if name == "evidence-file" else 404)
    assert (after.status_code, bool(b"".join(after))) == (200, True)


def test_what_was_sent_is_deleted_once_the_picture_is_kept(photo, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        examine(photo)

    (path,) = (path for path in media.rglob("*") if path.is_file())
    content = path.read_bytes()
    assert (photo.examination, photo.received.name, photo.file.path) == ("kept", "", str(path))
    assert (photo.sha256, photo.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert photo.sent_sha256 == hashlib.sha256(files.jpeg_with_place()).hexdigest()
    assert b"SecretCamera" not in content


def test_what_was_sent_is_deleted_with_its_file_before_it_was_examined(
    photo, officer, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        evidence_actions.remove_evidence(evidence=photo, by=officer)

    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_examining_twice_keeps_one_picture(photo):
    first = results.examine_evidence(evidence_id=photo.pk)
    again = results.examine_evidence(evidence_id=photo.pk)

    assert (first, again, Evidence.objects.get().examination) == (True, False, "kept")


def test_the_history_ties_what_was_sent_to_what_is_kept(draft, photo):
    examine(photo)

    added, examined = list(recording.events_of(draft.history_subject))[1:]
    assert (added.name, added.data["sha256"], added.data["sent_sha256"]) == (
        "evidence-added",
        "",
        photo.sent_sha256,
    )
    assert (examined.name, examined.by, examined.data["sha256"], examined.data["sent_sha256"]) == (
        "evidence-examined",
        None,
        photo.sha256,
        photo.sent_sha256,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "0" * 64},
        {"file": "other"},
        {"size": 1},
        {"is_first_frame": True},
        {"examination": "waiting", "received": "x", "sha256": "", "file": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_keeps_what_was_examined(photo, change):
    examine(photo)

    with pytest.raises(IntegrityError, match="never replaced"), transaction.atomic():
        Evidence.objects.update(**change)


def test_a_refused_picture_says_why_and_leaves_no_file(
    refused, media, officer, django_capture_on_commit_callbacks
):
    assert (refused.examination, refused.refusal, refused.sha256) == ("refused", "broken", "")
    assert (refused.is_servable, refused.is_unfinished, refused.preview) == (False, False, "none")
    assert [notice.kind for notice in Notice.objects.filter(user=officer)] == ["evidence-refused"]


def test_the_pages_tell_the_reason_and_what_it_means_for_the_citations(client, draft, officer):
    evidence = send(draft, broken_png(), "broken.png", by=officer)
    evidence_actions.cite(evidence=evidence, code="PH1.1", by=officer)
    examine(evidence)
    client.force_login(officer)

    library = client.get(reverse("assessments:evidence", args=[draft.pk])).content.decode()
    indicator = client.get(reverse("assessments:indicator-evidence", args=[draft.pk, "PH1.1"]))

    reason = str(evidence_words.PICTURE_REFUSALS["broken"])
    assert reason in library
    assert "การอ้างเหล่านี้ไม่นับเป็นหลักฐาน" in library
    assert reason in indicator.content.decode()
    assert "การอ้างนี้ไม่นับเป็นหลักฐาน" in indicator.content.decode()


def test_what_a_refused_file_was_cited_for_is_not_given(draft, officer):
    edition = workflow_queries.edition_of(draft)
    aspect = workflow_queries.aspect_of(edition, "PH1.1")
    item = evidence_queries.evidence_by_code(evidence_queries.citations_of(draft), aspect)["PH1.1"].expected[
        0
    ][0]
    evidence = send(draft, broken_png(), by=officer)
    evidence_actions.cite(evidence=evidence, code="PH1.1", expected=item, by=officer)
    before = evidence_queries.evidence_by_code(evidence_queries.citations_of(draft), aspect)[
        "PH1.1"
    ].given_count

    examine(evidence)

    assert (
        before,
        evidence_queries.evidence_by_code(evidence_queries.citations_of(draft), aspect)["PH1.1"].given_count,
    ) == (1, 0)


def test_a_refused_file_is_not_cited_any_more_and_may_be_sent_again(draft, officer, refused):
    with pytest.raises(WorkflowError, match="^evidence-refused$"):
        evidence_actions.cite(evidence=refused, code="EN1.1", by=officer)

    assert evidence_queries.citable_files(draft) == []
    assert send(draft, broken_png(), "again.png", by=officer) != refused


def test_a_lost_file_is_refused_instead_of_waiting_for_ever(photo):
    photo.received.storage.delete(photo.received.name)

    assert examine(photo).refusal == "lost"


@pytest.fixture
def busy(monkeypatch):
    """Give the process that writes pictures too little memory."""
    monkeypatch.setattr(pictures, "MEMORY", 10 << 20)


def test_a_file_waits_when_the_machine_was_busy_and_is_asked_for_again(photo, busy):
    examine(photo)

    assert (photo.examination, photo.attempts, photo.claimed_until) == ("waiting", 1, None)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert results.overdue_evidence() == [photo.pk]


def test_a_file_for_which_there_is_never_room_ends_in_a_state_that_is_told(photo, busy):
    for _ in range(MAX_ATTEMPTS):
        examine(photo)

    assert (photo.examination, photo.refusal) == ("refused", "unexamined")
    assert photo.refusal_reason == str(evidence_words.PICTURE_REFUSALS["unexamined"])


@pytest.mark.parametrize("place", [(pictures, "rewrite"), (DurableStorage, "_save")], ids=["work", "file"])
def test_a_picture_for_which_the_disk_has_no_room_waits_and_is_kept_later(photo, monkeypatch, place):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(*place, full)
        for _ in range(MAX_ATTEMPTS + 1):
            examine(photo)

    assert (photo.examination, photo.claimed_until, photo.attempts) == ("waiting", None, 0)
    assert photo.received.storage.exists(photo.received.name)
    assert examine(photo).is_kept


def test_a_preview_for_which_there_is_never_time_ends_as_failed(draft, officer, monkeypatch):
    monkeypatch.setattr(previews, "SECONDS", 1)
    evidence = builders.add_evidence(draft, files.endless_pdf(), by=officer)

    states = []
    for _ in range(MAX_ATTEMPTS):
        results.prepare_evidence(evidence_id=evidence.pk)
        evidence.refresh_from_db()
        states.append(evidence.preview)

    assert states == ["waiting", "waiting", "failed"]


@pytest.fixture
def complete(draft, officer):
    return builders.fill_in(draft, officer)


def test_submitting_names_the_files_that_are_not_examined_yet(client, complete, officer):
    evidence = send(complete, files.jpeg(), "ภาพบ่อบำบัด.jpg", by=officer)
    client.force_login(officer)
    url = reverse("assessments:submit", args=[complete.pk])

    before = client.get(url)
    with pytest.raises(WorkflowError, match="^evidence-unexamined$"):
        submission_actions.submit(assessment=complete, declared=True, by=officer)
    examine(evidence)
    after = client.get(url)

    (finding,) = before.context["obstacles"]
    assert (finding.code, finding.files) == ("evidence-unexamined", (evidence,))
    assert "ภาพบ่อบำบัด.jpg" in before.content.decode()
    assert before.context["refusal"] == pages_words.refusal("evidence-unexamined")
    assert '<a href="#check-title">ดูรายการที่ต้องดำเนินการก่อนส่ง</a>' in before.content.decode()
    assert (after.context["obstacles"], after.context["refusal"]) == ([], "")


def test_submitting_waits_until_a_refused_file_is_cited_no_more(client, complete, officer):
    evidence = send(complete, broken_png(), "แผนผัง.png", by=officer)
    citation = evidence_actions.cite(evidence=evidence, code="EN9.1", by=officer)
    examine(evidence)
    client.force_login(officer)

    page = client.get(reverse("assessments:submit", args=[complete.pk]))
    with pytest.raises(WorkflowError, match="^refused-cited$"):
        submission_actions.submit(assessment=complete, declared=True, by=officer)
    evidence_actions.remove_citation(citation=citation, by=officer)

    assert "แผนผัง.png" in page.content.decode()
    assert (
        submission_actions.submit(assessment=complete, declared=True, by=officer).status
        == Status.INTERNAL_AUDIT
    )


def test_submitting_again_after_a_return_names_them_too(client, at, officer):
    returned = at(Status.RETURNED)
    evidence = send(returned, files.jpeg(), "ภาพใหม่.jpg", by=officer)
    codes = [item.verdict.indicator.code for item in open_return_of(returned).items.all()]
    evidence_actions.cite(evidence=evidence, code=codes[0], by=officer)
    returns.reply_to_return(assessment=returned, replies=dict.fromkeys(codes, "ตรวจแล้ว"), by=officer)
    client.force_login(officer)
    url = reverse("assessments:resubmit", args=[returned.pk])

    before = client.get(url).text
    with pytest.raises(WorkflowError, match="^evidence-unexamined$"):
        submission_actions.resubmit(assessment=returned, declared=True, by=officer)
    examine(evidence)
    after = client.get(url).text

    follows = 'hx-select="#obstacles"'
    assert ("ภาพใหม่.jpg" in before, follows in before, follows in after) == (True, True, False)
    assert (
        submission_actions.resubmit(assessment=returned, declared=True, by=officer).status
        == Status.INTERNAL_AUDIT
    )


def test_the_library_and_the_indicator_follow_until_the_picture_is_kept(client, draft, officer, photo):
    evidence_actions.cite(evidence=photo, code="PH1.1", by=officer)
    client.force_login(officer)
    urls = [
        reverse("assessments:evidence", args=[draft.pk]),
        reverse("assessments:indicator-evidence", args=[draft.pk, "PH1.1"]),
    ]

    before = [client.get(url, headers={"HX-Request": "true"}).content.decode() for url in urls]
    examine(photo)
    results.prepare_evidence(evidence_id=photo.pk)
    after = [client.get(url, headers={"HX-Request": "true"}).content.decode() for url in urls]

    assert [("กำลังตรวจไฟล์" in page, "every 3s" in page) for page in before] == [(True, True)] * 2
    assert [("กำลังตรวจไฟล์" in page, "every 3s" in page) for page in after] == [(False, False)] * 2


def test_a_file_that_no_worker_takes_does_not_wait_in_silence(client, draft, officer, photo):
    client.force_login(officer)
    url = reverse("assessments:evidence", args=[draft.pk])

    before = client.get(url).content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        client.force_login(officer)
        after = client.get(url).content.decode()

    assert ("โปรดแจ้งผู้ดูแลระบบ" in before, "โปรดแจ้งผู้ดูแลระบบ" in after) == (False, True)


def test_a_photograph_of_a_visit_goes_the_same_way(client, at, people):
    external = people.external
    assessment = at(Status.EXTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=external)
    visit = builders.visit(assessment, external)
    upload = builders.examined(files.jpeg(), "site.jpg")
    photo, _ = visits_actions.add_photo(visit=visit, upload=upload, by=external)
    client.force_login(external)

    before = client.get(visit.get_absolute_url()).content.decode()
    with pytest.raises(WorkflowError, match="^evidence-unexamined$"):
        visits_actions.cite_photo(photo=photo, code="EN1.1", by=external)
    examine(photo)
    for visit_photo in visit.photos.all():
        results.prepare_evidence(evidence_id=visit_photo.pk)
    after = client.get(visit.get_absolute_url()).content.decode()

    assert ("กำลังตรวจไฟล์" in before, "every 3s" in before) == (True, True)
    assert ("กำลังตรวจไฟล์" in after, "every 3s" in after) == (False, False)
    assert visits_actions.cite_photo(photo=photo, code="EN9.1", by=external).evidence == photo


def test_a_refused_photograph_of_a_visit_is_told_to_its_assessor(at, people):
    assessment = at(Status.EXTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.external)
    visit = builders.visit(assessment, people.external)
    upload = builders.examined(broken_png(), "site.png")
    photo, _ = visits_actions.add_photo(visit=visit, upload=upload, by=people.external)

    examine(photo)

    notices = Notice.objects.filter(kind__in=["photo-refused", "evidence-refused"])
    assert [(notice.kind, notice.user) for notice in notices] == [("photo-refused", people.external)]
    with pytest.raises(WorkflowError, match="^evidence-refused$"):
        visits_actions.cite_photo(photo=photo, code="EN1.1", by=people.external)


@pytest.fixture
def audited(at, draft, officer, people):
    """Take an audit in which a rewritten picture, an animation and a PDF without preview are cited."""
    animation = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("teal", "navy")]
    frames[0].save(animation, format="WEBP", save_all=True, append_images=frames[1:])
    contents = {
        "ภาพ.jpg": files.jpeg_with_place(),
        "ภาพเคลื่อนไหว.webp": animation.getvalue(),
        "เปิดไม่ได้.pdf": files.undrawable_pdf(),
        "แผน.docx": files.docx(),
    }
    for name, content in contents.items():
        evidence = builders.add_evidence(draft, content, name, by=officer)
        evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)
        results.prepare_evidence(evidence_id=evidence.pk)
    return at(Status.INTERNAL_AUDIT)


@pytest.fixture
def screens(client, audited, people):
    client.force_login(people.internal)
    library = client.get(reverse("assessments:evidence", args=[audited.pk]))
    audit = client.get(reverse("assessments:audit-indicator", args=[audited.pk, "EN1.1"]))
    return {"library": library.content.decode(), "audit": audit.content.decode()}


@pytest.mark.parametrize("screen", ["library", "audit"])
def test_both_seals_are_shown_where_they_differ(screens, audited, screen):
    shown = {
        evidence.name: (evidence.sha256 in screens[screen], evidence.sent_sha256 in screens[screen])
        for evidence in audited.evidence.all()
    }

    assert shown == dict.fromkeys(shown, (True, True))
    rewritten = [evidence.name for evidence in audited.evidence.all() if evidence.is_rewritten]
    assert sorted(rewritten) == ["ภาพ.jpg", "ภาพเคลื่อนไหว.webp"]
    assert screens[screen].count("SHA-256 ของไฟล์ต้นฉบับที่ส่งมา") == 2


@pytest.mark.parametrize("screen", ["library", "audit"])
def test_an_animation_says_that_its_first_frame_is_kept(screens, screen):
    assert screens[screen].count(str(evidence_words.FIRST_FRAME)) == 1


@pytest.mark.parametrize("screen", ["library", "audit"])
def test_a_file_that_cannot_be_drawn_says_so_and_a_kind_without_preview_does_not(screens, screen):
    assert screens[screen].count("เปิดดูตัวอย่างไม่ได้ โปรดตรวจไฟล์") == 1


def test_the_dossier_tells_both_seals_and_the_first_frame(audited):
    dossier = dossier_queries.dossier_of(audited, with_notes=True)
    workbook = load_workbook(io.BytesIO(dossier_workbook.dossier_workbook(dossier)))

    rows = list(workbook["หลักฐาน"].iter_rows(min_row=4, values_only=True))
    files_in_dossier = {row[0]: (row[3], row[9], row[10]) for row in rows}

    assert files_in_dossier == {
        evidence.name: (
            evidence.sha256,
            evidence.sent_sha256 if evidence.is_rewritten else None,
            "; ".join(evidence.notes) or None,
        )
        for evidence in audited.evidence.all()
    }
    assert files_in_dossier["ภาพเคลื่อนไหว.webp"][2] == str(evidence_words.FIRST_FRAME)


def test_the_printed_dossier_tells_both_seals(audited):
    from django.template.loader import render_to_string

    page = render_to_string(
        "assessments/reports/evidence_table.html",
        {"dossier": dossier_queries.dossier_of(audited, with_notes=True)},
    )

    assert [
        (evidence.sha256 in page, evidence.sent_sha256 in page) for evidence in audited.evidence.all()
    ] == [(True, True)] * 4
    assert str(evidence_words.FIRST_FRAME) in page
