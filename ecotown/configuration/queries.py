"""The settings that hold now, kept in the memory of each process for a few seconds, and the menu."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from ecotown.common.files.pictures import CleanedPicture
from ecotown.common.history.events import label
from ecotown.common.history.reading import ShownEvent, shown_events
from ecotown.common.mails.models import Mail
from ecotown.configuration.domain import DEFAULTS, EMBLEMS, Configuration, Group, is_emblem
from ecotown.configuration.events import Event
from ecotown.configuration.models import ONLY, StoredConfiguration
from ecotown.configuration.registry import PREVIEWS, SETTINGS_PAGES, Preview, Section, SettingsPage
from ecotown.configuration.words import GROUPS, MAIL_STATES, MISSING, SECTIONS, SERVER_FACTS, value_in_words

logger = logging.getLogger(__name__)
# After how long a process reads the settings anew, so that it learns of a change made in another one.
SECONDS = 5.0
# The history of the settings, and how many of its events the page of a group shows.
SUBJECT = "configuration"
LATEST = 5
TEST_MAIL = "settings-test"
COLUMNS = [field.name for field in fields(Configuration)]


class Memory:
    """The settings in the memory of a process, and until when (monotonic clock) they are not read again."""

    def __init__(self) -> None:
        self.kept = (DEFAULTS, 0.0)  # one tuple, which other threads see whole


_memory = Memory()
# Settings that somebody looks at before saving them; only for what runs inside `trying`.
_tried: ContextVar[Configuration | None] = ContextVar("tried", default=None)


def current() -> Configuration:
    """Return the settings that hold now: the same as in other processes, at the latest after `SECONDS`."""
    if tried := _tried.get():
        return tried
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


def department_name() -> str:
    """Return the name of the department in the language of the page, its own one unless another is set."""
    configuration = last_known()
    own = configuration.department_name_th if _is_thai() else configuration.department_name_en
    return own or gettext("Department of Industrial Works")


def help_text() -> str:
    """Return when and how those who help are reached; a page in English falls back to the Thai text."""
    configuration = last_known()
    if _is_thai():
        return configuration.help_text_th
    return configuration.help_text_en or configuration.help_text_th


def emblem() -> CleanedPicture | None:
    """Return the picture of the emblem for papers and designs, None where none is set or its file is lost."""
    return picture_of(name) if (name := last_known().emblem) else None


def emblem_address() -> str:
    """Return the address of the picture of the emblem; empty where none is set."""
    name = last_known().emblem
    return reverse("configuration:emblem-picture", args=[name.removeprefix(f"{EMBLEMS}/")]) if name else ""


def picture_of(name: str) -> CleanedPicture | None:
    """Return a stored picture of an emblem, None when it is not there."""
    if not is_emblem(name.removeprefix(f"{EMBLEMS}/")):
        return None
    try:
        return _read_picture(name)
    except FileNotFoundError:
        logger.warning("the picture %s of the emblem is not there", name)
        return None


@lru_cache(maxsize=4)
def _read_picture(name: str) -> CleanedPicture:
    """Read a picture, once in each process: its name holds the digest of its content."""
    with default_storage.open(name) as file:
        return CleanedPicture(file.read(), name.rpartition(".")[2])


def mail_signature() -> list[str]:
    """Return the lines below each mail: who writes, and whom to ask, where an installation has said it."""
    helper = last_known().contact
    owner = f"{gettext('Portal for assessing Eco Industrial Towns')} · {department_name()}"
    help_line = f"{gettext('Help')}: {' '.join(filter(None, [helper.name, helper.phone, helper.mail]))}"
    return ["--", owner, settings.SITE_URL, *([help_line] if helper else [])]


def _is_thai() -> bool:
    return (get_language() or "th").startswith("th")


@contextmanager
def trying(configuration: Configuration) -> Iterator[None]:
    """Let other settings hold during the block, for this thread alone."""
    token = _tried.set(configuration)
    try:
        yield
    finally:
        _tried.reset(token)


def previews_of(group: Group, configuration: Configuration) -> list[Preview]:
    """Return what settings of a group would look like where they are seen."""
    with trying(configuration):
        return [preview() for preview in PREVIEWS.get(group, ())]


def has_preview(group: Group) -> bool:
    """Return whether a room shows the settings of a group before they are saved."""
    return group in PREVIEWS


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


def menu_for(user: AbstractUser) -> list[MenuSection]:
    """Return the declared pages that a person may open by section, without the sections that have none."""
    pages = [page for page in SETTINGS_PAGES if user.has_perm(page.permission)]
    sections = [
        MenuSection(section.value, SECTIONS[section], [page for page in pages if page.section == section])
        for section in Section
    ]
    return [section for section in sections if section.pages]


def label_of(name: str) -> str:
    """Return the words for a setting; its stored name when there is no such setting any more."""
    labels = {field.name: field.verbose_name for field in StoredConfiguration._meta.fields}
    return str(labels[name]) if name in COLUMNS else name


def history() -> list[ShownEvent]:
    """Return the changes of all settings in words, the newest first; one query."""
    return shown_events(
        SUBJECT,
        lambda name: label(Event.stored_as(name)),
        codes=lambda row: [row.data["group"]] if "group" in row.data else [],
        changes=lambda row: [
            (label_of(name), value_in_words(old), value_in_words(new))
            for name, (old, new) in row.data.get("changes", {}).items()
        ],
    )


def history_of(group: Group) -> list[ShownEvent]:
    """Return the latest changes of the settings of a group, the newest first."""
    return [event for event in history() if group.value in event.codes][:LATEST]


@dataclass(frozen=True, slots=True)
class ServerFact:
    """Something that the technician of the server sets: whether it is set, and what is amiss without it."""

    title: Promise
    is_set: bool
    without: Promise


def server_facts() -> list[ServerFact]:
    """Return what is set on the server, never the values: some are secrets."""
    has_key = bool(settings.SIGNING_PKCS12 or settings.SIGNING_PKCS11)
    are_set = {
        "https": settings.IS_HTTPS,
        "former-key": bool(settings.SECRET_KEY_FALLBACKS),
        "database": settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        "queue": bool(settings.REDIS_URL),
        "mail": settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend",
        "virus-scanner": bool(settings.CLAMD_ADDRESS),
        "signing": bool(settings.SIGNING_CERTIFICATE) and has_key,
        "timestamps": bool(settings.SIGNING_TSA_URL),
        "credentials": bool(settings.CREDENTIAL_KEY),
    }
    return [ServerFact(title, are_set[name], without) for name, (title, without) in SERVER_FACTS.items()]


@dataclass(frozen=True, slots=True)
class MissingSetting:
    """Something that the department has not said yet, and the group in which it says it."""

    sentence: Promise
    group: str
    title: Promise


def missing_settings() -> list[MissingSetting]:
    """Return what the department has not said yet."""
    configuration = current()
    missing = {
        "contact": (not configuration.contact, Group.CONTACT),
        "made-up-contact": (configuration.contact.is_made_up, Group.CONTACT),
        "signatory": (not configuration.signatories, Group.SIGNATORIES),
        "licence": (not configuration.open_data_licence, Group.OPEN_DATA),
    }
    return [
        MissingSetting(MISSING[name], group.value, GROUPS[group].title)
        for name, (is_so, group) in missing.items()
        if is_so
    ]


@dataclass(frozen=True, slots=True)
class TriedMail:
    """The last mail that an administrator sent to try the mail server."""

    asked_at: datetime
    email: str
    state: str
    words: Promise


def last_test_mail() -> TriedMail | None:
    """Return the last mail of a test, None before the first; one query."""
    mail = Mail.objects.filter(kind=TEST_MAIL).order_by("-asked_at", "-pk").first()
    if mail is None:
        return None
    is_late = mail.expires_at <= timezone.now()
    state = "sent" if mail.sent_at else "failed" if mail.error or is_late else "waiting"
    return TriedMail(mail.asked_at, mail.email, state, MAIL_STATES[state])
