"""Daily mail: its content and recipients, and that it is sent once."""

import threading
from datetime import date
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from assessments.audit.actions import assignments, comments, returns
from assessments.entry.actions import entries as entry_actions
from assessments.submission import actions as submission_actions
from assessments.workflow.domain import Status
from ecotown.accounts.models import User
from ecotown.notices import actions as notices_actions
from ecotown.notices import documents, registry, results, tasks
from ecotown.notices.models import DIGEST, Digest, Notice
from ecotown.notices.registry import PendingWork
from tests import builders

TUESDAY, WEDNESDAY, MONDAY = (
    "2026-03-24T08:00:00+07:00",
    "2026-03-25T08:00:00+07:00",
    "2026-03-30T08:00:00+07:00",
)


class Down(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError("nobody listens")


class Disconnects(EmailBackend):
    """A mail server that disconnects during delivery: it may have accepted the mail or not."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("gone")


class Refuses(EmailBackend):
    """A mail server that does not know the address."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({"officer@portal.example": (550, b"unknown")})


@pytest.fixture
def passed(at, people, time_machine):
    """Return a passed assessment whose officer alone has a mail address, on a Tuesday after DIGEST_TIME."""
    time_machine.move_to(TUESDAY)
    User.objects.filter(pk=people.officer.pk).update(email="officer@portal.example")
    return at(Status.EXTERNAL_AUDIT)


def sweep():
    """Run the periodic sweep and send the mails in this process."""
    results.open_digests()
    return [results.send_digest(digest_id=pk) for pk in results.claim_due_digests()]


def test_the_mail_lists_news_and_pending_work_in_thai(passed, people, cycle, province):
    waits = entry_actions.open_assessment(area=builders.AreaBuilder(province=province), cycle=cycle, by=None)

    sweep()

    (message,) = mail.outbox
    assert message.to == ["officer@portal.example"]
    assert message.subject == (
        "[เมืองอุตสาหกรรมเชิงนิเวศ] มีงานรอ 1 รายการ ครบกำหนดวันที่ 31 มีนาคม 2569 · การแจ้งเตือนใหม่ 1 รายการ"
    )
    html = message.alternatives[0].content
    for text in (message.body, html):
        assert str(passed.area) in text
        assert str(waits.area) in text
        assert "ผ่านการตรวจประเมินภายใน" in text
        assert "เหลือ 7 วัน" in text
        assert "วันอังคารที่ 31 มีนาคม 2569" in text
        assert "help@portal.example" in text
        assert "0 รายการ" not in text
        assert f"http://127.0.0.1:8000{passed.get_absolute_url()}" in text
        assert f"http://127.0.0.1:8000{waits.get_absolute_url()}" in text
        assert "http://127.0.0.1:8000/notices/settings/" in text
    assert message.extra_headers["Message-ID"] == f"<digest-20260324-{people.officer.pk}@127.0.0.1>"


def test_names_are_escaped_in_html_and_plain_in_text(passed):
    passed.area.name_th = "เมือง <b>&"
    passed.area.save(update_fields=["name_th"])

    sweep()

    (message,) = mail.outbox
    assert "เมือง <b>&" in message.body
    assert "เมือง &lt;b&gt;&amp;" in message.alternatives[0].content


def test_one_mail_a_day_and_each_notice_in_one_of_them(passed, time_machine):
    sweep()
    sweep()
    time_machine.move_to(WEDNESDAY)
    sweep()

    assert len(mail.outbox) == 1
    assert list(Digest.objects.order_by("day").values_list("state", flat=True)) == ["sent", "nothing"]
    assert Notice.objects.get(user__email="officer@portal.example").digest.day.isoformat() == "2026-03-24"


def test_nothing_is_sent_before_the_digest_time(passed, time_machine):
    time_machine.move_to("2026-03-24T07:29:00+07:00")

    assert sweep() == []
    assert not Digest.objects.exists()


def test_pending_work_alone_is_mailed_on_mondays(passed, cycle, province, officer, time_machine):
    notices_actions.mark_read(by=officer)
    entry_actions.open_assessment(area=builders.AreaBuilder(province=province), cycle=cycle, by=None)
    sweep()
    on_tuesday = len(mail.outbox)

    time_machine.move_to(MONDAY)
    sweep()

    assert (on_tuesday, len(mail.outbox)) == (0, 1)
    assert mail.outbox[0].subject == ("[เมืองอุตสาหกรรมเชิงนิเวศ] มีงานรอ 1 รายการ ครบกำหนดวันที่ 31 มีนาคม 2569")


def test_work_that_is_new_or_due_is_mailed_on_its_day(at, administrator, settings, time_machine):
    """A visitor asks on a Monday and is promised the answer by Thursday."""
    builders.set_setting(question_answer_days=3)
    time_machine.move_to("2026-06-15T10:00:00+07:00")
    published = at(Status.PUBLISHED)
    User.objects.exclude(pk=administrator.pk).update(email="")
    User.objects.filter(pk=administrator.pk).update(email="administrator@portal.example")
    notices_actions.mark_read(by=administrator)
    builders.ask(published, code="EN9.1")
    mailed = {}

    for day in (16, 17, 18, 19):
        time_machine.move_to(f"2026-06-{day}T08:00:00+07:00")
        before = len(mail.outbox)
        sweep()
        mailed[day] = len(mail.outbox) - before

    assert mailed == {16: 1, 17: 0, 18: 1, 19: 0}
    text = mail.outbox[0].body
    assert [words in text for words in ("รับเรื่องและตอบคำถาม (EN9.1)", "เหลือ 2 วัน")] == [True] * 2


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda user: User.objects.filter(pk=user.pk).update(is_active=False), id="left"),
        pytest.param(lambda user: User.objects.filter(pk=user.pk).update(email=""), id="no address"),
        pytest.param(
            lambda user: notices_actions.choose_kinds(kinds=set(registry.KINDS), by=user), id="switched off"
        ),
        pytest.param(lambda user: notices_actions.mark_read(by=user), id="nothing unread"),
    ],
)
@pytest.mark.parametrize("when", ["before", "after the row was made"])
def test_some_users_get_no_mail(passed, officer, change, when):
    if when == "before":
        change(officer)
    results.open_digests()
    change(officer)

    for pk in Digest.objects.values_list("pk", flat=True):
        results.send_digest(digest_id=pk)

    assert mail.outbox == []


def test_an_unavailable_mail_server_loses_and_doubles_nothing(passed, settings, time_machine):
    settings.EMAIL_BACKEND = "tests.notices.test_digest.Down"
    down = [sweep(), sweep()]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    too_soon = sweep()
    time_machine.shift(settings.DIGEST_RETRY_SECONDS + 1)

    later = [sweep(), sweep()]

    assert (down, too_soon, later) == ([[False], []], [], [[True], []])
    assert len(mail.outbox) == 1
    assert Digest.objects.get().error == ""


def test_a_mail_that_may_have_left_is_not_sent_again_but_its_notices_are_the_next_day(
    passed, settings, time_machine
):
    settings.EMAIL_BACKEND = "tests.notices.test_digest.Disconnects"
    sweep()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    time_machine.shift(settings.DIGEST_RETRY_SECONDS + 1)
    same_day = sweep()
    time_machine.move_to(WEDNESDAY)

    next_day = sweep()

    assert (same_day, next_day, len(mail.outbox)) == ([], [True], 1)
    assert list(Digest.objects.order_by("day").values_list("state", flat=True)) == ["sending", "sent"]


def test_an_address_that_is_refused_permanently_is_not_tried_again_today(passed, settings, time_machine):
    settings.EMAIL_BACKEND = "tests.notices.test_digest.Refuses"
    sweep()
    time_machine.shift(settings.DIGEST_RETRY_SECONDS + 1)

    assert sweep() == []
    digest = Digest.objects.get()
    assert (digest.state, "550" in digest.error) == ("refused", True)


def test_the_task_run_twice_sends_once(passed):
    results.open_digests()
    digest = Digest.objects.get()

    tasks.send_digest(digest_id=digest.pk)
    tasks.send_digest(digest_id=digest.pk)

    assert len(mail.outbox) == 1


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite"), reason="one connection only")
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_once(passed):
    results.open_digests()
    digest = Digest.objects.get()
    outcomes, start = [], threading.Barrier(6)

    def work():
        start.wait()
        try:
            results.open_digests()
            outcomes.append(results.send_digest(digest_id=digest.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [False] * 5 + [True]
    assert (len(mail.outbox), Digest.objects.count()) == (1, 1)


def subject_of(*due_dates):
    work = [PendingWork("อ้อมน้อย", "เริ่มกรอก", "/a/", "/a/", due=due) for due in due_dates]
    return documents.digest_mail(User(pk=1, email="a@portal.example"), date(2026, 3, 24), [], work).subject


@pytest.mark.parametrize(
    ("due_dates", "words"),
    [
        pytest.param([None, None], "มีงานรอ 2 รายการ", id="without a date"),
        pytest.param(
            [None, date(2026, 4, 2), date(2026, 3, 30)],
            "มีงานรอ 3 รายการ ครบกำหนดวันที่ 30 มีนาคม 2569",
            id="the first date",
        ),
        pytest.param([date(2026, 3, 23)], "มีงานรอ 1 รายการ เกินกำหนดตั้งแต่วันที่ 23 มีนาคม 2569", id="overdue"),
    ],
)
def test_the_subject_says_how_much_waits_and_until_when(time_machine, due_dates, words):
    time_machine.move_to(TUESDAY)

    assert subject_of(*due_dates) == f"[เมืองอุตสาหกรรมเชิงนิเวศ] {words}"


def test_what_was_answered_before_the_mail_is_not_in_it(at, people, time_machine):
    time_machine.move_to(TUESDAY)
    User.objects.filter(pk=people.officer.pk).update(email="officer@portal.example")
    assessment = at(Status.INTERNAL_AUDIT)
    builders.send_back(assessment, people.internal, codes=["EN9.1"])
    results.open_digests()
    time_machine.shift(60)
    returns.reply_to_return(assessment=assessment, replies={"EN9.1": "ตามเดิม"}, by=people.officer)
    submission_actions.resubmit(assessment=assessment, declared=True, by=people.officer)

    for pk in Digest.objects.values_list("pk", flat=True):
        results.send_digest(digest_id=pk)

    assert mail.outbox == []
    assert Digest.objects.get().state == "nothing"


def test_an_answered_comment_is_not_in_the_mail_but_another_is(at, people, time_machine):
    time_machine.move_to(TUESDAY)
    User.objects.filter(pk=people.officer.pk).update(email="officer@portal.example")
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.internal)
    first, _second = (
        comments.open_thread(assessment=assessment, code=code, text="ที่มา?", by=people.internal)
        for code in ("EN9.1", "EN1.1")
    )
    time_machine.shift(60)
    comments.answer_thread(thread=first, text="พบแล้ว", by=people.officer)

    sweep()

    (message,) = mail.outbox
    assert ("EN1.1" in message.body, "EN9.1" in message.body) == (True, False)
    assert "การแจ้งเตือนใหม่ 1 รายการ" in message.subject


def test_an_audit_that_nobody_has_is_in_no_assessors_mail(at, people, time_machine):
    time_machine.move_to(MONDAY)
    User.objects.filter(pk=people.internal.pk).update(email="assessor@portal.example")
    assessment = at(Status.INTERNAL_AUDIT)
    sweep()
    unassigned = len(mail.outbox)
    Digest.objects.all().delete()

    assignments.take_on(assessment=assessment, by=people.internal)
    sweep()

    assert (unassigned, len(mail.outbox)) == (0, 1)


def test_mails_of_yesterday_are_not_sent_today(passed, time_machine):
    results.open_digests()
    old = Digest.objects.get()
    time_machine.move_to(WEDNESDAY)

    assert results.send_digest(digest_id=old.pk) is False
    assert mail.outbox == []


def test_notices_about_one_area_are_one_paragraph_of_the_mail(passed, officer):
    first = Notice.objects.get(user=officer)
    Notice.objects.bulk_create(
        [
            Notice(
                user=officer,
                kind="passed",
                subject=first.subject,
                subject_id=first.subject_id,
                created_at=first.created_at,
            )
            for _ in range(34)
        ]
    )

    sweep()

    assert mail.outbox[0].body.count("ผ่านการตรวจประเมินภายใน") == 35
    assert mail.outbox[0].body.count(str(passed.area)) == 1
    assert mail.outbox[0].subject == "[เมืองอุตสาหกรรมเชิงนิเวศ] การแจ้งเตือนใหม่ 35 รายการ"
    assert DIGEST not in registry.KINDS


@pytest.mark.parametrize(
    ("count", "is_linked"), [(documents.MAX_LINES, False), (documents.MAX_LINES + 2, True)]
)
def test_a_mail_that_lists_not_all_pending_work_links_to_the_list(officer, count, is_linked):
    waiting = [PendingWork("อ้อมน้อย", "เริ่มกรอก", "/assessments/1/", "/assessments/", due=None)] * count

    body = documents.digest_mail(officer, timezone.localdate(), [], waiting).body

    assert (f"และอีก 2 รายการ: {settings.SITE_URL}/assessments/\n" in body) is is_linked
    assert ("และอีก" in body) is is_linked
