"""Meetings with their agendas and minutes, resolutions of meetings, questions of visitors, corrections."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.triggers import Refusal, install, remove

RESOLUTIONS = [
    Refusal("assessments_resolution", "UPDATE", "a resolution is never changed"),
    Refusal("assessments_resolution", "DELETE", "a resolution is never deleted"),
]
PUBLISHED = "a published result is never taken back or changed"
IS_TAKEN_BACK = "OLD.status = 'published' AND (NEW.status <> 'published' OR NEW.revision <> OLD.revision)"
ASSESSMENTS_BEFORE = [
    Refusal("assessments_assessment", "DELETE", "an assessment is never deleted", "OLD.status <> 'draft'"),
    Refusal("assessments_assessment", "UPDATE", PUBLISHED, IS_TAKEN_BACK),
]
# The resolution in force is one of the same assessment, and stays until a correction puts another in its place.
IS_WITHOUT_RESOLUTION = (
    "(NEW.status IN ('granted', 'published') AND NEW.resolution_id IS NULL)"
    " OR (OLD.resolution_id IS NOT NULL AND NEW.resolution_id IS NULL)"
    " OR (NEW.resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_resolution r"
    " WHERE r.id = NEW.resolution_id AND r.assessment_id = NEW.id))"
)
IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL)"
)
IS_RENUMBERED = (
    "(NEW.number <> OLD.number OR NEW.date <> OLD.date)"
    " AND EXISTS (SELECT 1 FROM assessments_resolution r WHERE r.meeting_id = OLD.id)"
)
IS_REVISED = (
    "NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id OR (OLD.outcome <> 'waiting'"
    " AND (NEW.outcome <> OLD.outcome OR NEW.reason <> OLD.reason OR NEW.decided_at <> OLD.decided_at))"
)
IS_DECIDED = (
    "NOT EXISTS (SELECT 1 FROM assessments_correction c WHERE c.id = {row}.correction_id"
    " AND c.state = 'proposed')"
)
INPUT_IS_DECIDED = (
    "NOT EXISTS (SELECT 1 FROM assessments_erratum e JOIN assessments_correction c ON c.id = e.correction_id"
    " WHERE e.id = NEW.erratum_id AND c.state = 'proposed')"
)
ERRATUM = "an erratum is never changed"
REFUSALS = [
    ASSESSMENTS_BEFORE[0],
    Refusal("assessments_assessment", "UPDATE", PUBLISHED, f"(({IS_TAKEN_BACK}) OR {IS_WITHOUT_RESOLUTION})"),
    *RESOLUTIONS,
    Refusal(
        "assessments_resolution",
        "INSERT",
        "what was resolved is recorded before the minutes are closed, never after",
        IS_CLOSED.format(row="NEW"),
    ),
    Refusal(
        "assessments_meeting",
        "UPDATE",
        "closed minutes are never changed, nor number and date once something was resolved",
        f"(OLD.closed_at IS NOT NULL OR ({IS_RENUMBERED}))",
    ),
    Refusal("assessments_meeting", "DELETE", "a meeting is never deleted"),
    Refusal(
        "assessments_agendaitem",
        "INSERT",
        "the agenda of a closed meeting is never changed",
        IS_CLOSED.format(row="NEW"),
    ),
    Refusal(
        "assessments_agendaitem",
        "UPDATE",
        "what a meeting decided is never changed",
        f"({IS_CLOSED.format(row='OLD')} OR {IS_REVISED})",
    ),
    Refusal(
        "assessments_agendaitem",
        "DELETE",
        "what a meeting decided is never deleted",
        f"({IS_CLOSED.format(row='OLD')} OR OLD.outcome <> 'waiting')",
    ),
    Refusal(
        "assessments_reconsideration",
        "UPDATE",
        "why the committee sent an assessment back is never changed",
        "(NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id"
        " OR NEW.reason <> OLD.reason OR NEW.sent_back_at <> OLD.sent_back_at)",
    ),
    Refusal("assessments_reconsideration", "DELETE", "a sending back is never deleted"),
    Refusal(
        "assessments_minutes",
        "UPDATE",
        "final minutes are never made again",
        "(OLD.is_final AND OLD.sha256 <> '')",
    ),
    Refusal("assessments_minutes", "DELETE", "final minutes are never deleted", "OLD.is_final"),
    Refusal(
        "assessments_question",
        "UPDATE",
        "what a visitor asked is never changed",
        "(NEW.text <> OLD.text OR NEW.assessment_id <> OLD.assessment_id OR NEW.asked_at <> OLD.asked_at)",
    ),
    Refusal(
        "assessments_correction",
        "UPDATE",
        "a decided correction is never changed",
        "(OLD.state <> 'proposed' OR NEW.reason <> OLD.reason OR NEW.assessment_id <> OLD.assessment_id"
        " OR NEW.number <> OLD.number OR NEW.proposed_by_id <> OLD.proposed_by_id)",
    ),
    Refusal("assessments_correction", "DELETE", "a correction is never deleted"),
    Refusal("assessments_erratum", "INSERT", ERRATUM, IS_DECIDED.format(row="NEW")),
    Refusal("assessments_erratum", "UPDATE", ERRATUM),
    Refusal("assessments_erratum", "DELETE", ERRATUM),
    Refusal("assessments_erratuminput", "INSERT", ERRATUM, INPUT_IS_DECIDED),
    Refusal("assessments_erratuminput", "UPDATE", ERRATUM),
    Refusal("assessments_erratuminput", "DELETE", ERRATUM),
    Refusal("assessments_correctedlevel", "UPDATE", "a computed level is never changed"),
    Refusal("assessments_correctedlevel", "DELETE", "a computed level is never deleted"),
]


def let_resolutions_move(apps, schema_editor):
    remove(schema_editor, RESOLUTIONS)


def keep_resolutions(apps, schema_editor):
    install(schema_editor, RESOLUTIONS)


def let_assessments_change(apps, schema_editor):
    remove(schema_editor, ASSESSMENTS_BEFORE)


def keep_assessments(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA legacy_alter_table = OFF")
    install(schema_editor, ASSESSMENTS_BEFORE)


def let_sqlite_rebuild(apps, schema_editor):
    """Triggers of other tables name the table, which is not there for a moment while it is rebuilt."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA legacy_alter_table = ON")


def enter_meetings(apps, schema_editor):
    """One meeting for each number and date that resolutions name; a number used twice gets its date."""
    _check_at_once(schema_editor)
    resolutions, meetings = _rows(apps, "Resolution"), _rows(apps, "Meeting")
    assessments, items = _rows(apps, "Assessment"), _rows(apps, "AgendaItem")
    found, numbers = {}, set()
    for resolution in resolutions.order_by("recorded_at", "pk"):
        key = (resolution.meeting_number, resolution.meeting_date)
        if key not in found:
            number = key[0] if key[0] not in numbers else f"{key[0][:18]} {key[1]}"
            numbers.add(number)
            found[key] = meetings.create(
                number=number,
                date=key[1],
                called_by_id=resolution.recorded_by_id,
                called_at=resolution.recorded_at,
            )
        meeting = found[key]
        resolutions.filter(pk=resolution.pk).update(meeting=meeting)
        assessments.filter(pk=resolution.assessment_id).update(resolution=resolution)
        items.create(
            meeting=meeting,
            assessment_id=resolution.assessment_id,
            position=items.filter(meeting=meeting).count() + 1,
            outcome="granted",
            computed_level=resolution.computed_level,
            decided_at=resolution.recorded_at,
        )


def write_meetings_into_resolutions(apps, schema_editor):
    """The other way round: of resolutions that were replaced only the one in force stays."""
    _check_at_once(schema_editor)
    resolutions, assessments = _rows(apps, "Resolution"), _rows(apps, "Assessment")
    _rows(apps, "Correction").update(resolution=None)
    resolutions.update(replaces=None)
    in_force = assessments.filter(resolution__isnull=False).values_list("resolution", flat=True)
    resolutions.exclude(pk__in=list(in_force)).delete()
    for one in resolutions.select_related("meeting"):
        one.meeting_number, one.meeting_date = one.meeting.number, one.meeting.date
        one.save(update_fields=["meeting_number", "meeting_date"])


def _rows(apps, name):
    return apps.get_model("assessments", name).objects.all()


def _check_at_once(schema_editor):
    """PostgreSQL alters no table that has rows whose foreign keys are still to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0007_audits_and_returns"),
        ("indicators", "0002_published_is_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(let_resolutions_move, keep_resolutions),
        migrations.AlterField(
            model_name="resolution",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resolutions",
                to="assessments.assessment",
            ),
        ),
        migrations.AlterModelOptions(
            name="resolution",
            options={"ordering": ["assessment_id", "pk"], "verbose_name": "resolution"},
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for the resolution"),
                            ("granted", "Level granted"),
                            ("sent-back", "Sent back to the external audit"),
                            ("postponed", "Postponed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "computed_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="computed level"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
            ],
            options={
                "verbose_name": "agenda item",
                "ordering": ["meeting_id", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CorrectedLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("explanation", models.JSONField(verbose_name="explanation")),
                ("computed_at", models.DateTimeField(verbose_name="computed at")),
            ],
            options={
                "verbose_name": "corrected level",
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "granted_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="new granted level"),
                ),
                ("level_reason", models.TextField(blank=True, verbose_name="reason for the level")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for another administrator"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                ("level_asked_at", models.DateTimeField(verbose_name="level asked for at")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("note", models.TextField(blank=True, verbose_name="reason of the refusal")),
            ],
            options={
                "verbose_name": "correction",
                "ordering": ["assessment_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.JSONField(verbose_name="published value")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="corrected value"
                    ),
                ),
            ],
            options={
                "verbose_name": "erratum",
                "verbose_name_plural": "errata",
                "ordering": ["correction_id", "indicator_id"],
            },
        ),
        migrations.CreateModel(
            name="ErratumInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
            ],
            options={
                "verbose_name": "corrected formula input",
                "ordering": ["erratum_id", "key"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="meeting number")),
                ("date", models.DateField(verbose_name="date of the meeting")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("chair", models.CharField(blank=True, max_length=200, verbose_name="chair")),
                ("participants", models.TextField(blank=True, verbose_name="participants")),
                ("called_at", models.DateTimeField(verbose_name="called at")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="minutes closed at")),
            ],
            options={
                "verbose_name": "meeting",
                "ordering": ["-date", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_final", models.BooleanField(default=False, verbose_name="final")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being prepared"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="rendering asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("file", models.FileField(blank=True, upload_to="minutes", verbose_name="file")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
            ],
            options={
                "verbose_name": "minutes",
                "ordering": ["meeting_id", "-is_final", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="question")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("asker", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("handling", "Being handled"),
                            ("answered", "Answered"),
                            ("corrected", "Led to a correction"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("handled_at", models.DateTimeField(null=True, verbose_name="handled at")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("shown_text", models.TextField(blank=True, verbose_name="question as shown")),
                ("is_shown", models.BooleanField(default=False, verbose_name="shown on the public page")),
                ("mail_due_at", models.DateTimeField(null=True, verbose_name="answer to be sent since")),
            ],
            options={
                "verbose_name": "question",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Reconsideration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("sent_back_at", models.DateTimeField(verbose_name="sent back at")),
                ("reply", models.TextField(blank=True, verbose_name="answer of the assessor")),
                ("replied_at", models.DateTimeField(null=True, verbose_name="answered at")),
            ],
            options={
                "verbose_name": "reconsideration",
                "ordering": ["assessment_id", "sent_back_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_items",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decided_corrections",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposed_corrections",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="resolution",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="assessments.resolution",
            ),
        ),
        migrations.AddField(
            model_name="correctedlevel",
            name="correction",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="computed",
                to="assessments.correction",
            ),
        ),
        migrations.AddField(
            model_name="erratum",
            name="correction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="errata",
                to="assessments.correction",
            ),
        ),
        migrations.AddField(
            model_name="erratum",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="errata", to="indicators.indicator"
            ),
        ),
        migrations.AddField(
            model_name="erratuminput",
            name="erratum",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="inputs", to="assessments.erratum"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="called_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="called_meetings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="closed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closed_meetings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="meeting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="assessments.meeting",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="assessments.meeting"
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minutes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="assessments.meeting"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="handled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handled_questions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="indicator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="question",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="assessments.question",
            ),
        ),
        migrations.AddField(
            model_name="reconsideration",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reconsiderations",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="reconsideration",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reconsiderations",
                to="assessments.meeting",
            ),
        ),
        migrations.AddField(
            model_name="reconsideration",
            name="replied_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered_reconsiderations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reconsideration",
            name="sent_back_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reconsiderations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="correctedlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__range", (0, 5))), name="corrected_level_is_0_to_5"
            ),
        ),
        migrations.AddConstraint(
            model_name="erratum",
            constraint=models.UniqueConstraint(
                fields=("correction", "indicator"), name="erratum_once_a_correction"
            ),
        ),
        migrations.AddConstraint(
            model_name="erratuminput",
            constraint=models.UniqueConstraint(fields=("erratum", "key"), name="erratum_input_once"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("date__gte", datetime.date(2017, 1, 1))),
                name="meeting_date_is_of_our_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="meeting_has_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="meeting_closed_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "assessment"), name="agenda_item_once_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "waiting")),
                fields=("assessment",),
                name="agenda_item_waits_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["waiting", "granted", "sent-back", "postponed"])),
                name="agenda_item_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("outcome", "waiting")),
                    models.Q(models.Q(("outcome", "waiting"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="agenda_item_decided_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "sent-back"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("outcome", "sent-back"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="agenda_item_sent_back_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_final", True)), fields=("meeting",), name="minutes_final_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_final", False)),
                fields=("meeting", "asked_by"),
                name="minutes_draft_once_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("sha256", ""), ("state__in", ["waiting", "failed"])),
                    models.Q(
                        ("state", "ready"),
                        models.Q(("file", ""), _negated=True),
                        models.Q(("sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="minutes_ready_has_file",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["asker", "asked_at"], name="question_asker"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="question_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["new", "handling", "answered", "corrected"])),
                name="question_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handled_at__isnull", True), ("handled_by__isnull", True), ("state", "new")),
                    models.Q(
                        models.Q(("state", "new"), _negated=True),
                        ("handled_at__isnull", False),
                        ("handled_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="question_handled_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "answered"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="question_answered_has_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_shown", False),
                    models.Q(
                        models.Q(("answer", ""), _negated=True), models.Q(("shown_text", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="question_shown_has_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mail_due_at__isnull", True), models.Q(("email", ""), _negated=True), _connector="OR"
                ),
                name="question_mail_has_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                fields=("assessment", "number"), name="correction_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")), fields=("assessment",), name="correction_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "approved", "refused"])),
                name="correction_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="correction_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "proposed")
                    ),
                    models.Q(
                        models.Q(("state", "proposed"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="correction_decided_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="correction_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("granted_level__isnull", True),
                    models.Q(
                        ("granted_level__range", (0, 5)),
                        ("meeting__isnull", False),
                        models.Q(("level_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="correction_level_has_meeting_and_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), models.Q(("note", ""), _negated=True)),
                    models.Q(models.Q(("state", "refused"), _negated=True), ("note", "")),
                    _connector="OR",
                ),
                name="correction_refused_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("resolution__isnull", True),
                    models.Q(("granted_level__isnull", False), ("state", "approved")),
                    _connector="OR",
                ),
                name="correction_resolution_is_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="reconsideration",
            constraint=models.UniqueConstraint(
                fields=("assessment", "meeting"), name="reconsideration_once_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="reconsideration",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reconsideration_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="reconsideration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")),
                    models.Q(
                        ("replied_at__gte", models.F("sent_back_at")),
                        ("replied_by__isnull", False),
                        models.Q(("reply", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reconsideration_replied_by_and_at",
            ),
        ),
        # Dropping the column again rebuilds the table on SQLite, and would drop its triggers silently.
        migrations.RunPython(let_assessments_change, keep_assessments),
        migrations.AddField(
            model_name="assessment",
            name="resolution",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessments.resolution",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, let_sqlite_rebuild),
        migrations.AddField(
            model_name="resolution",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="assessments.resolution",
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="meeting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resolutions",
                to="assessments.meeting",
            ),
        ),
        migrations.AlterField(
            model_name="resolution",
            name="meeting_number",
            field=models.CharField(max_length=30, null=True, verbose_name="meeting number"),
        ),
        migrations.AlterField(
            model_name="resolution",
            name="meeting_date",
            field=models.DateField(null=True, verbose_name="date of the meeting"),
        ),
        migrations.RunPython(enter_meetings, write_meetings_into_resolutions),
        migrations.AlterField(
            model_name="resolution",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resolutions",
                to="assessments.meeting",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="resolution",
            name="resolution_date_is_of_our_time",
        ),
        migrations.RemoveField(
            model_name="resolution",
            name="meeting_date",
        ),
        migrations.RemoveField(
            model_name="resolution",
            name="meeting_number",
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces__isnull", True)),
                fields=("assessment",),
                name="resolution_first_once",
            ),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        ),
    ]
