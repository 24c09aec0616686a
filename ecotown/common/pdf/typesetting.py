"""WeasyPrint, restricted to the files that the portal ships."""

import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pydyf
from fontTools.ttLib import woff2
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from ecotown.common.pdf.text_shaping import WEIGHTS, font_face

# A row of a ToUnicode CMap that maps a glyph to nothing, or to a text that ends with sara am.
INCOMPLETE_ENTRY = re.compile(rb"<([0-9a-f]{4})> <(?:[0-9a-f]*0e33)?>")


class StaticFilesOnly(URLFetcher):
    """Fetches files below one folder and the given pictures.

    Any other URL, above all one of the network, ends the rendering.
    """

    def __init__(self, folder: Path, pictures: Mapping[str, bytes]):
        super().__init__(allowed_protocols=["file"])
        self.folder = folder.resolve()
        self.pictures = pictures

    def fetch(self, url, headers=None):
        if (content := self.pictures.get(url)) is not None:
            kind = "image/svg+xml" if content.lstrip().startswith(b"<") else "image/png"
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        path = Path(unquote(urlsplit(url).path)).resolve()
        if urlsplit(url).scheme != "file" or not path.is_relative_to(self.folder) or not path.is_file():
            raise FatalURLFetchingError(f"not a file of {self.folder}: {url}")
        if path.suffix == ".woff2":
            return URLFetcherResponse(url, _unpacked_font(path), {"Content-Type": "font/ttf"})
        return super().fetch(url, headers)


@cache
def _unpacked_font(path: Path) -> bytes:
    """Return a font without compression; WeasyPrint would unpack it anew for each document."""
    unpacked = io.BytesIO()
    woff2.decompress(path, unpacked)
    return unpacked.getvalue()


def typeset(
    html: str, folder: Path, pictures: Mapping[str, bytes] | None = None, *, is_tagged: bool = False
) -> bytes:
    """Render `html` as PDF; its URLs are relative to `folder` or name one of `pictures` (picture:seal).

    Raises FatalURLFetchingError when it asks for anything outside `folder` or for a missing file.
    """
    document = HTML(
        string=html, base_url=f"{folder.as_uri()}/", url_fetcher=StaticFilesOnly(folder, pictures or {})
    )
    return document.write_pdf(pdf_tags=is_tagged, finisher=_map_sara_am)


def _map_sara_am(_document, pdf):
    """Map the two glyphs of sara am (U+0E33) to the characters of its decomposition, for search and copies.

    HarfBuzz takes the letter apart into nikhahit and sara aa. WeasyPrint maps the first to nothing and, where
    no sara aa came before, the second to the whole letter, as which every later sara aa would then be copied.
    """
    thai_texts = font_face("thai", WEIGHTS[0]).texts_of_glyphs()  # all weights have the same glyph ids
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream and _is_of_thai_font(item.stream):
            item.stream[:] = [_with_parts_of_sara_am(line, thai_texts) for line in item.stream]


def _is_of_thai_font(to_unicode):
    return any(b"> <0e" in line for line in to_unicode)


def _with_parts_of_sara_am(line, texts):
    entry = INCOMPLETE_ENTRY.fullmatch(line)
    if not entry:
        return line
    return b"<%s> <%s>" % (entry[1], texts.get(int(entry[1], 16), "").encode("utf-16-be").hex().encode())
