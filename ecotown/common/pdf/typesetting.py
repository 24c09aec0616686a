"""WeasyPrint, restricted to the files that the portal ships."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fontTools.ttLib import woff2
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


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
    return document.write_pdf(pdf_tags=is_tagged)
