"""Verdicts on assessments: those in force, the audited values and the indicators still to be judged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import cast

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.audit import domain
from assessments.audit.domain import EntryState, Ruling, VerdictKind
from assessments.audit.models.assignments import Assignment
from assessments.audit.models.returns import Return, ReturnedItem
from assessments.audit.models.verdicts import Verdict
from assessments.entry.domain.values import EntryValue
from assessments.entry.queries import entered_values
from assessments.evidence.models import Citation
from assessments.workflow.domain import STAGES, Status
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of

# What an audit compares of the citations.
CITED = (
    *("expected", "page", "note", "indicator__code"),
    *("evidence__sha256", "evidence__name", "evidence__visit", "evidence__assessment"),
)


@dataclass(frozen=True, slots=True)
class IndicatorAudit:
    """The audit of one indicator: the value entered, all verdicts, oldest first, and those in force."""

    code: str
    entered: EntryValue
    state: EntryState
    verdicts: tuple[Verdict, ...] = ()
    in_force: Mapping[str, Verdict] = field(default_factory=dict)

    @property
    def audited(self) -> EntryValue:
        """Return the value after the verdicts in force."""
        return domain.audited_value(
            self.entered, [self.in_force[stage].as_ruling() for stage in STAGES if stage in self.in_force]
        )

    def audited_after(self, ruling: Ruling) -> EntryValue:
        """Return the value that counts once `ruling` is in force as well."""
        rulings = {stage: verdict.as_ruling() for stage, verdict in self.in_force.items()}
        rulings[ruling.stage] = ruling
        return domain.audited_value(self.entered, [rulings[stage] for stage in STAGES if stage in rulings])

    @property
    def is_overridden(self) -> bool:
        return self.audited != self.entered

    @property
    def overriding(self) -> Verdict | None:
        """Return the verdict that makes another value count than the one entered, None when there is none."""
        overriding = None
        for stage in STAGES:
            verdict = self.in_force.get(stage)
            if verdict and verdict.kind in {VerdictKind.ADJUST, VerdictKind.REFUSE}:
                overriding = verdict
            elif verdict and verdict.kind == VerdictKind.AGREE:
                overriding = None
        return overriding

    def before(self, stage: str) -> EntryValue:
        """Return the value a stage starts from: for the external audit, the result of the internal one."""
        internal_verdict = self.in_force.get(Status.INTERNAL_AUDIT)
        if stage == Status.EXTERNAL_AUDIT and internal_verdict:
            return domain.audited_value(self.entered, [internal_verdict.as_ruling()])
        return self.entered

    def latest(self, stage: str) -> Verdict | None:
        """Return the last verdict of a stage, whether it is still in force or not."""
        return next((verdict for verdict in reversed(self.verdicts) if verdict.stage == stage), None)


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of every indicator by code, in the order of the criteria, and the number of the round."""

    round: int
    indicator_audits: Mapping[str, IndicatorAudit]

    @property
    def audited(self) -> dict[str, EntryValue]:
        """Return the values after the verdicts in force, by code."""
        return {code: indicator_audit.audited for code, indicator_audit in self.indicator_audits.items()}

    @property
    def verdicts(self) -> list[Verdict]:
        """Return every verdict that was ever given."""
        return [verdict for row in self.indicator_audits.values() for verdict in row.verdicts]

    @property
    def is_overridden(self) -> bool:
        return any(indicator_audit.is_overridden for indicator_audit in self.indicator_audits.values())

    def rulings(self, stage: str) -> dict[str, Ruling | None]:
        """Return the verdict of a stage that is in force, by code; None where one is still to be given."""
        in_force = {
            code: indicator_audit.in_force.get(stage)
            for code, indicator_audit in self.indicator_audits.items()
        }
        return {code: verdict.as_ruling() if verdict else None for code, verdict in in_force.items()}

    def unjudged(self, stage: str) -> list[str]:
        return [code for code, ruling in self.rulings(stage).items() if ruling is None]

    def acceptable(self, stage: str, *, discussed: Set[str], returned: Set[str]) -> list[str]:
        """Return the codes that can be accepted in one step: without a verdict in force or an open thread.

        Indicators that do not apply, and those this stage has returned, must be judged one at a time.
        """
        return [
            code
            for code in self.unjudged(stage)
            if code not in discussed | returned and not self.indicator_audits[code].entered.not_applicable
        ]

    def accepted_in_bulk(self, stage: str) -> list[str]:
        """Return the codes whose verdict of a stage is in force and was given together with others."""
        return [
            code
            for code, indicator_audit in self.indicator_audits.items()
            if (verdict := indicator_audit.in_force.get(stage)) and verdict.is_in_bulk
        ]

    def to_return(self, stage: str) -> list[str]:
        return domain.codes_to_return(self.rulings(stage))


def audit_of(
    assessment: Assessment,
    values: Mapping[str, EntryValue] | None = None,
    citations: Iterable[Citation] | None = None,
) -> Audit:
    """Return the audit of an assessment; at most five queries, fewer before the first verdict.

    `values` are those entered, by indicator code, `citations` all of the assessment with their indicators
    and files; they are read when needed and None.
    """
    values = entered_values(assessment) if values is None else values
    return audits_in([assessment], {assessment.pk: values}, citations)[assessment.pk]


def audits_in(
    assessments: Sequence[Assessment],
    values: Mapping[int, Mapping[str, EntryValue]],
    citations: Iterable[Citation] | None = None,
) -> dict[int, Audit]:
    """Return the audit of each assessment by its id; at most four queries.

    `values` are those entered, by assessment id and indicator code; `citations` are read when None.
    """
    verdicts = _verdicts_of(assessments)
    rounds = _return_counts([assessment for assessment in assessments if assessment.pk in verdicts])
    relevant = [
        assessment for assessment in assessments if assessment.pk in verdicts or assessment.status in STAGES
    ]
    if citations is None:
        in_relevant = Citation.objects.filter(evidence__assessment__in=relevant)
        citations = in_relevant.select_related("indicator", "evidence").only(*CITED) if relevant else ()
    cited = _cited_by_code(citations)
    return {
        assessment.pk: _audit(
            assessment,
            values[assessment.pk],
            verdicts.get(assessment.pk, {}),
            cited.get(assessment.pk, {}),
            rounds,
        )
        for assessment in assessments
    }


def counted_values(
    assessments: Sequence[Assessment], values: Mapping[int, Mapping[str, EntryValue]]
) -> dict[int, Mapping[str, EntryValue]]:
    """Return the values that count in each assessment, by its id: those entered, or the audited ones.

    At most five queries. Audits are read only for assessments in which a value was ever overridden.
    """
    overriding = Verdict.objects.filter(
        assessment__in=assessments, kind__in=[VerdictKind.ADJUST, VerdictKind.REFUSE]
    )
    ids = set(overriding.order_by().values_list("assessment", flat=True).distinct())
    audits_by_pk = (
        audits_in([assessment for assessment in assessments if assessment.pk in ids], values) if ids else {}
    )
    return {
        assessment.pk: audits_by_pk[assessment.pk].audited
        if assessment.pk in audits_by_pk
        else values[assessment.pk]
        for assessment in assessments
    }


def acceptable_codes(assessment: Assessment, audit: Audit) -> list[str]:
    """Return the codes that can be accepted in one step; two queries. See `Audit.acceptable`."""
    open_threads = assessment.threads.filter(settled_at__isnull=True)
    returned_items = ReturnedItem.objects.filter(
        returned_in__assessment=assessment, returned_in__stage=assessment.status
    )
    return audit.acceptable(
        assessment.status,
        discussed=set(open_threads.values_list("indicator__code", flat=True)),
        returned=set(returned_items.values_list("verdict__indicator__code", flat=True)),
    )


def with_audit(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Annotate a queryset with the columns about audits that lists show.

    `stage` is the status or, while the province answers a return, the stage that returned it;
    `assigned_to` and `assessor_name` are the assessor of that stage, `return_due_on` is the due date of the
    unanswered return, `return_count` the number of all returns. By `assessor_sort_key` a list can be sorted.
    """
    returns = Return.objects.filter(assessment=OuterRef("pk"))
    unanswered = returns.filter(resubmitted_at__isnull=True)
    current_assignments = Assignment.objects.filter(
        assessment=OuterRef("pk"), stage=OuterRef("stage"), ended_at__isnull=True
    )
    return_counts = returns.order_by().values("assessment").annotate(count=Count("pk"))
    assessments = assessments.annotate(stage=Coalesce(Subquery(unanswered.values("stage")), F("status")))
    sort_key = Subquery(current_assignments.values("assessor__sort_key"))
    return assessments.alias(assessor_sort_key=sort_key).annotate(
        assigned_to=Subquery(current_assignments.values("assessor")),
        assessor_name=Subquery(current_assignments.values("assessor__signing_name")),
        return_due_on=Subquery(unanswered.values("due_on")),
        return_count=Coalesce(Subquery(return_counts.values("count")), 0),
    )


def _return_counts(audited: Sequence[Assessment]) -> dict[int, int]:
    """Return the number of returns by assessment id; no query when all come from `with_audit`."""
    counts = {assessment.pk: getattr(assessment, "return_count", None) for assessment in audited}
    if None not in counts.values():
        return cast("dict[int, int]", counts)
    returns = Return.objects.filter(assessment__in=audited).order_by()
    return dict(returns.values_list("assessment").annotate(count=Count("pk")))


def _cited_by_code(citations: Iterable[Citation]) -> dict[int, dict[str, list[dict[str, str]]]]:
    """Return what an audit compares of the citations, by assessment id and indicator code."""
    cited: dict[int, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for citation in citations:
        evidence = citation.evidence
        facts = {
            "expected": citation.expected,
            "page": citation.page,
            "note": citation.note,
            "sha256": evidence.sha256,
            "name": evidence.name,
        }
        if evidence.visit_id:
            facts["visit"] = "yes"
        cited[evidence.assessment_id][citation.indicator.code].append(facts)
    return cited


def _verdicts_of(assessments: Sequence[Assessment]) -> dict[int, dict[str, list[Verdict]]]:
    """Return the verdicts, oldest first, by assessment id and indicator code."""
    rows = Verdict.objects.filter(assessment__in=assessments).prefetch_related("inputs")
    rows = rows.select_related("given_by").order_by("round", "pk")
    verdicts: dict[int, dict[str, list[Verdict]]] = defaultdict(lambda: defaultdict(list))
    for verdict in rows.annotate(code=F("indicator__code")):
        verdicts[verdict.assessment_id][verdict.code].append(verdict)
    return verdicts


def _audit(
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    verdicts: Mapping[str, Sequence[Verdict]],
    cited: Mapping[str, Sequence[Mapping[str, str]]],
    rounds: Mapping[int, int],
) -> Audit:
    current_round = 1 + rounds.get(assessment.pk, 0)
    return Audit(
        round=current_round,
        indicator_audits={
            indicator.code: _indicator_audit(
                indicator.code,
                values.get(indicator.code, EntryValue()),
                cited.get(indicator.code, ()),
                verdicts.get(indicator.code, ()),
                current_round,
            )
            for indicator in edition_of(assessment).indicators
        },
    )


def _indicator_audit(
    code: str,
    entered: EntryValue,
    cited: Sequence[Mapping[str, str]],
    verdicts: Sequence[Verdict],
    current_round: int,
) -> IndicatorAudit:
    state = domain.state_of(entered, cited)
    rulings = [verdict.as_ruling() for verdict in verdicts]
    in_force: dict[str, Verdict] = {}
    for stage in STAGES:
        ruling_in_force = domain.ruling_in_force(rulings, stage, state, current_round=current_round)
        if ruling_in_force is not None:
            in_force[stage] = next(
                verdict
                for verdict, ruling in zip(verdicts, rulings, strict=True)
                if ruling is ruling_in_force
            )
    return IndicatorAudit(code, entered, state, tuple(verdicts), in_force)
