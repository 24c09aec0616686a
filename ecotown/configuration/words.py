"""Words of the settings: sections of the menu, groups, what each setting does, refusals, values."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotown.configuration.domain import EMBLEMS, FIELDS, Group

# The parts of the menu by the values of `Section`.
SECTIONS: Mapping[str, Promise] = {
    "people": _("Users"),
    "cycles": _("Assessment cycles"),
    "areas": _("Target areas"),
    "documents": _("Documents"),
    "system": _("System"),
}


@dataclass(frozen=True, slots=True)
class GroupWords:
    """The title of a group, what it is for, and what happens when it is saved."""

    title: Promise
    sentence: Promise
    effect: Promise


GROUPS: Mapping[Group, GroupWords] = {
    Group.SIGNATORIES: GroupWords(
        _("Signatories"),
        _("Who signs certificates and plaques."),
        _(
            "New designs begin with these names. Designs that are there, and what was issued, keep theirs. "
            "An award printed without a design of its own has these."
        ),
    ),
    Group.EMBLEM: GroupWords(
        _("Emblem of the department"),
        _("The picture that stands for the department beside its name."),
        _(
            "New designs begin with it as their seal. Designs that are there, and what was issued, keep "
            "theirs. Without an upload there is none."
        ),
    ),
    Group.NUMBERS: GroupWords(
        _("Numbers of awards"),
        _("How certificates and plaques are numbered, and which digits they have."),
        _("What was issued keeps the number that it had."),
    ),
    Group.CONTACT: GroupWords(
        _("Department and contact"),
        _("The name of the department, who helps people with the portal, and where weaknesses are reported."),
        _("They stand at the foot of every page, on error pages, in mails and on papers made from now on."),
    ),
    Group.OPEN_DATA: GroupWords(
        _("Licence of the open data"),
        _("Under which licence everyone may use the open data."),
        _("It stands on the page of the open data."),
    ),
    Group.DEADLINES: GroupWords(
        _("Times and deadlines"),
        _("When notices and mails are sent, and how long an answer may take."),
        _("Days that were promised to a visitor stay as they are."),
    ),
    Group.SESSIONS: GroupWords(
        _("Signing out by time"),
        _("After how long people are signed out for safety, whatever their role."),
        _("It holds at once, also for those who are signed in. What they typed and did not save stays."),
    ),
    Group.RETENTION: GroupWords(
        _("How long data are kept"),
        _("After how long the portal deletes data by itself that are no part of the official record."),
        _(
            "The next night deletes what is older. What was deleted does not come back when a period becomes "
            "longer. All other periods are fixed: results must stay verifiable, and nothing for signing in "
            "is kept longer than safety needs."
        ),
    ),
    Group.LIMITS: GroupWords(
        _("Limits"),
        _("How large files may be, and how often a visitor may ask and try."),
        _("They hold for what is sent from now on."),
    ),
}

# What stands below each field.
HELP: Mapping[str, Promise] = {
    "department_name_th": _("Empty: the usual name."),
    "department_name_en": _("Empty: the usual name."),
    "emblem": _("PNG or SVG. An SVG keeps its shapes and colours only; please give texts as shapes."),
    "kept_emblem": _(
        "The picture of the preview is kept: save it without choosing it again, or choose another one."
    ),
    "contact_name": _("A unit or a person; left out where it is empty."),
    "contact_phone": _("With an extension where there is one."),
    "help_text_th": _(
        "For example the office hours; it stands on the page “Contact” and beside the sign-in."
    ),
    "help_text_en": _("Empty: pages in English show the Thai text."),
    "security_mail": _("Empty: the mail address above."),
    "open_data_licence": _("Empty: the page says that the department has not set a licence yet."),
    "open_data_licence_url": _("With https:// in front."),
    "signatory_name": _("Empty: the line stays empty for a signature by hand."),
    "certificate_number": _(
        "{number} stands for the running number, {year} for the fiscal year; each stands in it once."
    ),
    "plaque_number": _("Another one than that of certificates, so that no number stands on two awards."),
    "award_thai_digits": _("Screens show Arabic digits in any case."),
    "credential_days": _("After this time its holder fetches a new one, and learns whether it still holds."),
    "digest_time": _("Mails are sent from this time of day on, to those for whom there is news."),
    "question_answer_days": _("The day is told to the visitor when the question arrives."),
    "evidence_max_mb": _("At most what the server in front lets through."),
    "session_idle_minutes": _("What a page asks for by itself is no activity."),
    "session_hours": _("However much a person does, they then sign in again."),
    "session_warning_minutes": _("At most half of the minutes without activity."),
    "questions_a_day": _("An office often has one network address for all."),
    "notice_days": _("A daily mail stays as long as one of its notices."),
    "mail_days": _("Its kind, address and time; the text of a mail is never kept."),
    "view_days": _("It marks what has changed since the last look."),
    "visitor_days": _("It limits the questions of one visitor in a day; the question stays."),
    "paper_days": _("They can be asked for again at any time."),
}

# Parts of the form of a group with their headings; the fields of other groups stand together.
FIELDSETS: Mapping[Group, tuple[tuple[Promise, tuple[str, ...]], ...]] = {
    Group.SIGNATORIES: (
        (_("First signatory"), FIELDS[Group.SIGNATORIES][:2]),
        (_("Second signatory"), FIELDS[Group.SIGNATORIES][2:4]),
        (_("Third signatory"), FIELDS[Group.SIGNATORIES][4:]),
    ),
    Group.CONTACT: (
        (_("Department"), FIELDS[Group.CONTACT][:2]),
        (_("Help"), FIELDS[Group.CONTACT][2:7]),
        (_("Safety of the portal"), FIELDS[Group.CONTACT][7:]),
    ),
    Group.DEADLINES: (
        (_("Notices"), ("digest_time", "due_soon_days", "signing_warning_days")),
        (_("Answers and minutes"), ("question_answer_days", "minutes_days")),
    ),
    Group.LIMITS: (
        (_("Sizes of files"), ("evidence_max_mb", "verify_max_mb", "design_picture_max_kb")),
        (_("Questions of visitors"), ("questions_a_day", "question_tries", "question_minutes")),
        (_("Verification by anyone"), ("verify_tries", "verify_files", "verify_minutes")),
    ),
}

REFUSALS: Mapping[str, Promise] = {
    "changed-meanwhile": _("Someone else has changed this since you opened the page. Nothing was saved."),
    "value-out-of-range": _("A number is smaller or greater than possible. Nothing was saved."),
    "warning-too-early": _("The warning may come at most after half of the minutes without activity."),
    "idle-longer-than-session": _("The minutes without activity are longer than the hours after signing in."),
    "number-parts": _(
        "Please write {number} and {year} once each, with something between them and no other braces."
    ),
    "numbers-alike": _("Certificates and plaques must be numbered differently."),
    "number-of-other-kind": _(
        "Awards of the other kind were issued with such numbers. The same number would stand on two awards."
    ),
    "position-without-name": _("Please enter the name, too."),
    "emblem-gone": _("The picture that you looked at is not there any more. Please choose it again."),
    "no-mail-address": _("Your account has no e-mail address. Please add it on your own page first."),
    "signatory-order": _("Please fill in the signatories without a gap: first, second, third."),
    "above-upload-limit": _(
        "The server in front of the portal lets through %(limit)s MB at most. "
        "For larger files, please ask the technician of the server first."
    ),
}
# The field beside which a refusal stands; others stand above the form.
REFUSED_FIELDS: Mapping[str, str] = {
    "numbers-alike": "plaque_number",
    "position-without-name": "signatory_name",
    "signatory-order": "second_signatory_name",
    "above-upload-limit": "evidence_max_mb",
    "emblem-gone": "emblem",
    "warning-too-early": "session_warning_minutes",
    "idle-longer-than-session": "session_hours",
}


def refusal_sentence(code: str, **facts: object) -> str:
    """Return why settings were not saved."""
    return str(REFUSALS[code]) % facts if facts else str(REFUSALS[code])


def value_in_words(value: object) -> str:
    """Return a value of a setting as the history shows it; a time is stored as 07:30:00.

    A picture is told by its kind and the first digits of its SHA-256.
    """
    if isinstance(value, str) and value.startswith(f"{EMBLEMS}/"):
        digest, _dot, suffix = value.removeprefix(f"{EMBLEMS}/").partition(".")
        return gettext("Picture %(kind)s (SHA-256 %(digest)s…)") % {
            "kind": suffix.upper(),
            "digest": digest[:12],
        }
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if value == "":
        return gettext("empty")
    return str(value)


# What is set on the server, and what is amiss without it, by the names that `queries.server_facts` has.
SERVER_FACTS: Mapping[str, tuple[Promise, Promise]] = {
    "https": (_("Encrypted connection (HTTPS)"), _("What people type can be read on its way.")),
    "former-key": (
        _("Former key of the portal (SECRET_KEY_FALLBACKS)"),
        _("Needed only when the key is changed: it keeps people signed in and second factors readable."),
    ),
    "database": (_("Database server (PostgreSQL)"), _("The portal keeps its data in a file of this server.")),
    "queue": (_("Queue and cache (Redis)"), _("The queue is a folder of this server.")),
    "mail": (_("Mail server"), _("No mail leaves the portal; the worker writes them into its log.")),
    "virus-scanner": (_("Virus scanner (ClamAV)"), _("Files are not scanned for viruses; the pages say so.")),
    "signing": (_("Certificate and key that sign awards"), _("Files of awards are not signed.")),
    "timestamps": (_("Timestamp server"), _("A signature has the time of the clock of this server.")),
    "credentials": (_("Key of digital credentials"), _("Awards have no digital credential.")),
}
# What the department has not said yet, by the names that `queries.missing_settings` has.
MISSING: Mapping[str, Promise] = {
    "contact": _("Nobody is named whom people can ask for help."),
    "made-up-contact": _("The contact is still the made-up one of the demonstration."),
    "signatory": _("No signatory is named: awards without a design of their own have an empty line."),
    "licence": _("The open data have no licence yet."),
}
MAIL_STATES: Mapping[str, Promise] = {
    "waiting": _("Waiting to be sent"),
    "sent": _("Sent"),
    "failed": _("Could not be sent. Please ask the technician of the server to look at the log."),
}
