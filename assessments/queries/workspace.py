"""What the screens of one assessment show: its level and why, its indicators, its history."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

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


def workspace(assessment: Assessment, given: Mapping[str, Given] | None = None) -> dict[str, object]:
    """The frame around every screen of an assessment: progress on the left, the level and why on the right.

    `assessment` comes from `with_level()`. The explanation is shown once the worker has stored the level
    of this revision; it is made from the same values by the same rule.
    """
    edition = edition_of(assessment)
    given = given_of(assessment) if given is None else given
    answered = {code for code, one in given.items() if is_answered(one, edition.by_code[code])}
    unconfirmed = unconfirmed_codes(assessment) if assessment.is_editable else set()
    is_level_pending = assessment.computed_level is None
    result = area_level(edition, answers_of(given, edition))
    audit, errata = audit_of(assessment, given), errata_of(assessment)
    # What counts, and what the committee goes by; the same as what was entered until an assessor differs
    # or a published value is corrected.
    is_other = audit.is_overridden or bool(errata)
    counts = corrected(audit.audited, errata)
    counting = area_level(edition, answers_of(counts, edition)) if is_other else result
    sent_back = assessment.open_return if assessment.status == Status.RETURNED else None
    earlier = earlier_of(assessment)
    remarks = remarks_of(assessment, given, earlier)
    corrections = corrections_of(sent_back, audit)
    warned = remarks.open_codes if assessment.is_editable else set()
    if sent_back:
        warned &= {one.code for one in corrections}  # the others are locked, and wait for the assessor
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
        "counting": {one.code: one for one in counting.indicators},
        "sent_back": sent_back,
        "errata": errata,
        "reconsideration": assessment.open_reconsideration,
        "corrections": corrections,
        "thread_counts": thread_counts(assessment),
        "given": given,
        "result": {one.code: one for one in result.indicators},
        "last_year": last_year_of(earlier),
        "remarks": remarks,
        "warned": places_of(edition, warned),
        "notes": notes_of(assessment),
    }


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator on the screen: its criteria, what was entered, what that is worth, its form.

    `last_year` is what the cycle before had; an entry that is not confirmed was carried forward from it.
    """

    indicator: Indicator
    given: Given
    result: IndicatorResult
    chips: tuple[Chip, ...]
    form: object = None
    is_confirmed: bool = True
    last_year: "LastYear | None" = None
    proof: Proof | None = None
    targets: tuple[Target, ...] = ()
    judged: Judged | None = None
    counting: IndicatorResult | None = None
    correction: Correction | None = None
    # None before the submission, when nothing can be said.
    thread_count: int | None = None
    peers: Peers | None = None
    warnings: tuple[ShownWarning, ...] = ()
    note: Note | None = None

    @property
    def has_open_warning(self) -> bool:
        return any(shown.answer is None for shown in self.warnings)

    @property
    def divides_by_zero(self) -> bool:
        """Whether all inputs are there and still give no value, which meets no level."""
        return (
            bool(self.given.inputs) and is_answered(self.given, self.indicator) and self.result.value is None
        )

    @property
    def inputs(self) -> list[tuple[object, object]]:
        """The formula's inputs with the numbers entered for them."""
        return [(item, self.given.inputs.get(item.key)) for item in self.indicator.inputs]


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the cycle before had for an indicator, and the highest level that met.

    `breaks` says that the meaning has changed since, so that the two values do not compare.
    """

    year: int
    result: IndicatorResult
    indicator: Indicator
    breaks: bool = False

    @property
    def level(self) -> int:
        return max(self.result.meets, default=0)


def last_year_of(earlier: Earlier | None) -> dict[str, LastYear]:
    """What the cycle before had, by the code in this one's edition, through the crosswalk of the editions."""
    if earlier is None:
        return {}
    results = area_level(earlier.edition, answers_of(earlier.given, earlier.edition)).indicators
    found = {one.code: one for one in results if one.value is not None}
    return {
        code: LastYear(
            earlier.year,
            found[origin.code],
            earlier.edition.by_code[origin.code],
            breaks=origin.relation != SAME,
        )
        for code, origin in earlier.origins.items()
        if origin.code in found
    }


def notes_of(assessment: Assessment) -> dict[str, Note]:
    """What officers wrote about the indicators, by code; one query."""
    notes = assessment.notes.select_related("indicator", "written_by")
    return {note.indicator.code: note for note in notes}


def cards(
    aspect: Aspect,
    frame: Mapping[str, object],
    forms: Sequence[object] = (),
    proofs: Mapping[str, Proof] | None = None,
    targets: Sequence[Target] = (),
) -> list[Card]:
    """One card for each indicator of an aspect, out of `workspace()`; `forms` in the same order if shown."""
    corrections = {one.code: one for one in frame["corrections"]}
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
            targets=tuple(one for one in targets if one.code == indicator.code),
            judged=frame["audit"].judged[indicator.code],
            counting=frame["counting"][indicator.code],
            correction=corrections.get(indicator.code),
            thread_count=counts.get(indicator.code, 0) if counts is not None else None,
            peers=frame["remarks"].peers.get(indicator.code),
            warnings=frame["remarks"].warnings.get(indicator.code, ()),
            note=frame["notes"].get(indicator.code),
        )
        for indicator, form in zip(aspect.indicators, forms or [None] * len(aspect.indicators), strict=True)
    ]


def table_of(
    frame: Mapping[str, object], edition: Framework
) -> list[tuple[Dimension, list[tuple[Aspect, list[Card]]]]]:
    """Every indicator of an assessment by dimension and aspect, out of `workspace()`."""
    return [
        (dimension, [(part, cards(part, frame)) for part in dimension.aspects])
        for dimension in edition.dimensions
    ]


def entry_card(frame: Mapping[str, object], aspect: Aspect, form) -> dict[str, object]:
    """The card of one indicator as it is stored now; a saving may raise warnings at its neighbours too."""
    neighbours = cards(aspect, frame)
    card = next(one for one in neighbours if one.indicator == form.indicator)
    return {
        "card": replace(card, form=form),
        "cards": neighbours,
        "aspect": aspect,
        "level_met": max(card.result.meets, default=0),
    }


def with_typed_reasons(card: Card, typed: Mapping[str, str], problems: Mapping[str, str]) -> Card:
    """The card with what was sent and not kept, by the key of its warning, in the fields of the reasons.

    `problems` says, by the same keys, why it was not kept; what was sent beside another reason has none.
    """
    warnings = [
        replace(one, typed=typed.get(one.warning.key), problem=problems.get(one.warning.key, ""))
        for one in card.warnings
    ]
    return replace(card, warnings=tuple(warnings))


def overtaken(assessment: Assessment, form) -> dict[str, object]:
    """Both values, and who saved the other one when, for the officer to choose."""
    entry = assessment.entries.select_related("entered_by").get(indicator__code=form.indicator.code)
    current = given_of(assessment)[form.indicator.code]
    return {
        "overtaken_by": entry,
        "mine": labels.in_words(form.given, form.indicator),
        "theirs": labels.in_words(current, form.indicator),
        "theirs_before": json.dumps(plain(current)),
    }


def places_of(edition: Framework, codes: Collection[str]) -> list[tuple[Aspect, Indicator]]:
    """These indicators in the order of the criteria, each with the aspect whose page asks for it."""
    return [
        (aspect, indicator)
        for dimension in edition.dimensions
        for aspect in dimension.aspects
        for indicator in aspect.indicators
        if indicator.code in codes
    ]


def neighbours(edition: Framework, code: str) -> dict[str, str | None]:
    """The codes of the aspects before and after `code`."""
    codes = [aspect.code for dimension in edition.dimensions for aspect in dimension.aspects]
    place = codes.index(code)
    return {
        "previous": codes[place - 1] if place else None,
        "following": codes[place + 1] if place + 1 < len(codes) else None,
    }


def aspect_url(assessment: Assessment, code: str) -> str:
    return reverse("assessments:aspect", args=[assessment.pk, code])
