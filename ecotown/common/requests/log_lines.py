"""Formatting of log records, which hold no personal data and nothing that lets somebody in."""

import copy
import ipaddress
import logging
import re

MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# PostgreSQL repeats the values of a row that it refused.
ROW_VALUES = re.compile(r"(Key \([^)]*\)=|Failing row contains )\([^\n]*\)")
# A number with a port is that of a server, which those who run the portal look for.
ADDRESS_4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\w|:\d)")
ADDRESS_6 = re.compile(r"(?<![\w:.])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\w:])")
# Addresses with a one-time code, the secret of a link in a mail, or the number of a visitor's question: a
# form that was refused there is logged with its address, and the code may still be used.
SECRETS = re.compile(r"(?<![\w.])(/(?:code|me/mail|questions|sign-in/forgotten/[\w-]+)/)[^\s/\"']+")


class LineFormatter(logging.Formatter):
    """Formats client errors and 503 responses as one line, faults of the portal with a traceback.

    Mail and network addresses, the values of refused rows and the codes in addresses are left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        return without_personal_data(self._format(record))

    def _format(self, record: logging.LogRecord) -> str:
        status = getattr(record, "status_code", 500)
        if not record.exc_info or not (400 <= status < 500 or status == 503):
            return super().format(record)
        cause = record.exc_info[1]
        record = copy.copy(record)
        record.exc_info = record.exc_text = None
        reason = next(iter(str(cause).splitlines()), "")
        return f"{super().format(record)} ({type(cause).__name__}: {reason!a})"


def without_personal_data(line: str) -> str:
    """Return a line of a log without mail and network addresses of people, values of rows and codes."""
    line = SECRETS.sub(r"\1[code]", line)
    line = ROW_VALUES.sub(r"\1[values]", line)
    line = MAIL.sub("[mail]", line)
    line = ADDRESS_4.sub(_address, line)
    return ADDRESS_6.sub(_address, line)


def _address(match: re.Match[str]) -> str:
    """Return what stands for an address; this machine and what is no address stay."""
    try:
        address = ipaddress.ip_address(match[0])
    except ValueError:
        return match[0]
    return match[0] if address.is_loopback or address.is_unspecified else "[address]"
