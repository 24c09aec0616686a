"""Registry of the menu "ตั้งค่าระบบ" and of what rooms above know of settings, filled at start-up."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps

from django.http import HttpResponse
from django.utils.functional import Promise

from ecotown.configuration.domain import Configuration, Group


class Section(StrEnum):
    """A part of the menu, in the order in which the parts are shown."""

    PEOPLE = "people"
    CYCLES = "cycles"
    AREAS = "areas"
    DOCUMENTS = "documents"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """A page of the menu: its part, URL name, the permission that opens it, its title and what it is for."""

    section: Section
    url_name: str
    permission: str
    title: Promise
    sentence: Promise


SETTINGS_PAGES: list[SettingsPage] = []


def declare_settings_page(
    section: Section, url_name: str, *, permission: str, title: Promise, sentence: Promise
) -> None:
    """Register a page of the menu; within its part the pages stand in the order of their declaration."""
    SETTINGS_PAGES.append(SettingsPage(section, url_name, permission, title, sentence))


@dataclass(frozen=True, slots=True)
class Preview:
    """What settings look like where they are seen: a title, then lines of text, markup or a drawing.

    `drawing` is an SVG, which is shown as a picture and loads nothing.
    """

    title: str | Promise
    lines: Sequence[str] = ()
    markup: str = ""
    drawing: str = ""

    @property
    def drawing_url(self) -> str:
        """The drawing as the address of a picture."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.drawing.encode()).decode()}"


# Group → what shows its settings; each function reads the settings as they are tried.
PREVIEWS: dict[Group, list[Callable[[], Preview]]] = {}


def declare_preview(group: Group, preview: Callable[[], Preview]) -> None:
    """Register what shows the settings of a group in a room above, before they are saved."""
    PREVIEWS.setdefault(group, []).append(preview)


View = Callable[..., HttpResponse]
# What every view that saves settings goes through, such as the question who is there.
_SAVING: list[Callable[[View], View]] = []


def declare_saving(decorator: Callable[[View], View]) -> None:
    """Register what stands before saving settings; called when the portal starts."""
    _SAVING.append(decorator)


def saving(view: View) -> View:
    """Let a view that saves settings go through what rooms above have declared."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> HttpResponse:
        guarded_view = view
        for decorator in _SAVING:
            guarded_view = decorator(guarded_view)
        return guarded_view(*args, **kwargs)

    return guarded


Effect = Callable[[Configuration, Configuration], None]
# What rooms above do in the same transaction as a change of the settings, before anybody sees it.
EFFECTS: list[Effect] = []


def declare_effect(effect: Effect) -> None:
    """Register what follows at once from a change of the settings; it gets those before and after."""
    EFFECTS.append(effect)


Check = Callable[[Configuration, Configuration], None]
# What rooms above find wrong with settings that they use: each raises ConfigurationError with its code.
CHECKS: list[Check] = []


def declare_check(check: Check) -> None:
    """Register what a room above asks of a change of the settings; it gets those before and after."""
    CHECKS.append(check)
