"""Sample documents: files of installed packages, and files written by installed libraries."""

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Drawing
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from PIL import Image
from weasyprint import HTML

from ecotown.common.files import previews, uploads
from ecotown.common.files.uploads import RefusedUpload
from ecotown.common.workbooks.reading import SpreadsheetError, read_sheets
from tests import files
from tests.common import reports

SUFFIXES = (".pdf", ".xlsx", ".docx", ".xlsm", ".xlsb", ".xls", ".doc", ".ods", ".odt", ".pptx")
PLACES = (Path(sys.prefix), Path("/usr/share"))
MOST = 150  # some machines have thousands of documents
LARGEST = 50 * uploads.MEGABYTE


def installed():
    """Return documents of installed packages, spread over all packages."""
    every = sorted(
        path
        for place in PLACES
        for path in place.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and path.stat().st_size <= LARGEST
    )
    return every[:: max(1, len(every) // MOST)]


def written(folder):
    """Write a document with each library that the portal depends on; return paths with their kinds."""
    makers = _pdfs() | _workbooks() | {"plain.docx": files.docx}
    paths = {}
    for name, make in makers.items():
        path = folder / name
        path.write_bytes(make())
        paths[path] = path.suffix[1:]
    separated = folder / "separated.pdf"
    subprocess.run(["pdftocairo", "-pdf", str(folder / "weasyprint.pdf"), str(separated)], check=True)
    return paths | {separated: "pdf"}


def _pdfs():
    page = "<html lang=th><h1>รายงาน</h1>" + "<p>ค่าที่กรอก ๘๕ %</p>" * 200
    return {
        "weasyprint.pdf": HTML(string=page).write_pdf,
        "pillow.pdf": lambda: _saved(Image.new("RGB", (600, 800), "teal"), format="PDF"),
        "pillow-pages.pdf": lambda: _saved(
            Image.new("L", (60, 80)),
            format="PDF",
            save_all=True,
            append_images=[Image.new("1", (60, 80))] * 50,
        ),
        "linearized.pdf": _repacked(linearize=True),
        "object-streams.pdf": _repacked(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "old.pdf": _repacked(object_stream_mode=pikepdf.ObjectStreamMode.disable, force_version="1.3"),
        "owner.pdf": _repacked(
            encryption=pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False)
        ),
    }


def _repacked(**options):
    def make():
        content = io.BytesIO()
        with pikepdf.open(io.BytesIO(files.pdf())) as pdf:
            pdf.save(content, **options)
        return content.getvalue()

    return make


def _saved(picture, **options):
    content = io.BytesIO()
    picture.save(content, **options)
    return content.getvalue()


def _workbooks():
    return {
        "plain-cells.xlsx": lambda: workbook_of(lambda sheet: sheet.append([1, 0.5, "ก", True, None, "=A1"])),
        "chart.xlsx": lambda: workbook_of(add_chart),
        "picture.xlsx": lambda: workbook_of(
            lambda sheet: sheet.add_image(Drawing(io.BytesIO(files.picture("PNG"))), "B2")
        ),
        "table.xlsx": lambda: workbook_of(_add_table),
        "comment.xlsx": lambda: workbook_of(add_comment),
        "rows.xlsx": lambda: workbook_of(lambda sheet: [sheet.append(range(20)) for _ in range(900)]),
        "streamed.xlsx": _streamed,
    }


def workbook_of(change):
    """Return an empty workbook changed by `change(sheet)`."""
    content, workbook = io.BytesIO(), Workbook()
    change(workbook.active)
    workbook.save(content)
    return content.getvalue()


def add_chart(sheet):
    sheet.append([1, 2, 3])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, max_col=3, min_row=1))
    sheet.add_chart(chart, "A5")


def _add_table(sheet):
    sheet.append(["a", "b"])
    sheet.append(["1", "2"])
    sheet.add_table(Table(displayName="T", ref="A1:B2"))


def add_comment(sheet):
    sheet["A1"] = 0.85
    sheet["A1"].number_format, sheet["A1"].font = "0.00%", Font(bold=True)
    sheet["A1"].comment = Comment("ข้อสังเกต", "Eco")


def _streamed():
    content, workbook = io.BytesIO(), Workbook(write_only=True)
    workbook.create_sheet("S").append([1, "ก"])
    workbook.save(content)
    return content.getvalue()


def examine(path):
    """Return the kind of an upload or the code of its refusal, and the outcome of reading or drawing it."""
    content = path.read_bytes()
    try:
        upload = uploads.examine(io.BytesIO(content), path.name, max_bytes=LARGEST)
        kind = str(upload.kind)
    except RefusedUpload as error:
        return [f"refused: {error.code}"]
    if kind == "xlsx":
        try:
            return [kind, f"{len(read_sheets(content))} sheets"]
        except SpreadsheetError as error:
            return [kind, f"refused: {error.code}"]
    if kind == "pdf":
        try:
            return [kind, "drawn" if previews.of_pdf(io.BytesIO(content)) else ""]
        except previews.NoPreviewError:
            return [kind, "not drawn"]
    return [kind]


if __name__ == "__main__":
    reports.print_report(examine)
