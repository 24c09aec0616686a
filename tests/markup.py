"""Read links, forms and error sentences of a page, as a browser without scripts does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# What says that something was refused. A summary names the field before a colon.
SAYING = {"invalid-feedback", "message-error", "error-summary", "is-refused", "is-failed", "alert"}


@dataclass
class Form:
    action: str
    method: str
    values: dict = field(default_factory=dict)  # name → value of what is typed or chosen
    hidden: dict = field(default_factory=dict)
    files: set = field(default_factory=set)
    buttons: list = field(default_factory=list)  # (name, value) of each that has a name


class Page(HTMLParser):
    """The links, forms and error sentences of a page; `url` is its address, for relative links."""

    def __init__(self, url, text):
        super().__init__()
        self.url, self.links, self.forms, self.sentences = url, [], [], []
        self.forms_by_id, self.orphans = {}, []
        self._open, self._form, self._texts = [], None, []
        self.feed(text)
        for form_id, kind, name, value in self.orphans:
            if form := self.forms_by_id.get(form_id):
                self._add(form, kind, name, value)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        classes = set((attributes.get("class") or "").split())
        if tag not in VOID:
            is_saying = bool(classes & SAYING)
            self._open.append((tag, is_saying))
            if is_saying:
                self._texts.append([])
        if tag == "a" and attributes.get("href"):
            self.links.append(urljoin(self.url, attributes["href"]))
        elif tag == "form" and attributes.get("method") != "dialog":
            self._form = Form(
                urljoin(self.url, attributes.get("action") or self.url),
                attributes.get("method", "get").lower(),
            )
            self.forms.append(self._form)
            self.forms_by_id[attributes.get("id")] = self._form
        elif tag in {"input", "select", "textarea", "button"} and attributes.get("name"):
            kind = {"select": "text", "textarea": "text", "button": "submit"}.get(tag)
            kind = kind or attributes.get("type", "text")
            control = (kind, attributes["name"], attributes.get("value", ""))
            if attributes.get("form"):
                self.orphans.append((attributes["form"], *control))
            elif self._form:
                self._add(self._form, *control)

    def _add(self, form, kind, name, value):
        if kind == "hidden":
            form.hidden.setdefault(name, []).append(value)
        elif kind == "file":
            form.files.add(name)
        elif kind == "submit":
            form.buttons.append((name, value))
        else:
            form.values[name] = value

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag not in {name for name, _ in self._open}:
            return
        while self._open:
            opened, is_saying = self._open.pop()
            if is_saying:
                self.sentences.append(" ".join("".join(self._texts.pop()).split()))
            if opened == tag:
                break

    def handle_data(self, text):
        for texts in self._texts:
            texts.append(text)


def path_of(url):
    return urlsplit(url).path
