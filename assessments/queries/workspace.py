"""The template context shared by the screens of one assessment, and the cards of its indicators."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.urls import reverse

from assessments import labels
from assessments.domain.audits import moved
from assessments.domain.entries import Given, answers_of, is_answered, plain
from assessments.domain.others import Peers
from assessments.domain.why import Chip, chips, why
from assessments.domain.workflow import Status
from assessments.models import Assessment, Note
from assessments.queries.audits import Correction, Judged, audit_of, corrections_of, thread_counts
from assessments.queries.corrections import corrected, errata_of
from assessments.queries.entries import Earlier, earlier_of, edition_of, given_of, unconfirmed_codes
from assessments.queries.evidence import Proof
from assessments.queries.plans import Target
from assessments.queries.progress import progress_of
from assessments.queries.warnings import ShownWarning, remarks_of
from indicators.domain.crosswalk import SAME
from indicators.domain.framework import Aspect, Dimension, Framework, Indicator
from indicators.domain.result import IndicatorResult
from indicators.domain.scoring import area_level

NOTHING = Given()


class ValueForm(Protocol):
    """A form for the value of one indicator, such as `EntryForm`."""

    indicator: Indicator

    @property
    def given(self) -> Given:
        """Return the value typed; only after `is_valid()`."""


def workspace(assessment: Assessment, given: Mapping[str, Given] | None = None) -> dict[str, Any]:
    """Return the template context shared by every screen of an assessment: progress, level, explanation.

    `assessment` comes from `with_level()`. `given` are the values entered, read when None. The explanation
    is None until the worker has stored the level of this revision; it follows from the same values and rule.
    """
    edition = edition_of(assessment)
    given = given_of(assessment) if given is None else given
    answered = {code for code, value in given.items() if is_answered(value, edition.by_code[code])}
    unconfirmed = unconfirmed_codes(assessment) if assessment.is_editable else set()
    is_level_pending = assessment.computed_level is None
    result = area_level(edition, answers_of(given, edition))
    audit, errata = audit_of(assessment, given), errata_of(assessment)
    # The values that count for the committee: those entered, unless an assessor overrides one or a
    # published value is corrected.
    is_changed = audit.is_overridden or bool(errata)
    counts = corrected(audit.audited, errata)
    counting = area_level(edition, answers_of(counts, edition)) if is_changed else result
    sent_back = assessment.open_return if assessment.status == Status.RETURNED else None
    earlier = earlier_of(assessment)
    remarks = remarks_of(assessment, given, earlier)
    returned_items = corrections_of(sent_back, audit)
    warned = remarks.open_codes if assessment.is_editable else set()
    if sent_back:
        warned &= {item.code for item in returned_items}  # the other indicators are locked
    return {
        "assessment": assessment,
        "framework": assessment.cycle.framework,
        "edition": edition,
        "progress": progress_of(edition, answered, warned),
        "answered": answered,
        "answered_count": len(answered),
        "unconfirmed": unconfirmed,
        "unanswered": places_of(edition, edition.by_code.keys() - answered),
        "to_confirm": places_of(edition, unconfirmed),
        "total_count": len(edition.indicators),
        "is_level_pending": is_level_pending,
        "why": None if is_level_pending else why(counting, edition),
        "entered_level": result.level,
        "audited_level": counting.level,
        "moved": moved(result, counting),
        "audit": audit,
        "counting": {item.code: item for item in counting.indicators},
        "sent_back": sent_back,
        "errata": errata,
        "reconsideration": assessment.open_reconsideration,
        "corrections": returned_items,
        "thread_counts": thread_counts(assessment),
        "given": given,
        "result": {item.code: item for item in result.indicators},
        "last_year": last_year_of(earlier),
        "remarks": remarks,
        "warned": places_of(edition, warned),
        "notes": notes_of(assessment),
    }


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator on the screen: its criteria, the value with its result, the form and the context.

    `last_year` is the value of the cycle before; an unconfirmed entry was carried forward from it.
    """

    indicator: Indicator
    given: Given
    result: IndicatorResult
    chips: tuple[Chip, ...]
    form: Any = None
    is_confirmed: bool = True
    last_year: "LastYear | None" = None
    proof: Proof | None = None
    targets: tuple[Target, ...] = ()
    judged: Judged | None = None
    counting: IndicatorResult | None = None
    correction: Correction | None = None
    # None before the submission, when no comments are possible.
    thread_count: int | None = None
    peers: Peers | None = None
    warnings: tuple[ShownWarning, ...] = ()
    note: Note | None = None

    @property
    def has_open_warning(self) -> bool:
        return any(warning.answer is None for warning in self.warnings)

    @property
    def divides_by_zero(self) -> bool:
        """Return whether all inputs are given and still yield no value, which meets no level."""
        return (
            bool(self.given.inputs) and is_answered(self.given, self.indicator) and self.result.value is None
        )

    @property
    def inputs(self) -> list[tuple[object, object]]:
        """Return the inputs of the formula with the numbers entered for them."""
        return [(item, self.given.inputs.get(item.key)) for item in self.indicator.inputs]


@dataclass(frozen=True, slots=True)
class LastYear:
    """The value of an indicator in the cycle before and its level.

    `breaks` is true when the meaning has changed since, so that the values cannot be compared.
    """

    year: int
    result: IndicatorResult
    indicator: Indicator
    breaks: bool = False

    @property
    def level(self) -> int:
        return max(self.result.meets, default=0)


def last_year_of(earlier: Earlier | None) -> dict[str, LastYear]:
    """Return the results of the cycle before by present indicator code, through the crosswalk."""
    if earlier is None:
        return {}
    results = area_level(earlier.edition, answers_of(earlier.given, earlier.edition)).indicators
    valued = {result.code: result for result in results if result.value is not None}
    return {
        code: LastYear(
            earlier.year,
            valued[origin.code],
            earlier.edition.by_code[origin.code],
            breaks=origin.relation != SAME,
        )
        for code, origin in earlier.origins.items()
        if origin.code in valued
    }


def notes_of(assessment: Assessment) -> dict[str, Note]:
    """Return the notes of officers about the indicators, by code; one query."""
    notes = assessment.notes.select_related("indicator", "written_by")
    return {note.indicator.code: note for note in notes}


def cards(
    aspect: Aspect,
    frame: Mapping[str, Any],
    forms: Sequence[Any] = (),
    proofs: Mapping[str, Proof] | None = None,
    targets: Sequence[Target] = (),
) -> list[Card]:
    """Return one card for each indicator of an aspect.

    `frame` is the context of `workspace()`; `forms`, if any, are in the order of the indicators.
    """
    returned_items = {item.code: item for item in frame["corrections"]}
    counts = frame["thread_counts"]
    return [
        Card(
            indicator=indicator,
            given=frame["given"].get(indicator.code, NOTHING),
            result=frame["result"][indicator.code],
            chips=chips(indicator, frame["result"][indicator.code]),
            form=form,
            is_confirmed=indicator.code not in frame["unconfirmed"],
            last_year=frame["last_year"].get(indicator.code),
            proof=(proofs or {}).get(indicator.code),
            targets=tuple(target for target in targets if target.code == indicator.code),
            judged=frame["audit"].judged[indicator.code],
            counting=frame["counting"][indicator.code],
            correction=returned_items.get(indicator.code),
            thread_count=counts.get(indicator.code, 0) if counts is not None else None,
            peers=frame["remarks"].peers.get(indicator.code),
            warnings=frame["remarks"].warnings.get(indicator.code, ()),
            note=frame["notes"].get(indicator.code),
        )
        for indicator, form in zip(aspect.indicators, forms or [None] * len(aspect.indicators), strict=True)
    ]


def table_of(
    frame: Mapping[str, Any], edition: Framework
) -> list[tuple[Dimension, list[tuple[Aspect, list[Card]]]]]:
    """Return the card of every indicator by dimension and aspect; `frame` is that of `workspace()`."""
    return [
        (dimension, [(part, cards(part, frame)) for part in dimension.aspects])
        for dimension in edition.dimensions
    ]


def entry_card(frame: Mapping[str, Any], aspect: Aspect, form: ValueForm) -> dict[str, Any]:
    """Return the context of one indicator's card after a save, with all cards of its aspect.

    A save may raise warnings at the neighbouring indicators too.
    """
    aspect_cards = cards(aspect, frame)
    card = next(card for card in aspect_cards if card.indicator == form.indicator)
    return {
        "card": replace(card, form=form),
        "cards": aspect_cards,
        "aspect": aspect,
        "level_met": max(card.result.meets, default=0),
    }


def with_typed_reasons(card: Card, typed: Mapping[str, str], problems: Mapping[str, str]) -> Card:
    """Return the card with the submitted reasons that were not stored in its reason fields.

    `typed` are the reasons by key of the warning, `problems` by the same keys the errors; a reason that was
    merely submitted beside a faulty one has no error.
    """
    warnings = [
        replace(shown, typed=typed.get(shown.warning.key), problem=problems.get(shown.warning.key, ""))
        for shown in card.warnings
    ]
    return replace(card, warnings=tuple(warnings))


def overtaken(assessment: Assessment, form: ValueForm) -> dict[str, Any]:
    """Return the context for choosing between the officer's value and the one saved meanwhile by another."""
    entry = assessment.entries.select_related("entered_by").get(indicator__code=form.indicator.code)
    current = given_of(assessment)[form.indicator.code]
    return {
        "overtaken_by": entry,
        "mine": labels.in_words(form.given, form.indicator),
        "theirs": labels.in_words(current, form.indicator),
        "theirs_before": json.dumps(plain(current)),
    }


def places_of(edition: Framework, codes: Collection[str]) -> list[tuple[Aspect, Indicator]]:
    """Return the indicators `codes` in the order of the criteria, each with its aspect."""
    return [
        (aspect, indicator)
        for dimension in edition.dimensions
        for aspect in dimension.aspects
        for indicator in aspect.indicators
        if indicator.code in codes
    ]


def neighbours(edition: Framework, code: str) -> dict[str, str | None]:
    """Return the codes of the aspects before and after `code`, None at the ends."""
    codes = [aspect.code for dimension in edition.dimensions for aspect in dimension.aspects]
    position = codes.index(code)
    return {
        "previous": codes[position - 1] if position else None,
        "following": codes[position + 1] if position + 1 < len(codes) else None,
    }


def aspect_url(assessment: Assessment, code: str) -> str:
    """Return the address of the page of an aspect."""
    return reverse("assessments:aspect", args=[assessment.pk, code])
