"""Who audits, what they say of each indicator, what came back, what people write about it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.triggers import Refusal, install, remove

LEVEL_REFUSALS = [
    Refusal("assessments_computedlevel", "UPDATE", "a computed level is never changed"),
    Refusal("assessments_computedlevel", "DELETE", "a computed level is never deleted"),
]

VALUES = "the values of a submitted assessment are never changed"
EVIDENCE = "the evidence of a submitted assessment is never changed"
# Before: locked unless the province has it. Now, while it answers a return, only what came back is open.
SUBMITTED = "a.status NOT IN ('draft', 'returned')"
NOT_RETURNED = (
    "(a.status NOT IN ('draft', 'returned') OR (a.status = 'returned' AND NOT EXISTS ("
    "SELECT 1 FROM assessments_returnedindicator i"
    " JOIN assessments_return r ON r.id = i.sent_back_id"
    " JOIN assessments_verdict v ON v.id = i.verdict_id"
    " WHERE r.assessment_id = a.id AND r.resubmitted_at IS NULL AND v.indicator_id = {indicator})))"
)


def locks(condition):
    """The refusals on what an officer enters and cites, where `condition` says what is locked."""
    entry = (
        "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND "
        + condition.format(indicator="{row}.indicator_id")
        + ")"
    )
    entry_input = (
        "EXISTS (SELECT 1 FROM assessments_entry e JOIN assessments_assessment a ON a.id = e.assessment_id"
        " WHERE e.id = {row}.entry_id AND " + condition.format(indicator="e.indicator_id") + ")"
    )
    citation = (
        "EXISTS (SELECT 1 FROM assessments_evidence e JOIN assessments_assessment a ON a.id = e.assessment_id"
        " WHERE e.id = {row}.evidence_id AND " + condition.format(indicator="{row}.indicator_id") + ")"
    )
    return [
        *(
            Refusal(table, deed, VALUES, locked.format(row=row))
            for table, locked in (("assessments_entry", entry), ("assessments_entryinput", entry_input))
            for deed, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
        Refusal("assessments_citation", "INSERT", EVIDENCE, citation.format(row="NEW")),
        Refusal("assessments_citation", "DELETE", EVIDENCE, citation.format(row="OLD")),
    ]


VERDICT_IS_CLOSED = (
    "NOT EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id"
    " AND a.status = {row}.stage AND {row}.round = 1 +"
    " (SELECT COUNT(*) FROM assessments_return r WHERE r.assessment_id = a.id))"
)
# design.md, "The workflow": the assessor of the stage, and nobody in both audits.
NOT_THE_ASSESSOR = (
    "NOT EXISTS (SELECT 1 FROM assessments_assignment t WHERE t.assessment_id = NEW.assessment_id"
    " AND t.stage = NEW.stage AND t.assessor_id = NEW.given_by_id AND t.ended_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM assessments_verdict o WHERE o.assessment_id = NEW.assessment_id"
    " AND o.given_by_id = NEW.given_by_id AND o.stage <> NEW.stage)"
)
VERDICT_MOVES = (
    "NEW.assessment_id <> OLD.assessment_id OR NEW.indicator_id <> OLD.indicator_id"
    " OR NEW.stage <> OLD.stage OR NEW.round <> OLD.round"
)
INPUT_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_verdict v WHERE v.id = {row}.verdict_id AND "
    + VERDICT_IS_CLOSED.format(row="v")
    + ")"
)
CLOSED = "a verdict is never changed after its stage"
REFUSALS = [
    Refusal(
        "assessments_verdict",
        "INSERT",
        "a verdict is given in the open stage by its assessor, never by one of the other stage",
        f"({VERDICT_IS_CLOSED.format(row='NEW')} OR {NOT_THE_ASSESSOR})",
    ),
    Refusal(
        "assessments_verdict",
        "UPDATE",
        CLOSED,
        f"({VERDICT_IS_CLOSED.format(row='OLD')} OR {NOT_THE_ASSESSOR} OR {VERDICT_MOVES})",
    ),
    Refusal("assessments_verdict", "DELETE", "a verdict is never deleted"),
    Refusal("assessments_verdictinput", "INSERT", CLOSED, INPUT_IS_CLOSED.format(row="NEW")),
    Refusal("assessments_verdictinput", "UPDATE", CLOSED),
    Refusal("assessments_verdictinput", "DELETE", CLOSED, INPUT_IS_CLOSED.format(row="OLD")),
    Refusal(
        "assessments_assignment",
        "UPDATE",
        "an assignment that ended is never changed",
        "OLD.ended_at IS NOT NULL",
    ),
    Refusal("assessments_assignment", "DELETE", "an assignment is never deleted"),
    Refusal(
        "assessments_return",
        "UPDATE",
        "a return that was answered is never changed",
        "OLD.resubmitted_at IS NOT NULL",
    ),
    Refusal("assessments_return", "DELETE", "a return is never deleted"),
    Refusal(
        "assessments_returnedindicator",
        "UPDATE",
        "the answer to a return is never changed after it was submitted",
        "(NEW.verdict_id <> OLD.verdict_id OR NEW.sent_back_id <> OLD.sent_back_id OR EXISTS (SELECT 1"
        " FROM assessments_return r WHERE r.id = OLD.sent_back_id AND r.resubmitted_at IS NOT NULL))",
    ),
    Refusal("assessments_returnedindicator", "DELETE", "a returned indicator is never deleted"),
    Refusal("assessments_thread", "DELETE", "a thread is never deleted"),
    Refusal("assessments_comment", "UPDATE", "a comment is never changed"),
    Refusal("assessments_comment", "DELETE", "a comment is never deleted"),
    Refusal("assessments_internalnote", "UPDATE", "an internal note is never changed"),
    Refusal("assessments_internalnote", "DELETE", "an internal note is never deleted"),
]


def lock_what_did_not_come_back(apps, schema_editor):
    remove(schema_editor, locks(SUBMITTED))
    install(schema_editor, locks(NOT_RETURNED))


def lock_what_was_submitted(apps, schema_editor):
    remove(schema_editor, locks(NOT_RETURNED))
    install(schema_editor, locks(SUBMITTED))


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0006_add_warnings_and_notes"),
        ("indicators", "0002_published_is_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite rebuilds the table of the levels below, and would drop its triggers silently.
        migrations.RunPython(
            lambda apps, schema_editor: remove(schema_editor, LEVEL_REFUSALS),
            lambda apps, schema_editor: install(schema_editor, LEVEL_REFUSALS),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("internal-audit", "Internal audit"), ("external-audit", "External audit")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="assigned at")),
                ("begun_at", models.DateTimeField(null=True, verbose_name="begun at")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                ("reason", models.TextField(blank=True, verbose_name="reason for the end")),
            ],
            options={
                "verbose_name": "assignment",
                "ordering": ["assessment_id", "assigned_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
            ],
            options={
                "verbose_name": "comment",
                "ordering": ["thread_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="InternalNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
            ],
            options={
                "verbose_name": "internal note",
                "ordering": ["assessment_id", "indicator_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="looked at")),
            ],
            options={
                "verbose_name": "look",
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "stage",
                    models.CharField(
                        choices=[("internal-audit", "Internal audit"), ("external-audit", "External audit")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due date")),
                ("returned_at", models.DateTimeField(verbose_name="returned at")),
                ("resubmitted_at", models.DateTimeField(null=True, verbose_name="submitted again at")),
            ],
            options={
                "verbose_name": "return",
                "ordering": ["assessment_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="ReturnedIndicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="reply of the province")),
                ("replied_at", models.DateTimeField(null=True, verbose_name="replied at")),
            ],
            options={
                "verbose_name": "returned indicator",
                "ordering": ["sent_back_id", "verdict__indicator_id"],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="page")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
            ],
            options={
                "verbose_name": "thread",
                "ordering": ["assessment_id", "indicator_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("internal-audit", "Internal audit"), ("external-audit", "External audit")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accept", "Accept"),
                            ("adjust", "Adjust"),
                            ("return", "Return"),
                            ("agree-not-applicable", "Agree that it does not apply"),
                            ("refuse-not-applicable", "Refuse: counts as missing"),
                        ],
                        max_length=25,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="adjusted value"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("seen", models.JSONField(verbose_name="what was seen")),
                ("given_at", models.DateTimeField(verbose_name="given at")),
            ],
            options={
                "verbose_name": "verdict",
                "ordering": ["assessment_id", "indicator_id", "given_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="VerdictInput",
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
                "verbose_name": "adjusted formula input",
                "ordering": ["verdict_id", "key"],
            },
        ),
        migrations.AddField(
            model_name="computedlevel",
            name="audited_explanation",
            field=models.JSONField(null=True, verbose_name="explanation of the audited level"),
        ),
        migrations.AddField(
            model_name="computedlevel",
            name="audited_level",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="level of the audited values"),
        ),
        migrations.AddConstraint(
            model_name="computedlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("audited_level__isnull", True), ("audited_level__range", (0, 5)), _connector="OR"
                ),
                name="audited_level_is_0_to_5",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assessor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assigned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="given_assignments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ended_assignments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="internalnote",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="internal_notes",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="internalnote",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="internal_notes",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="internalnote",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="internal_notes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="look",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="assessments.assessment"
            ),
        ),
        migrations.AddField(
            model_name="look",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="looks", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="return",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="returns",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="return",
            name="resubmitted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resubmissions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="return",
            name="returned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="returns",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="returnedindicator",
            name="replied_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="returnedindicator",
            name="sent_back",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="indicators",
                to="assessments.return",
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="threads",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="evidence",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="threads",
                to="assessments.evidence",
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="indicators.indicator"
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settled_threads",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="assessments.thread"
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="given_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="returnedindicator",
            name="verdict",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="returned", to="assessments.verdict"
            ),
        ),
        migrations.AddField(
            model_name="verdictinput",
            name="verdict",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="inputs", to="assessments.verdict"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                name="assignment_stage_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("assessment", "stage"),
                name="assignment_one_assessor_a_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("assessment", "assessor"),
                name="assignment_two_stages_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("reason", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assignment_end_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="internalnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="internal_note_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="look",
            constraint=models.UniqueConstraint(fields=("assessment", "user"), name="look_once"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(fields=("assessment", "number"), name="return_number_once"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resubmitted_at__isnull", True)),
                fields=("assessment",),
                name="return_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                name="return_stage_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resubmitted_at__isnull", True), ("resubmitted_by__isnull", True)),
                    models.Q(
                        ("resubmitted_at__gte", models.F("returned_at")), ("resubmitted_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="return_resubmitted_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="thread_settled_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence__isnull", False), ("page", ""), _connector="OR"),
                name="thread_page_is_of_a_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="comment_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(
                fields=("assessment", "indicator", "stage", "round"), name="verdict_once_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                name="verdict_stage_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["accept", "adjust", "return", "agree-not-applicable", "refuse-not-applicable"],
                    )
                ),
                name="verdict_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "adjust"), ("value__isnull", True), _connector="OR"),
                name="verdict_value_is_an_adjustment",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["accept", "agree-not-applicable"]),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="verdict_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("round__gte", 1)), name="verdict_round_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="returnedindicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")),
                    models.Q(("replied_at__isnull", False), ("replied_by__isnull", False)),
                    _connector="OR",
                ),
                name="returned_indicator_replied_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdictinput",
            constraint=models.UniqueConstraint(fields=("verdict", "key"), name="verdict_input_once"),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, [*LEVEL_REFUSALS, *REFUSALS]),
            lambda apps, schema_editor: remove(schema_editor, [*LEVEL_REFUSALS, *REFUSALS]),
        ),
        migrations.RunPython(lock_what_did_not_come_back, lock_what_was_submitted),
    ]
