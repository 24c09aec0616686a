"""Whom people ask for help with the portal, from the settings."""

import re
from dataclasses import dataclass

from django.conf import settings

# Mail addresses of this domain reach nobody (RFC 2606).
MADE_UP = ".invalid"


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


def contact() -> Contact:
    """Return the contact of this installation."""
    return Contact(settings.CONTACT_NAME, settings.CONTACT_PHONE, settings.CONTACT_MAIL)
