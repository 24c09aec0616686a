"""A PDF as its reader sees it: lines and words with their places, headings, tags."""

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from io import BytesIO
from unicodedata import category

import pikepdf

from ecotown.common.thai import dates

MILLIMETRE = 72 / 25.4
CODE = re.compile(r"[A-Z]{2}\d+(\.\d+)?")


def letters(text):
    """Return the text without spaces, signs and marks above and below, which a PDF mixes up."""
    return "".join(
        letter for letter in text.replace("ำ", "า") if category(letter) not in ("Mn", "Zs", "Cc", "Po")
    )


MONTHS = "|".join(letters(month) for month in (*dates.MONTHS, *dates.SHORT_MONTHS))


def has_arabic_date(text):
    """Return whether a day before a Thai month, or a year behind one, has Arabic digits."""
    return re.search(rf"[0-9]({MONTHS})|({MONTHS})[0-9]", letters(text)) is not None


@dataclass(frozen=True)
class Line:
    """A line of a page: its text and, in millimetres from the top of the page, where it ends."""

    text: str
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page: its height in millimetres, and the lines of its blocks from top to bottom."""

    height: float
    lines: tuple[Line, ...]

    def filled(self, top, bottom):
        """Return how much of the page between its margins holds text, from 0 to 1."""
        within = [line.bottom for line in self.lines if line.bottom <= self.height - bottom]
        return (max(within, default=top) - top) / (self.height - top - bottom)


class Paper:
    """A PDF that was made once, examined by many tests."""

    def __init__(self, content, path):
        self.content, self.path = content, path
        path.write_bytes(content)

    @cached_property
    def pages(self):
        command = ["pdftotext", "-bbox-layout", self.path, "-"]
        source = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [self._page(page) for page in source.split("<page ")[1:]]

    @staticmethod
    def _page(source):
        lines = []
        for line in re.findall(r"<line .*?</line>", source, re.S):
            words = re.findall(r'<word [^>]*yMax="([\d.]+)">(.*?)</word>', line)
            text = " ".join(unescape(word) for _bottom, word in words)
            lines.append(Line(text, max(float(bottom) for bottom, _word in words) / MILLIMETRE))
        return Page(float(re.search(r'height="([\d.]+)"', source)[1]) / MILLIMETRE, tuple(lines))

    @cached_property
    def text(self):
        """The text of all pages, laid out as on paper."""
        command = ["pdftotext", "-layout", self.path, "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    @cached_property
    def headings(self):
        """The headings of the paper."""
        with pikepdf.open(BytesIO(self.content)) as pdf, pdf.open_outline() as outline:
            return [item.title for item in _with_children(outline.root)]

    @cached_property
    def structure(self):
        """What a screen reader is told: language, whether the file is tagged, the kinds of its tags."""
        with pikepdf.open(BytesIO(self.content)) as pdf:
            kinds = {str(item.S) for item in pdf.objects if _is_tag(item)}
            is_marked = bool(pdf.Root.MarkInfo.Marked) and "/StructTreeRoot" in pdf.Root
            shows_title = bool(pdf.Root.ViewerPreferences.DisplayDocTitle) and str(pdf.docinfo["/Title"])
            return str(pdf.Root.Lang), is_marked, shows_title, kinds

    def split_names(self, names):
        """Return the names that a break between two lines or pages parts."""
        lines = [letters(line.text) for page in self.pages for line in page.lines]
        stream = "".join(lines)
        whole = {name: sum(line.count(letters(name)) for line in lines) for name in names}
        return [name for name in names if stream.count(letters(name)) != whole[name]]

    def missing(self, texts):
        """Return the texts that stand on no line of the paper, wherever it breaks."""
        stream = "".join(letters(line.text) for page in self.pages for line in page.lines)
        return [text for text in texts if letters(text) not in stream]


def _with_children(items):
    return [each for item in items for each in (item, *_with_children(item.children))]


def _is_tag(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.StructElem
