"""The drop-downs of all pages: names of places and people stand as in a Thai dictionary."""

from html.parser import HTMLParser

import pytest

from ecotown.common.thai.ordering import sort_key
from tests.addresses.address import ROLES
from tests.addresses.visits import NAMES

# Drop-downs whose choices have an order of their own: of levels, steps, roles, years, codes or sorts.
IN_OWN_ORDER = {
    *("state", "level", "phase", "year", "sort", "stage", "kind", "key", "attendance", "granted_level"),
    *("missing", "seat", "confidence", "announcement", "role"),
    *("meeting", "source", "layout", "purpose", "package", "language", "indicator", "code", "since", "to"),
}


class DropDowns(HTMLParser):
    """The labels of each drop-down of a page without the empty choice, by its name."""

    def __init__(self, html):
        super().__init__()
        self.labels, self.current, self.text = {}, None, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "select":
            self.current = self.labels.setdefault(values.get("name", ""), [])
        elif tag == "option" and self.current is not None and values.get("value"):
            self.text = []

    def handle_data(self, text):
        if self.text is not None:
            self.text.append(text)

    def handle_endtag(self, tag):
        if tag == "option" and self.text is not None:
            self.current.append(" ".join("".join(self.text).split()))
            self.text = None
        elif tag == "select":
            self.current = None


@pytest.mark.parametrize("role", [role for role in ROLES if role != "other-officer"])
def test_names_stand_as_in_a_thai_dictionary(answers_to, role):
    pages = {name: answer.html for (name, method), answer in answers_to(role).items() if method == "get"}
    seen, wrong = {}, {}

    for name, html in pages.items():
        for field, labels in DropDowns(html).labels.items():
            kind = field.rpartition("-")[2]
            seen.setdefault(kind, set()).update(labels)
            if kind not in IN_OWN_ORDER and labels != sorted(labels, key=sort_key):
                wrong[name, field] = labels

    assert wrong == {}
    assert set(NAMES) <= seen["province"] or role == "officer"
    if role == "administrator":
        assert set(NAMES) <= seen["assessor"]
        assert {f"เทศบาล{name}" for name in NAMES} <= seen["area"]
