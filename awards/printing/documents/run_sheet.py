"""The run sheet of a ceremony with the announcer script, as a PDF and as a workbook."""

from collections.abc import Iterable, Sequence
from datetime import time
from io import BytesIO
from itertools import groupby

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from awards.ceremonies.domain.ceremonies import Attendance
from awards.ceremonies.models import Recipient
from awards.ceremonies.words import ATTENDANCES, RECIPIENT_KINDS
from awards.designs.words import KINDS, own_digits
from awards.printing.documents.announcer_script import ScriptPart, announcer_script_of
from awards.printing.queries import RunSheet, RunSheetLine, recognition_of
from ecotown.common.pdf import rendering
from ecotown.common.thai import dates
from ecotown.common.thai.papers import formal_paper
from ecotown.common.workbooks.tables import HEADING_ROW, Cell, Column, write_table

Row = dict[str, str | int]


def run_sheet_pdf(run_sheet: RunSheet) -> bytes:
    """Return the run sheet and the announcer script in Thai as a PDF, A4 portrait."""
    with formal_paper():
        context = {
            "ceremony": run_sheet.ceremony,
            "run_sheet": run_sheet,
            "groups": _groups(run_sheet),
            "ends_at": _clock(run_sheet.ceremony.time_of(len(run_sheet.called_lines) + 1)),
            "starts_at": _clock(run_sheet.ceremony.starts_at),
            "announcer_script": announcer_script_of(run_sheet),
            "made_at": timezone.now(),
            "is_demonstration": is_demonstration_run_sheet(run_sheet),
        }
        return rendering.render("awards/printing/run_sheet.html", context, is_tagged=True)


def run_sheet_workbook(run_sheet: RunSheet) -> bytes:
    """Return the run sheet in Thai as an .xlsx file; its cells hold texts and numbers, never formulas."""
    workbook = Workbook()
    workbook.properties.creator = "Eco Industrial Towns"
    workbook.properties.title = run_sheet.ceremony.name
    with translation.override("th"):
        _write_run_sheet(workbook.active, run_sheet)
        _write_script(workbook.create_sheet(), run_sheet)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def is_demonstration_run_sheet(run_sheet: RunSheet) -> bool:
    """Return whether the ceremony or one of its assessments is a demonstration."""
    return run_sheet.ceremony.is_demonstration or any(
        assessment is not None and assessment.cycle.is_demonstration
        for assessment in (line.recipient.assessment for line in run_sheet.lines)
    )


def _rows(run_sheet: RunSheet) -> list[Row]:
    """Return the lines of the run sheet; who is not called takes no time."""
    rows, called = [], 0
    for line in run_sheet.lines:
        called += not line.is_withdrawn
        time = "" if line.is_withdrawn else _clock(run_sheet.ceremony.time_of(called))
        rows.append(_row(line) | {"time": time})
    return rows


def _groups(run_sheet: RunSheet) -> list[tuple[str, list[Row]]]:
    """Return the rows that follow each other and are honoured for the same, such as a level, together."""
    rows = groupby(_rows(run_sheet), key=lambda row: str(row["recognition"]))
    return [(recognition, list(group)) for recognition, group in rows]


def _clock(at: time | None) -> str:
    """Return a time as it is written in Thai, empty without one."""
    return f"{at:%H.%M}" if at else ""


def _row(line: RunSheetLine) -> Row:
    recipient = line.recipient
    return {
        "place": line.place,
        "name": line.name,
        "province": recipient.target_area.province.name_th if recipient.target_area else "",
        "kind": str(RECIPIENT_KINDS[recipient.kind]),
        "recognition": recognition_of(recipient),  # on a paper its level has Thai digits
        "pronunciation": _reading(recipient),
        "represented_by": recipient.represented_by,
        "award_kinds": ", ".join(str(KINDS[kind]) for kind in line.award_kinds) or _("Revoked"),
        "seat": recipient.seat,
        "numbers": ", ".join(
            f"{KINDS[award.kind]} {award.number}" for award in line.awards if not award.is_revoked
        ),
        "award_lines": _award_lines(line),
        "attendance": str(ATTENDANCES[recipient.attendance]),
        "is_expected": recipient.attendance == Attendance.EXPECTED,
        "box": "☐",
    }


def _award_lines(line: RunSheetLine) -> str:
    """Return the awards that are handed over, each on a line with its number as printed, once it has one."""
    numbers = {award.kind: own_digits(award.number) for award in line.awards if not award.is_revoked}
    kinds = [f"{KINDS[kind]} {numbers.get(kind, '')}".strip() for kind in line.award_kinds]
    return "\n".join(kinds) or _("Revoked")


def _reading(recipient: Recipient) -> str:
    """Return how the name is read, and whether it was changed since that was written."""
    note = f" ({_('must be checked again')})" if recipient.is_pronunciation_stale else ""
    return f"{recipient.pronunciation}{note}"


def _write_run_sheet(sheet: Worksheet, run_sheet: RunSheet) -> None:
    sheet.title = _("Run sheet")[:31]
    columns = {
        "place": (_("No."), 7),
        "time": (_("Time"), 9),
        "name": (_("Recipient"), 44),
        "province": (_("Province"), 22),
        "kind": (_("Kind"), 20),
        "recognition": (_("Recognised as"), 50),
        "pronunciation": (_("How it is read aloud"), 34),
        "award_kinds": (_("Receives"), 22),
        "seat": (_("Seat"), 10),
        "represented_by": (_("Who comes to receive it"), 34),
        "numbers": (pgettext("award", "Number"), 16),
        "attendance": (_("Attendance"), 14),
        "box": (_("Handed over"), 12),
    }
    if not run_sheet.ceremony.starts_at:
        del columns["time"]
    rows = [[row[key] for key in columns] for row in _rows(run_sheet)]
    _write_table(sheet, run_sheet, columns.values(), rows)
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 3 if "time" not in columns else 4)


def _write_script(sheet: Worksheet, run_sheet: RunSheet) -> None:
    """Write the announcer script: opening, one row for each recipient, closing."""
    script = announcer_script_of(run_sheet)
    sheet.title = _("Script of the announcer")[:31]
    columns = [(_("No."), 7), (_("What is said"), 90), (_("How it is read aloud"), 44)]
    rows: list[Sequence[Cell]] = [
        ("", "\n".join(script.opening), ""),
        *((part.line.place, "\n".join(_part_lines(part)), part.pronunciation) for part in script.parts),
        ("", "\n".join(script.closing), ""),
    ]
    _write_table(sheet, run_sheet, columns, rows)


def _part_lines(part: ScriptPart) -> list[str]:
    """Return the lines of one part; a recipient that is not called is listed by name."""
    name = () if part.sentences else (part.line.name,)
    return [*name, *part.sentences, *([f"({part.note})"] if part.note else ())]


def _write_table(
    sheet: Worksheet, run_sheet: RunSheet, columns: Iterable[Column], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write name, date and place of the ceremony, and the table below them."""
    ceremony = run_sheet.ceremony
    parts = [dates.long_date(ceremony.date), ceremony.place]
    if is_demonstration_run_sheet(run_sheet):
        parts.insert(0, _("Demonstration data"))
    line = " · ".join(part for part in parts if part)
    write_table(sheet, heading=ceremony.name, lines=[line], columns=columns, rows=rows)
