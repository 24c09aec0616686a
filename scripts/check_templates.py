"""Check templates and style sheets: no long lines, colours only in tokens.css."""

import re
import sys
from pathlib import Path

LONGEST = 160
TEMPLATES = ("*.html", "*.txt")
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color)\(|:[^;{}]*(?<![-\w])(?:white|black|red|gr[ae]y|green|blue)\b(?!-)",
    re.IGNORECASE,
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def long_lines():
    """Yield the place of every line of a template that is longer than allowed."""
    for pattern in TEMPLATES:
        for path in sorted(Path("templates").rglob(pattern)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if len(line) > LONGEST:
                    yield f"{path}:{number}: {len(line)} characters, at most {LONGEST} are allowed"


def colours_outside_tokens():
    """Yield the place of every colour that a style sheet names itself."""
    for path in sorted(Path("static/css").rglob("*.css")):
        if path.name == "tokens.css":
            continue
        text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), 1):
            if match := COLOUR.search(line):
                yield f"{path}:{number}: {match[0]} belongs into tokens.css"


faults = [*long_lines(), *colours_outside_tokens()]
sys.exit("\n".join(faults) or None)
