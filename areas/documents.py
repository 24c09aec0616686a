"""The list of areas as a workbook: the register as it is, to be completed and imported again."""

from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook

from areas.domain.imports import COLUMNS
from areas.models import TargetArea
from areas.words import IMPORT_HEADINGS
from ecotown.common.workbooks.tables import write_table

WIDTHS = {"key": 34, "province": 22, "name_th": 48, "name_en": 48, "phase": 14, "source": 60, "note": 40}


def area_workbook() -> bytes:
    """Return the areas without an end in Thai as an .xlsx file; one query."""
    workbook = Workbook()
    workbook.properties.creator = "Eco Industrial Towns"
    areas = TargetArea.objects.filter(ended_on__isnull=True).select_related("province")
    with translation.override("th"):
        sheet = workbook.active
        sheet.title = _("Target areas")[:31]
        write_table(
            sheet,
            heading=_("Register of target areas"),
            lines=[_("New areas are added below, without a reference code. Empty cells change nothing.")],
            columns=[(str(IMPORT_HEADINGS[name]), WIDTHS[name]) for name in COLUMNS],
            rows=[
                (row.key, row.province.name_th, row.name_th, row.name_en, row.phase, row.source, row.note)
                for row in areas
            ],
        )
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
