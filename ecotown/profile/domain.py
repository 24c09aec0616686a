"""Rules of a person's own account."""

from datetime import timedelta

# How long the links in mails hold.
PASSWORD_LINK = timedelta(hours=1)
MAIL_LINK = timedelta(days=3)
# Mails of one kind that one person gets within an hour, however often somebody asks for them.
MAILS_AN_HOUR = 3
HOUR = timedelta(hours=1)


class ProfileError(Exception):
    """A change of the own account that is refused; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_mails(asked: int) -> None:
    """Refuse another mail after several within an hour: the address may be that of somebody else."""
    if asked >= MAILS_AN_HOUR:
        raise ProfileError("too-many-mails")


def check_link(*, holds: bool) -> None:
    """Refuse a link that ran out, was used, or belongs to what has changed since."""
    if not holds:
        raise ProfileError("old-link")
