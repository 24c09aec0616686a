"""Registry of the pages of the menu "ตั้งค่าระบบ", filled at start-up by the rooms that have them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from ecotown.configuration.domain import Configuration


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


# What rooms above find wrong with settings that they use: each raises ConfigurationError with its code.
CHECKS: list[Callable[[Configuration], None]] = []


def declare_check(check: Callable[[Configuration], None]) -> None:
    """Register what a room above asks of the settings before they are stored."""
    CHECKS.append(check)
