"""Retention: the worker deletes what the register lets nobody keep any longer, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.audit.models.comments import AuditView
from assessments.corrections.models import Question
from assessments.workflow.domain import Status
from ecotown.common.history import recording
from ecotown.common.mails.models import Mail
from ecotown.notices.models import Digest, Notice
from ecotown.personal_data import queries, results, tasks
from ecotown.profile.models import Session
from tests import builders
from tests.guards import disable_guards

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - timedelta(days=days)


def notice(user, days, **values):
    return Notice.objects.create(
        user=user, kind="published", subject="assessment", subject_id=1, created_at=ago(days), **values
    )


def test_nothing_to_delete_leaves_no_event():
    assert results.apply_retention() == {}
    assert queries.last_run() is None


def test_notices_and_their_mails_go_after_a_year(officer):
    old, young = notice(officer, 366), notice(officer, 364)
    gone, kept = (
        Digest.objects.create(user=officer, day=ago(days).date(), try_at=ago(days)) for days in (370, 360)
    )

    assert results.apply_retention() == {"notices": 2}
    assert list(Notice.objects.filter(pk__in=[old.pk, young.pk])) == [young]
    assert list(Digest.objects.filter(pk__in=[gone.pk, kept.pk])) == [kept]


def test_a_mail_of_a_day_stays_while_a_notice_refers_to_it(officer):
    digest = Digest.objects.create(user=officer, day=ago(370).date(), try_at=ago(370))
    notice(officer, 10, digest=digest)

    assert results.apply_retention() == {}


def test_single_mails_go_after_ninety_days(officer):
    for days in (91, 89):
        Mail.objects.create(
            user=officer, kind="x", email="a@example.com", asked_at=ago(days), expires_at=ago(days)
        )

    assert results.apply_retention() == {"mails": 1}
    assert Mail.objects.count() == 1


def test_ended_sessions_go(client, officer):
    client.force_login(officer)
    ended = Session.objects.create(session_key="x", session_data="", expire_date=ago(1))

    assert results.apply_retention() == {"sign-in": 1}
    assert not Session.objects.filter(pk=ended.pk).exists()
    assert Session.objects.count() == 1


def test_looks_go_after_two_years(draft, assessor, second_assessor):
    for user, days in ((assessor, 731), (second_assessor, 729)):
        AuditView.objects.create(assessment=draft, user=user, at=ago(days))

    assert results.apply_retention() == {"views": 1}
    assert [view.user for view in AuditView.objects.all()] == [second_assessor]


def test_the_code_of_a_visitor_goes_after_thirty_days_and_the_question_stays(at):
    published = at(Status.PUBLISHED)
    old, young = builders.ask(published, text="เก่า"), builders.ask(published, text="ใหม่")
    move_back(old, 31)

    assert results.apply_retention() == {"visitors": 1}
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.asker, old.text) == ("", "เก่า")
    assert young.asker != ""


@pytest.mark.parametrize(
    ("setting", "days", "key"), [("notice_days", 90, "notices"), ("notice_days", 1095, None)]
)
def test_the_worker_goes_by_the_settings(officer, setting, days, key):
    notice(officer, 500)
    builders.set_setting(**{setting: days})

    assert results.apply_retention() == ({key: 1} if key else {})


def test_single_mails_looks_and_codes_go_by_the_settings(at, assessor, officer):
    builders.set_setting(mail_days=30, view_days=180, visitor_days=7)
    published = at(Status.PUBLISHED)
    AuditView.objects.update_or_create(assessment=published, user=assessor, defaults={"at": ago(181)})
    move_back(builders.ask(published, text="ก"), 8)
    Mail.objects.create(user=officer, kind="x", email="a@example.com", asked_at=ago(31), expires_at=ago(31))

    deleted = results.apply_retention()

    assert {key: deleted[key] for key in ("mails", "views", "visitors")} == {
        "mails": 1,
        "views": 1,
        "visitors": 1,
    }


def test_the_preview_counts_what_the_next_night_deletes_and_deletes_nothing(client, administrator, officer):
    notice(officer, 100)
    client.force_login(administrator)
    url = reverse("configuration:retention")
    form = client.get(url).context["form"]
    data = {field.html_name: field.value() for field in form} | {"notice_days": 90, "preview": "preview"}

    (preview,) = client.post(url, data).context["previews"]

    counts = [line.rpartition(": ")[2].split()[0] for line in preview.lines]
    assert (counts, Notice.objects.filter(user=officer).count()) == (["1", "0", "0", "0"], 1)


def move_back(question, days):
    disable_guards("assessments_question")
    Question.objects.filter(pk=question.pk).update(asked_at=ago(days))


def test_what_was_deleted_is_recorded_and_a_second_run_finds_nothing(officer):
    notice(officer, 366)

    tasks.apply_retention()
    tasks.apply_retention()

    events = list(recording.events_of(queries.SUBJECT))
    assert [(event.name, event.by, event.data) for event in events] == [
        ("data-deleted-in-time", None, {"deleted": {"notices": 1}})
    ]
    assert queries.last_run() == events[0]


def test_many_rows_go_in_batches(officer, monkeypatch):
    monkeypatch.setattr(results, "BATCH", 2)
    for _number in range(5):
        notice(officer, 366)

    assert results.apply_retention() == {"notices": 5}
    assert not Notice.objects.exists()
