"""The draft of the minutes as a Word document, for those who write them."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext, pgettext

from assessments.committee import words
from assessments.committee.documents.minutes import MinutesPaper, Paragraph, Segment, minutes_paper
from assessments.committee.domain import Person
from assessments.committee.models.minutes import Minutes
from ecotown.common.thai.papers import formal_paper, letter_count, name_words, paper_digits
from ecotown.common.workbooks.cells import cell_text

# The font of official papers, which the computers of the department have.
FONT = "TH SarabunPSK"
POINTS, SMALL_POINTS = 16, 14
# The width of a letter without a mark above or below it, in the size of the text: narrower in fact.
LETTER_CENTIMETRES = 0.24
CELL_MARGINS_CENTIMETRES = 0.4
DOTS = "." * 60
# Columns of the roster and of the areas, and the place of a signature: each as wide as the text together.
PEOPLE_CENTIMETRES = (1.0, 6.0, 5.6, 3.4)
COLUMN_CENTIMETRES = (1.0, 5.0, 1.8, 2.1, 2.1, 4.0)
SIGNATURE_CENTIMETRES = 10.0


def minutes_word(minutes: Minutes) -> bytes:
    """Return the present minutes as a .docx, marked as a draft on every page; it is never verified."""
    with formal_paper():
        writer = _Writer()
        _write(writer, minutes_paper(minutes))
        return writer.content()


def _write(writer: "_Writer", paper: MinutesPaper) -> None:
    mark = gettext("Draft of %(day)s, not adopted, only for editing") % {"day": paper.printed_on}
    writer.mark(mark)
    title = f"{gettext('Minutes of the meeting')} {paper.number}"
    writer.document.core_properties.title = f"{gettext('Draft')} {title}"
    writer.document.core_properties.author = ""
    if paper.is_demonstration:
        writer.centred(
            gettext("Demonstration of the portal. This is no paper of the department."), is_bold=True
        )
    writer.centred(gettext("Minutes of the meeting"), is_bold=True)
    writer.centred(gettext("Expert committee on the development of Eco Industrial Towns"), is_bold=True)
    writer.centred(f"{gettext('Meeting no.')} {paper.number}")
    writer.centred(f"{gettext('on')} {paper.date}")
    if paper.place:
        writer.centred(f"{gettext('at')} {paper.place}")
    for heading, people in paper.rosters:
        writer.heading(heading)
        writer.people(people)
    writer.heading(gettext("The meeting began at %(time)s") % {"time": paper.begins_at or DOTS[:12]})
    for number, name in enumerate(("announcements", "previous_minutes", "matters_arising"), 1):
        writer.agenda_heading(number)
        writer.text(paper.texts[name])
    _write_areas(writer, paper)
    writer.agenda_heading(5)
    writer.text(paper.texts["other_matters"])
    writer.heading(gettext("The meeting ended at %(time)s") % {"time": paper.ends_at or DOTS[:12]})
    writer.signature(gettext("Took the minutes"), paper.secretary)
    writer.signature(gettext("Chair of the meeting"), paper.chair, is_last=True)


def _write_areas(writer: "_Writer", paper: MinutesPaper) -> None:
    writer.agenda_heading(4)
    years = gettext("levels of Eco Industrial Towns, fiscal year %(fiscal_year)s")
    writer.line(years % {"fiscal_year": paper.fiscal_year}, is_bold=True)
    writer.paragraphs(paper.texts["introduction"])
    sentence = gettext(
        "The meeting considered %(item_count)s areas and granted the level of %(granted_count)s areas, "
        "as follows."
    )
    counts = {"item_count": paper.item_count, "granted_count": paper.granted_count}
    writer.paragraphs([(Segment(sentence % counts, is_name=False),)])
    writer.table(
        [str(title) for title in words.TABLE_TITLES],
        [
            (
                str(row.place),
                f"{_lines(row.area, COLUMN_CENTIMETRES[1])}\n{_whole(row.province)}",
                str(row.year),
                _or_dash(row.computed),
                _or_dash(row.granted),
                row.resolution,
            )
            for row in paper.rows
        ],
    )
    for row in paper.discussed:
        writer.line(
            f"{paper_digits(4)}.{row.paper_place} {_whole(row.area)} {_whole(row.province)}", is_bold=True
        )
        writer.paragraphs(row.discussion)
        writer.labelled(gettext("The meeting resolved"), row.resolved)
    if paper.changes:
        writer.line(gettext("Levels changed after publication"), is_bold=True)
        for change in paper.changes:
            year = gettext("fiscal year %(year)s") % {"year": change.year}
            writer.line(f"{_whole(change.area)} {year}: {change.sentence}")
    writer.paragraphs(paper.texts["conclusion"])


def _whole(name: str) -> str:
    """Return a name with spaces at which no line breaks."""
    return name.replace(" ", "\N{NO-BREAK SPACE}")


def _lines(name: str, centimetres: float) -> str:
    """Return a name in lines that fit into a column: a word processor would break within its words."""
    room = (centimetres - CELL_MARGINS_CENTIMETRES) / LETTER_CENTIMETRES
    lines = [""]
    for word in name_words(name):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and letter_count(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(_whole(line) for line in lines)


def _or_dash(level: int | None) -> str:
    return "–" if level is None else str(level)


class _Writer:
    """A Word document in the font of official papers; Thai letters are "complex script" to Word."""

    def __init__(self) -> None:
        # Importing takes a while and is for workers only.
        from docx import Document  # noqa: PLC0415
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
        from docx.shared import Cm, Pt  # noqa: PLC0415

        self.centimetres, self.points, self.alignment = Cm, Pt, WD_ALIGN_PARAGRAPH
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
        digits = self._element("w:pgNumType")
        digits.set(self._name("w:fmt"), "thaiNumbers")
        section._sectPr.find(self._name("w:cols")).addprevious(digits)
        style = self.document.styles["Normal"]
        style.paragraph_format.space_after = Pt(0)
        self._set_font(style.element.get_or_add_rPr(), POINTS)

    def content(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def mark(self, text: str) -> None:
        """Write a text at the head of every page, and the number of the page at its foot."""
        section = self.document.sections[0]
        head = section.header.paragraphs[0]
        head.alignment = self.alignment.RIGHT
        self._run(head, text, is_bold=True, points=SMALL_POINTS)
        foot = section.footer.paragraphs[0]
        foot.alignment = self.alignment.CENTER
        self._field(foot, "PAGE")

    def line(self, text: str, *, is_bold: bool = False) -> Any:
        paragraph = self.document.add_paragraph()
        self._run(paragraph, text, is_bold=is_bold)
        return paragraph

    def centred(self, text: str, *, is_bold: bool = False) -> None:
        self.line(text, is_bold=is_bold).alignment = self.alignment.CENTER

    def heading(self, text: str) -> None:
        paragraph = self.line(text, is_bold=True)
        paragraph.paragraph_format.space_before = self.points(8)
        paragraph.paragraph_format.keep_with_next = True

    def agenda_heading(self, number: int) -> None:
        title = words.AGENDA_TITLES[number - 1]
        self.heading(
            gettext("Agenda item %(number)s %(title)s") % {"number": paper_digits(number), "title": title}
        )

    def text(self, paragraphs: Sequence[Paragraph]) -> None:
        """Write the text of an item of the agenda, or that there is nothing."""
        self.paragraphs(paragraphs or [(Segment(pgettext("minutes", "None"), is_name=False),)])

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> None:
        for segments in paragraphs:
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.first_line_indent = self.centimetres(1.5)
            for segment in segments:
                self._run(paragraph, _whole(segment.text) if segment.is_name else segment.text)

    def labelled(self, label: str, text: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = self.centimetres(1.5)
        self._run(paragraph, f"{label} ", is_bold=True)
        self._run(paragraph, text)

    def people(self, people: Sequence[Person]) -> None:
        """Write a group of the roster: number, name, position and seat, in columns without lines."""
        if not people:
            self.line(DOTS)
            return
        table = self.document.add_table(rows=0, cols=4)
        self._set_columns(table, PEOPLE_CENTIMETRES)
        for place, person in enumerate(people, 1):
            note = f" ({person.note})" if person.note else ""
            texts = (
                f"{paper_digits(place)}.",
                _lines(person.name, PEOPLE_CENTIMETRES[1]),
                _lines(f"{person.position}{note}", PEOPLE_CENTIMETRES[2]),
                words.seat_words(person),
            )
            row = table.add_row()
            self._set_row(row, "w:cantSplit")
            self._fill(row, texts, PEOPLE_CENTIMETRES)

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        table = self.document.add_table(rows=1, cols=len(titles))
        table.style = "Table Grid"
        self._set_columns(table, COLUMN_CENTIMETRES)
        self._fill(table.rows[0], titles, COLUMN_CENTIMETRES, is_bold=True)
        self._set_row(table.rows[0], "w:tblHeader")
        for texts in rows:
            row = table.add_row()
            self._set_row(row, "w:cantSplit")
            self._fill(row, texts, COLUMN_CENTIMETRES)

    def signature(self, role: str, person: Person | None, *, is_last: bool = False) -> None:
        """Write where a person signs; the signatures stay on one page."""
        self.heading("")
        name = f"({person.name if person else DOTS[:36]})"
        position = person.position if person else ""
        for text in (
            DOTS[:40],
            *_lines(name, SIGNATURE_CENTIMETRES).split("\n"),
            *(_lines(position, SIGNATURE_CENTIMETRES).split("\n") if position else []),
            role,
        ):
            paragraph = self.line(text)
            paragraph.alignment = self.alignment.CENTER
            paragraph.paragraph_format.left_indent = self.centimetres(
                sum(PEOPLE_CENTIMETRES) - SIGNATURE_CENTIMETRES
            )
            paragraph.paragraph_format.keep_with_next = not (is_last and text == role)

    def _fill(
        self, row: Any, texts: Sequence[str], widths: Sequence[float], *, is_bold: bool = False
    ) -> None:
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = self.centimetres(width)
            first, *others = text.split("\n")
            self._run(cell.paragraphs[0], first, is_bold=is_bold)
            for line in others:
                self._run(cell.add_paragraph(), line, is_bold=is_bold)

    def _run(self, paragraph: Any, text: str, *, is_bold: bool = False, points: int = POINTS) -> None:
        run = paragraph.add_run(cell_text(text))
        run.bold = is_bold
        run.font.cs_bold = is_bold
        self._set_font(run._r.get_or_add_rPr(), points)

    def _field(self, paragraph: Any, instruction: str) -> None:
        for kind in ("begin", None, "end"):
            run = paragraph.add_run()
            self._set_font(run._r.get_or_add_rPr(), SMALL_POINTS)
            element = self._element("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(self._name("w:fldCharType"), kind)
            else:
                element.text = instruction
            run._r.append(element)

    def _set_font(self, properties: Any, points: int) -> None:
        """Set font, size in half points and language, for Thai letters as for the others."""
        fonts = self._element("w:rFonts")
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(self._name(f"w:{script}"), FONT)
        sizes = [self._element(name) for name in ("w:sz", "w:szCs")]
        for size in sizes:
            size.set(self._name("w:val"), str(2 * points))
        language = self._element("w:lang")
        language.set(self._name("w:val"), "en-US")
        language.set(self._name("w:bidi"), "th-TH")
        for element in properties.xpath("./w:rFonts | ./w:sz | ./w:szCs | ./w:lang"):
            properties.remove(element)
        properties.insert(0, fonts)
        properties.extend([*sizes, language])

    def _set_columns(self, table: Any, widths: Sequence[float]) -> None:
        """Set the widths of columns, which some word processors read instead of those of the cells."""
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self.centimetres(width)

    def _set_row(self, row: Any, name: str) -> None:
        row._tr.get_or_add_trPr().append(self._element(name))

    def _element(self, name: str) -> Any:
        from docx.oxml import OxmlElement  # noqa: PLC0415

        return OxmlElement(name)

    def _name(self, name: str) -> str:
        from docx.oxml.ns import qn  # noqa: PLC0415

        return qn(name)
