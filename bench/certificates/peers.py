"""The same certificates by other programs, each under its best conditions: fitted lines, one document."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path

from django.conf import settings

from awards.designs.documents import background, decorations, placing
from awards.designs.domain.arrangement import scaled_layout
from awards.designs.domain.designs import AwardTexts, DesignSpec
from awards.designs.domain.fitting import ASCENT, DESCENT, LEADING, POINTS, PlacedLine
from ecotown.common.pdf import qr, text_shaping

CHROMIUM = shutil.which("chromium-headless-shell")
ABOVE = (LEADING - ASCENT - DESCENT) / 2 + ASCENT
TYPST = """
#set page(width: {width}mm, height: {height}mm, margin: 0mm, background: image("art.svg", width: 100%))
#set text(font: ("Sarabun Thai", "Sarabun Latin"), top-edge: "baseline", bottom-edge: "baseline", lang: "th")
#let recipients = json(bytes(sys.inputs.recipients))
#for (index, recipient) in recipients.enumerate() {{
  if index > 0 {{ pagebreak() }}
  for line in recipient.lines {{
    place(top + left, dx: line.x * 1mm, dy: line.y * 1mm,
      box(width: 400mm, text(size: line.size * 1pt, weight: line.weight, fill: rgb(line.colour), line.text)))
  }}
  place(top + left, dx: {qr.x}mm, dy: {qr.y}mm,
    image(bytes(recipient.qr), format: "svg", width: {qr.width}mm))
}}
"""


def fitted_lines(design: DesignSpec, texts_of_awards: Sequence[AwardTexts]) -> list[list[PlacedLine]]:
    """Return the fitted lines of each certificate, for peers that cannot fit; not part of their time."""
    fixed = placing.fixed_lines(design)
    return [[*fixed, *placing.recipient_lines(design, award_texts)] for award_texts in texts_of_awards]


class Typst:
    """Typst, with fonts and background as files."""

    def __init__(self, design: DesignSpec, folder: Path):
        import typst

        self.design = design
        for script in text_shaping.SCRIPTS:
            for weight in text_shaping.WEIGHTS:
                _renamed(script, weight).save(folder / f"{script}-{weight}.ttf")
        (folder / "art.svg").write_text(_svg(design), encoding="utf-8")
        source = TYPST.format(width=design.width, height=design.height, qr=scaled_layout(design).qr)
        (folder / "page.typ").write_text(source, encoding="utf-8")
        self.compiler = typst.Compiler(str(folder / "page.typ"), font_paths=[str(folder)])

    def one_document(self, texts_of_awards: Sequence[AwardTexts], lines: list[list[PlacedLine]]) -> bytes:
        """Return one PDF with a page for each certificate."""
        recipients = [
            {
                "qr": qr.svg(award_texts.qr_content),
                "lines": [
                    {
                        "x": line.x,
                        "y": line.y,
                        "size": line.size,
                        "weight": line.slot.weight,
                        "colour": line.slot.colour,
                        "text": line.text,
                    }
                    for line in recipient_lines
                ],
            }
            for award_texts, recipient_lines in zip(texts_of_awards, lines, strict=True)
        ]
        return self.compiler.compile(format="pdf", sys_inputs={"recipients": json.dumps(recipients)})

    def single_documents(
        self, texts_of_awards: Sequence[AwardTexts], lines: list[list[PlacedLine]]
    ) -> list[bytes]:
        """Return a PDF for each certificate."""
        return [
            self.one_document([award_texts], [recipient_lines])
            for award_texts, recipient_lines in zip(texts_of_awards, lines, strict=True)
        ]


def _renamed(script: str, weight: int):
    """Return a font named after its script: typst takes one file for each name and weight."""
    font = text_shaping.Face(script, weight).font
    family = f"Sarabun {script.title()}"
    for record in font["name"].names:
        if record.nameID in {1, 16}:
            record.string = family
        elif record.nameID in {4, 6}:
            record.string = f"{family} {weight}".replace(" ", "" if record.nameID == 6 else " ")
    font["OS/2"].usWeightClass = weight
    return font


def _svg(design: DesignSpec) -> str:
    size = f'width="{design.width}mm" height="{design.height}mm"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{decorations.view_box(design)}">'
        f"{background.background_drawing(design)}</svg>"
    )


@contextmanager
def chromium(design: DesignSpec, folder: Path) -> Iterator[Chromium]:
    """Start Chromium before the measured time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--font-render-hinting=none"],
        )
        try:
            yield Chromium(browser, design, folder)
        finally:
            browser.close()


class Chromium:
    """Chromium, printing one document with a page for each certificate."""

    def __init__(self, browser, design: DesignSpec, folder: Path):
        self.browser, self.design, self.file = browser, design, folder / "pages.html"

    def one_document(self, texts_of_awards: Sequence[AwardTexts], lines: list[list[PlacedLine]]) -> bytes:
        """Return one PDF with a page for each certificate."""
        pages = "".join(
            self._page(award_texts, page_lines)
            for award_texts, page_lines in zip(texts_of_awards, lines, strict=True)
        )
        self.file.write_text(self._head() + pages, encoding="utf-8")
        page = self.browser.new_page()
        try:
            page.goto(self.file.as_uri())
            return page.pdf(prefer_css_page_size=True, print_background=True)
        finally:
            page.close()

    def _head(self) -> str:
        size = f"{self.design.width}mm {self.design.height}mm"
        return (
            '<!doctype html><html lang="th"><meta charset="utf-8">'
            f'<base href="{settings.BASE_DIR.as_uri()}/static/">'
            '<link rel="stylesheet" href="css/layouts/page.css">'
            f"<style>@page {{ size: {size} }} section {{ position: relative; width: {self.design.width}mm; "
            f"height: {self.design.height}mm; overflow: hidden; break-after: page }}</style>"
        )

    def _page(self, award_texts: AwardTexts, lines: list[PlacedLine]) -> str:
        box = scaled_layout(self.design).qr
        texts = "".join(
            f'<p style="left:{line.x:.4f}mm;top:{line.y - ABOVE * line.size / POINTS:.4f}mm;'
            f"color:{line.slot.colour};font-size:{line.size:g}pt;"
            f'font-weight:{line.slot.weight}">{escape(line.text)}</p>'
            for line in lines
        )
        return (
            f'<section><div class="drawing">{_svg(self.design)}</div>{texts}'
            f'<div class="qr" style="left:{box.x}mm;top:{box.y}mm;width:{box.width}mm;height:{box.width}mm">'
            f"{qr.svg(award_texts.qr_content)}</div></section>"
        )


def timed(work):
    """Return the CPU seconds of `work`, child processes included, and what it returns."""
    begin = _processor_seconds()
    output = work()
    return _processor_seconds() - begin, output


def _processor_seconds() -> float:
    """Return the CPU seconds of this process and its descendants."""
    parents, ticks = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # the process has just ended
        pid = int(file.parent.name)
        first = 13 if pid == os.getpid() else 11  # of this process only the times of its ended children
        parents[pid], ticks[pid] = int(fields[1]), sum(map(int, fields[first:15]))
    family, waiting = set(), {os.getpid()}
    while waiting:
        family |= waiting
        waiting = {pid for pid, parent in parents.items() if parent in waiting} - family
    return time.process_time() + sum(ticks[pid] for pid in family) / os.sysconf("SC_CLK_TCK")
