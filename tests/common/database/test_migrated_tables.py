"""Migrations: guards outlive those that rebuild tables, as SQLite does, and rows of before are carried on."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import connection, connections, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from assessments.committee.models.meetings import Attendee, Meeting
from assessments.corrections.domain import is_question_code
from assessments.corrections.models import CorrectedLevel, Question
from awards.ceremonies.models import Recipient
from awards.register.models.awards import Award
from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.mails.models import Mail
from ecotown.people.models import OneTimeCode
from tests.common.database.forbidden_writes import faults_of, guards, guards_of
from tests.guards import installed_guards

pytestmark = pytest.mark.django_db
ALWAYS = models.CheckConstraint(condition=models.Q(pk__isnull=False), name="always")

BEFORE = [
    ("assessments", "0028_plan_budgets"),
    ("awards", "0009_print_runs"),
    ("people", "0002_requests"),
]
CALLED_AT = datetime(2026, 3, 26, 3, tzinfo=UTC)


@pytest.fixture
def database(db, guarded_rows, tmp_path):
    """Return a database with rows that can be migrated; SQLite cannot inside the transaction of a test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        return
    copy = connection.copy("copy")
    copy.settings_dict["NAME"] = tmp_path / "copy.sqlite3"
    connections["copy"] = copy
    copy.ensure_connection()
    copy.disable_constraint_checking()  # the tables come in the order of their names
    copy.connection.executescript("\n".join(connection.connection.iterdump()))
    copy.enable_constraint_checking()
    yield copy
    copy.close()
    del connections["copy"]


def faults(using):
    return [fault for model, guard in guards() for fault in faults_of(model, guard, using)]


def run_both_ways(operation, database):
    """Run an operation and take it back; return the guards that are installed after each."""
    state = ProjectState.from_apps(apps)
    migrated = state.clone()
    operation.state_forwards("assessments", migrated)
    with database.schema_editor() as editor:
        operation.database_forwards("assessments", editor, state, migrated)
    forwards = installed_guards(database)
    with database.schema_editor() as editor:
        operation.database_backwards("assessments", editor, migrated, state)
    return forwards, installed_guards(database)


def test_a_guard_is_removed_and_added(database):
    model, before = apps.get_model("assessments", "entry"), installed_guards(database)
    (guard,) = guards_of(model)

    removed, added = run_both_ways(migrations.RemoveConstraint("entry", guard.name), database)

    assert before.keys() - removed.keys() == {guard.trigger(operation) for operation in guard.refuses}
    assert added == before


def test_every_table_is_rebuilt_with_its_rows_and_guards(database):
    before = installed_guards(database)

    for model in apps.get_models():
        with database.schema_editor() as editor:
            editor.add_constraint(model, ALWAYS)

    assert installed_guards(database) == before
    assert faults(database.alias) == []


def test_guards_outlive_every_operation_and_the_way_back(database):
    before = installed_guards(database)

    for operation in (
        migrations.AddField("entry", "key", models.CharField(max_length=9, null=True, unique=True)),
        migrations.AlterField("assessment", "revision", models.BigIntegerField(default=1)),
        migrations.AddConstraint("verdict", ALWAYS),
        migrations.RemoveConstraint("entry", "entry_once_in_assessment"),
        migrations.RenameField("entry", "reason", "why"),
        migrations.RenameField("entry", "entered_by", "typed_by"),
    ):
        forwards, backwards = run_both_ways(operation, database)

        assert forwards.keys() == before.keys()
        assert backwards == before
    assert faults(database.alias) == []


def test_the_guards_of_a_deleted_table_go_and_come_with_it(database):
    before = installed_guards(database)

    forwards, backwards = run_both_ways(migrations.DeleteModel("InternalNote"), database)

    assert before.keys() - forwards.keys() == {
        guard.trigger(operation)
        for guard in guards_of(apps.get_model("assessments", "internalnote"))
        for operation in guard.refuses
    }
    assert backwards == before


def levels(database):
    rows = CorrectedLevel.objects.using(database.alias).order_by("correction__number")
    return list(rows.values_list("former_level", "level"))


def roster(database, number):
    rows = Attendee.objects.using(database.alias).filter(meeting__number=number).order_by("place")
    return list(rows.values_list("seat", "name", "position", "note"))


def test_data_migrations_carry_the_rows_of_before_on(database):
    alias = database.alias
    before = levels(database)
    awards = set(Award.objects.using(alias).values_list("kind", "year", "running_number", "honoured"))
    recipients = Recipient.objects.using(alias)
    PublicHoliday.objects.using(alias).filter(day__month=4, day__year=2026).delete()
    PublicHoliday.objects.using(alias).create(
        day=date(2026, 4, 13), name_th="วันสงกรานต์", confidence="announced", source="test"
    )
    open_meeting = Meeting.objects.using(alias).get(number="12/2569")
    for place, seat in enumerate(["chair", "secretary"], 1):
        Attendee.objects.using(alias).create(
            meeting=open_meeting, place=place, seat=seat, name=f"ชื่อ {place}", position=f"ตำแหน่ง {place}"
        )

    MigrationExecutor(database).migrate(BEFORE)
    loader = MigrationExecutor(database).loader
    old = loader.project_state(BEFORE).apps
    assessments = old.get_model("assessments", "Assessment").objects.using(alias)
    assert not assessments.filter(status="unfinished").exists()

    # --- The state before: what the way back leaves, and what stood in the old columns ---
    meetings = old.get_model("assessments", "Meeting").objects.using(alias)
    assert meetings.values_list("chair", "participants").get(number="12/2569") == (
        *("ชื่อ 1, ตำแหน่ง 1", "ชื่อ 2, ตำแหน่ง 2"),
    )
    administrator = old.get_model("accounts", "User").objects.using(alias).get(pk=open_meeting.called_by_id)
    meetings.create(
        number="1/2560",
        date=date(2017, 3, 1),
        chair="นายสมชาย ใจดี, อธิบดี, กรม",
        participants=f"นางมาลี มั่นคง\n , \n, เลขานุการ\n{'ก' * 250}, {'ข' * 250}",
        called_by=administrator,
        called_at=CALLED_AT,
        closed_by=administrator,
        closed_at=CALLED_AT,
    )
    questions = old.get_model("assessments", "Question").objects.using(alias)
    assessment_id = questions.values_list("assessment", flat=True).first()
    asked = questions.create(
        assessment_id=assessment_id,
        text="ทำไม",
        asker="0" * 64,
        asked_at=CALLED_AT,
        state="answered",
        handled_by=administrator,
        handled_at=CALLED_AT,
        answer="เพราะ",
        shown_text="ทำไม",
        is_shown=True,
    )
    by_name = old.get_model("awards", "Recipient").objects.using(alias).exclude(given_name="").first()
    type(by_name).objects.using(alias).filter(pk=by_name.pk).update(pronunciation="อ่าน")

    old_codes = old.get_model("people", "OneTimeCode").objects.using(alias)
    times = {"given_at": CALLED_AT, "expires_at": CALLED_AT}
    code = old_codes.create(
        person=administrator, purpose="invitation", nonce="1", digest="1", mail_state="waiting", **times
    )

    MigrationExecutor(database).migrate(loader.graph.leaf_nodes())

    # --- The state after ---
    assert levels(database) == before
    assert len(before) == 3
    assert roster(database, "12/2569") == [
        ("chair", "ชื่อ 1", "ตำแหน่ง 1", ""),
        ("member", "ชื่อ 2", "ตำแหน่ง 2", ""),
    ]
    assert roster(database, "1/2560") == [
        ("chair", "นายสมชาย ใจดี", "อธิบดี, กรม", ""),
        ("member", "นางมาลี มั่นคง", "", ""),
        ("member", "เลขานุการ", "", ""),
        # Nothing is lost of a line that is longer than a name and a position may be.
        ("member", "ก" * 200, "ก" * 50 + " " + "ข" * 149, "ข" * 101),
    ]
    # The mail that waited waits among the single mails.
    assert OneTimeCode.objects.using(alias).get(pk=code.pk).by_mail
    mails = Mail.objects.using(alias).filter(kind="invitation", data__code=code.pk)
    assert list(mails.values_list("user", "sent_at", "error")) == [(administrator.pk, None, "")]
    question = Question.objects.using(alias).get(pk=asked.pk)
    assert is_question_code(question.code)
    # Fifteen working days: weekends and one holiday are left out.
    assert question.answer_by == date(2026, 4, 17)
    # Nobody had been asked for consent.
    assert (question.may_be_shown, question.is_shown, question.shown_text) == (False, False, "ทำไม")
    codes = list(Question.objects.using(alias).values_list("code", flat=True))
    assert len(set(codes)) == len(codes)
    assert all(is_question_code(code) for code in codes)
    rows = Award.objects.using(alias)
    assert set(rows.values_list("kind", "year", "running_number", "honoured")) == awards
    assert set(rows.values_list("number_format", "has_thai_digits")) == {("{number}/{year}", True)}
    issued = set(rows.filter(recipient__isnull=False).values_list("recipient", flat=True))
    honoured = set(rows.exclude(assessment=None).values_list("assessment", flat=True))
    assert {each.pk: each.has_thai_digits for each in recipients.all()} == {
        each.pk: each.pk in issued or each.assessment_id in honoured for each in recipients.all()
    }
    assert recipients.get(pk=by_name.pk).pronounced_name == by_name.given_name
