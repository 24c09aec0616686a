"""Words of the register of personal data, and of the refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecotown.personal_data.domain import AtErasure, Basis, Period, PersonalDataError

BASES: dict[Basis, Promise] = {
    Basis.PUBLIC_TASK: _("A task in the public interest, section 24 (4)"),
    Basis.LEGITIMATE_INTEREST: _("Legitimate interest in a safe portal, section 24 (5)"),
    Basis.CONSENT: _("Consent, section 19"),
}
AT_ERASURE: dict[AtErasure, Promise] = {
    AtErasure.REMOVED: _("Deleted for good"),
    AtErasure.REPLACED: _("Removed; a number stands for the name"),
    AtErasure.KEPT: _("Stays, as part of the official record"),
    AtErasure.BY_ITSELF: _("Not part of an account"),
}
PERIODS: dict[Period, Promise] = {
    Period.SET: _("The department sets this period."),
    Period.RECORD: _("Fixed: results must stay verifiable."),
    Period.ACCOUNT: _("Fixed: as long as somebody works with it."),
    Period.SAFETY: _("Fixed: no longer than safety needs."),
    Period.PURPOSE: _("Fixed: until it has served its purpose."),
}
# What a setting of retention deletes, in a few words.
DELETED: dict[str, Promise] = {
    "notice_days": _("Notices and daily mails"),
    "mail_days": _("Records of single mails"),
    "view_days": _("Last looks at assessments"),
    "visitor_days": _("Codes of visitors who asked"),
}
# Key → what is kept, what for, for how long.
TEXTS: dict[str, tuple[Promise, Promise, Promise]] = {
    "account": (
        _("User name, name shown, position, e-mail address, language and role of people with an account"),
        _("So that others know who is responsible, and the portal can reach the person"),
        _("As long as the account is open, and afterwards until its erasure is asked for"),
    ),
    "sealed-names": (
        _("Each name under which a person signed, with a salt; the history holds only a digest of both"),
        _("So that a name that was changed afterwards is found"),
        _("As long as the history, or until the person's data are erased"),
    ),
    "sign-in": (
        _("Password as a hash, second factor, last sign-in; sessions with browser and network address"),
        _("So that nobody else can act in the person's name"),
        _("A session until it ends, the rest as long as the account is open"),
    ),
    "tries": (
        _("Wrong passwords and codes: for which account and from which network address"),
        _("To slow down those who guess passwords"),
        _("One day after the last try"),
    ),
    "acts": (
        _("Who did which step when, with what was typed at it"),
        _("So that everybody can check how a result came about"),
        _("As long as the results, as official record; never changed"),
    ),
    "provinces": (
        _("Which officer was responsible for which province, from when until when"),
        _("So that a step can be traced to the officer in charge"),
        _("As long as the results, as official record"),
    ),
    "notices": (
        _("Notices, which of them a person wants, and the daily mails"),
        _("So that work is not overlooked"),
        _("%(days)s days"),
    ),
    "mails": (
        _("Single mails to a person: kind, address and time, never the text"),
        _("So that a mail is sent once"),
        _("%(days)s days"),
    ),
    "views": (
        _("When an assessor or officer last looked at an assessment"),
        _("To mark what has changed since"),
        _("%(days)s days"),
    ),
    "texts": (
        _("Reasons, comments, notes and persons responsible that people type"),
        _("Because they explain values, verdicts and plans"),
        _("As long as the results, as official record. Please name nobody in them without need"),
    ),
    "evidence": (
        _("Files of evidence, which may show people"),
        _("To prove the values"),
        _("As long as the results, as official record. Only the province and the department can open them"),
    ),
    "minutes": (
        _("Names and positions of those who took part in meetings and site visits, and what was discussed"),
        _("Because minutes name who was present"),
        _("As long as the minutes, as official record"),
    ),
    "awards": (
        _("Names of recipients, their representatives and how they are read; who presided and who signed"),
        _("Because certificates and plaques are made out to a name and can be verified"),
        _("As long as the register of awards"),
    ),
    "contacts": (
        _("Names, telephone and e-mail of those who help with the portal; names of those who sign awards"),
        _("So that visitors reach somebody, and awards are signed"),
        _("Until an administrator changes the settings; the history keeps what they were"),
    ),
    "questions": (
        _("What a visitor asks, and an e-mail address, if one is given"),
        _("To answer; shown to everyone only with consent"),
        _("The address until the answer is sent, the question with its answer as long as the result"),
    ),
    "visitors": (
        _("A code computed from the network address and the day of a visitor who asks a question"),
        _("To limit how many questions one visitor sends; the address cannot be read from it"),
        _("%(days)s days"),
    ),
}
REFUSALS: dict[str, Promise] = {
    "account-open": _("The account is still open. Close it first; open work is then handed over."),
    "own-erasure": _("Nobody erases their own data here. Please ask another administrator."),
    "second-administrator": _("Another administrator than the one who asked must confirm."),
    "already-asked": _("The erasure of this person's data was asked for already."),
    "already-decided": _("This request was confirmed or withdrawn already."),
    "already-erased": _("The data of this person were erased already."),
}


def refusal(error: PersonalDataError) -> str:
    """Return the sentence for a refusal."""
    return str(REFUSALS[error.code])
