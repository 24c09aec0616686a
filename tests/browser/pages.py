"""Going from page to page, for every test of the browser."""


def go(page, what):
    """Click `what` leads to another page, and confirm when it asks; the other page is there on return.

    Without the waiting, what a test does next would overtake the answer and break off the request.
    """
    with page.expect_navigation():
        what.click()
        confirm = page.locator("dialog[open]")
        if confirm.count():
            confirm.get_by_role("button").last.click()


def take(page, label):
    """Press the button of a step, and confirm when it asks."""
    go(page, page.get_by_role("button", name=label, exact=True))
