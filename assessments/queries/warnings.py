"""The warnings of an assessment with their answers, and what the other areas published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.domain.audits import Kind as VerdictKind
from assessments.domain.corrections import Decision
from assessments.domain.entries import Given
from assessments.domain.kept_warnings import from_plain
from assessments.domain.others import Peers
from assessments.domain.warnings import (
    Figure,
    Kind,
    RaisedWarning,
    all_numbers_of,
    as_submitted,
    warnings_of,
)
from assessments.domain.workflow import Status
from assessments.models import Assessment, Erratum, Verdict, WarningAnswer
from assessments.queries.entries import Earlier, earlier_of, edition_of, given_of
from assessments.queries.peers import other_areas
from indicators import queries as criteria
from indicators.domain.framework import FormulaInput, Indicator
from indicators.domain.plausibility import EQUAL, ConsistencyRule


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a warning: what it is, what it is now, and what it is compared with if that is one."""

    indicator: Indicator
    item: FormulaInput | None
    number: Fraction
    against: Fraction | None

    @property
    def times(self) -> Fraction | None:
        """How many times as much as what it is compared with, when both are more than zero."""
        if self.item is None and self.indicator.kind == "percent":
            return None
        if not self.against or self.against < 0 or self.number < self.against:
            return None
        return self.number / self.against


@dataclass(frozen=True, slots=True)
class ShownWarning:
    """A warning on the screen; `answer` is None while it waits for a reason.

    `former` is then the answer that was given for other numbers, if there is one. `typed` is a reason that
    was sent and not kept, `problem` the sentence that says why.
    """

    warning: RaisedWarning
    lines: tuple[Line, ...]
    answer: WarningAnswer | None
    former: WarningAnswer | None = None
    rule: ConsistencyRule | None = None
    year: int | None = None
    elsewhere: tuple[str, ...] = ()
    typed: str | None = None
    problem: str = ""

    @property
    def reason_shown(self) -> str:
        """What stands in the field of its reason."""
        stored = self.answer.reason if self.answer else ""
        return stored if self.typed is None else self.typed

    @property
    def is_retyped(self) -> bool:
        """Whether the field holds something else than the reason that is kept."""
        return self.answer is not None and self.reason_shown != self.answer.reason

    @property
    def must_be_equal(self) -> bool:
        return self.rule is not None and self.rule.relation == EQUAL


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that doubts the values of an assessment: warnings and other areas by indicator code."""

    warnings: Mapping[str, tuple[ShownWarning, ...]]
    peers: Mapping[str, Peers]

    @property
    def open_codes(self) -> set[str]:
        """The indicators with a warning that waits for a reason."""
        return {code for code, shown in self.warnings.items() if any(one.answer is None for one in shown)}

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons given for the warnings of each indicator."""
        given = {
            code: "; ".join(one.answer.reason for one in shown if one.answer)
            for code, shown in self.warnings.items()
        }
        return {code: reasons for code, reasons in given.items() if reasons}

    @property
    def answer_pks(self) -> set[int]:
        """The answers that stand."""
        return {one.answer.pk for shown in self.warnings.values() for one in shown if one.answer}


def remarks_of(assessment: Assessment, given: Mapping[str, Given], earlier: Earlier | None) -> Remarks:
    """The warnings as they hold now where a value can be changed, else as they were answered.

    A constant number of queries for any number of values and areas.
    """
    settings = criteria.plausibility_of(assessment.cycle.framework)
    edition = edition_of(assessment)
    peers = other_areas(assessment, settings) if settings else {}
    answers = {
        (answer.indicator.code, from_plain(answer.raised).key): answer
        for answer in assessment.warning_answers.select_related("indicator", "answered_by")
    }
    raised = _raised(given, earlier, peers, edition, settings)
    if assessment.status != Status.DRAFT:
        answered = [from_plain(answer.raised) for answer in answers.values()]
        handed_in = as_submitted(raised, answered, all_numbers_of(given, edition))
        open_codes = assessment.unlocked_codes() or frozenset()
        raised = {code: (raised if code in open_codes else handed_in).get(code, ()) for code in given}
    rules = settings.rules if settings else ()
    year = earlier.year if earlier else None
    shown = {
        code: tuple(
            _shown(warning, answers.get((code, warning.key)), edition, rules, year) for warning in warnings
        )
        for code, warnings in raised.items()
        if warnings
    }
    return Remarks(shown, peers)


def remarks_now(assessment: Assessment) -> Remarks:
    """The same, read from the beginning, for the actions."""
    return remarks_of(assessment, given_of(assessment), earlier_of(assessment))


def _raised(given, earlier, peers, edition, settings):
    """The warnings of the values by indicator code; none where nothing says when a value is doubted."""
    if settings is None:
        return {}
    comparable = earlier.comparable if earlier else {}
    accepted = _accepted_in(earlier) if earlier and peers else frozenset()
    return warnings_of(edition, given, comparable, peers, settings, accepted=accepted)


def _accepted_in(earlier: Earlier) -> frozenset[str]:
    """The codes of today whose value of the year before was let pass, however far from other areas.

    The committee granted a level by it, or a reason for it was given; and nobody put another value in its
    place. Three queries.
    """
    before = earlier.assessment
    overridden = {VerdictKind.ADJUST, VerdictKind.REFUSE}
    others = Verdict.objects.filter(assessment=before, kind__in=overridden)
    errata = Erratum.objects.filter(correction__assessment=before, correction__state=Decision.APPROVED)
    replaced = {*others.values_list("indicator__code", flat=True)}
    replaced |= {*errata.values_list("indicator__code", flat=True)}
    answers = before.warning_answers.filter(kind=Kind.OTHER_AREAS)
    answered = {*answers.values_list("indicator__code", flat=True)}
    is_granted = before.status in {Status.GRANTED, Status.PUBLISHED}
    passed = earlier.given.keys() if is_granted else answered
    return frozenset(
        code
        for code, origin in earlier.origins.items()
        if origin.codes and origin.code in passed and origin.code not in replaced
    )


def _shown(warning, answer, edition, rules, year):
    """A warning with what the page says of it; an answer that was given for other numbers is none."""
    stands = answer is not None and from_plain(answer.raised).mark == warning.mark
    rule = next((one for one in rules if one.key == warning.rule), None)
    return ShownWarning(
        warning=warning,
        lines=tuple(_lines(warning, edition)),
        answer=answer if stands else None,
        former=None if stands else answer,
        rule=rule,
        year=year if warning.kind == Kind.LAST_YEAR else None,
        elsewhere=_elsewhere(warning),
    )


def _lines(warning, edition):
    against: Iterable[Figure | None] = warning.against or [None] * len(warning.figures)
    for figure, other in zip(warning.figures, against, strict=False):
        indicator = edition.by_code[figure.spot.code]
        item = next((one for one in indicator.inputs if one.key == figure.spot.key), None)
        yield Line(indicator, item, figure.number, other.number if other else None)


def _elsewhere(warning):
    """The other indicators whose numbers contradict this one, in the order of the rule."""
    codes = dict.fromkeys(figure.spot.code for figure in warning.against)
    return tuple(code for code in codes if code != warning.code)
