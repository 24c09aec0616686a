"""The register of personal data: what is kept, on which ground, for how long, what an erasure does to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class PersonalDataError(Exception):
    """Personal data cannot be exported or erased; `code` says why, in kebab case."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Basis(StrEnum):
    """The grounds of the Personal Data Protection Act B.E. 2562 on which data are kept."""

    PUBLIC_TASK = "public-task"  # section 24 (4)
    LEGITIMATE_INTEREST = "legitimate-interest"  # section 24 (5)
    CONSENT = "consent"  # section 19


class AtErasure(StrEnum):
    """What the erasure of a person's data does to some of them."""

    REMOVED = "removed"
    REPLACED = "replaced"  # the name gives way to a number
    KEPT = "kept"  # part of the official record
    BY_ITSELF = "by-itself"  # belongs to nobody with an account, and goes in time or on request


class Period(StrEnum):
    """Who decides for how long some data are kept, or what fixes it."""

    SET = "set"  # administrators, within bounds
    RECORD = "record"  # results must stay verifiable
    ACCOUNT = "account"  # somebody works with it
    SAFETY = "safety"  # to notice guessing, and no longer
    PURPOSE = "purpose"  # until it has served


@dataclass(frozen=True, slots=True)
class Expiry:
    """Rows that the worker deletes: their model, and the column with the time from which days are counted.

    With `text` the row stays and the text in this column is removed.
    """

    model: str
    column: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the register.

    `columns` are those that hold the data, as `app.Model.column`. After `days`, or as many days as the
    `setting` of this name says, the worker deletes the rows of `expiries`.
    """

    key: str
    basis: Basis
    at_erasure: AtErasure
    period: Period
    columns: tuple[str, ...] = ()
    days: int | None = None
    setting: str = ""
    expiries: tuple[Expiry, ...] = ()

    @property
    def is_deleted_in_time(self) -> bool:
        return self.days is not None or bool(self.setting)


def _columns(model: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{model}.{name}" for name in names)


REGISTER: tuple[Kept, ...] = (
    Kept(
        "account",
        Basis.PUBLIC_TASK,
        AtErasure.REPLACED,
        Period.ACCOUNT,
        _columns(
            "accounts.User",
            *("username", "signing_name", "first_name", "last_name", "position", "email", "language"),
        ),
    ),
    Kept(
        "sealed-names",
        Basis.PUBLIC_TASK,
        AtErasure.REMOVED,
        Period.RECORD,
        _columns("common.NameSeal", "name", "salt"),
    ),
    Kept(
        "sign-in",
        Basis.PUBLIC_TASK,
        AtErasure.REMOVED,
        Period.SAFETY,
        (
            *_columns("accounts.User", "password", "last_login"),
            *_columns("people.OneTimeCode", "person"),
            *_columns("profile.Session", "user", "session_data", "address", "device"),
        ),
        days=0,
        expiries=(Expiry("profile.Session", "expire_date"),),
    ),
    Kept(
        "tries",
        Basis.LEGITIMATE_INTEREST,
        AtErasure.REMOVED,
        Period.SAFETY,
        _columns("accounts.WrongTries", "user", "network"),
        days=1,
        expiries=(Expiry("accounts.WrongTries", "last_at"),),
    ),
    Kept("acts", Basis.PUBLIC_TASK, AtErasure.KEPT, Period.RECORD, _columns("common.Event", "by", "data")),
    Kept(
        "provinces",
        Basis.PUBLIC_TASK,
        AtErasure.KEPT,
        Period.RECORD,
        _columns("areas.ProvinceOfficer", "officer"),
    ),
    Kept(
        "notices",
        Basis.PUBLIC_TASK,
        AtErasure.REMOVED,
        Period.SET,
        (
            *_columns("notices.Notice", "user"),
            *_columns("notices.MutedKind", "user"),
            *_columns("notices.Digest", "user"),
        ),
        setting="notice_days",
        expiries=(Expiry("notices.Notice", "created_at"), Expiry("notices.Digest", "day")),
    ),
    Kept(
        "mails",
        Basis.PUBLIC_TASK,
        AtErasure.REMOVED,
        Period.SET,
        _columns("common.Mail", "user", "email", "data"),
        setting="mail_days",
        expiries=(Expiry("common.Mail", "asked_at"),),
    ),
    Kept(
        "views",
        Basis.PUBLIC_TASK,
        AtErasure.REMOVED,
        Period.SET,
        (*_columns("assessments.AuditView", "user"), *_columns("assessments.IndicatorView", "user")),
        setting="view_days",
        expiries=(Expiry("assessments.AuditView", "at"), Expiry("assessments.IndicatorView", "at")),
    ),
    Kept(
        "texts",
        Basis.PUBLIC_TASK,
        AtErasure.KEPT,
        Period.RECORD,
        (
            *_columns("assessments.Entry", "reason"),
            *_columns("assessments.WarningAnswer", "reason"),
            *_columns("assessments.Note", "text"),
            *_columns("assessments.Verdict", "reason"),
            *_columns("assessments.Comment", "text"),
            *_columns("assessments.InternalNote", "text"),
            *_columns("assessments.PlanTarget", "responsible", "note"),
            *_columns("people.PersonRequest", "reason"),
        ),
    ),
    Kept(
        "evidence",
        Basis.PUBLIC_TASK,
        AtErasure.KEPT,
        Period.RECORD,
        _columns("assessments.Evidence", "name", "file"),
    ),
    Kept(
        "minutes",
        Basis.PUBLIC_TASK,
        AtErasure.KEPT,
        Period.RECORD,
        (
            *_columns("assessments.Attendee", "name", "position", "note"),
            *_columns("assessments.AgendaItem", "discussion"),
            *_columns("assessments.SiteVisit", "participants"),
        ),
    ),
    Kept(
        "awards",
        Basis.PUBLIC_TASK,
        AtErasure.KEPT,
        Period.RECORD,
        (
            *_columns(
                "awards.Recipient",
                *("given_name", "represented_by", "seat", "pronunciation", "pronounced_name"),
            ),
            *_columns("awards.Award", "honoured"),
            *_columns("awards.Ceremony", "presiding", "presiding_position"),
            *_columns("awards.DesignSignatory", "name", "position"),
        ),
    ),
    Kept(
        "contacts",
        Basis.PUBLIC_TASK,
        AtErasure.BY_ITSELF,
        Period.PURPOSE,
        _columns(
            "configuration.StoredConfiguration",
            *("contact_name", "contact_phone", "contact_mail", "security_mail"),
            *("signatory_name", "second_signatory_name", "third_signatory_name"),
        ),
    ),
    Kept(
        "questions",
        Basis.CONSENT,
        AtErasure.BY_ITSELF,
        Period.PURPOSE,
        _columns("assessments.Question", "text", "shown_text", "email"),
    ),
    Kept(
        "visitors",
        Basis.LEGITIMATE_INTEREST,
        AtErasure.BY_ITSELF,
        Period.SET,
        _columns("assessments.Question", "asker"),
        setting="visitor_days",
        expiries=(Expiry("assessments.Question", "asked_at", text="asker"),),
    ),
)
BY_KEY = {kept.key: kept for kept in REGISTER}


def check_register(register: Iterable[Kept]) -> None:
    """Raise ValueError unless each key stands once and a time has rows that it ends."""
    keys = [kept.key for kept in register]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice")
    for kept in register:
        if kept.is_deleted_in_time != bool(kept.expiries):
            raise ValueError(f"{kept.key}: a time and what it ends belong together")
        if bool(kept.setting) != (kept.period == Period.SET) or (kept.setting and kept.days is not None):
            raise ValueError(f"{kept.key}: a period is either set or fixed")


check_register(REGISTER)
