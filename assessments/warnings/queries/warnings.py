"""The warnings of an assessment with their answers, and the published values of other areas."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import SimpleLazyObject

from assessments.audit.models.verdicts import Verdict
from assessments.corrections.domain import CorrectionState
from assessments.corrections.models import Erratum
from assessments.entry.domain.values import EntryValue
from assessments.entry.queries import EarlierValues, earlier_values, entered
from assessments.warnings.domain.peer_range import PeerRange
from assessments.warnings.domain.stored_warnings import warning_from_plain
from assessments.warnings.domain.warnings import (
    SHARED,
    Figure,
    RaisedWarning,
    WarningKind,
    all_numbers_of,
    warnings_as_submitted,
    warnings_of,
)
from assessments.warnings.models import Note, WarningAnswer
from assessments.warnings.queries.peer_range import OVERRIDDEN, Peers, peers_of
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import FormulaInput, Framework, Indicator, Quantity
from indicators.criteria.domain.kinds import KINDS
from indicators.plausibility import queries
from indicators.plausibility.domain import EQUAL, ConsistencyRule, Plausibility


@dataclass(frozen=True, slots=True)
class WarningLine:
    """One number of a warning, and the number it is compared with, None when that is not a single number.

    `formula_input` is None for the value itself.
    """

    indicator: Indicator
    formula_input: FormulaInput | None
    number: Fraction
    compared_with: Fraction | None

    @property
    def times(self) -> Fraction | None:
        """Return the ratio of the number to the one it is compared with.

        None for percentages, without a positive number to compare with, or when the number is smaller.
        """
        if self.formula_input is None and KINDS[self.indicator.kind].is_percentage:
            return None
        if not self.compared_with or self.compared_with < 0 or self.number < self.compared_with:
            return None
        return self.number / self.compared_with


@dataclass(frozen=True, slots=True)
class ShownWarning:
    """A warning on the screen; `answer` is None while it waits for a reason.

    `former_answer` is then the answer to earlier numbers, if any. `year` is the earlier one compared
    with, and `is_loaded` says that the portal has not assessed it.
    """

    warning: RaisedWarning
    lines: tuple[WarningLine, ...]
    answer: WarningAnswer | None
    former_answer: WarningAnswer | None = None
    rule: ConsistencyRule | None = None
    quantity: Quantity | None = None
    year: int | None = None
    is_loaded: bool = False
    other_codes: tuple[str, ...] = ()

    @property
    def must_be_equal(self) -> bool:
        return self.rule is not None and self.rule.relation == EQUAL


@dataclass(frozen=True, slots=True)
class WarningGroup:
    """Warnings of one indicator with the same answer, or those that wait for one.

    `former_answers` are the answers to earlier numbers of those that wait.
    """

    warnings: tuple[ShownWarning, ...]

    @property
    def key(self) -> str:
        return self.warnings[0].warning.key

    @property
    def answer(self) -> WarningAnswer | None:
        return self.warnings[0].answer

    @property
    def former_answers(self) -> list[WarningAnswer]:
        former = (warning.former_answer for warning in self.warnings)
        return [*{answer.reason: answer for answer in former if answer}.values()]


def by_reason(warnings: Iterable[ShownWarning]) -> list[WarningGroup]:
    """Return the warnings of one indicator in groups that have one reason; those that wait come last.

    A reason is given for all of them at once, but each warning keeps its own row: a later one, or one given
    by an earlier release, may have another reason.
    """
    groups: dict[object, list[ShownWarning]] = {}
    for warning in sorted(warnings, key=lambda warning: warning.answer is None):
        answer = warning.answer
        reason = answer and (answer.reason, answer.answered_by_id, answer.answered_at)
        groups.setdefault(reason, []).append(warning)
    return [WarningGroup(tuple(group)) for group in groups.values()]


def reasons_of(warnings: Iterable[ShownWarning]) -> list[str]:
    """Return the different reasons given for the warnings of one indicator."""
    return [*dict.fromkeys(warning.answer.reason for warning in warnings if warning.answer)]


@dataclass(frozen=True, slots=True)
class WarningsAndPeers:
    """The warnings of an assessment and the values of other areas, by indicator code."""

    warnings: Mapping[str, tuple[ShownWarning, ...]]
    peer_ranges: Mapping[str, PeerRange]

    @property
    def open_codes(self) -> set[str]:
        """Return the codes with a warning that waits for a reason."""
        return {
            code
            for code, warnings in self.warnings.items()
            if any(warning.answer is None for warning in warnings)
        }

    @property
    def reasons(self) -> dict[str, str]:
        """Return the reasons given for the warnings of each indicator, by code."""
        reasons_by_code = {code: "; ".join(reasons_of(warnings)) for code, warnings in self.warnings.items()}
        return {code: reasons for code, reasons in reasons_by_code.items() if reasons}

    @property
    def answer_pks(self) -> set[int]:
        """Return the ids of the answers that are still valid."""
        return {
            warning.answer.pk for warnings in self.warnings.values() for warning in warnings if warning.answer
        }


def warnings_and_peers(
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    earlier: EarlierValues | None,
    unlocked: Set[str] | None,
    *,
    quantities: Mapping[str, Decimal],
) -> WarningsAndPeers:
    """Return the warnings of an assessment: recomputed where a value can be changed, else as submitted.

    `unlocked` are the codes of the returned indicators, None outside a return (`unlocked_codes`),
    `quantities` the shared quantities by key. As many queries for any number of values and areas.
    """
    settings = queries.plausibility_of(assessment.cycle.framework)
    edition = edition_of(assessment)
    peers = peers_of(assessment, settings) if settings else Peers()
    current_warnings = _raised(values, earlier, peers, edition, settings, quantities=quantities)
    if assessment.status == Status.DRAFT and not current_warnings:
        return WarningsAndPeers({}, peers.ranges)
    answers = {
        (answer.indicator.code, warning_from_plain(answer.raised).key): answer
        for answer in assessment.warning_answers.select_related("indicator", "answered_by")
    }
    if assessment.status != Status.DRAFT:
        submitted_answers = [warning_from_plain(answer.raised) for answer in answers.values()]
        submitted_warnings = warnings_as_submitted(
            current_warnings, submitted_answers, all_numbers_of(values, edition, quantities)
        )
        open_codes = unlocked or frozenset()
        current_warnings = {
            code: (current_warnings if code in open_codes else submitted_warnings).get(code, ())
            for code in values
        }
    rules = settings.rules if settings else ()
    shown_warnings = {
        code: tuple(
            _shown(warning, answers.get((code, warning.key)), edition, rules, earlier) for warning in warnings
        )
        for code, warnings in current_warnings.items()
        if warnings
    }
    return WarningsAndPeers(shown_warnings, peers.ranges)


def current_warnings_and_peers(assessment: Assessment) -> WarningsAndPeers:
    """Return the warnings of the stored values; reads the values itself, for actions."""
    entries = entered(assessment)
    return warnings_and_peers(
        assessment,
        entries.values,
        earlier_values(assessment),
        assessment.unlocked_codes(),
        quantities=entries.quantities,
    )


def _raised(
    values: Mapping[str, EntryValue],
    earlier: EarlierValues | None,
    peers: Peers,
    edition: Framework,
    settings: Plausibility | None,
    *,
    quantities: Mapping[str, Decimal],
) -> Mapping[str, tuple[RaisedWarning, ...]]:
    """Return the warnings of the values by indicator code."""
    comparable = earlier.comparable if earlier else {}
    accepted = SimpleLazyObject(lambda: _accepted_in(earlier, peers)) if earlier else ()
    return warnings_of(
        edition, values, comparable, peers.ranges, settings, quantities=quantities, accepted=accepted
    )


def _accepted_in(earlier: EarlierValues, peers: Peers) -> frozenset[str]:
    """Return the present codes whose earlier value was accepted although it is far from other areas.

    A level was granted with the value, or a reason was given for it; and no verdict or correction replaced
    it. None of a loaded year, which nobody has audited here. No query for the last published values of the
    area, else three at most.
    """
    assessment = earlier.assessment
    if assessment is None:
        return frozenset()
    replaced_codes = peers.replaced.get(assessment.pk)
    if replaced_codes is None:
        replaced_codes = _replaced_in(assessment)
    if assessment.status in {Status.GRANTED, Status.PUBLISHED}:
        accepted = {*earlier.values}
    else:
        answers = assessment.warning_answers.filter(kind=WarningKind.OTHER_AREAS)
        accepted = {*answers.values_list("indicator__code", flat=True)}
    return frozenset(
        code
        for code, origin in earlier.origins.items()
        if origin.codes and origin.code in accepted and origin.code not in replaced_codes
    )


def _replaced_in(assessment: Assessment) -> frozenset[str]:
    """Return the codes of the values that a verdict or an approved correction ever replaced."""
    verdicts = Verdict.objects.filter(assessment=assessment, kind__in=OVERRIDDEN)
    errata = Erratum.objects.filter(
        correction__assessment=assessment, correction__state=CorrectionState.APPROVED
    )
    codes = verdicts.order_by().values_list("indicator__code")
    return frozenset(code for (code,) in codes.union(errata.order_by().values_list("indicator__code")))


def _shown(
    warning: RaisedWarning,
    answer: WarningAnswer | None,
    edition: Framework,
    rules: Sequence[ConsistencyRule],
    earlier: EarlierValues | None,
) -> ShownWarning:
    """Return a warning with its lines and its answer; one to other numbers is its `former_answer`."""
    is_current = answer is not None and warning_from_plain(answer.raised).mark == warning.mark
    rules_by_key = {rule.key: rule for rule in rules}
    last_year = earlier if warning.kind == WarningKind.LAST_YEAR else None
    return ShownWarning(
        warning=warning,
        lines=tuple(_lines(warning, edition)),
        answer=answer if is_current else None,
        former_answer=None if is_current else answer,
        rule=rules_by_key.get(warning.rule) if warning.kind == WarningKind.CONTRADICTION else None,
        quantity=_quantity_of(warning, edition),
        year=last_year.year if last_year else None,
        is_loaded=last_year is not None and last_year.is_loaded,
        other_codes=_other_codes(warning),
    )


def _lines(warning: RaisedWarning, edition: Framework) -> Iterator[WarningLine]:
    against: Iterable[Figure | None] = warning.against or [None] * len(warning.figures)
    for figure, figure_against in zip(warning.figures, against, strict=False):
        indicator = edition.by_code[figure.spot.code]
        inputs_by_key = {formula_input.key: formula_input for formula_input in indicator.inputs}
        yield WarningLine(
            indicator=indicator,
            formula_input=inputs_by_key.get(figure.spot.key),
            number=figure.number,
            compared_with=figure_against.number if figure_against else None,
        )


def _other_codes(warning: RaisedWarning) -> tuple[str, ...]:
    """Return the codes of other indicators whose numbers contradict this one, in the order of the rule."""
    codes = dict.fromkeys(figure.spot.code for figure in warning.against)
    return tuple(code for code in codes if code not in (warning.code, SHARED))


def _quantity_of(warning: RaisedWarning, edition: Framework) -> Quantity | None:
    """Return the shared quantity that the warning compares with."""
    if warning.kind != WarningKind.QUANTITY:
        return None
    return next((quantity for quantity in edition.quantities if quantity.key == warning.rule), None)


def notes_of(assessment: Assessment) -> dict[str, Note]:
    """Return the notes of officers about the indicators, by code; one query."""
    notes = assessment.notes.select_related("indicator", "written_by")
    return {note.indicator.code: note for note in notes}
