"""WeasyPrint, kept to the files that the portal ships."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher


class StaticFilesOnly(URLFetcher):
    """Loads files below one folder; anything else, a network address above all, ends the rendering."""

    def __init__(self, folder: Path):
        super().__init__(allowed_protocols=["file"])
        self.folder = folder.resolve()

    def fetch(self, url, headers=None):
        path = Path(unquote(urlsplit(url).path)).resolve()
        if urlsplit(url).scheme != "file" or not path.is_relative_to(self.folder) or not path.is_file():
            raise FatalURLFetchingError(f"not a file of {self.folder}: {url}")
        return super().fetch(url, headers)


def typeset(html: str, folder: Path) -> bytes:
    """The PDF of `html`, whose addresses are relative to `folder`.

    Raises FatalURLFetchingError when it asks for anything outside `folder` or for a missing file.
    """
    document = HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=StaticFilesOnly(folder))
    return document.write_pdf()
