"""What the minutes of a meeting say, the same in every format."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from areas.words import province_in_words
from assessments.committee import queries, words
from assessments.committee.domain import Attendance, Outcome, Person, Seat
from assessments.committee.models.meetings import AgendaItem, Meeting
from assessments.committee.models.minutes import Minutes
from assessments.committee.models.resolutions import Resolution
from assessments.workflow.models import Assessment
from ecotown.common.thai.formats import long_date
from ecotown.common.thai.papers import paper_digits


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a paragraph; a name in it is kept on one line."""

    text: str
    is_name: bool


Paragraph = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area on the agenda: its levels, what was resolved, and what was said about it before."""

    place: int
    area: str
    province: str
    year: int
    outcome: str
    computed: int | None
    granted: int | None
    resolution: str
    discussion: list[Paragraph]
    is_demonstration: bool

    @property
    def paper_place(self) -> str:
        return paper_digits(self.place)

    @property
    def resolved(self) -> str:
        """What the meeting resolved, as a sentence."""
        if self.granted is None:
            return self.resolution
        facts = {"level": paper_digits(self.granted), "resolution": self.resolution}
        return gettext("level %(level)s (%(resolution)s)") % facts


@dataclass(frozen=True, slots=True)
class LevelChange:
    """What the meeting decided on the level of a corrected result, in a sentence."""

    area: str
    year: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """The minutes as they stand now; `texts` are the paragraphs of each text by name of its column."""

    number: str
    date: str
    place: str
    fiscal_year: str
    begins_at: str
    ends_at: str
    people: list[Person]
    texts: Mapping[str, list[Paragraph]]
    rows: list[AreaRow]
    changes: list[LevelChange]
    is_final: bool
    printed_on: str

    @property
    def is_demonstration(self) -> bool:
        return any(row.is_demonstration for row in self.rows)

    @property
    def rosters(self) -> list[tuple[str, list[Person]]]:
        """The groups of the roster with their headings; the others than those present if there are any."""
        groups = [
            (words.ROSTER_TITLES[attendance], [each for each in self.people if each.attendance == attendance])
            for attendance in Attendance
        ]
        return [(str(title), people) for title, people in groups if people or title == groups[0][0]]

    @property
    def chair(self) -> Person | None:
        return self._seated(Seat.CHAIR)

    @property
    def secretary(self) -> Person | None:
        """The person who takes the minutes: the secretary, or an assistant while there is none."""
        return self._seated(Seat.SECRETARY) or self._seated(Seat.ASSISTANT)

    @property
    def item_count(self) -> str:
        return paper_digits(len(self.rows))

    @property
    def granted_count(self) -> str:
        return paper_digits(sum(row.outcome == Outcome.GRANTED for row in self.rows))

    @property
    def discussed(self) -> list[AreaRow]:
        return [row for row in self.rows if row.discussion]

    def _seated(self, seat: Seat) -> Person | None:
        there = (person for person in self.people if person.attendance != Attendance.ABSENT)
        return next((person for person in there if person.seat == seat), None)


def minutes_paper(minutes: Minutes) -> MinutesPaper:
    """Return what the minutes say now, in the words of the present language and paper."""
    meeting = minutes.meeting
    items = meeting.items.select_related("assessment__area__province", "assessment__cycle__framework")
    people = queries.roster_of(meeting)
    names = [person.name for person in people] + [str(item.assessment.area) for item in items]
    return MinutesPaper(
        number=paper_digits(meeting.number),
        date=long_date(meeting.date),
        place=meeting.place,
        fiscal_year=paper_digits(_years(items, meeting)),
        begins_at=_clock(meeting.begins_at),
        ends_at=_clock(meeting.ends_at),
        people=people,
        texts={name: paragraphs(text, names) for name, text in meeting.texts.items()},
        rows=_rows(meeting, items, names),
        changes=_changes(meeting),
        is_final=minutes.is_final,
        printed_on=long_date(timezone.localdate()),
    )


def paragraphs(text: str, names: Iterable[str]) -> list[Paragraph]:
    """Return the paragraphs of a typed text, with the `names` in it apart."""
    wanted = sorted({name for name in names if " " in name.strip() or len(name) > 3}, key=len, reverse=True)
    if not wanted:
        return [(Segment(line.strip(), is_name=False),) for line in text.splitlines() if line.strip()]
    pattern = re.compile(f"({'|'.join(map(re.escape, wanted))})")
    return [
        tuple(Segment(part, part in wanted) for part in pattern.split(line.strip()) if part)
        for line in text.splitlines()
        if line.strip()
    ]


def _clock(at: time | None) -> str:
    """Return a time as official papers write it, ๐๙.๓๐; empty without one."""
    return paper_digits(at.strftime("%H.%M")) if at else ""


def _years(items: QuerySet[AgendaItem], meeting: Meeting) -> str:
    """Return the fiscal years that the meeting considers, its own one while nothing is on the agenda."""
    years = {item.assessment.cycle.year for item in items} or {meeting.fiscal_year}
    return ", ".join(map(str, sorted(years)))


def _rows(meeting: Meeting, items: QuerySet[AgendaItem], names: Sequence[str]) -> list[AreaRow]:
    resolutions = queries.resolutions_at(meeting)
    levels = Assessment.objects.with_level().filter(agenda_items__meeting=meeting)
    computed = dict(levels.values_list("pk", "computed_level"))
    return [
        _row(
            place,
            item,
            resolutions.get(item.assessment_id),
            computed[item.assessment_id],
            paragraphs(item.discussion, names),
        )
        for place, item in enumerate(items, 1)
    ]


def _row(
    place: int,
    item: AgendaItem,
    resolution: Resolution | None,
    computed: int | None,
    discussion: list[Paragraph],
) -> AreaRow:
    """Return the row of an agenda item.

    `computed` is the present level, shown for items without a resolution.
    """
    assessment = item.assessment
    if not item.is_waiting:
        computed = resolution.computed_level if resolution else item.computed_level
    granted = resolution.granted_level if resolution else None
    differs = resolution is not None and resolution.granted_level != resolution.computed_level
    reason = resolution.reason if resolution else item.reason
    return AreaRow(
        place=place,
        area=str(assessment.area),
        province=province_in_words(assessment.area.province.name_th),
        year=assessment.cycle.year,
        outcome=item.outcome,
        computed=computed,
        granted=granted,
        resolution=words.resolution(granted, differs=differs, outcome=item.outcome, reason=reason),
        discussion=discussion,
        is_demonstration=assessment.cycle.is_demonstration,
    )


def _changes(meeting: Meeting) -> list[LevelChange]:
    """Return the levels that this meeting changed or kept after corrections."""
    related = ("assessment__area", "assessment__cycle", "assessment__resolution", "computed", "meeting")
    approved = meeting.corrections.filter(state="approved").select_related(*related, "resolution__replaces")
    return [_change(correction) for correction in approved.order_by("decided_at")]


def _change(correction: Any) -> LevelChange:
    assessment, resolution = correction.assessment, correction.resolution
    after = (resolution or assessment.resolution).granted_level
    before = resolution.replaces.granted_level if resolution else after
    return LevelChange(
        area=str(assessment.area),
        year=paper_digits(assessment.cycle.year),
        sentence=correction.level_sentence(before, after),
    )
