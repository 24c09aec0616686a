"""Command that writes the error pages that the reverse proxy shows when it answers itself."""

import re
from base64 import b64encode
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from ecotown.errors import bare_page

STATUSES = (400, 413, 414, 429, 500, 502, 503, 504)
STATIC = settings.BASE_DIR / "static"
# Style sheets that are inlined, because the portal may not be running to serve them.
STYLES = ("fonts", "tokens", "text", "layout", "header", "states")
# Replaces Bootstrap, of which the page uses next to nothing.
PLAIN = """
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.6 Sarabun, sans-serif; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.4; }
.page-actions a { display: inline-block; padding: 0.5rem 1.25rem; border-radius: 8px; text-decoration: none; }
.page-actions a { background: var(--brand); color: #fff; font-weight: 600; }
"""


class Command(BaseCommand):
    help = "Write the error pages for nginx: 413.html and so on, which need no other file."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        folder.mkdir(parents=True, exist_ok=True)
        sheets = [(STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
        styles = re.sub(r'url\("\.\./([^"]+\.woff2)"\)', _data_url, "\n".join([*sheets, PLAIN]))
        for status in STATUSES:
            (folder / f"{status}.html").write_text(bare_page(status, styles=styles), encoding="utf-8")
        self.stdout.write(f"{folder}: {', '.join(map(str, STATUSES))}")


def _data_url(match):
    """Return the CSS reference of a font file as a data URL."""
    return f'url("data:font/woff2;base64,{b64encode((STATIC / match[1]).read_bytes()).decode()}")'
