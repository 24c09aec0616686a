"""The page of one assessment: what its screens show."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from assessments.audit.domain import AuditDifference, changed_indicators
from assessments.audit.models.returns import Return, ReturnedItem
from assessments.audit.queries.audits import Audit, audit_of
from assessments.audit.queries.comments import ThreadCounts, thread_counts
from assessments.audit.queries.returns import ReturnedItemState, returned_item_states, returned_items_of
from assessments.committee.models.resolutions import Reconsideration
from assessments.committee.queries import open_reconsideration
from assessments.corrections.queries import ShownCorrection, approved_corrections, corrected_values
from assessments.entry.domain.quantities import QuantityUse, use_of
from assessments.entry.domain.values import EntryValue, answers_of, is_answered
from assessments.entry.queries import (
    EarlierValues,
    Entered,
    Progress,
    earlier_values,
    earlier_years,
    entered,
    progress_of,
)
from assessments.evidence.models import Citation
from assessments.evidence.queries import IndicatorEvidence, citations_of, evidence_by_code
from assessments.explanation.domain import Explanation, explanation_of, level_thresholds, read_explanation
from assessments.explanation.queries.cards import (
    NO_VALUE,
    Card,
    LastYear,
    ValueForm,
    last_year_results,
    results_over_years,
)
from assessments.pages.screens.aspects import indicators_with_aspects
from assessments.plans.queries import Target
from assessments.warnings.models import Note
from assessments.warnings.queries.warnings import ShownWarning, WarningsAndPeers, notes_of, warnings_and_peers
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import Aspect, Dimension, Indicator, Quantity
from indicators.criteria.domain.framework import Framework as Edition
from indicators.criteria.domain.result import AreaResult, IndicatorResult
from indicators.criteria.domain.scoring import area_level
from indicators.editions.models import Framework


@dataclass(frozen=True)
class AssessmentPage:
    """What the screens of one assessment share; each part is read and computed when it is first asked for.

    `assessment` has the annotations of `get_assessment`. `known_entries` is what is entered, when the caller
    has read it.
    """

    assessment: Assessment
    known_entries: Entered | None = None

    def context(self, **parts: object) -> dict[str, object]:
        """Return the template context of a screen: this page, its assessment and the parts of that screen."""
        return {"page": self, "assessment": self.assessment, **parts}

    @property
    def framework(self) -> Framework:
        return self.assessment.cycle.framework

    @property
    def edition(self) -> Edition:
        return edition_of(self.assessment)

    @cached_property
    def entries(self) -> Entered:
        return entered(self.assessment) if self.known_entries is None else self.known_entries

    @property
    def values(self) -> Mapping[str, EntryValue]:
        """The values entered, by indicator code."""
        return self.entries.values

    @property
    def quantities(self) -> Mapping[str, Decimal]:
        """The shared quantities typed so far, by key."""
        return self.entries.quantities

    @property
    def unconfirmed_quantities(self) -> list[Quantity]:
        """The shared quantities carried forward that the province has to confirm or change."""
        if not self.assessment.is_editable:
            return []
        waiting = self.entries.unconfirmed_quantities
        return [quantity for quantity in self.edition.quantities if quantity.key in waiting]

    @property
    def begins_with_quantities(self) -> bool:
        """Whether the basic data come first: there are some to type, and none is typed."""
        return bool(self.edition.quantities) and not self.quantities

    @cached_property
    def citations(self) -> list[Citation]:
        return citations_of(self.assessment)

    def evidence_of(self, part: Aspect | Edition) -> dict[str, IndicatorEvidence]:
        """Return the evidence of each indicator of an aspect or of the whole edition, by code."""
        return evidence_by_code(self.citations, part)

    @cached_property
    def audit(self) -> Audit:
        # Nothing of a draft was audited, so that its citations are not compared.
        citations = [] if self.assessment.status == Status.DRAFT else self.citations
        return audit_of(self.assessment, self.values, citations)

    @cached_property
    def returned(self) -> list[ReturnedItem]:
        """The returned items of all returns, the oldest return first."""
        is_never_returned = (
            self.assessment.status == Status.DRAFT or getattr(self.assessment, "return_count", None) == 0
        )
        return [] if is_never_returned else returned_items_of(self.assessment)

    @cached_property
    def open_return(self) -> Return | None:
        """The return that the province has to answer; None when there is none."""
        returns = (item.returned_in for item in self.returned)
        return next((row for row in returns if row.resubmitted_at is None), None)

    @cached_property
    def unlocked(self) -> frozenset[str] | None:
        """The codes of the indicators that the province has to answer; None outside a return."""
        if self.open_return is None:
            return None
        return frozenset(item.verdict.indicator.code for item in self._items_of(self.open_return))

    def is_open(self, indicator: Indicator) -> bool:
        """Return whether the province may answer an indicator: after a return only a returned one."""
        return self.unlocked is None or indicator.code in self.unlocked

    @cached_property
    def returned_items(self) -> list[ReturnedItemState]:
        """The items of the open return as they stand now."""
        return self.item_states(self.open_return)

    def item_states(self, audit_return: Return | None) -> list[ReturnedItemState]:
        """Return how the items of a return stand now; none without one."""
        return returned_item_states(self._items_of(audit_return), self.audit) if audit_return else []

    def _items_of(self, audit_return: Return) -> list[ReturnedItem]:
        return [item for item in self.returned if item.returned_in_id == audit_return.pk]

    @cached_property
    def reconsideration(self) -> Reconsideration | None:
        return open_reconsideration(self.assessment)

    @cached_property
    def thread_counts(self) -> Mapping[str, ThreadCounts] | None:
        """The number of threads on each indicator, by code; None for a draft."""
        return thread_counts(self.assessment)

    @property
    def questions(self) -> list[tuple[Aspect, Indicator]]:
        """The indicators with a thread that waits for an answer of the province."""
        counts = self.thread_counts or {}
        return self.with_aspects({code for code, count in counts.items() if count.waiting})

    @cached_property
    def earlier(self) -> EarlierValues | None:
        """The values of the cycle before; None when the area has none."""
        return earlier_values(self.assessment)

    @cached_property
    def last_year(self) -> Mapping[str, LastYear]:
        return last_year_results(self.earlier)

    @cached_property
    def earlier_years(self) -> Mapping[str, tuple[LastYear, ...]]:
        """The values of the years before, the earliest first, by code."""
        return results_over_years(earlier_years(self.assessment, self.earlier))

    @cached_property
    def warnings_and_peers(self) -> WarningsAndPeers:
        return warnings_and_peers(
            self.assessment, self.values, self.earlier, self.unlocked, quantities=self.quantities
        )

    def warnings_of(self, indicator: Indicator) -> tuple[ShownWarning, ...]:
        return self.warnings_and_peers.warnings.get(indicator.code, ())

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        return notes_of(self.assessment)

    @cached_property
    def errata(self) -> list[ShownCorrection]:
        return approved_corrections(self.assessment)

    @property
    def is_level_pending(self) -> bool:
        return self.assessment.computed_level is None

    @cached_property
    def explanation(self) -> Explanation | None:
        """Why the level is what it is; None until a worker has stored the level of this revision."""
        return None if self.is_level_pending else explanation_of(self._counted, self.edition)

    @cached_property
    def former_explanation(self) -> Explanation | None:
        """The explanation of the last level while the present one is computed; None before the first."""
        document = self.assessment.last_result
        if document is None or not self.is_level_pending or self.assessment.level_error:
            return None
        return read_explanation(document, self.edition)

    @property
    def former_level(self) -> int | None:
        return self.former_explanation.level if self.former_explanation else None

    @property
    def shown_explanation(self) -> Explanation | None:
        return self.explanation or self.former_explanation

    @cached_property
    def _entered(self) -> AreaResult:
        """The result of the values entered."""
        return area_level(self.edition, answers_of(self.values, self.edition))

    @cached_property
    def _counted(self) -> AreaResult:
        """The result that counts for the committee.

        It is that of the values entered, unless an assessor overrides one or a published value is corrected.
        """
        if not (self.audit.is_overridden or self.errata):
            return self._entered
        counted_values = corrected_values(self.audit.audited, self.errata)
        return area_level(self.edition, answers_of(counted_values, self.edition))

    @property
    def entered_level(self) -> int:
        return self._entered.level

    @property
    def audited_level(self) -> int:
        return self._counted.level

    @property
    def changed_indicators(self) -> Sequence[AuditDifference]:
        return changed_indicators(self._entered, self._counted)

    @cached_property
    def results(self) -> Mapping[str, IndicatorResult]:
        return {result.code: result for result in self._entered.indicators}

    @cached_property
    def counted_results(self) -> Mapping[str, IndicatorResult]:
        return {result.code: result for result in self._counted.indicators}

    @cached_property
    def answered(self) -> Set[str]:
        """The codes of the indicators that are filled in."""
        by_code = self.edition.by_code
        return {code for code, value in self.values.items() if is_answered(value, by_code[code])}

    @property
    def answered_count(self) -> int:
        return len(self.answered)

    @property
    def confirmed_count(self) -> int:
        """The number of indicators with an answer that does not wait to be confirmed."""
        return len(self.answered - self.unconfirmed)

    @property
    def carried_count(self) -> int:
        return len(self.unconfirmed)

    @property
    def total_count(self) -> int:
        return len(self.edition.indicators)

    @property
    def progress(self) -> tuple[Progress, ...]:
        return progress_of(
            self.edition, answered=self.answered, unconfirmed=self.unconfirmed, warned=self.warned_codes
        )

    @property
    def unanswered(self) -> list[tuple[Aspect, Indicator]]:
        return self.with_aspects(self.edition.by_code.keys() - self.answered)

    @property
    def unconfirmed(self) -> Set[str]:
        """The codes of values carried forward that the province has to confirm or change."""
        return self.entries.unconfirmed if self.assessment.is_editable else set()

    def next_unconfirmed(self, code: str = "") -> tuple[Aspect, Indicator] | None:
        """Return the next indicator after `code` whose value waits to be confirmed, after the last the first.

        None when no value waits.
        """
        codes = [*self.edition.by_code]
        position = codes.index(code) + 1 if code else 0
        waiting = self.unconfirmed
        in_turn = (other for other in codes[position:] + codes[:position] if other in waiting)
        following = next(in_turn, None)
        return self.with_aspects({following})[0] if following else None

    @cached_property
    def warned_codes(self) -> Set[str]:
        """The codes with a warning that the province has to answer; in a return, of the returned ones."""
        if not self.assessment.is_editable:
            return set()
        open_codes = self.warnings_and_peers.open_codes
        return open_codes if self.unlocked is None else open_codes & self.unlocked

    @property
    def warned(self) -> list[tuple[Aspect, Indicator]]:
        return self.with_aspects(self.warned_codes)

    def with_aspects(self, codes: Collection[str]) -> list[tuple[Aspect, Indicator]]:
        """Return the indicators `codes` in the order of the criteria, each with its aspect."""
        return indicators_with_aspects(self.edition, codes)

    def saved_card(self, indicator: Indicator, form: ValueForm | None = None) -> Card:
        """Return the parts of the card of an indicator that change when a value is saved."""
        code = indicator.code
        return Card(
            indicator=indicator,
            entry_value=self.values.get(code, NO_VALUE),
            result=self.results[code],
            thresholds=level_thresholds(indicator, self.results[code]),
            form=form,
            last_year=self.last_year.get(code),
            peer_range=self.warnings_and_peers.peer_ranges.get(code),
            warnings=self.warnings_of(indicator),
            shared=self._shared(indicator),
            carried=self.entries.carried.get(code),
        )

    def _shared(self, indicator: Indicator) -> tuple[QuantityUse, ...]:
        """Return the inputs of an indicator that are shared quantities with a number."""
        entry_value = self.values.get(indicator.code, NO_VALUE)
        is_locked = self.unlocked is not None and indicator.code not in self.unlocked
        return tuple(
            use_of(
                indicator,
                formula_input,
                entry_value,
                self.quantities[formula_input.quantity],
                is_locked=is_locked,
            )
            for formula_input in indicator.inputs
            if formula_input.quantity in self.quantities
        )

    def cards(
        self,
        aspect: Aspect,
        forms: Sequence[ValueForm | None] = (),
        evidence: Mapping[str, IndicatorEvidence] | None = None,
        targets: Sequence[Target] = (),
    ) -> list[Card]:
        """Return one card for each indicator of an aspect; `forms`, if any, are in their order."""
        returned_items = {item.code: item for item in self.returned_items}
        return [
            replace(
                self.saved_card(indicator, form),
                evidence=(evidence or {}).get(code := indicator.code),
                targets=tuple(target for target in targets if target.code == code),
                audit=self.audit.indicator_audits[code],
                counted=self.counted_results[code],
                returned_item=returned_items.get(code),
                threads=None if self.thread_counts is None else self.thread_counts.get(code, ThreadCounts()),
                note=self.notes.get(code),
                earlier_years=self.earlier_years.get(code, ()),
            )
            for indicator, form in zip(
                aspect.indicators, forms or [None] * len(aspect.indicators), strict=True
            )
        ]

    def cards_by_dimension(self) -> list[tuple[Dimension, list[tuple[Aspect, list[Card]]]]]:
        """Return the cards of all indicators by dimension and aspect."""
        return [
            (dimension, [(aspect, self.cards(aspect)) for aspect in dimension.aspects])
            for dimension in self.edition.dimensions
        ]
