"""The whole entry without a mouse: from signing in to a submitted assessment, by the keyboard alone."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import islice

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue
from assessments.evidence.domain import expected_items
from assessments.workflow import queries as workflow_queries
from assessments.workflow import words
from assessments.workflow.domain import Status, Step
from ecotown.demonstration.values import quantities_for, values_for
from tests.builders import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
FACTORIES = Decimal(200)  # the same wherever a share of them is asked
TIMEOUT = 30_000  # milliseconds
# From the open assessment to the last value there are fewer keys. By the same count it was 425 before:
# Tab between fields, each shared quantity typed at every indicator.
MOST_KEYS = 297
# What has the focus, whether it or its group is outlined, and what lies over it once the page has scrolled.
# Meanwhile an answer of the portal may put a new part, which takes over the focus, in place of an old one.
FOCUS = """async () => {
  const focused = () => document.activeElement;
  const cover = () => {
    const box = focused().getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const top = document.elementFromPoint(x, box.top + Math.min(box.height / 2, 12));
    const isSeen = top && (focused().contains(top) || top.contains(focused()));
    return isSeen ? "" : (top?.outerHTML.slice(0, 160) ?? "the edge");
  };
  for (const end = performance.now() + 5000; performance.now() < end && cover(); ) {
    await new Promise(requestAnimationFrame);
  }
  const element = focused();
  const outlines = [element, element.parentElement].map((place) => getComputedStyle(place));
  return {
    name: element.name ?? "",
    text: (element.innerText || element.value || "").trim(),
    place: element.outerHTML.slice(0, 160),
    isVisible: outlines.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    cover: cover(),
  };
}"""


class Keyboard:
    """The actions of a person without a mouse; every element that takes the focus must be visible."""

    def __init__(self, page):
        self.page = page
        self.count = 0  # keys pressed so far

    def press(self, key):
        self.count += 1
        self.page.keyboard.press(key)

    def tab(self, key="Tab"):
        """Press Tab and return what has the focus."""
        self.press(key)
        focus = self.page.evaluate(FOCUS)
        assert focus["isVisible"], f"the focus is not seen: {focus['place']}"
        assert not focus["cover"], f"{focus['cover']} lies over the focus: {focus['place']}"
        return focus

    def enter(self):
        """Press Enter in a field, and return what has the focus then."""
        self.press("Enter")
        focus = self.page.evaluate(FOCUS)
        assert focus["isVisible"], f"the focus is not seen: {focus['place']}"
        assert not focus["cover"], f"{focus['cover']} lies over the focus: {focus['place']}"
        return focus

    def tab_to(self, *, name="", text="", limit=15):
        """Press Tab to the field `name` or the link or button `text`; return the number of presses."""
        passed = []
        for stops in range(1, limit + 1):
            focus = self.tab()
            if (name and focus["name"] == name) or (text and focus["text"].split("\n")[0] == text):
                return stops
            passed.append(focus["name"] or focus["text"])
        raise AssertionError(f"{name or text} is not reached within {limit} stops: {passed}")

    def skip(self):
        """Skip the header of the page by its skip link.

        The browser hands on the focus with its next picture only; a Tab before it would start at the link.
        """
        focus = self.tab()
        assert focus["text"] == _("Skip to the content"), focus["place"]
        self.press("Enter")
        self.page.wait_for_function("() => document.activeElement.matches(':target')")

    def type(self, text):
        self.count += len(text)
        self.page.keyboard.type(text)

    def type_number(self, text):
        """Type a number in one go: half of it, 2 of 200, is less than its part and would be refused."""
        self.count += len(text)
        self.page.keyboard.insert_text(text)

    def choose(self, step):
        for _press in range(step):
            self.press("ArrowDown")


@pytest.fixture
def keys(page):
    page.problems = []
    page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    return Keyboard(page)


def test_all_41_indicators_are_entered_and_submitted_by_keyboard_alone(site, keys, draft, officer):
    edition = workflow_queries.edition_of(draft)
    values = calm_values(edition)
    sign_in(keys, site, officer)
    keys.skip()
    keys.tab_to(text=_("Start filling in"), limit=3)
    keys.press("Enter")
    expect(keys.page.get_by_role("link", name=_("Fill in the basic data"))).to_be_visible()
    before = keys.count
    type_quantities(keys, edition, values)
    aspects = [aspect for dimension in edition.dimensions for aspect in dimension.aspects]

    for aspect in aspects:
        keys.page.wait_for_url(f"**/aspects/{aspect.code}/#*")
        focus = enter(keys, aspect, values)
        is_last = aspect == aspects[-1]
        assert focus["text"] == (_("Save and finish") if is_last else _("Save and go to the next aspect"))
        keys.press("Enter")
    needed = keys.count - before
    submit(keys, draft)

    assert needed < MOST_KEYS
    assert entry_queries.entered_values(draft) == values
    assert keys.page.problems == []


def sign_in(keys, site, user):
    keys.page.goto(f"{site}{reverse('accounts:sign-in')}")
    keys.type(user.username)  # the first field has the focus
    keys.tab_to(name="password", limit=1)
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(keys.page).to_have_url(f"{site}{reverse('assessments:list')}")


def type_quantities(keys, edition, values):
    """Type each shared quantity once, and go on to the first aspect."""
    keys.skip()
    keys.tab_to(text=_("Fill in the basic data"), limit=3)
    keys.press("Enter")
    keys.page.wait_for_url("**/basic-data/#work")
    for key, number in quantities_for(edition, values).items():
        keys.tab_to(name=f"number-{key}", limit=1)
        keys.type(f"{number:f}")
    keys.tab_to(text=_("Save and go on to the indicators"), limit=2)
    keys.press("Enter")


def enter(keys, aspect, values):
    """Fill in each field of each indicator of the aspect, in the order of the page; Enter leads to the next.

    What the shared quantities have filled in stays.
    """
    waiting = []
    for indicator in aspect.indicators:
        shared = {
            item.key: values[indicator.code].inputs[item.key] for item in indicator.inputs if item.quantity
        }
        for key, number in shared.items():
            expect(keys.page.locator(f"[name='{indicator.code}-{key}']")).to_have_value(f"{number:f}")
        keys_of = [item.key for item in indicator.inputs] or ["value"]
        waiting += [(indicator, key) for key in keys_of if key not in shared]
    focus = keys.tab()
    if focus["name"] not in [f"{indicator.code}-{key}" for indicator, key in waiting]:
        focus = keys.enter()  # the first field of the page is filled in
    for indicator, key in waiting:
        assert focus["name"] == f"{indicator.code}-{key}"
        entry_value = values[indicator.code]
        number = entry_value.inputs.get(key, entry_value.value)
        if indicator.kind in {"choice", "boolean"}:
            # The first of the list asks to choose; yes stands before no.
            keys.choose(int(number) + 1 if indicator.kind == "choice" else 2 - int(number))
        else:
            keys.type_number(f"{number:f}")
        focus = keys.enter()
    return focus


def submit(keys, assessment):
    expect(keys.page.get_by_role("link", name=words.step_label(Step.SUBMIT)).first).to_be_visible()
    keys.skip()
    keys.tab_to(text=words.step_label(Step.SUBMIT), limit=5)
    keys.press("Enter")
    expect(keys.page.locator("[name=declared]")).to_be_visible()
    keys.skip()
    keys.tab_to(name="declared", limit=100)  # past every indicator that the page tells about
    keys.press("Space")
    keys.tab_to(text=_("Submit to the assessors"), limit=2)
    keys.press("Enter")
    expect(keys.page.locator("dialog[open]")).to_be_visible()
    keys.tab_to(text=_("Submit to the assessors"), limit=3)
    keys.press("Enter")
    expect(keys.page.get_by_text(str(words.STATUS_NAMES[Status.INTERNAL_AUDIT])).first).to_be_visible()
    assessment.refresh_from_db()
    assert assessment.status == Status.INTERNAL_AUDIT


def calm_values(edition):
    """Return values for level 3 that raise no warning: the same number of factories everywhere."""
    values = values_for(edition, 3, "keyboard")
    for indicator in edition.indicators:
        if indicator.formula in {"percent", "rate"}:
            inputs = values[indicator.code].inputs
            part = inputs["part"] * FACTORIES / inputs["whole"]
            rounding = ROUND_FLOOR if indicator.direction == "lower" else ROUND_CEILING
            part = part.to_integral_value(rounding)
            values[indicator.code] = EntryValue(inputs={"part": part, "whole": FACTORIES})
    return values


@pytest.mark.parametrize("code", ["EN1", "EN9", "MG3"])  # formulas, a number and steps, yes or no
def test_tab_reaches_every_field_of_an_aspect(keys, site, draft, officer, code):
    (indicators,) = (
        aspect.indicators
        for dimension in workflow_queries.edition_of(draft).dimensions
        for aspect in dimension.aspects
        if aspect.code == code
    )
    fields = [
        f"{indicator.code}-{key}"
        for indicator in indicators
        for key in [item.key for item in indicator.inputs] or ["value"]
    ]
    # Each expected item of evidence has a button of its own.
    buttons = max(len(expected_items(indicator.evidence_th)) for indicator in indicators)
    sign_in(keys, site, officer)
    keys.page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, code])}")
    keys.skip()

    for field in fields:
        keys.tab_to(name=field, limit=5 + buttons)


def test_the_keys_lead_back_out_of_every_card(keys, site, draft, officer):
    """Check that the keyboard is not trapped: as many steps back as forward end at the start."""
    sign_in(keys, site, officer)
    keys.page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN1'])}")
    keys.skip()
    forward = [keys.tab()["place"] for _stop in range(12)]

    back = [keys.tab("Shift+Tab")["place"] for _stop in islice(forward, 11)]

    assert back == forward[-2::-1]
    assert len(set(forward)) == 12


def test_enter_in_a_field_saves_it_and_leads_to_the_next_empty_one(keys, site, draft, officer):
    sign_in(keys, site, officer)
    keys.page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN9'])}")
    keys.skip()
    stops = keys.tab_to(name="EN9.1-value")

    keys.type("7")
    after_number = keys.enter()
    keys.choose(3)
    after_step = keys.enter()

    assert (stops, after_number["name"]) == (1, "EN9.2-value")
    assert after_step["text"] == _("Save and go to the next aspect")
    for code in ("en9\\.1", "en9\\.2"):
        expect(keys.page.locator(f"#feedback-{code} .is-saved")).to_be_visible(timeout=TIMEOUT)
    assert entry_queries.entered_values(draft) == {
        "EN9.1": EntryValue(value=Decimal(7)),
        "EN9.2": EntryValue(value=Decimal(2)),
    }


def test_enter_passes_over_what_is_filled_in_and_what_does_not_apply(keys, site, draft, officer):
    filled = {"EN1.2": EntryValue(not_applicable=True, reason="ไม่มีข้อมูลปีฐาน")}
    actions.save_entries(assessment=draft, values=filled, by=officer)
    sign_in(keys, site, officer)
    keys.page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN1'])}")
    keys.skip()
    keys.tab_to(name="EN1.1-part")

    names = []
    for number in ("90", "100", "5"):
        keys.type_number(number)
        names.append(keys.enter()["name"])

    assert names == ["EN1.1-whole", "EN1.3-part", "EN1.3-whole"]


def test_the_focus_stays_on_the_next_field_when_a_value_is_saved(keys, site, draft, officer):
    sign_in(keys, site, officer)
    keys.page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN9'])}")
    keys.skip()
    keys.tab_to(name="EN9.1-value")
    keys.type("7")

    focused = keys.tab("Shift+Tab")

    expect(keys.page.locator("#feedback-en9\\.1 .is-saved")).to_be_visible(timeout=TIMEOUT)
    assert keys.page.evaluate(FOCUS)["place"][:60] == focused["place"][:60]
    assert keys.page.evaluate("document.activeElement.closest('.aspect-nav') !== null")
