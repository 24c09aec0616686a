"""Workbooks as officers and untrusted senders change them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from assessments.entry.documents import workbook as workbook_documents
from assessments.entry.documents.quantity_sheet import quantity_sheet_title
from assessments.entry.domain import quantity_sheet as quantity_layout
from assessments.entry.domain import workbook as workbook_domain


def edited(content, cells=(), change=None):
    """Return the workbook with other cells (`{(sheet, address): value}`), or after `change(workbook)`."""
    workbook = load_workbook(BytesIO(content))
    for (title, address), value in dict(cells).items():
        workbook[title][address] = value
    if change:
        change(workbook)
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def with_parts(content, parts):
    """Return the archive with more parts in it, or others under the same name."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in parts:
                new.writestr(part.filename, old.read(part))
        for name, text in parts.items():
            new.writestr(name, text)
    return packed.getvalue()


def place_of(edition, code, key="value"):
    """Return the sheet and the address of a number of an indicator, of its tick or of its reason."""
    for dimension in edition.dimensions:
        for line in workbook_domain.lines_of(dimension):
            if line.indicator.code == code and key in (line.key, "not_applicable", "reason"):
                column = {
                    "not_applicable": workbook_domain.NOT_APPLICABLE,
                    "reason": workbook_domain.REASON,
                }.get(key, workbook_domain.VALUE)
                return workbook_domain.title_of(dimension), workbook_domain.address_of(line.row, column)
    raise LookupError(code, key)


def first_form(workbook):
    """Return the sheet of the first dimension."""
    return next(sheet for sheet in workbook if sheet.title.startswith("PH "))


def quantity_place(edition, key):
    """Return the sheet and the address of a shared quantity."""
    row = next(row for row, quantity in quantity_layout.rows_of(edition) if quantity.key == key)
    return quantity_sheet_title(), workbook_domain.address_of(row, quantity_layout.VALUE)


def downloaded(assessment):
    return workbook_documents.entry_workbook(assessment)


def changes_in(page):
    return [
        (change.address, change.indicator.code, change.old, change.new)
        for change in page.context["preview"].changes
    ]


def refusals_in(page):
    return [(refusal.sheet, refusal.address, refusal.code) for refusal in page.context["preview"].refusals]


def changed(content, edition, values):
    return edited(content, {place_of(edition, *key): value for key, value in values.items()})
