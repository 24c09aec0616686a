"""Questions of visitors, and corrections of published results: what is done, refused and kept."""

import traceback
from contextlib import nullcontext
from decimal import Decimal
from html import unescape
from smtplib import SMTPException, SMTPRecipientsRefused

import pytest
from crispy_forms.utils import render_crispy_form
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.committee.actions import minutes
from assessments.committee.models.resolutions import Resolution
from assessments.corrections import queries as corrections_queries
from assessments.corrections import results
from assessments.corrections.actions import corrections, questions
from assessments.corrections.models import CorrectedLevel, Correction, Erratum, Question
from assessments.corrections.words import REFUSALS
from assessments.entry import queries as entry_queries
from assessments.entry.domain.values import EntryValue
from assessments.entry.words import entry_in_words
from assessments.pages.forms.corrections import CorrectionForm, PublicAnswerForm
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from awards.register.actions import awards
from ecotown.accounts.models import Role
from ecotown.common.history import recording
from indicators.editions.queries.editions import edition_of
from tests import builders

pytestmark = pytest.mark.django_db
# Too few networks and steps for level 3.
LOWER = {code: EntryValue(value=Decimal(0)) for code in ("EN9.1", "EN9.2", "SO2.3")}


@pytest.fixture
def published(at):
    return at(Status.PUBLISHED)


@pytest.fixture
def colleague(db):
    return builders.UserBuilder(role=Role.ADMINISTRATOR)


@pytest.fixture
def meeting(published, administrator):
    """Call a later meeting, which is not closed."""
    return builders.meeting_of(by=administrator, number="11/2569")


def refused(action, **values):
    with pytest.raises(WorkflowError) as error:
        action(**values)
    return error.value.code


def keep_level(correction, *, by, reason="รอข้อมูลรอบใหม่"):
    """Give the reason why the granted level stays although another one is computed."""
    corrections.set_corrected_level(
        correction=correction, granted_level=None, meeting=None, reason=reason, by=by
    )


def fresh(assessment):
    assessments = corrections_queries.with_level_in_force(Assessment.objects.select_related("resolution"))
    return assessments.get(pk=assessment.pk)


def test_an_approved_correction_holds_and_the_published_values_stay(published, administrator, colleague):
    before = entry_queries.entered_values(published)
    correction = builders.propose(published, by=administrator, values=LOWER)
    keep_level(correction, by=administrator)

    corrections.approve_correction(correction=correction, by=colleague)

    assert entry_queries.entered_values(published) == before
    assert {code: corrections_queries.published_values(published)[code] for code in LOWER} == LOWER
    (shown_correction,) = corrections_queries.approved_corrections(published)
    assert [line.indicator.code for line in shown_correction.lines] == list(LOWER)
    assert fresh(published).computed_level == correction.computed.level < 3
    assert fresh(published).resolution.granted_level == 3
    assert list(recording.breaks()) == []


def test_a_proposed_correction_changes_nothing_yet(published, administrator):
    builders.propose(published, by=administrator, values=LOWER)

    assert corrections_queries.approved_corrections(published) == []
    assert fresh(published).computed_level == 3


def test_who_proposed_does_not_decide(published, administrator):
    correction = builders.propose(published, by=administrator)

    assert (
        refused(corrections.approve_correction, correction=correction, by=administrator) == "own-correction"
    )
    assert (
        refused(corrections.refuse_correction, correction=correction, note="ไม่", by=administrator)
        == "own-correction"
    )
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Correction.objects.update(
            state="approved", decided_by=administrator, decided_at=correction.proposed_at
        )


def test_the_committee_changes_its_level_and_the_old_resolution_is_kept(
    published, meeting, administrator, colleague
):
    old = published.resolution
    correction = builders.propose(published, by=administrator, values=LOWER)
    corrections.set_corrected_level(
        correction=correction, granted_level=2, meeting=meeting, reason="ค่าลดลง", by=administrator
    )

    corrections.approve_correction(correction=correction, by=colleague)

    new = fresh(published).resolution
    assert (new.granted_level, new.meeting, new.replaces, new.reason) == (2, meeting, old, "ค่าลดลง")
    assert Resolution.objects.get(pk=old.pk).granted_level == 3
    assert list(published.resolutions.values_list("granted_level", flat=True)) == [3, 2]


def test_a_closed_meeting_changes_no_level(client, published, meeting, administrator, colleague):
    builders.seat(meeting, administrator)
    correction = builders.propose(published, by=administrator, values=LOWER)
    corrections.set_corrected_level(
        correction=correction, granted_level=2, meeting=meeting, reason="ค่าลดลง", by=administrator
    )
    client.force_login(colleague)
    before = client.get(meeting.get_absolute_url()).context["waiting_corrections"]
    minutes.close_meeting(meeting=meeting, by=administrator)

    assert list(before) == [correction]
    refusal = refused(corrections.approve_correction, correction=correction, by=colleague)
    assert refusal == "correction-meeting-closed"
    page = client.get(reverse("assessments:correction", args=[published.pk, correction.pk]))
    assert page.context["approval_refusal"].startswith("รายงานการประชุมที่มีมติปิดแล้ว")


def test_corrections_follow_each_other(published, administrator, colleague):
    first = builders.propose(published, by=administrator, values=LOWER)
    again = {"assessment": published, "values": LOWER, "reason": "อีก", "by": administrator}
    assert refused(corrections.propose_correction, **again) == "correction-open"
    keep_level(first, by=administrator)
    corrections.approve_correction(correction=first, by=colleague)
    assert refused(corrections.propose_correction, **again) == "correction-without-change"

    second = builders.propose(published, by=administrator, values={"EN9.1": EntryValue(value=Decimal(7))})
    corrections.approve_correction(correction=second, by=colleague)

    assert corrections_queries.published_values(published)["EN9.1"] == EntryValue(value=Decimal(7))
    assert corrections_queries.published_values(published)["EN9.2"] == LOWER["EN9.2"]
    (erratum,) = second.errata.all()
    assert erratum.old == {"value": "0"}
    second.refresh_from_db()
    assert (second.computed.former_level, second.level_reason) == (first.computed.level, "รอข้อมูลรอบใหม่")


def test_the_levels_before_and_after_are_known_before_the_approval(
    client, published, administrator, colleague
):
    correction = builders.propose(published, by=administrator, values=LOWER)
    client.force_login(colleague)
    url = reverse("assessments:correction", args=[published.pk, correction.pk])

    page = client.get(url)

    shown = page.context["shown_correction"]
    computed = correction.computed.level
    levels = (shown.former_level, shown.computed_level, shown.granted_before, shown.granted_level)
    assert levels == (3, computed, 3, 3)
    assert page.context["approval_refusal"] == str(REFUSALS["difference-unexplained"])
    assert reverse("assessments:approve-correction", args=[published.pk, correction.pk]) not in str(
        page.content
    )


def test_the_decision_follows_the_level_without_loading_the_page_again(
    client, published, administrator, colleague
):
    values = {"EN9.1": EntryValue(value=Decimal(50))}
    correction = corrections.propose_correction(
        assessment=published, values=values, reason="พิมพ์ผิด", by=administrator
    )
    client.force_login(colleague)
    url = reverse("assessments:correction", args=[published.pk, correction.pk])
    approve = reverse("assessments:approve-correction", args=[published.pk, correction.pk])

    waiting = client.get(url, headers={"HX-Request": "true"}).content.decode()
    results.compute_correction(correction_id=correction.pk)
    computed = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert ('hx-trigger="every 2s"' in waiting, 'id="decision"' in waiting) == (True, False)
    assert ('hx-trigger="every 2s"' in computed, approve in computed) == (False, True)
    assert 'hx-swap-oob="true"' in computed


def test_a_differing_level_is_approved_with_a_reason_or_a_meeting_and_everyone_reads_it_in_one_sentence(
    client, published, meeting, administrator, colleague
):
    award = awards.issue_certificate(assessment=published, by=administrator)
    correction = builders.propose(published, by=administrator, values=LOWER)
    computed = correction.computed.level
    assert (
        refused(corrections.approve_correction, correction=correction, by=colleague)
        == "difference-unexplained"
    )
    corrections.set_corrected_level(
        correction=correction, granted_level=None, meeting=meeting, reason="ค่าชั่วคราว", by=administrator
    )

    corrections.approve_correction(correction=correction, by=colleague)

    (shown,) = corrections_queries.approved_corrections(published)
    assert shown.sentence == (
        f"ระดับที่คำนวณเปลี่ยนจากระดับ 3 เป็นระดับ {computed} ส่วนระดับที่รับรองคงเดิมที่ระดับ 3"
        " ตามมติที่ประชุมคณะกรรมการครั้งที่ 11/2569 ด้วยเหตุผลว่า ค่าชั่วคราว"
    )
    area = published.area
    addresses = [
        reverse("portal:area", args=[area.key]),
        reverse("portal:explanation", args=[area.key, published.cycle.year]),
        reverse("awards:verify", args=[award.code]),
        published.get_absolute_url(),
        reverse("assessments:correction", args=[published.pk, correction.pk]),
    ]
    client.force_login(administrator)
    pages = {address: " ".join(client.get(address).content.decode().split()) for address in addresses}
    assert [address for address, text in pages.items() if shown.sentence not in unescape(text)] == []
    data = recording.events_of(published.history_subject).get(name="correction-approved").data
    facts = (
        "old_computed_level",
        "computed_level",
        "old_level",
        "granted_level",
        "level_reason",
        "meeting_number",
    )
    assert [data[name] for name in facts] == [3, computed, 3, 3, "ค่าชั่วคราว", "11/2569"]


def test_the_database_refuses_an_unexplained_difference(published, administrator, colleague):
    correction = builders.propose(published, by=administrator, values=LOWER)
    decision = {"state": "approved", "decided_by": colleague, "decided_at": correction.proposed_at}

    with pytest.raises(IntegrityError, match="needs a reason or a meeting"), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(**decision)
    Correction.objects.filter(pk=correction.pk).update(**decision, level_reason="ค่าชั่วคราว")


def test_the_level_of_a_proposal_is_shown_before_it_is_made(client, published, administrator):
    client.force_login(administrator)
    url = reverse("assessments:propose-correction", args=[published.pk])
    query = "&".join(f"code={code}" for code in LOWER)
    typed = {f"{code}-value": "0" for code in LOWER}

    page = client.post(f"{url}?{query}", typed | {"reason": "", "try": ""})
    unreasoned = client.post(f"{url}?{query}", typed | {"reason": "", "propose": ""})

    tried = page.context["tried_level"]
    assert set(unreasoned.context["form"].errors) == {"reason"}
    assert not Correction.objects.exists()
    client.post(f"{url}?{query}", typed | {"reason": "นับซ้ำ", "propose": ""})
    correction = Correction.objects.get()
    assert results.compute_correction(correction_id=correction.pk).level == tried < 3


def test_public_reasons_hold_no_private_details(client, published, administrator):
    client.force_login(administrator)
    private = {"reason": "สอบถามที่ somchai@example.com", "propose": ""}
    query = "&".join(f"code={code}" for code in LOWER)
    typed = {f"{code}-value": "0" for code in LOWER} | private

    proposal = client.post(f"{reverse('assessments:propose-correction', args=[published.pk])}?{query}", typed)
    correction = builders.propose(published, by=administrator, values=LOWER)
    level = client.post(reverse("assessments:correction", args=[published.pk, correction.pk]), private)

    error = [str(REFUSALS["private-details"])]
    assert [page.context["form"].errors["reason"] for page in (proposal, level)] == [error, error]
    assert (Correction.objects.get(), correction.level_reason) == (correction, "")


def test_a_refused_correction_leaves_everything(published, administrator, colleague):
    correction = builders.propose(published, by=administrator, values=LOWER)

    corrections.refuse_correction(correction=correction, note="ค่าเดิมถูกต้อง", by=colleague)

    assert corrections_queries.approved_corrections(published) == []
    builders.propose(published, by=administrator, values=LOWER)


@pytest.mark.parametrize(
    "status", [status for status in Status if status != Status.PUBLISHED], ids=lambda status: status.value
)
def test_only_a_published_result_is_corrected_or_asked_about(at, administrator, status):
    assessment = at(status)
    values = {"assessment": assessment, "values": LOWER, "reason": "ผิด", "by": administrator}

    assert refused(corrections.propose_correction, **values) == "not-now"
    assert refused(builders.ask, assessment=assessment) == "not-published"


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"XX1.1": EntryValue(value=Decimal(1))}, id="an unknown code"),
        pytest.param({"EN9.1": EntryValue(value=Decimal("2.5"))}, id="half a network"),
        pytest.param({"EN9.1": EntryValue()}, id="nothing"),
        pytest.param({"EN9.1": EntryValue(not_applicable=True, reason="ไม่มี")}, id="not applicable"),
    ],
)
def test_a_corrected_value_fits_its_indicator(published, administrator, values):
    proposal = {"assessment": published, "values": values, "reason": "ผิด", "by": administrator}

    assert refused(corrections.propose_correction, **proposal) == "wrong-value"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: Correction.objects.update(reason="อย่างอื่น"), id="changing a correction"),
        pytest.param(lambda: Correction.objects.update(state="proposed"), id="taking back a decision"),
        pytest.param(lambda: Erratum.objects.update(value=9), id="changing an erratum"),
        pytest.param(lambda: Erratum.objects.all()._raw_delete("default"), id="deleting an erratum"),
        pytest.param(lambda: CorrectedLevel.objects.update(level=5), id="changing the level"),
        pytest.param(lambda: Question.objects.update(text="อย่างอื่น"), id="changing a question"),
    ],
)
def test_the_database_keeps_what_was_corrected(published, administrator, colleague, change):
    builders.ask(published)
    corrections.approve_correction(correction=builders.propose(published, by=administrator), by=colleague)

    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        change()


def test_the_certificate_is_flagged_and_still_says_what_was_printed(
    client, published, meeting, administrator, colleague
):
    award = awards.issue_certificate(assessment=published, by=administrator)
    correction = builders.propose(published, by=administrator, values=LOWER)
    corrections.set_corrected_level(
        correction=correction, granted_level=2, meeting=meeting, reason="ค่าลดลง", by=administrator
    )
    before = client.get(reverse("awards:verify", args=[award.code]))

    corrections.approve_correction(correction=correction, by=colleague)
    after = client.get(reverse("awards:verify", args=[award.code]))

    verified = after.context["award"]
    assert before.context["award"].corrected_at is None
    assert (verified.resolution.granted_level, verified.is_outdated) == (3, True)
    assert verified.corrected_at == Correction.objects.get().decided_at
    assert verified.level_rule.level == 3


def test_a_visitor_asks_and_reads_the_answer(client, published, administrator):
    url = reverse("assessments:ask", args=[published.pk])
    area = reverse("portal:area", args=[published.area.key])

    response = client.post(
        url,
        {
            "code": "EN9.1",
            "text": "ตัวเลขนี้ถูกหรือ 08-1234-5678",
            "email": "a@example.com",
            "may_be_shown": "on",
        },
    )
    question = Question.objects.get()
    hidden = client.get(area).content.decode()
    questions.answer_question(
        question=question, answer="ถูกต้อง", shown_text="ตัวเลขนี้ถูกหรือ", is_shown=True, by=administrator
    )
    shown = client.get(area).content.decode()

    assert (response.status_code, response.headers["Location"]) == (302, question.get_absolute_url())
    assert "ตัวเลขนี้ถูกหรือ" not in hidden
    assert "ตัวเลขนี้ถูกหรือ" in shown
    assert "08-1234-5678" not in shown
    assert "a@example.com" not in shown
    assert "a@example.com" not in str(list(recording.events_of(f"questions:{published.pk}").values()))


def test_the_field_of_the_answer_is_called_by_a_noun():
    assert str(PublicAnswerForm.base_fields["answer"].label) == "คำตอบ"


def test_the_answer_is_sent_once_and_the_address_forgotten(published, administrator):
    question = builders.ask(published, email="a@example.com")
    questions.answer_question(question=question, answer="ถูกต้อง", by=administrator)

    assert results.mail_visitor(question_id=question.pk) is True
    assert results.mail_visitor(question_id=question.pk) is False

    question.refresh_from_db()
    assert (question.email, question.mail_due_at) == ("", None)
    assert [message.to for message in mail.outbox] == [["a@example.com"]]
    assert "ถูกต้อง" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("error", "left"),
    [
        pytest.param(SMTPRecipientsRefused({"a@x.th": (550, b"unknown")}), ("", False), id="for good"),
        pytest.param(SMTPRecipientsRefused({"a@x.th": (450, b"later")}), ("a@x.th", True), id="for now"),
        pytest.param(OSError("away"), ("a@x.th", True), id="no server"),
    ],
)
def test_a_mail_that_the_server_refuses_for_good_is_not_tried_for_ever(
    published, monkeypatch, caplog, error, left
):
    def refuse(*_mail):
        # Nothing waits for the mail server: the row is not locked, and nothing is written.
        assert Question.objects.filter(mail_due_at__gt=timezone.now()).exists()
        raise error

    monkeypatch.setattr(results, "send_mail", refuse)
    question = builders.ask(published, email="a@x.th")

    with nullcontext() if not left[0] else pytest.raises(SMTPException, match=type(error).__name__) as raised:
        assert results.mail_visitor(question_id=question.pk) is False

    # The address of a visitor stands in no log.
    assert "a@x.th" not in caplog.text + "".join(traceback.format_exception(raised.value) if raised else "")

    question.refresh_from_db()
    assert (question.email, question.mail_due_at is not None) == left
    assert question.mail_due_at is None or question.mail_due_at <= timezone.now()


def test_an_answer_while_the_arrival_is_mailed_is_mailed_too(published, administrator, monkeypatch):
    question = builders.ask(published, email="a@x.th")

    def answer_meanwhile(*_mail):
        assert results.mail_visitor(question_id=question.pk) is False  # another worker
        questions.answer_question(question=question, answer="ถูกต้อง", by=administrator)

    monkeypatch.setattr(results, "send_mail", answer_meanwhile)
    assert results.mail_visitor(question_id=question.pk) is True
    monkeypatch.undo()

    assert results.mail_visitor(question_id=question.pk) is True
    assert ["ถูกต้อง" in message.body for message in mail.outbox] == [True]
    question.refresh_from_db()
    assert (question.email, question.mail_due_at) == ("", None)


def test_a_worker_that_comes_after_the_decision_changes_nothing(published, administrator, client):
    correction = corrections.propose_correction(
        assessment=published, values={"EN9.1": EntryValue(value=50)}, reason="พิมพ์ผิด", by=administrator
    )
    Correction.objects.update(level_error="lost")
    second = builders.UserBuilder(role=Role.ADMINISTRATOR)
    corrections.refuse_correction(correction=correction, note="ไม่ผิด", by=second)
    client.force_login(administrator)
    arguments = [published.pk, correction.pk]

    page = client.get(reverse("assessments:correction", args=arguments))
    answer = client.post(reverse("assessments:retry-corrected-level", args=arguments), follow=True)

    assert results.compute_correction(correction_id=correction.pk) is None
    assert "ไม่อนุมัติก่อนที่จะคำนวณระดับ" in page.content.decode()
    assert "hx-get" not in page.content.decode()
    assert [str(message) for message in answer.context["messages"]] == ["การแก้ไขนี้พิจารณาแล้ว"]


def test_what_only_a_program_fills_in_is_dropped(client, published):
    url = reverse("assessments:ask", args=[published.pk])

    response = client.post(url, {"text": "buy now", "website": "https://spam.example"})

    assert response.status_code == 302
    assert not Question.objects.exists()


def test_one_address_asks_so_often_a_day(client, published, settings):
    builders.set_setting(questions_a_day=2)
    url = reverse("assessments:ask", args=[published.pk])
    statuses = [client.post(url, {"text": "ทำไม"}).status_code for _ in range(3)]
    status_elsewhere = client.post(url, {"text": "ทำไม"}, REMOTE_ADDR="203.0.113.9").status_code

    assert [*statuses, status_elsewhere] == [302, 302, 429, 302]
    assert not Question.objects.filter(asker__contains="127.0.0.1").exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"text": " "}, "text", id="nothing"),
        pytest.param({"text": "ก" * 2001}, "text", id="too long"),
        pytest.param({"email": "ไม่ใช่"}, "email", id="no address"),
        pytest.param({"code": "XX9"}, "code", id="an unknown indicator"),
    ],
)
def test_a_faulty_question_is_told_at_its_field(client, published, typed, field):
    response = client.post(reverse("assessments:ask", args=[published.pk]), {"text": "ทำไม"} | typed)

    assert set(response.context["form"].errors) == {field}


def test_nobody_asks_about_what_is_not_published(client, at):
    granted = at(Status.GRANTED)

    assert client.get(reverse("assessments:ask", args=[granted.pk])).status_code == 404


def test_a_question_leads_to_a_correction(client, published, administrator, colleague):
    question = builders.ask(published, code="EN9.1")
    client.force_login(administrator)
    url = reverse("assessments:propose-correction", args=[published.pk])

    page = client.get(url, {"question": question.pk, "code": "EN9.1"})
    client.post(f"{url}?question={question.pk}&code=EN9.1", {"EN9.1-value": "๑", "reason": "รายชื่อซ้ำ"})
    correction = Correction.objects.get()
    results.compute_correction(correction_id=correction.pk)
    client.force_login(colleague)
    client.post(reverse("assessments:approve-correction", args=[published.pk, correction.pk]))

    question.refresh_from_db()
    assert page.context["question"] == question
    assert (question.state, correction.question) == ("corrected", question)
    shown = client.get(reverse("portal:area", args=[published.area.key]))
    assert [shown_correction.correction for shown_correction in shown.context["errata"]] == [correction]
    assert "รายชื่อซ้ำ" in client.get(published.get_absolute_url()).content.decode()


def test_a_correction_whose_level_is_not_computed_links_to_its_page(client, published, administrator):
    values = {"EN9.1": EntryValue(value=Decimal(1))}
    correction = corrections.propose_correction(
        assessment=published, values=values, reason="พิมพ์ผิด", by=administrator
    )
    client.force_login(administrator)
    url = reverse("assessments:correction", args=[published.pk, correction.pk])

    assert f'<a href="{url}">' in client.get(url).content.decode()


TEMPLATES = ["{{ form.helper.attrs }}", "{% now 'Y' %}", "{% bogus %}", "{# none #}", "<b>1</b>"]


@pytest.mark.parametrize("reason", TEMPLATES)
def test_what_an_officer_wrote_is_shown_beside_a_correction_and_not_run(framework, reason):
    edition = edition_of(framework)
    published = {"EN1.1": EntryValue(not_applicable=True, reason=reason)}
    form = CorrectionForm(edition=edition, codes=["EN1.1"], published=published)

    page = render_crispy_form(form, context={"csrf_token": "x"})

    assert f"{entry_in_words(published['EN1.1'], edition.by_code['EN1.1'])}</p>" in unescape(page)
    assert page.count("<b>") == 0


def test_the_levels_of_corrections_are_found_by_the_sweep(published, administrator):
    correction = corrections.propose_correction(
        assessment=published, values=LOWER, reason="ผิด", by=administrator
    )
    Correction.objects.filter(pk=correction.pk).update(level_asked_at="2026-01-01T00:00Z")

    assert results.overdue_corrections() == [correction.pk]
    assert results.overdue_corrections() == []


@pytest.mark.parametrize("error", ["unexpected", "lost"])
def test_a_level_of_a_correction_that_cannot_be_computed_is_told_and_tried_again(
    client, published, administrator, monkeypatch, caplog, error
):
    def broken(*_arguments):
        raise ValueError("no level")

    correction = corrections.propose_correction(
        assessment=published, values=LOWER, reason="ผิด", by=administrator
    )
    if error == "lost":
        Correction.objects.update(level_attempts=3, level_asked_at="2026-01-01T00:00Z")
    else:
        with monkeypatch.context() as patch:
            patch.setattr(results, "area_level", broken)
            assert results.compute_correction(correction_id=correction.pk) is None
        Correction.objects.update(level_asked_at="2026-01-01T00:00Z")

    assert results.overdue_corrections() == []

    assert Correction.objects.get(pk=correction.pk).level_error == error
    client.force_login(administrator)
    retry = reverse("assessments:retry-corrected-level", args=[published.pk, correction.pk])
    page = client.get(reverse("assessments:correction", args=[published.pk, correction.pk]))
    assert f'action="{retry}"' in page.content.decode()
    client.post(retry)
    assert results.compute_correction(correction_id=correction.pk).level >= 0
    with pytest.raises(WorkflowError, match="level-not-failed"):
        corrections.retry_corrected_level(correction=correction, by=administrator)


@pytest.mark.parametrize("name", ["portal:area", "assessments:detail"])
def test_errata_and_answers_take_the_same_queries_for_one_and_for_three(
    client, published, administrator, colleague, name, django_assert_max_num_queries
):
    client.force_login(administrator)
    keys = {"portal:area": published.area.key, "assessments:detail": published.pk}
    url, counts = reverse(name, args=[keys[name]]), []
    for count in (1, 2):  # one, then three
        for number in range(count):
            question = builders.ask(published, code="EN9.1", may_be_shown=True)
            questions.answer_question(
                question=question, answer="ตอบ", shown_text="ถาม", is_shown=True, by=administrator
            )
            values = {"EN9.1": EntryValue(value=Decimal(10 * count + number))}
            correction = builders.propose(published, by=administrator, values=values)
            keep_level(correction, by=administrator)
            corrections.approve_correction(correction=correction, by=colleague)
        client.get(url)
        with django_assert_max_num_queries(40) as captured:
            response = client.get(url)
        shown = response.context
        errata = shown["page"].errata if "page" in shown else shown["errata"]
        counts.append((len(captured), len(errata)))

    assert counts == [(counts[0][0], 1), (counts[0][0], 3)]
