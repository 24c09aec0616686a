"""Navigation between pages for the browser tests."""

from urllib.parse import urlsplit

from django.urls import reverse

from tests import second_factors
from tests.builders import PASSWORD


def go(page, button):
    """Click `button` (or a link), confirm its question if there is one, and wait for the other page.

    Without the wait, the next step of a test would abort the request before its response.
    """
    page.wait_for_load_state()  # before, the scripts do not ask yet
    with page.expect_navigation():
        button.click()
        confirm = page.locator("dialog[open]")
        if confirm.count():
            confirm.get_by_role("button").last.click()


# How much wider the page is than the window, in its own font and in that of the device, which a view keeps
# that was drawn before the own font came.
SIDEWAYS = """() => {
  const widths = ["Sarabun", "sans-serif"].map((family) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:root { --bs-body-font-family: ${family} !important; }`);
    document.adoptedStyleSheets = [sheet];
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
  document.adoptedStyleSheets = [];
  return Math.max(...widths);
}"""


def scrolls_sideways(page):
    """Return whether a page is wider than its window."""
    return page.evaluate(SIDEWAYS) > 0


def take(page, label):
    """Press the button of a step, and confirm its question if there is one."""
    go(page, page.get_by_role("button", name=label, exact=True))


# Whether letters and digits of every weight are drawn in the font of the portal: another has another width.
IN_OWN_FONT = """() => [400, 600, 700].every((weight) => ["ตัวอักษรไทย", "0123456789"].every((text) => {
  const widths = ["Sarabun, monospace", "monospace"].map((family) => {
    const sample = document.createElement("span");
    sample.textContent = text;
    Object.assign(sample.style, { position: "absolute", font: `${weight} 40px ${family}` });
    document.body.append(sample);
    const width = sample.getBoundingClientRect().width;
    sample.remove();
    return width;
  });
  return widths[0] !== widths[1];
}))"""
MOST_LOADS = 10


def open_in_own_font(page, url):
    """Open a page whose heights are measured; a view that was drawn before the font came is loaded again.

    Such a view keeps the font of the device, so that nothing moves while it is read.
    """
    page.goto(url)
    for _load in range(MOST_LOADS):
        if page.evaluate(IN_OWN_FONT):
            return
        page.reload()
    raise AssertionError("the font of the portal is never used")


def enter(page, person):
    """Sign in on the page that is open, with the code of the app of a person who has one."""
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", PASSWORD)
    go(page, page.locator("[name=sign-in]"))
    if urlsplit(page.url).path == reverse("accounts:second-factor-code"):
        give_code(page, second_factors.code_of(person))


def give_code(page, code):
    page.fill("input[name=code]", code)
    go(page, page.locator("[name=confirm]"))
