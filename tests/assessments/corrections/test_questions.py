"""What a visitor learns of a question: number, promised day, what became of it; and whose consent counts."""

import re
from datetime import date
from html import unescape

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.corrections import queries, results
from assessments.corrections.actions import corrections, questions
from assessments.corrections.domain import is_question_code
from assessments.corrections.models import Question
from assessments.workflow.domain import Status, WorkflowError
from ecotown.accounts.models import Role
from ecotown.common.history import recording
from ecotown.common.holidays.models import PublicHoliday
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(at):
    return at(Status.PUBLISHED)


@pytest.fixture
def colleague(db):
    return builders.UserBuilder(role=Role.ADMINISTRATOR)


def text_of(response):
    return " ".join(unescape(response.content.decode()).split())


def status_of(client, question):
    return client.get(reverse("assessments:question-status", args=[question.code]))


def refused(action, **values):
    with pytest.raises(WorkflowError) as error:
        action(**values)
    return error.value.code


def test_a_visitor_gets_a_number_and_a_promised_day_on_the_page_and_by_mail(client, published, time_machine):
    time_machine.move_to("2026-03-26T10:00:00+07:00")
    PublicHoliday.objects.filter(day__gte=date(2026, 3, 26), day__lte=date(2026, 4, 30)).delete()
    for day in (13, 14, 15):
        PublicHoliday.objects.create(
            day=date(2026, 4, day),
            name_th="วันสงกรานต์",
            name_en="Songkran",
            confidence="announced",
            source="test",
        )
    url = reverse("assessments:ask", args=[published.pk])

    form = client.get(url)
    answer = client.post(url, {"text": "ทำไมได้ระดับ 3", "email": "a@example.com"}, follow=True)

    question = Question.objects.get()
    assert is_question_code(question.code)
    assert not question.may_be_shown
    # Fifteen working days after the 26th of March: weekends and three holidays are left out.
    assert form.context["answer_by"] == question.answer_by == date(2026, 4, 21)
    assert answer.redirect_chain == [(question.get_absolute_url(), 302)]
    for text in (question.readable_code, "วันอังคารที่ 21 เมษายน 2569", "ทำไมได้ระดับ 3"):
        assert text in text_of(answer)
    assert results.mail_visitor(question_id=question.pk) is True
    (message,) = mail.outbox
    assert (message.to, question.readable_code in message.body) == (["a@example.com"], True)
    assert question.status_url in message.body
    assert "21 เมษายน 2569" in message.body
    # The address may be that of somebody else, to whom no text is brought that nobody has read.
    assert "ทำไมได้ระดับ 3" not in message.body
    question.refresh_from_db()
    assert (question.email, question.mail_due_at) == ("a@example.com", None)


def test_an_address_is_not_filled_with_mails_by_whoever_types_it(published):
    asked = [
        builders.ask(published, asker=str(n), email=mail) for n, mail in enumerate(["a@x.th", "A@x.th"] * 2)
    ]

    assert [question.mail_due_at is not None for question in asked] == [True, True, True, False]
    assert {question.email.lower() for question in asked} == {"a@x.th"}  # each gets its answer
    assert builders.ask(published, email="b@x.th").mail_due_at


def test_the_page_of_a_question_says_how_far_it_has_come(client, published, administrator):
    question = builders.ask(published, code="EN9.1", text="นับซ้ำหรือไม่", email="a@example.com")
    seen = [status_of(client, question).context["stages"]]
    questions.take_question(question=question, by=administrator)
    seen.append(status_of(client, question).context["stages"])
    questions.answer_question(question=question, answer="นับครั้งเดียว", by=administrator)
    answered = status_of(client, question)
    seen.append(answered.context["stages"])

    states = [[stage["state"] for stage in stages] for stages in seen]
    assert states == [
        ["done", "waiting", "waiting"],
        ["done", "current", "waiting"],
        ["done", "done", "done"],
    ]
    assert [stages[-1]["name"] for stages in seen] == ["ตอบแล้ว"] * 3
    assert [stages[-1]["due"] for stages in seen] == [question.answer_by, question.answer_by, None]
    assert "นับครั้งเดียว" in text_of(answered)
    assert "a@example.com" not in text_of(answered)
    assert str(administrator) not in text_of(answered)
    assert 'content="noindex, noarchive"' in answered.content.decode()


def test_a_question_that_led_to_a_correction_shows_it_and_is_still_to_be_answered(
    client, published, administrator, colleague
):
    question = builders.ask(published, code="EN9.1", email="a@example.com")
    correction = builders.propose(published, by=administrator, question=question)
    if queries.facts_of(queries.all_corrections().get(pk=correction.pk)).is_unexplained:
        corrections.set_corrected_level(
            correction=correction, granted_level=None, meeting=None, reason="รอรอบใหม่", by=administrator
        )
    corrections.approve_correction(correction=correction, by=colleague)

    page = status_of(client, question)
    results.mail_visitor(question_id=question.pk)

    question.refresh_from_db()
    assert (question.state, question.handled_by, question.is_open) == ("corrected", administrator, True)
    (shown,) = page.context["corrections"]
    assert (shown.correction, shown.sentence in text_of(page)) == (correction, True)
    assert [stage["name"] for stage in page.context["stages"]][-1] == "นำไปสู่การแก้ไขผล"
    assert "มีการแก้ไขผล" in mail.outbox[0].subject
    questions.answer_question(question=question, answer="แก้ไขแล้ว", by=administrator)
    results.mail_visitor(question_id=question.pk)
    question.refresh_from_db()
    assert (question.state, question.is_open, question.email) == ("corrected", False, "")
    assert "แก้ไขแล้ว" in mail.outbox[1].body


@pytest.mark.parametrize(
    "typed", [str.upper, lambda code: f"{code[:4]} {code[4:8]}-{code[8:]}", "/q/{}/".format]
)
def test_a_number_is_found_as_people_type_it(client, published, typed):
    question = builders.ask(published)

    answer = client.get(reverse("assessments:find-question"), {"code": typed(question.code)}, follow=True)

    assert answer.redirect_chain[-1][0] == question.get_absolute_url()
    assert answer.context["question"] == question


@pytest.mark.parametrize("typed", ["..", ".", "ab2c", "ก" * 90, "//portal.example", "-", "?x#y"])
def test_what_cannot_be_a_number_is_told_so(client, db, typed):
    answer = client.get(reverse("assessments:find-question"), {"code": typed}, follow=True)

    assert answer.status_code == 404
    assert not answer.redirect_chain[-1][0].endswith(("/../", "/./"))
    assert "ไม่พบคำถาม" in text_of(answer)


def test_another_number_is_not_found_and_guessing_is_slowed(client, published, settings):
    builders.set_setting(question_tries=2)
    question = builders.ask(published, text="ความในใจของผู้ถาม")
    wrong = question.code[:-1] + ("2" if question.code[-1] != "2" else "3")
    url = reverse("assessments:question-status", args=[wrong])

    tries = [client.get(url) for _ in range(3)]
    consent = client.post(reverse("assessments:withdraw-consent", args=[wrong]))
    elsewhere = client.get(url, REMOTE_ADDR="203.0.113.9")

    assert [answer.status_code for answer in tries] == [404, 404, 429]
    assert "ไม่พบคำถาม" in text_of(tries[0])
    assert tries[0].context["form"]["code"].value().replace("-", "") == wrong  # to be mended, not typed anew
    assert "ความในใจ" not in text_of(tries[0])
    assert int(tries[2].headers["Retry-After"]) > 0
    assert (consent.status_code, elsewhere.status_code) == (429, 404)
    # Who has the right number shares the network of who guesses.
    assert status_of(client, question).status_code == 200


def test_a_question_that_is_too_long_is_refused_not_cut(client, published):
    url = reverse("assessments:ask", args=[published.pk])

    page = client.get(url).content.decode()
    answer = client.post(url, {"text": "ก" * 2001})

    assert "maxlength" not in re.search("<textarea[^>]*>", page)[0]
    assert answer.context["form"].errors["text"] == ["ต้องไม่เกิน 2000 ตัวอักษร (ขณะนี้มี 2001 ตัวอักษร)"]


def test_nothing_is_shown_without_consent(client, published, administrator):
    question = builders.ask(published)
    client.force_login(administrator)
    url = reverse("assessments:question", args=[question.pk])

    page = client.get(url)
    client.post(url, {"answer": "ถูกต้อง", "is_shown": "on", "shown_text": "ทำไม"})

    question.refresh_from_db()
    assert set(page.context["form"].fields) == {"answer"}
    assert (question.answer, question.is_shown) == ("ถูกต้อง", False)
    shown = {"question": question, "answer": "ถูกต้อง", "shown_text": "ทำไม", "is_shown": True}
    assert refused(questions.answer_question, **shown, by=administrator) == "consent-missing"
    for columns in ({"is_shown": True, "shown_text": "ทำไม"}, {"may_be_shown": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=question.pk).update(**columns)


def test_consent_is_taken_back_with_the_number_and_stays_so(client, published, administrator):
    question = builders.ask(published, may_be_shown=True)
    questions.answer_question(
        question=question, answer="ถูกต้อง", shown_text="ทำไมเป็นเช่นนี้", is_shown=True, by=administrator
    )
    area = reverse("portal:area", args=[published.area.key])
    before = text_of(client.get(area))

    client.post(reverse("assessments:withdraw-consent", args=[question.code]))

    question.refresh_from_db()
    assert ("ทำไมเป็นเช่นนี้" in before, "ทำไมเป็นเช่นนี้" in text_of(client.get(area))) == (True, False)
    assert (question.may_be_shown, question.is_shown, question.answer) == (False, False, "ถูกต้อง")
    assert question.shown_text == ""
    names = [row.name for row in recording.events_of(f"questions:{published.pk}")]
    assert names == ["question-asked", "question-answered", "consent-withdrawn"]


def test_private_details_are_told_at_their_field(client, published, administrator):
    question = builders.ask(published, text="โทรหา 081 234 5678", may_be_shown=True)
    client.force_login(administrator)
    typed = {"answer": "ถูกต้อง", "is_shown": "on", "shown_text": question.text}

    page = client.post(reverse("assessments:question", args=[question.pk]), typed)

    assert set(page.context["form"].errors) == {"shown_text"}
    assert not Question.objects.get().is_shown


def test_the_department_sees_the_age_and_the_promise_late_ones_first(
    client, published, administrator, settings, time_machine
):
    time_machine.move_to("2026-06-15T10:00:00+07:00")  # a Monday
    asked = {}
    for days in (10, 1, 5):
        builders.set_setting(question_answer_days=days)
        asked[days] = builders.ask(published)
    questions.answer_question(question=builders.ask(published), answer="ตอบ", by=administrator)
    time_machine.move_to("2026-06-18T10:00:00+07:00")
    client.force_login(administrator)

    page = client.get(reverse("assessments:questions"))

    rows = page.context["questions"].rows
    assert rows[:3] == [asked[1], asked[5], asked[10]]
    assert [row.is_open for row in rows] == [True, True, True, False]
    text = text_of(page)
    assert [words in text for words in ("เกินกำหนด 2 วัน", "เหลือ 4 วัน", "รอมาแล้ว 3 วัน")] == [True] * 3
