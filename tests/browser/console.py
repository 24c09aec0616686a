"""What the browser writes to the console, which no story may leave behind unless it names it."""

from dataclasses import dataclass, field
from fnmatch import fnmatch
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Line:
    text: str
    path: str

    def fits(self, answer, path):
        """Return whether this tells that `path` gave `answer`: a status, or why there was none.

        The browser tells a status, and htmx once more.
        """
        by_htmx = f"Response Status Error Code {answer} from "
        if self.text.startswith(by_htmx):
            return fnmatch(self.text.removeprefix(by_htmx), path)
        words = f"a status of {answer} " if isinstance(answer, int) else answer
        return words in self.text and fnmatch(self.path, path)


@dataclass
class Console:
    """The consoles of all pages that one story opens, also of windows and frames that a page opens."""

    lines: list[Line] = field(default_factory=list)
    provoked: list[tuple[int | str, str]] = field(default_factory=list)

    def listen(self, context):
        context.on("console", lambda line: self.write(line.text, line.location["url"]))
        context.on("weberror", lambda problem: self.write(f"{problem.error}", problem.page.url))

    def write(self, text, address):
        self.lines.append(Line(text, urlsplit(address).path))

    def provokes(self, answer, path="*"):
        """Declare that the browser will write, at least once, that the pattern `path` gave `answer`."""
        self.provoked.append((answer, path))

    @property
    def surplus(self):
        """Return the lines that nobody declared."""
        return [line for line in self.lines if not any(line.fits(*place) for place in self.provoked)]

    @property
    def missing(self):
        """Return the declarations that nothing was written for."""
        return [place for place in self.provoked if not any(line.fits(*place) for line in self.lines)]
