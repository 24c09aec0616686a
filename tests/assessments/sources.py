"""The text that a reader sees of pages, reports and workbooks."""

import html
import re
from decimal import Decimal
from io import BytesIO

from django.template.loader import render_to_string
from django.utils import translation
from openpyxl import load_workbook

from assessments.reports.documents import dossier_workbook
from ecotown.common.thai.formats import number


def as_shown(value):
    return number(value) if isinstance(value, Decimal) else str(value)


def plain_text(source):
    """Return the text that a reader sees on a page, on one line, without the contents of its fields."""
    unread = r"<(script|style|select|textarea)\b.*?</\1>|<[^>]+>"
    return " ".join(html.unescape(re.sub(unread, " ", source, flags=re.S)).split())


def report_text(dossier, template="dossier"):
    context = {
        "dossier": dossier,
        "assessment": dossier.assessment,
        "framework": dossier.assessment.cycle.framework,
        "resolution": dossier.resolution,
        "counts": [],
        "verdict_lines": [],
        "tones": [],
        "made_at": dossier.assessment.submitted_at,
        "is_demonstration": False,
    }
    with translation.override("th"):
        return plain_text(render_to_string(f"assessments/reports/{template}.html", context))


def workbook_text(dossier):
    workbook = load_workbook(BytesIO(dossier_workbook.dossier_workbook(dossier)))
    cells = (cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row)
    return "\n".join(as_shown(Decimal(str(cell))) if isinstance(cell, float) else str(cell) for cell in cells)
