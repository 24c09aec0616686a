"""What a story does with a page: keys, clicks, texts."""

from functools import wraps

from playwright.sync_api import Locator, Page

ACTIONS = (
    *("check", "click", "dispatch_event", "drag_to", "fill", "focus", "hover", "press", "press_sequentially"),
    *("select_option", "select_text", "set_checked", "set_input_files", "tap", "type", "uncheck"),
)
INSTRUMENTS = ("keyboard", "mouse", "touchscreen")


def wait_for_scripts(monkeypatch):
    """Let each key, click and text of a story come after the scripts of its page have run.

    A heading can be read before the scripts below it listen: a key that is pressed in between is lost. A
    person is never that fast, a story always.
    """
    for name in ACTIONS:
        monkeypatch.setattr(Locator, name, after_scripts(getattr(Locator, name), lambda part: part.page))
        if hasattr(Page, name):
            monkeypatch.setattr(Page, name, after_scripts(getattr(Page, name), lambda page: page))
    for name in INSTRUMENTS:
        instrument = after_scripts(getattr(Page, name).fget, lambda page: page)
        monkeypatch.setattr(Page, name, property(instrument))


def after_scripts(action, page_of):
    @wraps(action)
    def wait_and_act(part, *values, **options):
        # Deferred scripts and modules run before this; pictures may still be on their way.
        page_of(part).wait_for_load_state("domcontentloaded")
        return action(part, *values, **options)

    return wait_and_act
