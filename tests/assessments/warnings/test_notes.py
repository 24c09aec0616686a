"""Notes of officers beside values: saved, not overwritten unseen, shown to assessors."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.warnings import actions
from assessments.warnings.models import Note
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.history import recording
from indicators.editions.models import Indicator

TEXT = "ข้อมูลจากเทศบาล\nรอหนังสือยืนยัน"


def save(assessment, by, text=TEXT, expected=None, code="EN9.1"):
    return actions.save_note(assessment=assessment, code=code, text=text, expected=expected, by=by)


def events(assessment):
    return [row.name for row in recording.events_of(assessment.history_subject)].count("note-saved")


def test_a_note_is_saved_with_author_time_and_event(draft, officer):
    note = save(draft, officer, text=f"  {TEXT}\r\n")

    row = recording.events_of(draft.history_subject).last()
    assert (note.text, note.written_by, note.revision) == (TEXT, officer, 1)
    assert row.data == {"indicator": "EN9.1", "old": "", "note": TEXT}


def test_the_same_note_again_is_no_event(draft, officer, other_officer):
    save(draft, officer)

    again = save(draft, other_officer)

    assert (again.written_by, events(draft)) == (officer, 1)


def test_an_empty_note_where_there_was_none_is_nothing(draft, officer):
    assert save(draft, officer, text="  ") is None
    assert not Note.objects.exists()


def test_a_note_can_be_emptied(draft, officer):
    save(draft, officer)

    assert save(draft, officer, text="").text == ""


def test_a_note_that_someone_else_changed_is_not_overwritten(draft, officer, other_officer):
    save(draft, other_officer)

    with pytest.raises(WorkflowError, match="^changed-meanwhile$"):
        save(draft, officer, text="other", expected=0)

    assert Note.objects.get().text == TEXT
    assert save(draft, officer, text="other", expected=1).revision == 2


def test_an_unknown_indicator_has_no_note(draft, officer):
    with pytest.raises(Indicator.DoesNotExist):
        save(draft, officer, code="XX1")


def test_a_submitted_assessment_keeps_its_notes_as_they_are(at, draft, officer):
    note = save(draft, officer)
    at(Status.INTERNAL_AUDIT)

    with pytest.raises(WorkflowError, match="^locked$"):
        save(draft, officer, text="other")
    for change in (lambda: Note.objects.update(text="x"), note.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.fixture
def url(draft):
    return reverse("assessments:entry-note", args=[draft.pk, "EN9.1"])


def test_an_officer_saves_a_note_without_javascript(client, draft, officer, url):
    client.force_login(officer)
    typed = {"EN9.1-note": TEXT, "EN9.1-before": "0"}

    response = client.post(url, typed, headers={"Accept": "text/html"})

    aspect = reverse("assessments:aspect", args=[draft.pk, "EN9"])
    assert response.headers["Location"] == f"{aspect}#note-en9.1"
    assert Note.objects.get().text == TEXT


def test_the_script_gets_the_state_of_the_note(client, draft, officer, url):
    client.force_login(officer)

    response = client.post(url, {"EN9.1-note": TEXT, "EN9.1-before": "0"})

    assert (response.status_code, 'data-before="1"' in response.content.decode()) == (200, True)


def test_both_notes_are_shown_when_someone_else_was_faster(client, draft, officer, other_officer, url):
    save(draft, other_officer)
    client.force_login(officer)

    response = client.post(url, {"EN9.1-note": "mine", "EN9.1-before": "0"})

    page = response.content.decode()
    assert (response.status_code, str(other_officer) in page, 'data-keep-mine="1"' in page) == (
        409,
        True,
        True,
    )


def test_a_note_that_is_too_long_is_refused_with_a_message(client, draft, officer, url):
    client.force_login(officer)

    response = client.post(url, {"EN9.1-note": "x" * 4001})

    assert (response.status_code, Note.objects.exists()) == (422, False)


def test_an_assessor_reads_the_note_beside_the_value(client, at, draft, officer, assessor):
    save(draft, officer, text="<b>รอหนังสือ</b>")
    at(Status.INTERNAL_AUDIT)
    client.force_login(assessor)

    page = client.get(reverse("assessments:aspect", args=[draft.pk, "EN9"])).content.decode()

    assert "&lt;b&gt;รอหนังสือ" in page
    assert "EN9.1-note" not in page


def test_a_note_of_an_unknown_indicator_is_not_found(client, draft, officer):
    client.force_login(officer)

    assert client.post(reverse("assessments:entry-note", args=[draft.pk, "XX1"])).status_code == 404
