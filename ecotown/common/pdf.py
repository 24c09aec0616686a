"""HTML to PDF."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
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


def render(template: str, context: Mapping[str, object]) -> bytes:
    """The PDF of `template`, whose addresses are relative to `static/`.

    Raises FatalURLFetchingError when the template asks for anything outside `static/` or for a missing file.
    """
    static = settings.BASE_DIR / "static"
    html = render_to_string(template, dict(context))
    document = HTML(string=html, base_url=f"{static.as_uri()}/", url_fetcher=StaticFilesOnly(static))
    return document.write_pdf()
