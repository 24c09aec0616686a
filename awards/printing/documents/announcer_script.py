"""The announcer script in Thai, for the page, the PDF and the workbook."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from areas.words import province_in_words
from awards.ceremonies import words
from awards.ceremonies.domain.ceremonies import Attendance
from awards.ceremonies.domain.pronunciation import suggested_pronunciation
from awards.designs.domain.kinds import AwardKind
from awards.printing.queries import RunSheet, RunSheetLine, recognition_of
from ecotown.common.thai.papers import paper_dates, paper_digits

THAI_LETTER = re.compile("[ก-๎]")


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """The sentences of the script about one recipient.

    `pronunciation` is that of the name, computed when it `is_suggested`. `note` says why a recipient is not
    called, or only when somebody comes; a recipient whose awards were revoked has no sentences.
    """

    line: RunSheetLine
    sentences: Sequence[str]
    pronunciation: str
    is_suggested: bool
    note: str

    @property
    def pronunciation_words(self) -> str:
        """How the name is read aloud, and whether somebody wrote it or it is only suggested."""
        return words.pronunciation_words(
            self.pronunciation,
            is_suggested=self.is_suggested,
            is_stale=self.line.recipient.is_pronunciation_stale,
        )


@dataclass(frozen=True, slots=True)
class AnnouncerScript:
    """The announcer script of a ceremony."""

    opening: Sequence[str]
    parts: Sequence[ScriptPart]
    closing: Sequence[str]


def announcer_script_of(run_sheet: RunSheet) -> AnnouncerScript:
    """Return the announcer script in Thai; recipients whose awards were all revoked are not called."""
    with translation.override("th"):  # whatever the language of the reader
        return AnnouncerScript(_opening(run_sheet), [_part(line) for line in run_sheet.lines], _closing())


def award_kinds_in_words(kinds: Sequence[AwardKind]) -> str:
    """Return the kinds of awards in words."""
    if len(kinds) > 1:
        return _("a plaque and a certificate")
    return _("a plaque") if AwardKind.PLAQUE in kinds else _("a certificate")


def _opening(run_sheet: RunSheet) -> list[str]:
    handed_out = award_kinds_in_words(
        sorted({kind for line in run_sheet.called_lines for kind in line.award_kinds})
    )
    values = {"handed_out": handed_out, "count": paper_digits(len(run_sheet.called_lines))}
    return [
        _("It is now time for %(ceremony)s.") % {"ceremony": paper_dates(run_sheet.ceremony.name)},
        _("We invite the presiding person to hand out %(handed_out)s to %(count)s recipients, in this order.")
        % values,
    ]


def _closing() -> list[str]:
    return [
        _("All have received their awards. We thank the presiding person."),
        _("We congratulate all recipients. Please give them a round of applause."),
    ]


def _part(line: RunSheetLine) -> ScriptPart:
    recipient = line.recipient
    pronunciation = recipient.pronunciation or suggested_pronunciation(line.name)
    note = ""
    sentences: tuple[str, ...] = ()
    if line.is_withdrawn:
        note = _("Not called: the award was revoked")
    else:
        sentences = _sentences(line)
        if recipient.attendance == Attendance.ABSENT:
            note = _("Absent: not called unless someone comes")
    return ScriptPart(
        line, sentences, pronunciation, bool(pronunciation) and not recipient.pronunciation, note
    )


def _sentences(line: RunSheetLine) -> tuple[str, ...]:
    recipient = line.recipient
    values = {
        "place": paper_digits(line.place),
        "name": line.name,
        "province": province_in_words(recipient.target_area.province.name_th)
        if recipient.target_area
        else "",
        "recognition": _after_thai(recognition_of(recipient)),  # on a paper its level has Thai digits
        "awards": award_kinds_in_words(line.award_kinds),
        "person": recipient.represented_by,
    }
    call = (
        _("No. %(place)s: %(name)s, %(province)s") if recipient.target_area else _("No. %(place)s: %(name)s")
    )
    handing_over = (
        _("receives %(awards)s, by %(person)s") if recipient.represented_by else _("receives %(awards)s")
    )
    recognition = (
        _("is honoured as %(recognition)s") if recipient.is_named else _("is recognised as %(recognition)s")
    )
    return (call % values, recognition % values, handing_over % values)


def _after_thai(text: str) -> str:
    """Return a text that stands right after Thai words: in other letters it is set apart by a space."""
    return text if THAI_LETTER.match(text) else f" {text}"
