"""Writes the pages that the web server before the portal shows when it answers an error itself."""

import re
from base64 import b64encode
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from ecotown.errors import bare_page

STATUSES = (400, 413, 414, 429, 500, 502, 503, 504)
STATIC = settings.BASE_DIR / "static"
# What the page needs to look like one of the portal, which may not be there to serve it.
STYLES = ("fonts", "tokens", "text", "layout", "header", "states")


class Command(BaseCommand):
    help = "Write the error pages for nginx: 413.html and so on, which need no other file."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        folder.mkdir(parents=True, exist_ok=True)
        sheets = [(STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
        styles = re.sub(r'url\("\.\./([^"]+\.woff2)"\)', _inside, "\n".join(sheets))
        for status in STATUSES:
            (folder / f"{status}.html").write_text(bare_page(status, styles=styles), encoding="utf-8")
        self.stdout.write(f"{folder}: {', '.join(map(str, STATUSES))}")


def _inside(found):
    """A font as an address that holds the font itself."""
    return f'url("data:font/woff2;base64,{b64encode((STATIC / found[1]).read_bytes()).decode()}")'
