"""Navigation between pages for the browser tests."""


def go(page, button):
    """Click `button` (or a link), confirm its question if there is one, and wait for the other page.

    Without the wait, the next step of a test would abort the request before its response.
    """
    with page.expect_navigation():
        button.click()
        confirm = page.locator("dialog[open]")
        if confirm.count():
            confirm.get_by_role("button").last.click()


def take(page, label):
    """Press the button of a step, and confirm its question if there is one."""
    go(page, page.get_by_role("button", name=label, exact=True))
