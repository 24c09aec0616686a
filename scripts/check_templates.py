"""Check templates: no long lines, no references to upper rooms; style sheets: colours only in tokens.css."""

import re
import sys
import tomllib
from pathlib import Path

LONGEST = 160
TEMPLATES = ("*.html", "*.txt")
# An address (`"portal:area"`) or a template (`"awards/printing/run_sheet.html"`) of a room.
REFERENCE = re.compile(r'"(?P<room>\w+)(?::[a-z-]+"|/[\w/]+\.(?:html|txt)\b)')
LOAD = re.compile(r"{% load (?P<libraries>[\w ]+) %}")
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color)\(|:[^;{}]*(?<![-\w])(?:white|black|red|gr[ae]y|green|blue)\b(?!-)",
    re.IGNORECASE,
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def numbered_lines(paths):
    """Yield (path, number, line) of every line of the files."""
    for path in sorted(paths):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield path, number, line


def templates(folder):
    """Return the paths of the templates in a folder."""
    return [path for pattern in TEMPLATES for path in Path(folder).rglob(pattern)]


def long_lines():
    """Yield the place of every line of a template that is longer than allowed."""
    for path, number, line in numbered_lines(templates("templates")):
        if len(line) > LONGEST:
            yield f"{path}:{number}: {len(line)} characters, at most {LONGEST} are allowed"


def references_upwards():
    """Yield the place where code or a template of a room names an address, template or library above it.

    `templates/components/` is included by every room, so it refers to none. What lies beside the folders of
    the rooms (the frame of all pages, errors) may refer to all.
    """
    packages = packages_of_rooms()
    rooms = list(packages)
    libraries = {
        path.stem: room
        for room, package in packages.items()
        for path in package.glob("templatetags/*.py")
        if path.stem != "__init__"
    }
    for height, (room, package) in enumerate(packages.items()):
        paths = [*package.rglob("*.py"), *templates(Path("templates", room))]
        if height == 0:
            paths += templates("templates/components")
        upper = set(rooms[height + 1 :])
        for path, number, line in numbered_lines(paths):
            named = {match["room"] for match in REFERENCE.finditer(line)}
            named |= {
                libraries.get(name) for match in LOAD.finditer(line) for name in match["libraries"].split()
            }
            for other in named & upper:
                yield f"{path}:{number}: refers to {other}, which is above {room}"


def packages_of_rooms():
    """Return the folder of each room by its name, in the order of the import contract, the lowest first."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"].startswith("The rooms"))
    folders = (Path(*layer.split(".")) for layer in reversed(layers))
    return {folder.name: folder for folder in folders if folder.is_dir()}


def colours_outside_tokens():
    """Yield the place of every colour that a style sheet names itself."""
    for path in sorted(Path("static/css").rglob("*.css")):
        if path.name == "tokens.css":
            continue
        text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), 1):
            if match := COLOUR.search(line):
                yield f"{path}:{number}: {match[0]} belongs into tokens.css"


faults = [*long_lines(), *references_upwards(), *colours_outside_tokens()]
sys.exit("\n".join(faults) or None)
