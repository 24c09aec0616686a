"""The minutes: rendered once for each request, drafts visible to the requester only, final when closed."""

import hashlib
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.committee import documents, results
from assessments.committee.actions import minutes as minute_actions
from assessments.committee.models import Minutes
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.thai import numerals
from tests import builders
from tests.papers import Paper, has_arabic_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(at, administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    called = builders.meeting_of(by=administrator, chair="ประธาน ทดสอบ", participants="กรรมการ ก\nกรรมการ ข")
    builders.resolve(at(Status.COMMITTEE), administrator, level=2, reason="หลักฐานไม่ครบ")
    return called


@pytest.fixture
def draft_minutes(meeting, administrator):
    return minute_actions.ask_for_minutes(meeting=meeting, by=administrator)


def test_the_file_is_stored_with_its_sha256(draft_minutes):
    assert results.MINUTES.make(draft_minutes.pk) == 1

    draft_minutes.refresh_from_db()
    assert draft_minutes.state == "ready"
    assert hashlib.sha256(Path(draft_minutes.file.path).read_bytes()).hexdigest() == draft_minutes.sha256
    assert results.MINUTES.make(draft_minutes.pk) == 0


def test_asking_again_replaces_the_draft(
    draft_minutes, meeting, administrator, settings, django_capture_on_commit_callbacks
):
    results.MINUTES.make(draft_minutes.pk)

    with django_capture_on_commit_callbacks(execute=True):
        again = minute_actions.ask_for_minutes(meeting=meeting, by=administrator)

    assert again.pk == draft_minutes.pk
    assert list(settings.MEDIA_ROOT.rglob("*.pdf")) == []
    assert results.MINUTES.make(draft_minutes.pk) == 1


def test_a_second_request_during_rendering_gets_the_newer_minutes(
    draft_minutes, meeting, administrator, monkeypatch
):
    def slow(minutes):
        minute_actions.ask_for_minutes(meeting=meeting, by=administrator)
        return b"old"

    monkeypatch.setattr(documents, "minutes_pdf", slow)

    assert results.MINUTES.make(draft_minutes.pk) == 0
    assert Minutes.objects.get().state == "waiting"


def test_a_draft_is_visible_to_its_requester_only(client, draft_minutes):
    results.MINUTES.make(draft_minutes.pk)
    url = reverse("assessments:download-minutes", args=[draft_minutes.meeting_id])
    answers = []

    for user in (draft_minutes.asked_by, builders.UserBuilder(role="administrator")):
        client.force_login(user)
        response = client.get(url)
        b"".join(response)
        answers.append(response.status_code)

    assert answers == [200, 404]


def test_closing_makes_the_final_minutes_once(meeting, administrator):
    minute_actions.close_meeting(meeting=meeting, by=administrator)
    final = Minutes.objects.get(is_final=True)
    results.MINUTES.make(final.pk)

    with pytest.raises(WorkflowError, match="^meeting-closed$"):
        minute_actions.ask_for_minutes(meeting=meeting, by=administrator)
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        Minutes.objects.update(state="waiting", file="", sha256="")


def test_an_error_is_kept_on_the_row_and_can_be_tried_again(
    draft_minutes, administrator, monkeypatch, caplog
):
    def broken(minutes):
        raise ValueError("no font")

    with monkeypatch.context() as patch:
        patch.setattr(documents, "minutes_pdf", broken)
        results.MINUTES.make(draft_minutes.pk)

    draft_minutes.refresh_from_db()
    assert (draft_minutes.state, draft_minutes.error) == ("failed", "unexpected")
    assert "could not be made" in caplog.text
    minute_actions.retry_minutes(minutes=draft_minutes, by=administrator)
    assert results.MINUTES.make(draft_minutes.pk) == 1


def test_the_minutes_have_thai_digits_and_arabic_ones_in_their_table(draft_minutes, meeting, tmp_path):
    year = meeting.items.get().assessment.cycle.year

    paper = Paper(documents.minutes_pdf(draft_minutes), tmp_path / "minutes.pdf")

    lines = [line.text for page in paper.pages for line in page.lines]
    table = [line for line in lines if set(line) & set("0123456789")]
    assert " ".join(table).split().count(str(year)) == 1
    assert [line for line in table if "ครั้งที่" in line or "ระดับ" in line] == []
    assert paper.missing(["ครั้งที่ ๑๐-๒/๒๕๖๙", f"ปีงบประมาณ {numerals.digits(year)}"]) == []
    assert [line for line in lines if has_arabic_date(line)] == []
    assert paper.split_names([meeting.chair, *meeting.participant_lines]) == []
    assert [share for page in paper.pages[:-1] if (share := page.filled(22, 22)) < 0.25] == []
    language, is_marked, title, kinds = paper.structure
    assert (language, is_marked, "๑๐-๒/๒๕๖๙" in title, "/TH" in kinds) == ("th", True, True, True)
