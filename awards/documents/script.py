"""What the announcer says, in Thai: written once for the screen, the paper and the workbook."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from awards.documents.awards import CAPITAL
from awards.domain.awards import Kind
from awards.domain.ceremonies import Attendance
from awards.domain.reading import suggested_reading
from awards.queries import Course, CourseLine


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one recipient: `sentences`, one after the other.

    `hint` is how the name is read aloud; nobody wrote it when it `is_suggested`. `note` says why someone is
    not called; then there are no sentences.
    """

    line: CourseLine
    sentences: Sequence[str]
    hint: str
    is_suggested: bool
    note: str


@dataclass(frozen=True, slots=True)
class Script:
    """The script of a ceremony from the first to the last word."""

    opening: Sequence[str]
    parts: Sequence[Part]
    closing: Sequence[str]


def script_of(course: Course) -> Script:
    """The script; those whose awards were all revoked are in it, but not called."""
    with translation.override("th"):  # whatever the reader of the screen speaks
        return Script(_opening(course), [_part(line) for line in course.lines], _closing(course))


def received(kinds: Sequence[Kind]) -> str:
    """What is received, in words."""
    if len(kinds) > 1:
        return _("a plaque and a certificate")
    return _("a plaque") if Kind.PLAQUE in kinds else _("a certificate")


def _opening(course):
    ceremony = course.ceremony
    handed_out = received(sorted({kind for line in course.called for kind in line.receives}))
    said = {"ceremony": ceremony.name, "handed_out": handed_out, "count": len(course.called)}
    return [
        _("It is now time for %(ceremony)s.") % said,
        _("We invite %(presiding)s to hand out %(handed_out)s to %(count)s recipients, in this order.")
        % (said | {"presiding": _presiding(ceremony)}),
    ]


def _closing(course):
    return [
        _("All have received their awards. We thank %(presiding)s.")
        % {"presiding": _presiding(course.ceremony)},
        _("We congratulate all recipients. Please give them a round of applause."),
    ]


def _presiding(ceremony):
    said = " ".join(part for part in (ceremony.presiding, ceremony.presiding_position) if part)
    return said or _("the presiding person")


def _part(line: CourseLine) -> Part:
    one = line.recipient
    hint = one.reading_hint or suggested_reading(one.name)
    note, sentences = "", ()
    if line.is_withdrawn:
        note = _("Not called: the award was revoked")
    else:
        sentences = _sentences(line)
        if one.attendance == Attendance.ABSENT:
            note = _("Absent: not called unless someone comes")
    return Part(line, sentences, hint, bool(hint) and not one.reading_hint, note)


def _sentences(line):
    one = line.recipient
    said = {
        "place": line.place,
        "name": one.name,
        "province": _province(one.place.province.name_th) if one.place else "",
        "recognition": line.recognition,
        "awards": received(line.receives),
        "person": one.represented_by,
    }
    named = _("No. %(place)s: %(name)s, %(province)s") if one.place else _("No. %(place)s: %(name)s")
    to_whom = _("receives %(awards)s, by %(person)s") if one.represented_by else _("receives %(awards)s")
    honoured = _("is honoured as %(recognition)s") if one.is_named else _("is recognised as %(recognition)s")
    return (named % said, honoured % said, to_whom % said)


def _province(name):
    return name if name == CAPITAL else _("Province of %(province_name)s") % {"province_name": name}
