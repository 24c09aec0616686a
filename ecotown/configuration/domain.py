"""The settings of the portal as plain values: their groups, their defaults, the ranges of their numbers."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import time
from enum import StrEnum
from itertools import pairwise

# Mail addresses of this domain reach nobody (RFC 2606).
MADE_UP = ".invalid"
NUMBER_PARTS = ("{number}", "{year}")
# The folder of the pictures of the emblem. A name holds the SHA-256 of its content, so that it never changes.
EMBLEMS = "emblems"
EMBLEM_NAME = re.compile(r"[0-9a-f]{64}(_\w{1,16})?\.(png|svg)", re.ASCII)


class ConfigurationError(Exception):
    """Settings cannot be saved; `code` says why, in kebab case."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs the awards: the name, and the position below it."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence, with the address of its text; each may be empty."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The name, telephone number and mail address of who helps; each may be empty."""

    name: str
    phone: str
    mail: str

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.mail)

    @property
    def phone_address(self) -> str:
        """The number as a `tel:` address takes it: its digits, without an extension written behind it.

        The zero of "+66 (0)" is only dialled at home.
        """
        number = re.split(r"[^\d\s()+.-]", self.phone, maxsplit=1)[0]
        if number.startswith("+"):
            number = number.replace("(0)", "")
        return re.sub(r"[^\d+]", "", number)

    @property
    def is_made_up(self) -> bool:
        """Whether this is still the contact of the demonstration."""
        return self.mail.endswith(MADE_UP)


@dataclass(frozen=True, slots=True)
class Configuration:
    """All settings that administrators change; the defaults are those of a new installation.

    A text that is empty is left out where it would stand.
    """

    # The department, and who helps people with the portal.
    department_name_th: str = ""
    department_name_en: str = ""
    # The name of the stored picture of its emblem; empty where none was uploaded.
    emblem: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_mail: str = ""
    help_text_th: str = ""
    help_text_en: str = ""
    # Who is told about a weakness of the portal, in /.well-known/security.txt.
    security_mail: str = ""
    # Under which licence the open data may be used.
    open_data_licence: str = ""
    open_data_licence_url: str = ""
    # Who signs the awards, from left to right; designs take them over.
    signatory_name: str = ""
    signatory_position: str = ""
    second_signatory_name: str = ""
    second_signatory_position: str = ""
    third_signatory_name: str = ""
    third_signatory_position: str = ""
    # How the numbers of awards are written; what is issued keeps the format that it had.
    certificate_number: str = "{number}/{year}"
    plaque_number: str = "ล. {number}/{year}"
    award_thai_digits: bool = True
    # Days a saved credential is valid: its holder then fetches it again, and learns of a revocation.
    credential_days: int = 30
    # Time of day from which each person gets the daily mail.
    digest_time: time = time(7, 30)
    # Days before its due date at which a stage is notified as due soon.
    due_soon_days: int = 7
    # Days before the certificate that signs the awards expires, from which on its renewal waits.
    signing_warning_days: int = 60
    # Working days in which a question of a visitor is answered, and a correction decided.
    question_answer_days: int = 15
    # Working days after a meeting in which its minutes are closed.
    minutes_days: int = 15
    # Sizes of files: of evidence, of a file that a visitor compares, of the picture of a seal or signature.
    evidence_max_mb: int = 50
    verify_max_mb: int = 10
    design_picture_max_kb: int = 500
    # What one address may ask in a day, and try in so many minutes.
    questions_a_day: int = 10
    question_tries: int = 20
    question_minutes: int = 10
    verify_tries: int = 20
    verify_files: int = 20
    verify_minutes: int = 10
    # Minutes without activity and hours after signing in at which a session ends; minutes of its warning.
    session_idle_minutes: int = 60
    session_hours: int = 10
    session_warning_minutes: int = 5
    # Days after which a dossier, report or checklist that someone asked for is deleted.
    paper_days: int = 7
    # Days after which notices, single mails, the last looks of people and the codes of visitors are deleted.
    notice_days: int = 365
    mail_days: int = 90
    view_days: int = 730
    visitor_days: int = 30

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Those who sign the awards, from left to right; none while nobody is named."""
        named = (
            Signatory(self.signatory_name, self.signatory_position),
            Signatory(self.second_signatory_name, self.second_signatory_position),
            Signatory(self.third_signatory_name, self.third_signatory_position),
        )
        return tuple(signatory for signatory in named if signatory.name)

    @property
    def licence(self) -> Licence:
        """Under which licence the open data may be used."""
        return Licence(self.open_data_licence, self.open_data_licence_url)

    @property
    def weakness_mail(self) -> str:
        """Where to write to about a weakness of the portal; empty when nobody is named."""
        return self.security_mail or self.contact_mail

    @property
    def contact(self) -> Contact:
        """Who helps people with the portal."""
        return Contact(self.contact_name, self.contact_phone, self.contact_mail)


DEFAULTS = Configuration()

# The least and the greatest value of each number.
RANGES: Mapping[str, tuple[int, int]] = {
    "credential_days": (1, 365),
    "due_soon_days": (1, 60),
    "signing_warning_days": (7, 365),
    "question_answer_days": (1, 60),
    "minutes_days": (1, 60),
    "evidence_max_mb": (1, 500),
    "verify_max_mb": (1, 50),
    "design_picture_max_kb": (50, 2000),
    "questions_a_day": (1, 1000),
    "question_tries": (3, 1000),
    "question_minutes": (1, 1440),
    "verify_tries": (3, 1000),
    "verify_files": (1, 1000),
    "verify_minutes": (1, 1440),
    "session_idle_minutes": (5, 120),
    "session_hours": (1, 12),
    "session_warning_minutes": (1, 15),
    "paper_days": (1, 90),
    "notice_days": (90, 1095),
    "mail_days": (30, 365),
    "view_days": (180, 1825),
    "visitor_days": (7, 90),
}


class Group(StrEnum):
    """Settings that stand on one page, in the order of the menu."""

    SIGNATORIES = "signatories"
    EMBLEM = "emblem"
    NUMBERS = "numbers"
    CONTACT = "contact"
    OPEN_DATA = "open-data"
    DEADLINES = "deadlines"
    SESSIONS = "sessions"
    RETENTION = "retention"
    LIMITS = "limits"


FIELDS: Mapping[Group, tuple[str, ...]] = {
    Group.SIGNATORIES: (
        *("signatory_name", "signatory_position"),
        *("second_signatory_name", "second_signatory_position"),
        *("third_signatory_name", "third_signatory_position"),
    ),
    Group.EMBLEM: ("emblem",),
    Group.NUMBERS: ("certificate_number", "plaque_number", "award_thai_digits", "credential_days"),
    Group.CONTACT: (
        *("department_name_th", "department_name_en", "contact_name", "contact_phone", "contact_mail"),
        *("help_text_th", "help_text_en", "security_mail"),
    ),
    Group.OPEN_DATA: ("open_data_licence", "open_data_licence_url"),
    Group.DEADLINES: (
        *("digest_time", "due_soon_days", "question_answer_days", "minutes_days"),
        "signing_warning_days",
    ),
    Group.SESSIONS: ("session_idle_minutes", "session_hours", "session_warning_minutes"),
    Group.RETENTION: ("notice_days", "mail_days", "view_days", "visitor_days", "paper_days"),
    Group.LIMITS: (
        *("evidence_max_mb", "verify_max_mb", "design_picture_max_kb"),
        *("questions_a_day", "question_tries", "question_minutes"),
        *("verify_tries", "verify_files", "verify_minutes"),
    ),
}


def values_of(configuration: Configuration, group: Group) -> dict[str, object]:
    """Return the settings of a group by name."""
    values = asdict(configuration)
    return {name: values[name] for name in FIELDS[group]}


def changed(configuration: Configuration, values: Mapping[str, object]) -> Configuration:
    """Return the settings with other values; raises TypeError for a name that is no setting."""
    # Each form has fields of the types of the settings.
    return replace(configuration, **values)  # type: ignore[arg-type]


def seal(configuration: Configuration, group: Group) -> str:
    """Return a mark of the values of a group, by which a form knows that they changed since it was opened."""
    content = json.dumps(values_of(configuration, group), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def check_configuration(configuration: Configuration) -> None:
    """Raise ConfigurationError unless the settings fit together.

    "value-out-of-range" for a number; "emblem-gone" for what is no picture of ours; "number-parts" and
    "numbers-alike" for how awards are numbered;
    "warning-too-early" when nobody could work without a warning; "idle-longer-than-session";
    "position-without-name" and "signatory-order" (one after an empty place) for those who sign.
    """
    values = asdict(configuration)
    for name, (least, greatest) in RANGES.items():
        if not least <= values[name] <= greatest:
            raise ConfigurationError("value-out-of-range")
    if configuration.emblem and not is_emblem(configuration.emblem.removeprefix(f"{EMBLEMS}/")):
        raise ConfigurationError("emblem-gone")
    if configuration.session_warning_minutes * 2 > configuration.session_idle_minutes:
        raise ConfigurationError("warning-too-early")
    if configuration.session_idle_minutes > configuration.session_hours * 60:
        raise ConfigurationError("idle-longer-than-session")
    formats = (configuration.certificate_number, configuration.plaque_number)
    if not all(map(is_number_format, formats)):
        raise ConfigurationError("number-parts")
    if formats[0] == formats[1]:
        raise ConfigurationError("numbers-alike")
    names = [
        configuration.signatory_name,
        configuration.second_signatory_name,
        configuration.third_signatory_name,
    ]
    positions = [
        configuration.signatory_position,
        configuration.second_signatory_position,
        configuration.third_signatory_position,
    ]
    if any(position and not name for name, position in zip(names, positions, strict=True)):
        raise ConfigurationError("position-without-name")
    if any(later and not earlier for earlier, later in pairwise(names)):
        raise ConfigurationError("signatory-order")


def emblem_name(content: bytes, suffix: str) -> str:
    """Return the name under which a picture of the emblem is stored."""
    return f"{EMBLEMS}/{hashlib.sha256(content).hexdigest()}.{suffix}"


def is_emblem(name: str) -> bool:
    """Return whether a file in the folder of the emblem may have this name."""
    return bool(EMBLEM_NAME.fullmatch(name))


def is_number_format(text: str) -> bool:
    """Return whether each running number of each year gives another text: "{number}/{year}" is one.

    Each part stands in it once, apart from each other, and no other braces: the text is a format of Python.
    """
    rest = text
    for part in NUMBER_PARTS:
        rest = rest.replace(part, "", 1)
    are_there = all(part in text for part in NUMBER_PARTS)
    return are_there and not set("{}") & set(rest) and not re.search(r"}\s*{", text)
