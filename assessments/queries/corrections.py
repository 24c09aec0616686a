"""Published results after their corrections, the corrections themselves, and what visitors asked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from assessments import labels
from assessments.domain.corrections import OPEN_QUESTIONS, Decision, with_corrections
from assessments.domain.entries import Given, from_plain
from assessments.domain.workflow import Status
from assessments.models import Assessment, Correction, Question
from assessments.queries.audits import audit_of
from assessments.queries.entries import edition_of
from indicators.domain.framework import Framework, Indicator


@dataclass(frozen=True, slots=True)
class Line:
    """One corrected indicator: what was published and what holds instead, in words."""

    indicator: Indicator
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A correction as pages show it: when, why, which indicators, which level before and after."""

    correction: Correction
    lines: tuple[Line, ...]

    @property
    def on(self) -> datetime | None:
        return self.correction.decided_at

    @property
    def old_level(self) -> int | None:
        """The granted level that the correction replaced; None when it left the level as it was."""
        resolution = self.correction.resolution
        return resolution.replaces.granted_level if resolution else None


def corrections():
    """Corrections with what `notice` reads."""
    return Correction.objects.select_related(
        "assessment__cycle__framework",
        "meeting",
        "resolution__replaces",
        "computed",
        "proposed_by",
        "decided_by",
        "question",
    ).prefetch_related("errata__indicator", "errata__inputs")


def notice(correction: Correction, edition: Framework) -> Notice:
    """A correction out of `corrections()` in words."""
    return Notice(
        correction,
        tuple(
            Line(
                indicator := edition.by_code[one.indicator.code],
                labels.in_words(from_plain(one.old), indicator),
                labels.in_words(one.given, indicator),
            )
            for one in correction.errata.all()
        ),
    )


def errata_of(assessment: Assessment) -> list[Notice]:
    """The approved corrections of an assessment, the newest first; three queries at most."""
    return errata_in([assessment] if assessment.status == Status.PUBLISHED else [])


def errata_in(published: Collection[Assessment]) -> list[Notice]:
    """The approved corrections of some assessments, the newest year and correction first; as many queries."""
    if not published:
        return []
    approved = corrections().filter(assessment__in=published, state=Decision.APPROVED)
    rows = approved.order_by("-assessment__cycle__year", "-number")
    return [notice(one, edition_of(one.assessment)) for one in rows]


def corrected(values: Mapping[str, Given], errata: Sequence[Notice]) -> dict[str, Given]:
    """`values`, the audited ones, with the approved corrections out of `errata_of`."""
    return with_corrections(values, _by_code(one.correction for one in reversed(errata)))


def published_values(assessment: Assessment) -> dict[str, Given]:
    """What counts for the published level: audited, with every approved correction."""
    return corrected(audit_of(assessment).audited, errata_of(assessment))


def values_with(correction: Correction) -> dict[str, Given]:
    """What would count if this correction were approved: also those approved before it."""
    before = Q(state=Decision.APPROVED, number__lt=correction.number) | Q(pk=correction.pk)
    chosen = corrections().filter(before, assessment=correction.assessment).order_by("number")
    return with_corrections(audit_of(correction.assessment).audited, _by_code(chosen))


def open_corrections():
    """The corrections that wait for their decision, the oldest first."""
    waiting = Correction.objects.filter(state=Decision.PROPOSED).order_by("proposed_at")
    return waiting.select_related("assessment__area__province", "assessment__cycle", "proposed_by")


def questions(state: str = ""):
    """What visitors asked, the open ones first, then the newest."""
    found = Question.objects.filter(state=state) if state else Question.objects.all()
    return (
        found.annotate(is_open=Q(state__in=OPEN_QUESTIONS))
        .select_related("assessment__area__province", "assessment__cycle", "indicator", "handled_by")
        .order_by("-is_open", "-asked_at")
    )


def shown_questions(assessments: Iterable[Assessment]):
    """The questions whose answer the department shows, the newest first; one query."""
    shown = Question.objects.filter(assessment__in=assessments, is_shown=True)
    return shown.select_related("assessment__cycle", "indicator").order_by("-handled_at")


def published_of(area) -> list[Assessment]:
    """The published assessments of an area, the newest first; what a visitor may ask about."""
    found = Assessment.objects.filter(area=area, status=Status.PUBLISHED)
    return list(found.select_related("cycle__framework", "resolution__meeting").order_by("-cycle__year"))


def newest_of(area) -> Assessment | None:
    """The newest assessment of an area, published or not."""
    found = Assessment.objects.filter(area=area).select_related("cycle__framework")
    return found.order_by("-cycle__year").first()


def _by_code(chosen):
    return [{one.indicator.code: one.given for one in correction.errata.all()} for correction in chosen]
