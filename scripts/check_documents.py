"""Check that the documents agree with the repository: links, paths and cited sections exist."""

import re
import sys
from pathlib import Path

ARCHITECTURE = Path("docs/architecture.md")
SOURCES = (
    "areas",
    "assessments",
    "awards",
    "bench",
    "ecotown",
    "indicators",
    "scripts",
    "templates",
    "tests",
)
CITATION = re.compile(r'docs/architecture\.md,\s+(?:#\s+)?"([^"]+)"')
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
# A path of the repository in backticks: it begins with one of its folders.
PATH = re.compile(rf"`((?:{'|'.join(SOURCES)}|docs|fixtures|static)/[\w./-]+)`")


def broken_references():
    """Yield every link and every path in a document that leads nowhere."""
    for document in sorted([*Path().glob("*.md"), *Path("docs").rglob("*.md")]):
        text = document.read_text(encoding="utf-8")
        for link in LINK.findall(text):
            if not document.parent.joinpath(link).exists():
                yield f"{document}: the link {link} leads nowhere"
        for path in PATH.findall(text):
            if not Path(path).exists():
                yield f"{document}: there is no {path}"


def missing_sections():
    """Yield every citation of a section that the architecture does not have."""
    headings = set(re.findall(r"^#+ (.+)$", ARCHITECTURE.read_text(encoding="utf-8"), re.MULTILINE))
    for folder in SOURCES:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in {".py", ".html"}:
                for title in CITATION.findall(path.read_text(encoding="utf-8")):
                    if title not in headings:
                        yield f'{path}: {ARCHITECTURE} has no section "{title}"'


faults = [*broken_references(), *missing_sections()]
sys.exit("\n".join(faults) or None)
