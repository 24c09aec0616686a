"""Evidence: added, cited, prepared by the worker, served, and kept."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from assessments.audit.actions import assignments
from assessments.entry.actions import entries as entry_actions
from assessments.evidence import actions as evidence_actions
from assessments.evidence import queries, results
from assessments.evidence import words as evidence_words
from assessments.evidence.models import Citation, Evidence
from assessments.pages import words as pages_words
from assessments.pages.screens import my_work
from assessments.workflow.domain import Status, WorkflowError
from ecotown.accounts.models import Role
from ecotown.common.files import clamd, previews
from ecotown.common.history import recording
from tests import builders, files
from tests.builders import add_evidence


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def evidence(draft, officer):
    return add_evidence(draft, files.pdf(), "รายงาน.pdf", by=officer)


@pytest.fixture
def library_url(draft):
    return reverse("assessments:evidence", args=[draft.pk])


def content_of(evidence):
    with evidence.file.open() as file:
        return file.read()


def address(name, evidence):
    return reverse(f"assessments:{name}", args=[evidence.assessment_id, evidence.pk])


def upload_of(content, name="file.pdf"):
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_under_a_name_that_nobody_typed(draft, officer, media):
    evidence = add_evidence(draft, files.pdf(), "../../รายงาน.pdf", by=officer)

    stored_paths = [path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()]
    assert evidence.name == "รายงาน.pdf"
    assert stored_paths == [evidence.file.name]
    assert evidence.file.name.startswith(f"evidence/{draft.pk}/")
    assert content_of(evidence) == files.pdf()


def test_the_history_keeps_what_was_given_cited_and_removed(draft, officer, evidence):
    citation = evidence_actions.cite(evidence=evidence, code="EN1.1", page="3", note="ตาราง 1", by=officer)
    evidence_actions.remove_citation(citation=citation, by=officer)
    evidence_actions.remove_evidence(evidence=evidence, by=officer)

    rows = list(recording.events_of(draft.history_subject))[1:]
    assert [row.name for row in rows] == [
        "evidence-added",
        "evidence-cited",
        "citation-removed",
        "evidence-removed",
    ]
    assert {row.data["sha256"] for row in rows} == {evidence.sha256}
    assert (rows[1].data["indicator"], rows[1].data["page"], rows[1].data["note"]) == (
        "EN1.1",
        "3",
        "ตาราง 1",
    )


def test_the_same_file_under_another_name_is_recognised(draft, officer, evidence, media):
    again = add_evidence(draft, files.pdf(), "other.pdf", by=officer)

    assert (again, again.name) == (evidence, "รายงาน.pdf")
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_a_picture_that_was_downloaded_from_here_is_recognised(draft, officer):
    first = add_evidence(draft, files.jpeg_with_place(), "photo.jpg", by=officer)

    again = add_evidence(draft, content_of(first), "copy.jpg", by=officer)

    assert again == first


def test_another_area_may_have_the_same_file(draft, cycle, officer, evidence):
    other_assessment = entry_actions.open_assessment(area=builders.AreaBuilder(), cycle=cycle, by=None)

    assert add_evidence(other_assessment, files.pdf(), by=officer) != evidence


def test_several_indicators_cite_one_file_and_removing_one_citation_keeps_it(officer, evidence):
    first = evidence_actions.cite(evidence=evidence, code="EN1.1", page="3", by=officer)
    second = evidence_actions.cite(evidence=evidence, code="PH1.1", by=officer)

    evidence_actions.remove_citation(citation=first, by=officer)

    assert list(evidence.citations.all()) == [second]
    assert evidence.file.storage.exists(evidence.file.name)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        pytest.param({"code": "XX1.1"}, "unknown-indicator", id="an unknown indicator"),
        pytest.param({"code": "EN1.1", "expected": "ใบสั่งยา"}, "unexpected-evidence", id="an item of no list"),
        pytest.param({"code": "EN9.1", "page": "1"}, "cited-already", id="the same page again"),
    ],
)
def test_what_makes_no_sense_is_not_cited(officer, evidence, values, code):
    evidence_actions.cite(evidence=evidence, code="EN9.1", page="1", by=officer)

    with pytest.raises(WorkflowError, match=f"^{code}$"):
        evidence_actions.cite(evidence=evidence, **values, by=officer)


def test_a_cited_file_is_not_removed(officer, evidence):
    evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)

    with pytest.raises(WorkflowError, match="^evidence-cited$"):
        evidence_actions.remove_evidence(evidence=evidence, by=officer)


def test_a_file_nobody_has_seen_is_deleted_whole(
    officer, evidence, media, django_capture_on_commit_callbacks
):
    results.prepare_evidence(evidence_id=evidence.pk)

    with django_capture_on_commit_callbacks(execute=True):
        evidence_actions.remove_evidence(evidence=evidence, by=officer)

    assert not Evidence.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_what_an_assessor_has_seen_stays_when_it_is_removed(client, at, officer, assessor, evidence):
    submitted = at(Status.RETURNED)

    evidence_actions.remove_evidence(evidence=evidence, by=officer)

    client.force_login(assessor)
    assert b"".join(client.get(address("evidence-file", evidence))) == files.pdf()
    with pytest.raises(WorkflowError, match="^evidence-removed$"):
        evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)
    again = add_evidence(submitted, files.pdf(), by=officer)
    assert again != evidence


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(
            lambda evidence, by: add_evidence(evidence.assessment, files.docx(), by=by), id="adding"
        ),
        pytest.param(
            lambda evidence, by: evidence_actions.cite(evidence=evidence, code="EN9.1", by=by), id="citing"
        ),
        pytest.param(
            lambda evidence, by: evidence_actions.remove_citation(citation=evidence.citations.get(), by=by),
            id="citing no more",
        ),
        pytest.param(
            lambda evidence, by: evidence_actions.remove_evidence(evidence=evidence, by=by), id="removing"
        ),
    ],
)
def test_the_evidence_is_locked_after_submission(at, officer, evidence, act):
    evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)
    at(Status.INTERNAL_AUDIT)

    with pytest.raises(WorkflowError, match="^locked$"):
        act(evidence, officer)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda evidence: Evidence.objects.update(sha256="0" * 64), id="changing a file"),
        pytest.param(lambda evidence: Evidence.objects.all()._raw_delete("default"), id="deleting a file"),
        pytest.param(
            lambda evidence: Evidence.objects.update(
                removed_by=evidence.uploaded_by, removed_at=timezone.now()
            ),
            id="removing a file",
        ),
        pytest.param(lambda evidence: Citation.objects.update(page="99"), id="changing a citation"),
        pytest.param(
            lambda evidence: Citation.objects.all()._raw_delete("default"), id="deleting a citation"
        ),
        pytest.param(
            lambda evidence: evidence.citations.create(
                indicator=evidence.citations.get().indicator,
                page="2",
                cited_by=evidence.uploaded_by,
                cited_at=timezone.now(),
            ),
            id="adding a citation",
        ),
        pytest.param(
            lambda evidence: Evidence.objects.create(
                assessment=evidence.assessment,
                name="x",
                kind="pdf",
                size=1,
                scan="clean",
                preview="none",
                asked_at=timezone.now(),
                uploaded_by=evidence.uploaded_by,
                uploaded_at=timezone.now(),
            ),
            id="adding a file",
        ),
    ],
)
def test_the_database_keeps_what_was_submitted(at, officer, evidence, change):
    evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)
    at(Status.INTERNAL_AUDIT)

    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        change(evidence)


def test_the_worker_may_prepare_what_was_just_submitted(at, evidence):
    at(Status.INTERNAL_AUDIT)

    assert results.prepare_evidence(evidence_id=evidence.pk) is True


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda evidence, by: add_evidence(evidence.assessment, files.docx(), by=by), id="added"),
        pytest.param(
            lambda evidence, by: evidence_actions.cite(evidence=evidence, code="EN9.1", by=by), id="cited"
        ),
        pytest.param(
            lambda evidence, by: evidence_actions.remove_citation(citation=evidence.citations.get(), by=by),
            id="cited no more",
        ),
    ],
)
def test_who_had_a_hand_in_the_evidence_does_not_audit_it(at, officer, province, evidence, act):
    evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)
    mover = builders.officer_of(province)
    act(evidence, mover)
    submitted = at(Status.INTERNAL_AUDIT)
    type(mover).objects.filter(pk=mover.pk).update(role=Role.ASSESSOR)

    with pytest.raises(WorkflowError, match="^own-entries$"):
        assignments.take_on(assessment=submitted, by=mover)


def test_an_assessment_does_not_wait_for_who_gave_its_evidence(at, assessor, province, evidence):
    mover = builders.officer_of(province)
    evidence_actions.cite(evidence=evidence, code="EN9.1", by=mover)
    submitted = at(Status.INTERNAL_AUDIT)
    mover.role = Role.ASSESSOR
    mover.save()

    assert list(my_work.waiting_assessments(assessor)) == [submitted]
    assert list(my_work.waiting_assessments(mover)) == []


@pytest.mark.parametrize(
    ("content", "preview"),
    [(files.pdf(), "ready"), (files.jpeg(), "ready"), (files.docx(), "none"), (files.xlsx(), "none")],
    ids=["PDF", "picture", "DOCX", "XLSX"],
)
def test_preparing_twice_makes_one_preview(
    draft, officer, content, preview, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        evidence = add_evidence(draft, content, by=officer)

    results.prepare_evidence(evidence_id=evidence.pk)
    again = results.prepare_evidence(evidence_id=evidence.pk)

    evidence.refresh_from_db()
    assert (again, evidence.preview, evidence.scan) == (False, preview, "not-scanned")
    assert len([path for path in media.rglob("*") if path.is_file()]) == (2 if preview == "ready" else 1)


def test_a_file_in_another_workers_hands_is_left_alone(evidence):
    later = timezone.now() + timedelta(minutes=1)
    Evidence.objects.update(claimed_until=later)

    assert results.prepare_evidence(evidence_id=evidence.pk) is False


def test_a_file_that_cannot_be_drawn_says_so_and_is_not_tried_again(draft, officer):
    evidence = add_evidence(draft, files.undrawable_pdf(), by=officer)

    assert results.prepare_evidence(evidence_id=evidence.pk) is True

    evidence.refresh_from_db()
    assert (evidence.preview, evidence.is_unfinished) == ("failed", False)


def test_a_preview_whose_workers_die_is_given_up_and_can_be_tried_again(evidence, officer, caplog):
    for _ in range(3):
        Evidence.objects.claim([evidence.pk])
        past = timezone.now() - timedelta(hours=1)
        Evidence.objects.update(claimed_until=past, asked_at=past)

    assert results.overdue_evidence() == []

    evidence.refresh_from_db()
    assert (evidence.preview, evidence.attempts) == ("failed", 0)
    assert "was lost 3 times" in caplog.text
    evidence_actions.retry_preview(evidence=evidence, by=officer)
    assert results.prepare_evidence(evidence_id=evidence.pk) is True
    with pytest.raises(WorkflowError, match="preview-not-failed"):
        evidence_actions.retry_preview(evidence=evidence, by=officer)


def test_a_preview_that_breaks_off_fails_at_once(evidence, monkeypatch, caplog):
    def broken(_file):
        raise ValueError("no library")

    monkeypatch.setattr(previews, "of_pdf", broken)
    results.prepare_evidence(evidence_id=evidence.pk)

    assert (Evidence.objects.get().preview, "no library" in caplog.text) == ("failed", True)


def test_a_file_that_was_deleted_meanwhile_is_no_error(evidence, officer):
    evidence_actions.remove_evidence(evidence=evidence, by=officer)

    assert results.prepare_evidence(evidence_id=evidence.pk) is False


def test_the_sweep_finds_what_was_asked_for_in_vain_and_marks_it(evidence):
    assert results.overdue_evidence() == []
    Evidence.objects.update(asked_at=timezone.now() - timedelta(days=1))

    assert results.overdue_evidence() == [evidence.pk]
    assert results.overdue_evidence() == []


@pytest.mark.parametrize(
    ("finding", "scan", "status"), [("", "clean", 200), ("Eicar", "infected", 302)], ids=["clean", "infected"]
)
def test_a_scanned_file_is_served_only_when_nothing_was_found(
    client, draft, officer, settings, monkeypatch, finding, scan, status
):
    settings.CLAMD_ADDRESS = "scanner:3310"
    monkeypatch.setattr(clamd, "scan", lambda file, address: finding)
    evidence = add_evidence(draft, files.pdf(), by=officer)
    client.force_login(officer)

    before = client.get(address("evidence-file", evidence))
    results.prepare_evidence(evidence_id=evidence.pk)
    after = client.get(address("evidence-file", evidence))
    b"".join(after)

    evidence.refresh_from_db()
    assert (before.status_code, evidence.scan, evidence.finding) == (302, scan, finding)
    assert after.status_code == status


def test_an_infected_file_is_not_cited(officer, evidence):
    Evidence.objects.update(scan="infected", finding="Eicar")

    with pytest.raises(WorkflowError, match="^evidence-infected$"):
        evidence_actions.cite(evidence=evidence, code="EN1.1", by=officer)


def test_while_the_scanner_is_away_a_file_waits(draft, officer, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    evidence = add_evidence(draft, files.pdf(), by=officer)

    assert results.prepare_evidence(evidence_id=evidence.pk) is False

    evidence.refresh_from_db()
    assert (evidence.scan, evidence.claimed_until) == ("waiting", None)


def test_an_officer_sends_several_files_at_once_and_a_bad_one_keeps_out_no_other(
    client, draft, officer, library_url
):
    client.force_login(officer)

    response = client.post(
        library_url,
        {
            "files": [
                upload_of(files.pdf()),
                upload_of(files.PROGRAM, "report.pdf"),
                upload_of(files.pdf(), "again.pdf"),
            ]
        },
        follow=True,
    )

    assert [message.level_tag for message in response.context["messages"]] == ["success", "error", "info"]
    assert str(evidence_words.upload_refusal("program")) in response.content.decode()
    assert [evidence.name for evidence in response.context["library"].page.object_list] == ["file.pdf"]


@pytest.mark.parametrize(
    ("content", "state"), [(files.pdf(), "added"), (files.PROGRAM, "refused")], ids=["good", "bad"]
)
def test_the_script_of_the_page_is_answered_file_by_file(client, officer, library_url, content, state):
    client.force_login(officer)

    response = client.post(library_url, {"files": upload_of(content)}, headers={"Accept": "application/json"})

    (outcome,) = response.json()["outcomes"]
    assert outcome["state"] == state
    assert "file.pdf" in outcome["message"]


def test_a_script_that_sends_nothing_is_told(client, officer, library_url):
    client.force_login(officer)

    response = client.post(library_url, {}, headers={"Accept": "application/json"})

    assert response.json() == {"outcomes": [{"state": "refused", "message": "โปรดเลือกอย่างน้อยหนึ่งไฟล์"}]}


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (files.pdf(), "plan.pdf", "เพิ่มไฟล์ plan.pdf แล้ว"),
        (files.jpeg(), "photo.jpg", "รับไฟล์ photo.jpg แล้ว ผลการตรวจไฟล์จะปรากฏในรายการ"),
    ],
    ids=["kept at once", "examined later"],
)
def test_nothing_is_called_added_before_it_is_examined(client, officer, library_url, content, name, message):
    client.force_login(officer)
    headers = {"Accept": "application/json"}

    response = client.post(library_url, {"files": upload_of(content, name)}, headers=headers)

    assert response.json() == {"outcomes": [{"state": "added", "message": message}]}


def test_sending_nothing_is_told(client, officer, library_url):
    client.force_login(officer)

    response = client.post(library_url, {})

    assert set(response.context["form"].errors) == {"files"}


def test_an_empty_file_is_refused_and_too_large_a_one_says_the_limit(client, officer, library_url, settings):
    builders.set_setting(evidence_max_mb=1)
    client.force_login(officer)

    response = client.post(
        library_url,
        {"files": [upload_of(b"", "empty.pdf"), upload_of(b"x" * 1_100_000, "large.pdf")]},
        follow=True,
    )

    empty, large = (str(message) for message in response.context["messages"])
    assert evidence_words.upload_refusal("empty") in empty
    assert evidence_words.upload_refusal("too-large") in large
    assert " 1 " in large


def test_after_submission_sending_is_refused_with_words(client, at, officer, library_url):
    at(Status.INTERNAL_AUDIT)
    client.force_login(officer)

    response = client.post(library_url, {"files": upload_of(files.pdf())}, follow=True)

    sentence = evidence_words.file_refused("file.pdf", pages_words.refusal("locked"))
    assert [str(message) for message in response.context["messages"]] == [sentence]
    assert response.context["is_form"] is False
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("name", ["evidence-file", "evidence-thumbnail"])
def test_a_file_is_sent_so_that_no_browser_runs_it(client, assessor, evidence, name):
    results.prepare_evidence(evidence_id=evidence.pk)
    client.force_login(assessor)

    response = client.get(address(name, evidence))
    content = b"".join(response)

    is_file = name == "evidence-file"
    assert content == files.pdf() if is_file else Image.open(io.BytesIO(content)).format == "WEBP"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''" if is_file else "inline")
    assert response.headers["Content-Type"] == ("application/pdf" if is_file else "image/webp")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    policy = response.headers["Content-Security-Policy"]
    assert set(policy.split("; ")) == {"default-src 'none'", "sandbox"}


@pytest.mark.parametrize("name", ["evidence-file", "evidence-thumbnail"])
def test_another_provinces_file_is_not_found_nor_under_an_assessment_of_ones_own(
    client, cycle, evidence, other_officer, name
):
    results.prepare_evidence(evidence_id=evidence.pk)
    area = builders.AreaBuilder(province=builders.ProvinceBuilder(name_th="ระยอง"))
    own = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
    client.force_login(other_officer)

    assert client.get(reverse("assessments:evidence", args=[own.pk])).status_code == 200
    assert client.get(address(name, evidence)).status_code == 404
    assert client.get(reverse(f"assessments:{name}", args=[own.pk, evidence.pk])).status_code == 404
    assert client.get(reverse("assessments:evidence", args=[evidence.assessment_id])).status_code == 404


def test_another_provinces_file_is_not_cited_for_ones_own(client, cycle, evidence, other_officer):
    area = builders.AreaBuilder(province=builders.ProvinceBuilder(name_th="ระยอง"))
    own = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
    client.force_login(other_officer)

    client.post(reverse("assessments:cite", args=[own.pk]), {"code": "EN1.1", "evidence": evidence.pk})

    assert not Citation.objects.exists()


def test_citing_on_the_page_of_an_indicator_ticks_what_was_expected(client, draft, officer, evidence):
    client.force_login(officer)
    page = reverse("assessments:aspect", args=[draft.pk, "PH1"])
    item = client.get(page).context["cards"][0].evidence.expected[1][0]
    typed = {"code": "PH1.1", "evidence": evidence.pk, "expected": item, "page": "หน้า ๓–๕", "note": "ตาราง 1"}

    response = client.post(reverse("assessments:cite", args=[draft.pk]), typed)

    assert response.headers["Location"] == f"{page}#evidence-ph1.1"
    evidence = client.get(page).context["cards"][0].evidence
    assert [is_given for _, is_given in evidence.expected] == [False, True, False]
    assert [(citation.page, citation.note) for citation in evidence.citations] == [("3-5", "ตาราง 1")]


def test_citing_by_htmx_brings_back_only_the_evidence_of_the_indicator(client, draft, officer, evidence):
    client.force_login(officer)
    url = reverse("assessments:cite", args=[draft.pk])
    typed = {"code": "PH1.1", "evidence": evidence.pk, "page": "3", "note": "ตาราง 1"}

    done = client.post(url, typed, headers={"HX-Request": "true"})
    again = client.post(url, typed, headers={"HX-Request": "true"})

    assert [state for state, _said in done.context["outcomes"]] == ["added"]
    assert again.context["outcomes"] == [("refused", pages_words.refusal("cited-already"))]
    assert [citation.page for citation in done.context["card"]["evidence"].citations] == ["3"]
    page = done.content.decode()
    assert page.strip().startswith('<section class="indicator-evidence"')
    _section, _line_begins, line = page.partition('id="evidence-line-ph1.1" hx-swap-oob="true"')
    assert "หลักฐาน 1<" in line
    assert "ยังไม่ครบ" in line
    assert 'value="ตาราง 1"' in again.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain form", "htmx"])
def test_files_sent_at_an_indicator_join_the_library_and_are_cited(client, draft, officer, evidence, headers):
    client.force_login(officer)
    content = [
        upload_of(files.jpeg(), "photo.jpg"),
        upload_of(files.pdf(), "again.pdf"),
        upload_of(files.PROGRAM, "bad.pdf"),
    ]
    typed = {"code": "PH1.1", "page": "๓", "note": "ตาราง 1", "files": content}

    response = client.post(reverse("assessments:cite", args=[draft.pk]), typed, headers=headers, follow=True)

    if headers:
        outcomes = [state for state, _message in response.context["outcomes"]]
    else:
        outcomes = [message.level_tag for message in response.context["messages"]]
    assert outcomes == (["added", "known", "refused"] if headers else ["success", "info", "error"])
    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["photo.jpg", "รายงาน.pdf"]
    cited = Citation.objects.values_list("evidence__name", "indicator__code", "page", "note")
    assert sorted(cited) == [
        ("photo.jpg", "PH1.1", "3", "ตาราง 1"),
        ("รายงาน.pdf", "PH1.1", "3", "ตาราง 1"),
    ]


def test_a_file_that_cannot_be_cited_is_not_kept(client, draft, officer, media):
    client.force_login(officer)
    typed = {"code": "PH1.1", "expected": "ใบสั่งยา", "files": upload_of(files.pdf())}

    response = client.post(reverse("assessments:cite", args=[draft.pk]), typed, follow=True)

    messages = [str(message) for message in response.context["messages"]]
    assert messages == [evidence_words.file_refused("file.pdf", pages_words.refusal("unexpected-evidence"))]
    assert not Evidence.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_citing_without_a_file_is_told(client, draft, officer):
    client.force_login(officer)

    response = client.post(reverse("assessments:cite", args=[draft.pk]), {"code": "PH1.1"}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not Citation.objects.exists()


def test_removing_a_citation_on_the_page_leads_back_to_its_indicator(client, draft, officer, evidence):
    citation = evidence_actions.cite(evidence=evidence, code="EN9.1", by=officer)
    client.force_login(officer)

    response = client.post(reverse("assessments:remove-citation", args=[draft.pk, citation.pk]))

    assert response.headers["Location"].endswith("/aspects/EN9/#evidence-en9.1")
    assert not Citation.objects.exists()


def test_an_assessor_reads_the_evidence_without_buttons(client, at, officer, assessor, evidence):
    evidence_actions.cite(evidence=evidence, code="EN9.1", page="7", by=officer)
    submitted = at(Status.INTERNAL_AUDIT)
    client.force_login(assessor)

    library = client.get(reverse("assessments:evidence", args=[submitted.pk])).content.decode()
    card = client.get(reverse("assessments:aspect", args=[submitted.pk, "EN9"])).content.decode()

    assert evidence.sha256 in library
    assert evidence.get_absolute_url() in library
    assert evidence.get_absolute_url() in card
    assert not [word for word in ("data-uploads", "/remove/") if word in library + card]


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_takes_the_same_queries_for_any_number_of_files(
    client, draft, officer, library_url, count, django_assert_num_queries
):
    for number in range(count):
        evidence = add_evidence(draft, files.pdf(f"page {number}"), by=officer)
        for code in ("EN9.1", "EN9.2", "EN1.1")[:count]:
            evidence_actions.cite(evidence=evidence, code=code, by=officer)
    client.force_login(officer)
    client.get(library_url)

    with django_assert_num_queries(8):
        response = client.get(library_url)

    assert len(response.context["library"].page.object_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_an_aspect_takes_the_same_queries_for_any_number_of_citations(
    client, draft, officer, count, django_assert_num_queries
):
    for number in range(count):
        evidence = add_evidence(draft, files.pdf(f"page {number}"), by=officer)
        for code in ("EN9.1", "EN9.2")[:count]:
            evidence_actions.cite(evidence=evidence, code=code, by=officer)
    client.force_login(officer)
    url = reverse("assessments:aspect", args=[draft.pk, "EN9"])
    client.get(url)

    with django_assert_num_queries(14):
        response = client.get(url)

    assert len(response.context["citable"]) == count


def test_files_to_cite_stand_as_in_a_thai_dictionary(draft, officer):
    for number, name in enumerate(["แผน.jpg", "เกณฑ์.jpg", "ขยะ.jpg"]):
        builders.add_evidence(draft, files.jpeg(size=(40 + number, 30)), name, by=officer)

    assert [evidence.name for evidence in queries.citable_files(draft)] == ["เกณฑ์.jpg", "ขยะ.jpg", "แผน.jpg"]
