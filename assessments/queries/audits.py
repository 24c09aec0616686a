"""Verdicts on an assessment: which hold, what they make of the values, what is still to be judged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from assessments.domain import audits
from assessments.domain.audits import STAGES, Answered, Kind, Ruling, State
from assessments.domain.entries import Given
from assessments.domain.workflow import Status
from assessments.models import Assessment, Assignment, Citation, Return, ReturnedIndicator, Verdict
from assessments.queries.entries import edition_of, given_of


@dataclass(frozen=True, slots=True)
class Judged:
    """What was entered for an indicator, its verdicts, oldest first, and those that hold, by stage."""

    code: str
    entered: Given
    state: State
    verdicts: tuple[Verdict, ...] = ()
    standing: Mapping[str, Verdict] | None = None

    @property
    def holding(self) -> Mapping[str, Verdict]:
        return self.standing or {}

    @property
    def audited(self) -> Given:
        """What counts."""
        holding = self.holding
        return audits.audited(
            self.entered, [holding[stage].as_ruling() for stage in STAGES if stage in holding]
        )

    @property
    def is_overridden(self) -> bool:
        return self.audited != self.entered

    @property
    def overriding(self) -> Verdict | None:
        """The verdict that makes another value count than the one entered."""
        overriding = None
        for stage in STAGES:
            verdict = self.holding.get(stage)
            if verdict and verdict.kind in {Kind.ADJUST, Kind.REFUSE}:
                overriding = verdict
            elif verdict and verdict.kind == Kind.AGREE:
                overriding = None
        return overriding

    def before(self, stage: str) -> Given:
        """What a stage finds: what was entered, or what the internal audit has made of it."""
        inside = self.holding.get(Status.INTERNAL_AUDIT)
        if stage == Status.EXTERNAL_AUDIT and inside:
            return audits.audited(self.entered, [inside.as_ruling()])
        return self.entered

    def latest(self, stage: str) -> Verdict | None:
        """The last verdict of a stage, whether it holds or not."""
        return next((one for one in reversed(self.verdicts) if one.stage == stage), None)


@dataclass(frozen=True, slots=True)
class Audit:
    """Every indicator with what the assessors say of it, in the order of the criteria."""

    round: int
    judged: Mapping[str, Judged]

    @property
    def audited(self) -> dict[str, Given]:
        """What counts, by code."""
        return {code: one.audited for code, one in self.judged.items()}

    @property
    def is_overridden(self) -> bool:
        return any(one.is_overridden for one in self.judged.values())

    def rulings(self, stage: str) -> dict[str, Ruling | None]:
        """The verdict of a stage that holds, by code; None where one is to be given."""
        standing = {code: one.holding.get(stage) for code, one in self.judged.items()}
        return {code: verdict.as_ruling() if verdict else None for code, verdict in standing.items()}

    def unjudged(self, stage: str) -> list[str]:
        return [code for code, ruling in self.rulings(stage).items() if ruling is None]

    def to_return(self, stage: str) -> list[str]:
        return audits.codes_to_return(self.rulings(stage))


def audit_of(assessment: Assessment, given: Mapping[str, Given] | None = None) -> Audit:
    """The audit of an assessment as it stands; at most seven queries, fewer before the first verdict."""
    given = given_of(assessment) if given is None else given
    return audits_of([assessment], {assessment.pk: given})[assessment.pk]


def audits_of(
    assessments: Sequence[Assessment], given: Mapping[int, Mapping[str, Given]]
) -> dict[int, Audit]:
    """The audit of each assessment by its id, from what was entered in it; at most four queries."""
    verdicts = _verdicts_of(assessments)
    audited = [one for one in assessments if one.pk in verdicts]
    rounds = dict(
        Return.objects.filter(assessment__in=audited)
        .order_by()
        .values_list("assessment")
        .annotate(count=Count("pk"))
        if audited
        else ()
    )
    looked_at = [one for one in assessments if one.pk in verdicts or one.status in STAGES]
    cited = _cited_of(looked_at) if looked_at else {}
    return {
        one.pk: _audit(one, given[one.pk], verdicts.get(one.pk, {}), cited.get(one.pk, {}), rounds)
        for one in assessments
    }


def counting_of(
    assessments: Sequence[Assessment], given: Mapping[int, Mapping[str, Given]]
) -> dict[int, Mapping[str, Given]]:
    """What counts in each assessment, by its id: what was entered, or what the assessors made of it.

    At most five queries. Only those in which a value was ever overridden are looked at closer.
    """
    overriding = Verdict.objects.filter(assessment__in=assessments, kind__in=[Kind.ADJUST, Kind.REFUSE])
    ids = set(overriding.order_by().values_list("assessment", flat=True).distinct())
    closer = audits_of([one for one in assessments if one.pk in ids], given) if ids else {}
    return {one.pk: closer[one.pk].audited if one.pk in closer else given[one.pk] for one in assessments}


def acceptable_codes(assessment: Assessment, audit: Audit) -> list[str]:
    """What can be accepted in one step: values without a verdict that holds, that nothing is open about.

    What does not apply and what this stage has returned is looked at one by one.
    """
    open_threads = assessment.threads.filter(settled_at__isnull=True)
    returned = ReturnedIndicator.objects.filter(
        sent_back__assessment=assessment, sent_back__stage=assessment.status
    )
    one_by_one = set(open_threads.values_list("indicator__code", flat=True))
    one_by_one |= set(returned.values_list("verdict__indicator__code", flat=True))
    return [
        code
        for code in audit.unjudged(assessment.status)
        if code not in one_by_one and not audit.judged[code].entered.not_applicable
    ]


@dataclass(frozen=True, slots=True)
class Correction:
    """An indicator that came back: the verdict that says why, what stood there, what stands there now."""

    code: str
    verdict: Verdict
    now: State
    reply: str

    @property
    def is_changed(self) -> bool:
        return audits.of_province(self.verdict.seen) != audits.of_province(self.now)

    @property
    def is_answered(self) -> bool:
        return Answered(self.is_changed, self.reply).is_done


def corrections_of(sent_back: Return | None, audit: Audit) -> list[Correction]:
    """The indicators of a return in the order of the criteria; two queries."""
    if sent_back is None:
        return []
    rows = sent_back.indicators.select_related("verdict__indicator", "replied_by")
    by_code = {one.verdict.indicator.code: one for one in rows}
    return [
        Correction(code, by_code[code].verdict, judged.state, by_code[code].reply)
        for code, judged in audit.judged.items()
        if code in by_code
    ]


def answers_to(sent_back: Return) -> dict[str, Answered]:
    """What the province did about each indicator that came back."""
    audit = audit_of(sent_back.assessment)
    return {one.code: Answered(one.is_changed, one.reply) for one in corrections_of(sent_back, audit)}


def thread_counts(assessment: Assessment) -> dict[str, int] | None:
    """How many threads there are on each indicator; None in a draft. One query."""
    if assessment.status == Status.DRAFT:
        return None
    counted = assessment.threads.order_by().values_list("indicator__code").annotate(Count("pk"))
    return dict(counted)


def cited_of(assessment: Assessment) -> dict[str, list[dict[str, str]]]:
    """What is cited for each indicator, as a verdict sees it; one query."""
    return _cited_of([assessment]).get(assessment.pk, {})


def with_audit(assessments):
    """Add to a queryset what lists tell of audits.

    `stage` is the status or, while the province answers a return, the stage that returned it;
    `assigned_to` and `assessor_name` are of it, `return_due_on` of the return, and `return_count`.
    """
    returns = Return.objects.filter(assessment=OuterRef("pk"))
    unanswered = returns.filter(resubmitted_at__isnull=True)
    in_hand = Assignment.objects.filter(
        assessment=OuterRef("pk"), stage=OuterRef("stage"), ended_at__isnull=True
    )
    counted = returns.order_by().values("assessment").annotate(count=Count("pk"))
    return assessments.annotate(stage=Coalesce(Subquery(unanswered.values("stage")), F("status"))).annotate(
        assigned_to=Subquery(in_hand.values("assessor")),
        assessor_name=Subquery(in_hand.values("assessor__signing_name")),
        return_due_on=Subquery(unanswered.values("due_on")),
        return_count=Coalesce(Subquery(counted.values("count")), 0),
    )


def _cited_of(assessments):
    """What is cited, by assessment and indicator."""
    rows = Citation.objects.filter(evidence__assessment__in=assessments).order_by()
    names = {"evidence__sha256": "sha256", "evidence__name": "name"}
    keys = ("evidence__assessment", "indicator__code")
    cited = defaultdict(lambda: defaultdict(list))
    for row in rows.values(*keys, "expected", "page", "note", "evidence__visit", *names):
        assessment, code = (row.pop(key) for key in keys)
        if row.pop("evidence__visit"):
            row["visit"] = "yes"
        cited[assessment][code].append({names.get(key, key): value for key, value in row.items()})
    return cited


def _verdicts_of(assessments):
    """The verdicts, oldest first, by assessment and indicator."""
    rows = Verdict.objects.filter(assessment__in=assessments).prefetch_related("inputs")
    verdicts = defaultdict(lambda: defaultdict(list))
    for verdict in rows.select_related("indicator", "given_by").order_by("round", "pk"):
        verdicts[verdict.assessment_id][verdict.indicator.code].append(verdict)
    return verdicts


def _audit(assessment, given, verdicts, cited, rounds):
    current_round = 1 + rounds.get(assessment.pk, 0)
    return Audit(
        round=current_round,
        judged={
            item.code: _judged(
                item.code,
                given.get(item.code, Given()),
                cited.get(item.code, ()),
                verdicts.get(item.code, ()),
                current_round,
            )
            for item in edition_of(assessment).indicators
        },
    )


def _judged(code, entered, cited, verdicts, current_round):
    state = audits.state_of(entered, cited)
    rulings = [verdict.as_ruling() for verdict in verdicts]
    standing = {}
    for stage in STAGES:
        found = audits.standing(rulings, stage, state, current_round=current_round)
        if found is not None:
            standing[stage] = next(one for one, said in zip(verdicts, rulings, strict=True) if said is found)
    return Judged(code, entered, state, tuple(verdicts), standing)
