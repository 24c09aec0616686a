"""The settings that hold now, kept in the memory of each process for a few seconds, and the menu."""

import time
from dataclasses import dataclass, fields

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DatabaseError
from django.utils.functional import Promise

from ecotown.configuration.domain import DEFAULTS, Configuration
from ecotown.configuration.models import ONLY, StoredConfiguration
from ecotown.configuration.registry import SETTINGS_PAGES, Section, SettingsPage
from ecotown.configuration.words import SECTIONS

# After how long a process reads the settings anew, so that it learns of a change made in another one.
SECONDS = 5.0
COLUMNS = [field.name for field in fields(Configuration)]


class Memory:
    """The settings in the memory of a process, and until when (monotonic clock) they are not read again."""

    def __init__(self) -> None:
        self.kept = (DEFAULTS, 0.0)  # one tuple, which other threads see whole


_memory = Memory()


def current() -> Configuration:
    """Return the settings that hold now: the same as in other processes, at the latest after `SECONDS`."""
    configuration, until = _memory.kept
    if time.monotonic() < until:
        return configuration
    configuration = stored()
    keep(configuration, for_seconds=SECONDS)
    return configuration


def last_known() -> Configuration:
    """Return the settings for a page that must be shown, whatever the state of the database.

    During an outage these are the last that this process has read, or the defaults.
    """
    try:
        return current()
    except DatabaseError:
        return _memory.kept[0]


def stored() -> Configuration:
    """Return the settings as the database has them, or the defaults before the first change; one query."""
    row = StoredConfiguration.objects.filter(pk=ONLY).values(*COLUMNS).first()
    return Configuration(**row) if row else DEFAULTS


def keep(configuration: Configuration, *, for_seconds: float) -> None:
    """Keep settings in the memory of this process."""
    _memory.kept = (configuration, time.monotonic() + for_seconds)


def forget() -> None:
    """Let this process read the settings anew when they are next asked for."""
    keep(_memory.kept[0], for_seconds=0)


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A part of the menu of administrators with its pages."""

    name: str
    title: Promise
    pages: list[SettingsPage]


def menu_for(user: AbstractBaseUser) -> list[MenuSection]:
    """Return the declared pages that a person may open by section, without the sections that have none."""
    pages = [page for page in SETTINGS_PAGES if user.has_perm(page.permission)]
    sections = [
        MenuSection(section.value, SECTIONS[section], [page for page in pages if page.section == section])
        for section in Section
    ]
    return [section for section in sections if section.pages]
