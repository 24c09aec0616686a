"""Words about people: refusals, states of accounts, what the history holds."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "mail-taken": _("Another account has this e-mail address."),
    "name-taken": _("This user name is taken. Please choose another one."),
    "provinces-not-for-role": _("Only officers look after provinces. Please take the provinces out."),
    "provinces-missing": _("An officer needs at least one province."),
    "province-twice": _("This province stands here twice."),
    "changed-meanwhile": _("Somebody else changed this person meanwhile. Please check and save again."),
    "two-administrators": _("Making somebody an administrator needs two administrators. Ask on their page."),
    "last-administrator": _("This is the last administrator, who cannot be taken away."),
    "own-account": _("You cannot do this for your own account. Please ask another administrator."),
    "same-administrator": _("Another administrator must confirm what you asked for."),
    "second-administrator-missing": _(
        "This needs a second administrator, and there is none. Whoever runs the server can help."
    ),
    "administrator-already": _("This person is an administrator already."),
    "asked-already": _("This was asked for already and waits for another administrator."),
    "request-decided": _("This request was decided already."),
    "reason-missing": _("Please give a reason."),
    "open-work": _("This person has open work. Please hand it over first."),
    "nothing-handed-over": _("Please choose for at least one piece of work who takes it."),
    "no-successor": _("Please choose somebody with an open account who can take this work."),
    "closed": _("This account is closed."),
    "erased": _("The data of this person were erased. The account stays closed and as it is."),
    "open-already": _("This account is open already."),
    "accepted-already": _("This person has accepted the invitation already."),
    "not-accepted": _("This person has not accepted the invitation yet."),
    "mail-missing": _("There is no e-mail address. Please print the letter."),
    "set-up-already": _("The portal has an administrator already. Please sign in."),
    "code-closed": _("This code was used, withdrawn or has expired. Please ask for a new one."),
}

# The filters of what stands out among people, see `standing_out`.
STATES = {
    "mail-failed": _("Invitation mail not delivered"),
    "invited": _("Not signed in yet"),
    "without-factor": _("Without a second factor"),
    "ending": _("Term ends within 60 days"),
    "without-term": _("Officers without a province now"),
    "closed": _("Closed accounts"),
}

DETAILS = {
    "signing_name": _("Name"),
    "position": _("Position"),
    "email": _("E-mail"),
    "role": _("Role"),
}

# The columns of a list of officers, in the order of the form.
COLUMNS = {
    "signing_name": _("Name"),
    "position": _("Position"),
    "email": _("E-mail"),
    "province": _("Province"),
    "begins_on": _("From"),
    "ends_on": _("Until"),
}

CODE_UNKNOWN = _("There is no such code, or it was used or has expired. Please check each letter.")
SET_UP_CODE_WRONG = _("This is not the code of the installation. Please check each letter.")
CODE_USED = _(
    "This code was used already: please sign in. If it was not you who used it, tell an administrator."
)
TOO_MANY_TRIES = _("Too many wrong codes. Please try again in a few minutes.")
FILE_REFUSALS = {
    "not-a-workbook": _("This is no Excel workbook (.xlsx)."),
    "locked": _("This is an old or password-protected file. Save it as .xlsx without a password."),
    "encrypted": _("The workbook is encrypted. Save it as .xlsx without a password."),
    "macros": _("The file contains macros or controls. Only workbooks without them are accepted."),
    "links": _("The file contains links to other files or data. Only workbooks without them are accepted."),
    "embedded": _("The file contains embedded objects. Only workbooks without them are accepted."),
}
FILE_REFUSED = _("The file cannot be read. Please save it as an Excel workbook (.xlsx).")


def refusal(code: str) -> str:
    """Return the sentence of a refusal."""
    return str(REFUSALS[code])
